"""``levier bridge``: why revenue moved between a period and the same one a year before."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from levier.i18n import _

if TYPE_CHECKING:
    from levier.holding import Holding
    from levier.outlook.bridge import Bridge

NAME = "bridge"
SUMMARY = "dire pourquoi les recettes ont bougé entre N-1 et N"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    from levier.cli.sources import add_day, add_reading

    add_reading(parser, what="SRC|MAGASIN")
    add_day(parser)
    parser.add_argument("--period", required=True, metavar="PÉRIODE", help=_("période N, p. ex. 2025, 2025T1, 2025-03"))
    parser.add_argument("--by", choices=("service",), help=_("donner aussi chaque service"))
    parser.add_argument("--shareable", action="store_true", help=_("laisser de côté les équipes réduites"))
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(args: argparse.Namespace) -> int:
    """Explain the move of each centre; exit code 0, 1 when one lacks a period, 2 when nothing is usable."""
    from levier.cli.output import say_problems
    from levier.cli.sources import holdings
    from levier.holding import usable
    from levier.periods import parse_period

    period = parse_period(args.period)
    found: list[Bridge] = []
    aside, used = False, False
    for holding in holdings(args):
        say_problems(holding.problems, quiet=args.quiet)
        used = used or usable(holding.accounts)
        aside = aside or any(account.set_aside for account in holding.accounts)
        found += _bridges(args, holding, period)
        holding.engine.close()
    if not used:
        print(_("levier : aucune ligne utilisable."), file=sys.stderr)
        return 2
    _write(found, args.format)
    return 1 if aside or any(one.status == "not_available" for one in found) else 0


def _bridges(args, holding: Holding, period):  # type: ignore[no-untyped-def]
    from levier.measuring import Asked, day_of_knowledge
    from levier.outlook.bridge import bridge, shared

    as_of = day_of_knowledge(holding, Asked(as_of=args.as_of))
    found = bridge(holding, period, as_of, by_service=bool(args.by))
    return shared(found) if args.shareable else found


def _write(found: list[Bridge], format_: str) -> None:
    if format_ == "json":
        import json

        print(json.dumps([one.as_json() for one in found], ensure_ascii=False, allow_nan=False, indent=1))
        return
    from levier.outlook.bridge_table import bridge_text

    print("\n".join(map(bridge_text, found)))
