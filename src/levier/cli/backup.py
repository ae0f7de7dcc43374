"""``levier backup``: write a copy of the site."""

from __future__ import annotations

import argparse
from pathlib import Path

from levier.cli.serve import check_installed
from levier.i18n import _

NAME = "backup"
SUMMARY = "sauvegarder le site : données et clés, en deux fichiers"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("folder", metavar="DOSSIER", type=Path, help=_("où écrire les deux fichiers"))


def run(args: argparse.Namespace) -> int:
    """Write the two files; return 0.

    Raises:
        Refused: the site is not installed, or a store is being written.
    """
    check_installed()
    from levier.web.serving import prepare

    prepare(say=lambda _said: None, static=False)
    from levier.web.backup import backup

    data, keys = backup(args.folder)
    print(_("Données : {path}").format(path=data))
    print(_("Clés : {path} (à garder ailleurs : sans elles, un patient connu redevient nouveau)").format(path=keys))
    return 0
