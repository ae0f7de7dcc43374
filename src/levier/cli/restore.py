"""``levier restore``: fill an empty site with a backup."""

from __future__ import annotations

import argparse
from pathlib import Path

from levier.cli.serve import check_installed
from levier.i18n import _, number

NAME = "restore"
SUMMARY = "remettre une sauvegarde dans une installation vide"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("data", metavar="FICHIER", type=Path, help=_("fichier des données (levier-….zip)"))
    parser.add_argument("--keys", metavar="FICHIER", type=Path, help=_("fichier des clés (levier-…-cles.zip)"))


def run(args: argparse.Namespace) -> int:
    """Restore; return 0, or 1 without the keys.

    Raises:
        NothingUsable: not a backup.
        Refused: the installation is not empty, or the backup is newer.
    """
    check_installed()
    from levier.web.serving import prepare

    prepare(say=lambda _said: None, static=False)
    from levier.web.backup import restore

    rows = restore(args.data, args.keys)
    print(_("Installation remise en place ({rows} lignes de la base).").format(rows=number(f"{rows:,}")))
    if args.keys is None:
        print(_("Sans le fichier des clés, aucun nouvel import n'est possible dans les magasins restaurés."))
        return 1
    return 0
