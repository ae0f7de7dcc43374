"""``levier readings``: has something really changed, worst first."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from levier.i18n import _

if TYPE_CHECKING:
    from levier.readings import Reading

NAME = "readings"
SUMMARY = "dire ce qui a vraiment changé, et ce qui est habituel"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    from levier.cli.sources import add_day, add_reading, day

    add_reading(parser, what="SRC|MAGASIN")
    add_day(parser)
    parser.add_argument(
        "--since",
        type=day,
        metavar="DATE",
        help=_("jour du changement : la base s'arrête avant (défaut : année gelée)"),
    )
    parser.add_argument("--every", default="month", metavar="PAS", help=_("pas de la carte : week ou month"))
    parser.add_argument(
        "--indicator",
        nargs="+",
        action="extend",
        default=[],
        metavar="NOM",
        help=_("indicateurs voulus (défaut : tous)"),
    )
    parser.add_argument("--shareable", action="store_true", help=_("laisser de côté les équipes réduites"))
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(args: argparse.Namespace) -> int:
    """Read each centre and write its readings; exit code 0, 1 or 2."""
    from levier.cli.output import say_problems
    from levier.cli.sources import holdings
    from levier.holding import usable
    from levier.readings import read

    names = [name for group in args.indicator for name in group.split(",") if name]
    found: list[Reading] = []
    aside, used = False, False
    for holding in holdings(args):
        say_problems(holding.problems, quiet=args.quiet)
        used = used or usable(holding.accounts)
        aside = aside or any(account.set_aside for account in holding.accounts)
        asked = {"as_of": args.as_of, "since": args.since, "every": args.every, "names": names}
        found += read(holding, **asked, shareable=args.shareable)
        holding.engine.close()
    if not used:
        print(_("levier : aucune ligne utilisable."), file=sys.stderr)
        return 2
    sys.stdout.write(as_json(found) if args.format == "json" else as_table(found))
    lacking = [one for one in found if one.indicator in names and one.recent is None and not one.known_on]
    return 1 if aside or lacking else 0


def as_json(readings: Sequence[Reading]) -> str:
    """Return readings as JSON, worst first."""
    return json.dumps([one.as_json() for one in readings], ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_table(readings: Sequence[Reading]) -> str:
    """Return readings as sentences: what changed first, what is habitual, what must wait."""
    lines: list[str] = []
    for centre in dict.fromkeys(one.centre for one in readings):
        lines += [_("Centre {name}").format(name=centre), ""]
        lines += _of_centre([one for one in readings if one.centre == centre])
        lines.append("")
    return "\n".join(lines) + "\n" if lines else ""


def _of_centre(readings: Sequence[Reading]) -> Iterator[str]:
    from levier.readings.judge import COMPARED, EARLY, LIKELY, REAL, USUAL
    from levier.readings.reading import UNKNOWN

    groups = (
        (_("Ce qui a changé"), (REAL, LIKELY), True),
        (_("Variation habituelle"), (USUAL,), False),
        (_("Comparaison, pas conclusion"), (COMPARED,), False),
        (_("Trop tôt pour conclure"), (EARLY,), False),
        (_("Donnée non fournie, ou sans objet"), (UNKNOWN,), False),
    )
    outcomes_met = {one.outcome for one in readings}
    if USUAL in outcomes_met and not outcomes_met & {REAL, LIKELY}:
        yield from (_("Rien d'inhabituel."), "")
    for title, outcomes, detailed in groups:
        mine = [one for one in readings if one.outcome in outcomes]
        if mine:
            yield f"{title} ({len(mine)})"
            for one in mine:
                yield from _lines(one, detailed)
            yield ""


def _lines(one: Reading, detailed: bool) -> Iterator[str]:
    from levier.readings.numbers import euros

    money = _("[{euros} par an] ").format(euros=euros(one.money)) if detailed and one.money else ""
    team = _(" [équipe réduite]") if one.small_team else ""
    yield f"  • {money}{one.sentence}{team}"
    if detailed:
        yield _("      Comment c'est calculé : {how}").format(how=one.how)
    for note in one.notes:
        yield _("      À savoir : {note}.").format(note=note)
