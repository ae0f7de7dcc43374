"""``levier explain``: from a figure back to its lines."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from levier.i18n import _

if TYPE_CHECKING:
    from levier.explain import Explanation
    from levier.holding import Holding
    from levier.measuring import Asked

NAME = "explain"
SUMMARY = "dire comment un chiffre est fait, ligne par ligne"
# What the rows of a computed table are; the others are lines of a file.
COMPUTED = {
    "calendar": "jours de chaque site",
    "room_days": "jours de chaque salle",
    "sessions": "jours de chaque vacation",
    "accounts": "comptes",
}
LINE_HEADERS = ("centre", "fichier", "ligne", "identifiant", "jour", "devenir", "au_numerateur")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    from levier.cli.sources import add_day, add_reading

    parser.add_argument("indicator", metavar="INDICATEUR")
    add_reading(parser, what="SRC|MAGASIN")
    add_day(parser)
    parser.add_argument("--period", required=True, metavar="PÉRIODE", help=_("p. ex. 2025-01, 2025T1, 2025"))
    parser.add_argument("--slice", action="append", default=[], metavar="CLÉ=VALEUR", help=_("p. ex. service=dentaire"))
    parser.add_argument("--sql", action="store_true", help=_("montrer la requête"))
    parser.add_argument("--lines", type=Path, metavar="FICHIER.csv", help=_("écrire là chaque ligne et son devenir"))


def run(args: argparse.Namespace) -> int:
    """Explain the figure of each centre; exit code 0, or 1 when it is missing."""
    from levier.catalogue.indicators import indicator
    from levier.cli.sources import holdings
    from levier.measuring import Asked

    indicator(args.indicator)
    wanted = _slice(args.slice)
    asked = Asked("month", args.period, args.period, args.as_of, tuple(wanted), (args.indicator,)).checked()
    missing = False
    lines: list[list[Any]] = []
    for holding in holdings(args):
        missing = _explain_one(args, holding, asked, wanted, lines) or missing
        holding.engine.close()
    if args.lines:
        _write_lines(args.lines, lines)
    return 1 if missing else 0


def _slice(texts: list[str]) -> dict[str, str]:
    from levier.problems import WrongCommand

    for text in texts:
        if "=" not in text:
            raise WrongCommand(
                _("--slice « {text} » ; attendu : CLÉ=VALEUR, p. ex. service=dentaire.").format(text=text)
            )
    return dict(text.split("=", 1) for text in texts)


def _explain_one(
    args: argparse.Namespace, holding: Holding, asked: Asked, wanted: dict[str, str], lines: list[list[Any]]
) -> bool:
    """Print one explanation, add the lines asked for; return whether the figure is missing."""
    from levier.catalogue.indicators import indicator
    from levier.explain import explain, find_slice
    from levier.lines import line_rows
    from levier.measuring import day_of_knowledge, measure_period
    from levier.periods import parse_period

    period, about = parse_period(args.period), indicator(args.indicator)
    figure = find_slice(measure_period(holding, asked, period), wanted)
    if figure is None:
        _say_no_slice(holding, asked)
        return True
    made = explain(holding, about, period, figure, day_of_knowledge(holding, asked))
    print("\n".join(_lines(made, sql=args.sql)))
    if args.lines:
        lines += [[holding.centre.name, *row] for row in line_rows(holding, about, period, figure)]
    return figure.value is None and figure.bounds is None


def _say_no_slice(holding: Holding, asked: Asked) -> None:
    sentence = _("{centre} : aucun chiffre pour cette tranche.")
    if asked.without_dimension():
        sentence = _("{centre} : l'indicateur ne se coupe pas par {by}, faute de cette dimension dans tous ses termes.")
    print(sentence.format(centre=holding.centre.name, by=",".join(asked.by)), file=sys.stderr)


def _write_lines(path: Path, lines: list[list[Any]]) -> None:
    from levier.cli.output import write_text
    from levier.french_csv import csv_text
    from levier.periods import to_date

    if not lines:
        print(_("Aucune ligne : chiffre saisi, table calculée, ou lignes effacées du magasin."), file=sys.stderr)
    rows = ([*row[:4], to_date(row[4]).strftime("%d/%m/%Y"), _(row[5]), *row[6:]] for row in lines)
    write_text(path, csv_text(LINE_HEADERS, rows))


def _table_label(fact: str) -> str:
    from levier.measures.facts import FACTS
    from levier.tables import TABLES

    source = FACTS[fact].source
    return _(TABLES[source].label) if source else _(COMPUTED.get(fact, fact))


def _lines(made: Explanation, *, sql: bool) -> Iterator[str]:
    from levier.cli.table import STATUSES, shown_value
    from levier.figures.figure import shown_slice

    about, figure = made.indicator, made.figure
    yield _("{label} ({name}, définition n° {version})").format(
        label=about.label, name=about.name, version=about.version
    )
    yield _("{centre}, {period}{slice}").format(
        centre=figure.centre,
        period=figure.period.label,
        slice="".join(
            f", {key} = {'—' if value is None else value}" for key, value in shown_slice(figure.slice).items()
        ),
    )
    yield ""
    yield _("Définition : {text}").format(text=about.how_to_read)
    yield _("Pourquoi : {text}").format(text=about.why)
    yield _("À savoir : {text}").format(text=about.caveats)
    yield ""
    value = shown_value(figure.value, about.unit) or _(STATUSES[figure.status])
    made_of = ""
    if figure.numerator is not None and figure.denominator is not None:
        made_of = f" = {shown_value(figure.numerator, '')} / {shown_value(figure.denominator, '')}"
    yield _("Chiffre : {value}{made}").format(value=value, made=made_of)
    yield from (f"  · {note}" for note in figure.notes)
    if figure.basis:
        yield _("Base : {name}").format(name=figure.basis)
    yield ""
    for tally in made.tallies:
        yield _("{table} : {read} lignes dans la période = {counted} comptées + {left} laissées de côté").format(
            table=_table_label(tally.fact),
            read=tally.read,
            counted=tally.counted,
            left=sum(number for _reason, number in tally.left_out),
        )
        yield from (f"  {number:>8}  {_(reason)}" for reason, number in tally.left_out)
    if made.conventions:
        yield ""
        yield _("Conventions : {text}").format(
            text=_(" ; ").join(f"{name} = {value}" for name, value in made.conventions.items())
        )
    yield ""
    yield _("Fichiers : {text}").format(text=_(" ; ").join(made.files) or _("aucun"))
    if sql:
        yield from ("", *made.sql)
