"""The groups of a list as a file: CSV for French spreadsheets, a workbook with a named table."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from levier.french_csv import csv_text, french_cell
from levier.grid.book import Book
from levier.tables.columns import CENTS
from levier.web.monday.kinds import REJECTIONS, ListKind
from levier.web.monday.presenters.lists import payer

TABLE, STYLE, AMOUNT = "Groupes", "Table Style Medium 2", "#,##0.00"
Line = list[Any]


def headers(kind: ListKind, money: bool) -> list[str]:
    """Return the headers of the exported groups."""
    first = [_("Cause"), _("Organisme")] if kind is REJECTIONS else [_("Groupe")]
    worth = [_("Reste dû (€)")] if money else []
    return [*first, _("Nombre"), *worth, _("Âge du plus ancien (jours)"), _("Que faire")]


def lines(kind: ListKind, groups: Sequence[Mapping[str, Any]], money: bool) -> list[Line]:
    """Return the exported groups: texts and numbers, amounts in euros."""
    return [
        [
            one["labels"][0],
            *([payer(one)] if kind is REJECTIONS else []),
            one["count"],
            *([one["amount"] / CENTS] if money else []),
            one["oldest"],
            one["remedy"],
        ]
        for one in groups
    ]


def groups_csv(kind: ListKind, groups: Sequence[Mapping[str, Any]], money: bool) -> bytes:
    """Return the groups as a CSV (``;``, decimal comma, UTF-8 with its mark); no cell is taken for a formula."""
    rows = [[_text(cell) for cell in line] for line in lines(kind, groups, money)]
    return csv_text([french_cell(one) for one in headers(kind, money)], rows).encode()


def _text(cell: Any) -> Any:
    return f"{cell:.2f}".replace(".", ",") if isinstance(cell, float) else cell


def table_xlsx(title: str, heads: Sequence[str], rows: Sequence[Line]) -> bytes:
    """Return a workbook of one sheet with a named table, filters on, its header in sight."""
    stream = io.BytesIO()
    book = Book(stream, title)
    sheet = book.sheet(title[:31])
    amount = book.style("cell", num_format=AMOUNT)
    sheet.add_table(0, 0, max(len(rows), 1), len(heads) - 1, _table(heads, book))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_column(0, len(heads) - 2, 24)
    sheet.set_column(len(heads) - 1, len(heads) - 1, 60)
    for at, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(at, column, cell)
            elif cell is not None:
                sheet.write_number(at, column, cell, amount if isinstance(cell, float) else None)
    book.close()
    return stream.getvalue()


def _table(heads: Sequence[str], book: Book) -> dict[str, Any]:
    style = book.style("head")
    return {"name": TABLE, "style": STYLE, "columns": [{"header": one, "header_format": style} for one in heads]}


def groups_xlsx(kind: ListKind, groups: Sequence[Mapping[str, Any]], money: bool) -> bytes:
    """Return the groups as a workbook."""
    return table_xlsx(str(kind.title), headers(kind, money), lines(kind, groups, money))
