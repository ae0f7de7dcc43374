"""What commands that read files share: their options, and the centres behind SRC or STORE."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from levier.holding import Holding, Options, ignored_folders
from levier.i18n import _
from levier.opening import open_centres, place
from levier.problems import Problem, WrongCommand


def add_reading(parser: argparse.ArgumentParser, *, what: str = "SRC") -> None:
    """Add the paths and the options of every command that reads files."""
    parser.add_argument(
        "paths", nargs="+", type=place, metavar=what, help=_("fichier, dossier d'un centre, d'une région, ou magasin")
    )
    add_settings(parser)
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="COLONNE=VALEUR",
        help=_("valeur des cases vides d'une colonne, p. ex. service=medical"),
    )
    parser.add_argument("--quiet", action="store_true", help=_("ne rien dire sur la sortie d'erreur"))


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add the options that the environment or ``centre.toml`` may state too."""
    parser.add_argument("--profile", metavar="NOM", help=_("profil du logiciel (nom, ou fichier .toml)"))
    parser.add_argument(
        "--source", metavar="NOM", help=_("nom de la source (défaut : profil et nom du fichier sans chiffres)")
    )
    parser.add_argument(
        "--engine",
        metavar="MOTEUR",
        help=_("duckdb ou sqlite (défaut : duckdb s'il est installé) ; spark[=ADRESSE] pour mesurer"),
    )
    parser.add_argument(
        "--convention",
        action="append",
        default=[],
        metavar="NOM=VALEUR",
        help=_("convention d'une définition, p. ex. delai_annulation_h=48 (levier config les montre)"),
    )


def add_day(parser: argparse.ArgumentParser) -> None:
    """Add the option of the day at which things are known."""
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help=_("jour de connaissance, AAAA-MM-JJ ou JJ/MM/AAAA (défaut : aujourd'hui, ou le dernier import)"),
    )


def day(text: str) -> date:
    """Return the day that an option states.

    Raises:
        ArgumentTypeError: it is no date.
    """
    parts = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", text.strip())
    try:
        return date.fromisoformat("-".join(reversed(parts.groups())) if parts else text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("« {text} » n'est pas une date ; attendu : 2025-12-31").format(text=text)
        ) from None


def options_of(args: argparse.Namespace) -> Options:
    """Return how to read: the command line, then the environment.

    Raises:
        WrongCommand: a pair without its ``=``, or a setting that is wrong.
    """
    from levier.settings import profile_folders, setting

    profile, source, engine = (
        setting(name, vars(args)[name], os.environ)[0] for name in ("profile", "source", "engine")
    )
    sets = tuple(_pair(text, "--set", "service=medical") for text in args.set)
    return Options(profile, source, engine, sets, profile_folders(os.environ), tuple(conventions_of(args).items()))


def conventions_of(args: argparse.Namespace) -> dict[str, str]:
    """Return the conventions of the environment, then those of the command line."""
    from levier.settings import environment_conventions

    return environment_conventions(os.environ) | given_conventions(args)


def given_conventions(args: argparse.Namespace) -> dict[str, str]:
    """Return the conventions of the command line."""
    return dict(_pair(text, "--convention", "delai_annulation_h=48") for text in args.convention)


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator or not name.strip():
        sentence = _("{option} « {text} » ; attendu : NOM=VALEUR, p. ex. {example}.")
        raise WrongCommand(sentence.format(option=option, text=text, example=example))
    return name.strip(), value.strip()


def holdings(args: argparse.Namespace, every: Callable[[Problem], None] | None = None) -> Iterator[Holding]:
    """Yield each centre of the command line, one in memory at a time; ``every`` is told each problem of a line."""
    options = replace(options_of(args), every=every)
    told = sys.stderr.isatty() and not args.quiet
    number = 0
    for path in args.paths:
        if not args.quiet:
            _say_ignored(path)
        for holding in open_centres(path, options):
            number += 1
            if told:
                sentence = _("{number} : {centre} lu").format(number=number, centre=holding.centre.name)
                print(f"\r{sentence:<60}\r", end="", file=sys.stderr, flush=True)
            yield holding


def _say_ignored(path: Path) -> None:
    if names := [folder.name for folder in ignored_folders(path)]:
        sentence = _(
            "Dossiers laissés de côté, sans centre.toml ni fichier standard : {names}. "
            "→ Mettez-y un centre.toml (même vide) pour qu'ils soient lus."
        )
        print(sentence.format(names=", ".join(names)), file=sys.stderr)
