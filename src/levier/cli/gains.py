"""``levier gains``: the margins of progress of centres, and where to start."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from levier.i18n import _

if TYPE_CHECKING:
    from levier.gains import Activation, Margins, Peer
    from levier.gains.hypotheses import Plan
    from levier.gains.start import Start
    from levier.holding import Holding

NAME = "gains"
SUMMARY = "dire la marge de progression de chaque levier, et par où commencer"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    from levier.cli.sources import add_day, add_reading

    add_reading(parser, what="SRC|MAGASIN")
    add_day(parser)
    parser.add_argument("--year", metavar="ANNÉE", help=_("année entière (défaut : les douze derniers mois connus)"))
    parser.add_argument(
        "--target",
        action="append",
        default=[],
        metavar="INDICATEUR=OBJECTIF",
        help=_("8 (en %%), +5 (points), -30%% (relatif), p25 (centile de --peers) ou rapport"),
    )
    parser.add_argument(
        "--peers", type=Path, metavar="FICHIER", help=_("chiffres d'autres centres (levier measure --format json)")
    )
    parser.add_argument(
        "--ramp", metavar="A,B,C", help=_("part de la marge atteinte chaque année (défaut : 30,70,100)")
    )
    parser.add_argument("--hypotheses", type=Path, metavar="FICHIER", help=_("hypotheses.toml du centre"))
    parser.add_argument(
        "--set-hypothesis",
        action="append",
        default=[],
        metavar="LEVIER.NOM=VALEUR",
        help=_("une hypothèse, p. ex. no_show.part_reprise=60"),
    )
    parser.add_argument(
        "--commitment", action="append", default=[], metavar="LEVIER=EUROS", help=_("objectif du plan, par an")
    )
    parser.add_argument(
        "--region", type=Path, metavar="FICHIER", help=_("activations de la région (leviers.csv) : par où commencer")
    )
    parser.add_argument("--shareable", action="store_true", help=_("laisser de côté les équipes réduites"))
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--out", type=Path, metavar="FICHIER", help=_("écrire là plutôt qu'à l'écran"))


def run(args: argparse.Namespace) -> int:
    """Give the margins of each centre; exit code 0, 1 (lines set aside) or 2."""
    from levier.cli.output import say_problems
    from levier.cli.sources import holdings
    from levier.gains import read_activations
    from levier.gains.book import parse_year
    from levier.gains.show import as_json, table
    from levier.holding import usable

    if args.year is not None:
        parse_year(args.year)
    plan, peers = plan_of(args), _peers(args.peers)
    region = (
        None if args.region is None else read_activations(_text(args.region), args.region.name, _groups(args.region))
    )
    made: list[tuple[Margins, Start | str | None]] = []
    used, aside = False, False
    for holding in holdings(args):
        say_problems(holding.problems, quiet=args.quiet)
        if usable(holding.accounts):
            made.append(_of(holding, args, plan, peers, region))
            used = True
        aside = aside or any(account.set_aside for account in holding.accounts)
        holding.engine.close()
    if not used:
        print(_("levier : aucune ligne utilisable."), file=sys.stderr)
        return 2
    _write(as_json(made) if args.format == "json" else table(made), args.out)
    return 1 if aside else 0


def plan_of(args: argparse.Namespace) -> Plan:
    """Return what the file, then the command line, state.

    Raises:
        WrongCommand: an unknown name or an impossible value.
    """
    from levier.gains.hypotheses import Plan, promise, read_plan, read_ramp, state
    from levier.gains.targets import parse_target

    plan = Plan() if args.hypotheses is None else read_plan(_text(args.hypotheses), args.hypotheses.name)
    hypotheses, targets = dict(plan.hypotheses), dict(plan.targets)
    for text in args.set_hypothesis:
        hypotheses = state(hypotheses, *_pair(text, "--set-hypothesis", "no_show.part_reprise=60"), "--set-hypothesis")
    for text in args.target:
        name, value = _pair(text, "--target", "no_show_rate=8")
        targets[name] = parse_target(name, value, "--target")
    commitments = {**plan.commitments, **dict(promise(text, "--commitment") for text in args.commitment)}
    ramp = plan.ramp if args.ramp is None else read_ramp(args.ramp, "--ramp")
    return replace(plan, hypotheses=hypotheses, targets=targets, commitments=commitments, ramp=ramp)


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    from levier.problems import WrongCommand

    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        sentence = _("{option} « {text} » ; attendu : NOM=VALEUR, p. ex. {example}.")
        raise WrongCommand(sentence.format(option=option, text=text, example=example))
    return name.strip(), value.strip()


def _text(path: Path) -> str:
    from levier.problems import WrongCommand

    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        sentence = _("« {path} » ne peut pas être lu : {reason}. → Vérifiez le chemin et les droits.")
        raise WrongCommand(sentence.format(path=path, reason=error.strerror)) from None
    except UnicodeDecodeError:
        sentence = _("{path} : encodage illisible ; attendu : UTF-8. → Enregistrez le fichier en UTF-8.")
        raise WrongCommand(sentence.format(path=path)) from None


def _peers(path: Path | None) -> Sequence[Peer]:
    from levier.gains.peers import read_peers

    return [] if path is None else read_peers(_text(path), path.name)


def _groups(region: Path) -> dict[str, str]:
    """Return the group of each centre whose folder lies beside the file of activations."""
    from levier.centre import read_centre
    from levier.gains.start import group_of
    from levier.holding import CONFIGURATION, read_configuration

    found = sorted(region.parent.glob(f"*/{CONFIGURATION}"))
    centres = [read_centre(read_configuration(path), path.parent.name) for path in found]
    return {centre.name: group_of(centre) for centre in centres}


def _of(
    holding: Holding, args: argparse.Namespace, plan: Plan, peers: Sequence[Peer], region: Sequence[Activation] | None
) -> tuple[Margins, Start | str | None]:
    from levier.gains import margins, where_to_start
    from levier.gains.start import group_of
    from levier.problems import Refused

    made = margins(holding, as_of=args.as_of, year=args.year, plan=plan, peers=peers, shareable=args.shareable)
    if region is None:
        return made, None
    try:
        return made, where_to_start(made, region, group=group_of(holding.centre))
    except Refused as refusal:
        return made, str(refusal)


def _write(text: str, out: Path | None) -> None:
    from levier.cli.output import write_text

    if out is None:
        sys.stdout.write(text)
    else:
        write_text(out, text)
