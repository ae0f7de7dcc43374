"""``levier derive``: the derived tables of centres as Parquet, for whoever measures many centres at once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from levier.i18n import _

NAME = "derive"
SUMMARY = "écrire les tables dérivées de centres (Parquet), pour les mesurer ensemble"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``levier derive`` takes."""
    from levier.cli.sources import add_reading

    parser.add_argument("folder", type=Path, metavar="DOSSIER", help=_("où écrire ; un dossier par centre"))
    add_reading(parser, what="SRC|MAGASIN")


def run(args: argparse.Namespace) -> int:
    """Write the derived tables; exit code 0, 1 when lines were set aside, 2 when nothing could be used."""
    from dataclasses import replace

    from levier.cli.output import say_problems
    from levier.cli.sources import options_of
    from levier.holding import Holding, usable
    from levier.national.opening import derive_all

    aside, used = [], []

    def seen(holding: Holding) -> None:
        say_problems(holding.problems, quiet=args.quiet)
        aside.append(any(account.set_aside for account in holding.accounts))
        used.append(usable(holding.accounts))

    written = derive_all(args.paths, replace(options_of(args), engine="duckdb"), args.folder, seen)
    for folder in written:
        print(folder)
    if not any(used):
        print(_("levier : aucune ligne utilisable."), file=sys.stderr)
        return 2
    return 1 if any(aside) else 0
