"""``levier demo``: write the fictitious region."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from levier.i18n import _, number
from levier.problems import WrongCommand

NAME = "demo"
SUMMARY = _("Écrit une région fictive de 28 centres, pour essayer l'outil.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("folder", metavar="DIR", type=Path, help=_("dossier vide, ou à créer"))
    parser.add_argument("--scale", metavar="X", type=float, default=1.0, help=_("multiplie les volumes (1 par défaut)"))
    parser.add_argument("--centres", metavar="N", type=int, default=28, help=_("nombre de centres, de 1 à 28"))
    parser.add_argument("--seed", metavar="N", type=int, default=2013, help=_("graine du tirage (2013 par défaut)"))


def run(args: argparse.Namespace) -> int:
    """Write the region; return 0."""
    from levier.demo import CODES, write_region

    if not 1 <= args.centres <= len(CODES):
        raise WrongCommand(_("--centres {number} : attendu un nombre de 1 à 28.").format(number=args.centres))
    quiet = getattr(args, "quiet", False) or not sys.stderr.isatty()
    summary = write_region(
        args.folder,
        seed=args.seed,
        scale=args.scale,
        centres=CODES[: args.centres],
        workers=min(2, os.cpu_count() or 1),
        progress=None if quiet else _progress,
    )
    sentence = _(
        "Région fictive écrite dans {folder} (centres : {centres} ; lignes : {lines} ; défauts mis exprès : {defects})."
    )
    print(
        sentence.format(
            folder=summary.folder,
            centres=len(summary.centres),
            lines=number(f"{summary.lines:,}"),
            defects=summary.anomalies,
        )
    )
    print(_("Commencez par LISEZMOI.txt ; effets_vrais.csv dit ce que chaque levier a vraiment changé."))
    return 0


def _progress(done: int, asked: int, code: str) -> None:
    end = "\n" if done == asked else ""
    print(
        "\r" + _("{done} centres sur {asked} ({code})").format(done=done, asked=asked, code=code),
        end=end,
        file=sys.stderr,
    )
