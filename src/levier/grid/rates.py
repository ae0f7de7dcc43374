"""The page of the grid where a percentage and its total become a count."""

from __future__ import annotations

from typing import Any

from levier.catalogue.typed import PAYERS, TYPED
from levier.grid import RATES
from levier.grid.book import Book, date_rule, number_rule
from levier.grid.titles import (
    ABOUT_TITLES,
    ESTIMATE,
    FIRST_ROW,
    FROM,
    HEAD_ROW,
    KEY_TITLES,
    MEASURE,
    RATE,
    TO,
    TOTAL,
)
from levier.i18n import _
from levier.tables import TABLES
from levier.tables.columns import SERVICES

RATE_LINES = 30


def write_rates(book: Book, year: int) -> None:
    """Write the page where a percentage and its total become a count."""
    sheet = book.sheet(RATES)
    sheet.write_string(0, 0, _("Un pourcentage et son total : {year}").format(year=year), book.style("title"))
    for row, text in enumerate(_rate_words(), 1):
        sheet.write_string(row, 0, text, book.style("text"))
    titles = [MEASURE, *(KEY_TITLES[key] for key in ("service", "specialite", "payeur_type", "site"))]
    titles += [FROM, TO, RATE, TOTAL, ESTIMATE, ABOUT_TITLES["definition"], ABOUT_TITLES["source"]]
    for column, title in enumerate(titles):
        sheet.write_string(HEAD_ROW, column, title, book.style("head"))
    for first, last, width in ((0, 0, 30), (1, 4, 13), (5, 10, 13), (11, 11, 26)):
        sheet.set_column(first, last, width)
    for row in range(FIRST_ROW, FIRST_ROW + RATE_LINES):
        _rate_line(book, sheet, row)
    _rate_rules(book, sheet)
    sheet.freeze_panes(FIRST_ROW, 1)


def _rate_words() -> list[str]:
    return [
        _("Votre document ne donne qu'un pourcentage ? Recopiez-le tel qu'il est affiché, avec son total."),
        _("Levier garde le nombre, comme une estimation, avec la fourchette que laisse l'arrondi du pourcentage."),
        _("Exemple : 12 % de 1 204 rendez-vous donne 144 absences, et l'arrondi permet de 139 à 150."),
    ]


def _rate_line(book: Book, sheet: Any, row: int) -> None:
    styles = ["input"] * 5 + ["date_input"] * 2 + ["as_text", "input", "grey", "input", "input"]
    for column, style in enumerate(styles):
        sheet.write_blank(row, column, None, book.style(style))
    line = row + 1
    formula = (
        f'=IF(OR(H{line}="",I{line}=""),"",ROUND(_xlfn.NUMBERVALUE(SUBSTITUTE(H{line},"%",""),",")/100*I{line},0))'
    )
    sheet.write_formula(row, 9, formula, book.style("grey"), "")


def _rate_rules(book: Book, sheet: Any) -> None:
    counted = [measure.name for measure in TYPED.values() if measure.whole]
    definitions = TABLES["typed_measures"].column("definition").choices
    lists = {0: counted, 1: list(SERVICES), 3: PAYERS, 10: definitions}
    last = FIRST_ROW + RATE_LINES - 1
    for column, values in lists.items():
        sheet.data_validation(FIRST_ROW, column, last, column, book.choices(values))
    sheet.data_validation(FIRST_ROW, 5, last, 6, date_rule())
    sheet.data_validation(FIRST_ROW, 8, last, 8, number_rule(whole=True))
