"""``levier landing``: where the year will end, with a range."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from levier.i18n import _

if TYPE_CHECKING:
    from levier.holding import Holding
    from levier.outlook.landing import Landing

NAME = "landing"
SUMMARY = "dire où l'année devrait finir, avec une fourchette"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    from levier.cli.sources import add_day, add_reading

    add_reading(parser, what="SRC|MAGASIN")
    add_day(parser)
    parser.add_argument("--year", metavar="ANNÉE", help=_("année à finir (défaut : celle du jour de connaissance)"))
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="QUI@DATE",
        help=_("départ : PRATICIEN@2025-09-01, ou specialty=dermatologie@2025-09-01"),
    )
    parser.add_argument("--shareable", action="store_true", help=_("laisser de côté les équipes réduites"))
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(args: argparse.Namespace) -> int:
    """Land each centre; exit code 0, 1 when one is too early, 2 when nothing is usable."""
    from levier.cli.output import say_problems
    from levier.cli.sources import holdings
    from levier.holding import usable
    from levier.outlook.departure import parse_departure

    departures = [parse_departure(text) for text in args.without]
    found: list[Landing] = []
    aside, used = False, False
    for holding in holdings(args):
        say_problems(holding.problems, quiet=args.quiet)
        used = used or usable(holding.accounts)
        aside = aside or any(account.set_aside for account in holding.accounts)
        found.append(_landing(args, holding, departures))
        holding.engine.close()
    if not used:
        print(_("levier : aucune ligne utilisable."), file=sys.stderr)
        return 2
    _write(found, args.format)
    return 1 if aside or any(one.value is None for one in found) else 0


def _landing(args, holding: Holding, departures) -> Landing:  # type: ignore[no-untyped-def]
    from levier.measuring import Asked, day_of_knowledge
    from levier.outlook.landing import landing, shared, year_asked

    as_of = day_of_knowledge(holding, Asked(as_of=args.as_of))
    found = landing(holding, year_asked(args.year, as_of), as_of, departures)
    return shared(found) if args.shareable else found


def _write(found: list[Landing], format_: str) -> None:
    if format_ == "json":
        import json

        print(json.dumps([one.as_json() for one in found], ensure_ascii=False, allow_nan=False, indent=1))
        return
    from levier.outlook.landing_table import landing_text

    print("\n".join(map(landing_text, found)))
