"""``levier measure``: figures of centres, on the screen or in a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from levier.i18n import _

if TYPE_CHECKING:
    from levier.holding import Holding
    from levier.measuring import Asked

NAME = "measure"
SUMMARY = "calculer les indicateurs d'un centre ou d'une région"
FORMATS = ("table", "json", "csv", "parquet")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    from levier.cli.sources import add_day, add_reading

    add_reading(parser, what="SRC|MAGASIN")
    add_day(parser)
    parser.add_argument("--every", default="month", metavar="PAS", help="day, week, month, quarter, year, rolling12")
    parser.add_argument("--from", dest="first", metavar="PÉRIODE", help=_("première période, p. ex. 2025-01 ou 2025T1"))
    parser.add_argument("--to", dest="last", metavar="PÉRIODE", help=_("dernière période"))
    parser.add_argument(
        "--by", default="", metavar="DIM[,DIM]", help=_("couper par service, specialty, site, payer_type…")
    )
    parser.add_argument(
        "--indicator",
        nargs="+",
        action="extend",
        default=[],
        metavar="NOM",
        help=_("indicateurs voulus (défaut : tous)"),
    )
    parser.add_argument("--compare", choices=("n-1",), help=_("même période de l'année d'avant"))
    parser.add_argument("--shareable", action="store_true", help=_("laisser de côté les équipes réduites"))
    parser.add_argument("--format", choices=FORMATS, default="table")
    parser.add_argument("--out", type=Path, metavar="FICHIER", help=_("écrire là plutôt qu'à l'écran"))


def run(args: argparse.Namespace) -> int:
    """Measure each centre and write the figures; exit code 0, 1 or 2."""
    from levier.cli.output import check_format, say_problems, write_figures
    from levier.holding import usable
    from levier.measuring import measure, missing_indicators

    asked = asked_of(args).checked()
    check_format(args.format, args.out)
    figures, aside, used = [], False, False
    for holding in _holdings(args, asked):
        say_problems(holding.problems, quiet=args.quiet)
        used = used or usable(holding.accounts)
        aside = aside or any(account.set_aside for account in holding.accounts)
        figures += measure(holding, asked)
        holding.engine.close()
    if not used:
        print(_("levier : aucune ligne utilisable."), file=sys.stderr)
        return 2
    _say_dimensions(args, asked.without_dimension())
    if not figures and not args.quiet:
        print(_("Aucune période à mesurer : aucune ligne datée. → Donnez --from et --to."), file=sys.stderr)
    write_figures(figures, args.format, args.out)
    return 1 if aside or missing_indicators(figures, asked) else 0


def _holdings(args: argparse.Namespace, asked: Asked) -> Iterator[Holding]:
    """Yield each centre: one in memory at a time, or all behind one engine (Spark, derived tables)."""
    from levier.cli.output import say_problems
    from levier.cli.sources import holdings, options_of
    from levier.national.opening import open_together, together

    options = options_of(args)
    if not together(args.paths, options.engine):
        yield from holdings(args)
        return

    def seen(holding: Holding) -> None:
        say_problems(holding.problems, quiet=args.quiet)

    with open_together(args.paths, asked, options, seen=seen) as found:
        yield from found


def asked_of(args: argparse.Namespace):  # type: ignore[no-untyped-def]
    """Return the request of the command line."""
    from levier.measuring import Asked

    by = tuple(name for name in args.by.split(",") if name)
    names = tuple(name for group in args.indicator for name in group.split(",") if name)
    return Asked(args.every, args.first, args.last, args.as_of, by, names, bool(args.compare), args.shareable)


def _say_dimensions(args: argparse.Namespace, names: list[str]) -> None:
    if names and args.by and not args.quiet:
        print(
            _("Non donnés avec --by {by}, faute de cette dimension dans tous leurs termes : {names}.").format(
                by=args.by, names=", ".join(names)
            ),
            file=sys.stderr,
        )
