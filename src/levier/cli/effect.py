"""``levier effect``: what a dated action did, in the indicator's unit and in euros a month."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from levier.i18n import _

if TYPE_CHECKING:
    from levier.outlook.effect import Action, Effect

NAME = "effect"
SUMMARY = "dire ce qu'une action datée a vraiment changé"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    from levier.cli.sources import add_day, add_reading

    add_reading(parser, what="SRC|MAGASIN")
    add_day(parser)
    parser.add_argument("--indicator", metavar="NOM", help=_("indicateur visé par l'action"))
    parser.add_argument("--since", metavar="DATE", help=_("premier jour de l'action, AAAA-MM-JJ"))
    parser.add_argument("--lever", type=int, metavar="N", help=_("numéro du levier, pour le dire"))
    parser.add_argument(
        "--activations", type=Path, metavar="FICHIER", help=_("plusieurs actions : centre;levier;active_le;indicateur")
    )
    parser.add_argument("--shareable", action="store_true", help=_("laisser de côté les équipes réduites"))
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(args: argparse.Namespace) -> int:
    """Judge each action; exit code 0, 1 when one has no data, 2 when nothing is usable, 3 when it is to come."""
    from levier.cli.output import say_problems
    from levier.cli.sources import holdings
    from levier.holding import usable
    from levier.measuring import Asked, day_of_knowledge
    from levier.outlook.effects import Region

    region, aside, used = Region(_actions(args)), False, False
    for holding in holdings(args):
        say_problems(holding.problems, quiet=args.quiet)
        used = used or usable(holding.accounts)
        aside = aside or any(account.set_aside for account in holding.accounts)
        region.read(holding, day_of_knowledge(holding, Asked(as_of=args.as_of)))
        holding.engine.close()
    if not used:
        print(_("levier : aucune ligne utilisable."), file=sys.stderr)
        return 2
    found = [one for one in region.effects() if not (args.shareable and one.history and one.history.small_team)]
    _write(found, args.format)
    if found and all(one.outcome == "refused" for one in found):
        return 3
    return 1 if aside or any(one.outcome in ("not_available", "refused") for one in found) else 0


def _actions(args: argparse.Namespace) -> list[Action]:
    from levier.catalogue.indicators import indicator
    from levier.outlook.activations import parse_day, read_actions
    from levier.outlook.effect import Action
    from levier.problems import WrongCommand

    if args.activations is not None and args.indicator is None and args.since is None:
        return read_actions(args.activations)
    if args.activations is not None or args.indicator is None or args.since is None:
        raise WrongCommand(
            _("Donnez --indicator NOM et --since DATE pour une action, ou --activations FICHIER pour plusieurs.")
        )
    return [Action(indicator(args.indicator).name, parse_day(args.since), args.lever)]


def _write(found: list[Effect], format_: str) -> None:
    if format_ == "json":
        import json

        print(json.dumps([one.as_json() for one in found], ensure_ascii=False, allow_nan=False, indent=1))
        return
    from levier.outlook.effect_table import effects_text

    print(effects_text(found), end="")
