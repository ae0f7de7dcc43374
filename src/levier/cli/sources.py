"""What commands that read files share: their options, and the centres behind SRC or STORE."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from levier.holding import Holding, Options
from levier.i18n import _
from levier.opening import open_centres
from levier.problems import WrongCommand


def add_reading(parser: argparse.ArgumentParser, *, what: str = "SRC") -> None:
    """Add the paths and the options of every command that reads files."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar=what, help=_("fichier, dossier d'un centre, d'une région, ou magasin")
    )
    parser.add_argument("--profile", metavar="NOM", help=_("profil du logiciel (nom, ou fichier .toml)"))
    parser.add_argument(
        "--source", metavar="NOM", help=_("nom de la source (défaut : profil et nom du fichier sans chiffres)")
    )
    parser.add_argument("--engine", metavar="MOTEUR", help=_("duckdb ou sqlite (défaut : duckdb s'il est installé)"))
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="COLONNE=VALEUR",
        help=_("valeur des cases vides d'une colonne, p. ex. service=medical"),
    )
    parser.add_argument("--quiet", action="store_true", help=_("ne rien dire sur la sortie d'erreur"))


def add_day(parser: argparse.ArgumentParser) -> None:
    """Add the option of the day at which things are known."""
    parser.add_argument(
        "--as-of",
        type=_day,
        metavar="DATE",
        help=_("jour de connaissance, AAAA-MM-JJ (défaut : aujourd'hui, ou le dernier import)"),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("« {text} » n'est pas une date ; attendu : 2025-12-31").format(text=text)
        ) from None


def options_of(args: argparse.Namespace) -> Options:
    """Return how to read, from the command line."""
    return Options(args.profile, args.source, args.engine, tuple(_pair(text) for text in args.set))


def _pair(text: str) -> tuple[str, str]:
    column, separator, value = text.partition("=")
    if not separator or not column.strip():
        raise WrongCommand(_("--set « {text} » ; attendu : COLONNE=VALEUR, p. ex. service=medical.").format(text=text))
    return column.strip(), value.strip()


def holdings(args: argparse.Namespace) -> Iterator[Holding]:
    """Yield each centre of the command line, one in memory at a time."""
    options = options_of(args)
    for path in args.paths:
        yield from open_centres(path, options)
