"""``levier pack``: a help package without patients, to ask for the profile of a software."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from levier.i18n import _

if TYPE_CHECKING:
    from levier.pack import Package

NAME = "pack"
SUMMARY = "préparer un paquet d'aide sans patients, pour demander un profil"
YES = ("o", "oui", "y", "yes")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="FICHIER", help=_("un export du logiciel"))
    parser.add_argument("--out", required=True, type=Path, metavar="PAQUET.zip", help=_("où écrire le paquet"))
    parser.add_argument(
        "--lines", type=int, default=30, metavar="N", help=_("lignes gardées par fichier (défaut : 30)")
    )
    parser.add_argument(
        "--keep",
        action="append",
        default=[],
        metavar="MOT",
        help=_("un mot ou un titre de colonne à laisser tel quel : vous confirmez qu'il ne nomme personne"),
    )
    parser.add_argument("--profile", metavar="NOM", help=_("profil du logiciel (nom, ou fichier .toml)"))
    parser.add_argument("--yes", action="store_true", help=_("enregistrer sans demander, une fois l'aperçu affiché"))


def run(args: argparse.Namespace) -> int:
    """Show what the package would hold, ask, then write it; 0, or 1 when a file was left out.

    Raises:
        NothingUsable: no file could be made.
        WrongCommand: a number of lines out of bounds, or a folder that does not exist.
        Refused: the package is already there, or nobody said yes.
    """
    from levier.pack import make_package, write_package
    from levier.pack.files import Asked

    _check(args)
    package = make_package(args.paths, Asked(args.lines, tuple(args.keep), args.profile))
    _show(package)
    _ask(args)
    write_package(package, args.out)
    print(_("Paquet écrit : {path}. Relisez-le avant de l'envoyer : c'est vous qui décidez.").format(path=args.out))
    return 0 if len(package.usable) == len(package.files) else 1


def _check(args: argparse.Namespace) -> None:
    from levier.pack.files import MOST_LINES
    from levier.problems import Refused, WrongCommand

    if not 1 <= args.lines <= MOST_LINES:
        raise WrongCommand(
            _("--lines {lines} ; attendu : un nombre de 1 à {most}.").format(lines=args.lines, most=MOST_LINES)
        )
    if not args.out.absolute().parent.is_dir():
        raise WrongCommand(_("--out {path} : le dossier n'existe pas. → Créez-le d'abord.").format(path=args.out))
    if args.out.exists():
        sentence = _("{path} existe déjà. → Choisissez un autre nom, ou effacez-le d'abord.")
        raise Refused(sentence.format(path=args.out))


def _show(package: Package) -> None:
    from levier.pack.package import preview

    print(_("Voici ce que contiendrait le paquet. Toutes les valeurs sont inventées :"))
    print()
    print("\n".join(preview(package)))


def _ask(args: argparse.Namespace) -> None:
    """Let the person decide.

    Raises:
        Refused: the answer is no, or nobody is there to answer.
    """
    from levier.problems import Refused

    if args.yes:
        return
    if not sys.stdin.isatty():
        raise Refused(_("rien n'est écrit sans votre accord. → Relisez l'aperçu, puis ajoutez --yes."))
    print(_("Enregistrer ce paquet ? [o/N] "), end="", flush=True)
    if sys.stdin.readline().strip().lower() not in YES:
        raise Refused(_("rien n'a été écrit."))
