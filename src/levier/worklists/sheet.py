"""The annotated lines as a workbook: a named table, real dates and amounts, a header that stays in sight."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from levier.grid.book import DATE, Book
from levier.i18n import _
from levier.readers import cells, dates
from levier.tables.columns import CENTS, Kind

if TYPE_CHECKING:
    from levier.worklists.annotate import Annotated

TABLE, STYLE = "A_traiter", "Table Style Medium 2"
AMOUNT, MOMENT = "#,##0.00", "dd/mm/yyyy hh:mm"
WIDTH, WIDE = 16, 48
# A longer one says more than its day, and would lose it.
DATE_WIDTH = 10
EPOCH = datetime(1970, 1, 1)
Cell = str | float | datetime | None
FIRST_YEAR = 1901
_LONGEST = 32_767


def workbook(found: Annotated) -> bytes:
    """Return the bytes of a workbook of one sheet; it is made in memory, no text of it is taken for a formula."""
    stream = io.BytesIO()
    book = Book(stream, _("À traiter"))
    sheet = book.sheet(_("À traiter"))
    headers = unlike(found.headers)
    _frame(sheet, headers, len(found.lines), book.style("head"))
    formats = {
        Kind.DATE: book.style("cell", num_format=DATE),
        Kind.MOMENT: book.style("cell", num_format=MOMENT),
        Kind.AMOUNT: book.style("cell", num_format=AMOUNT),
    }
    for place, line in enumerate(found.lines):
        for column, text in enumerate(line.cells):
            kind = found.kinds.get(column)
            value, style = (text, None) if kind is None else (typed(text, kind, found.zone), formats[kind])
            _write(sheet, place + 1, column, value, style)
        _write_added(sheet, place + 1, len(line.cells), found.added(place), found.total_amount is not None, formats)
    book.close()
    return stream.getvalue()


def _frame(sheet: Any, headers: Sequence[str], lines: int, head: Any) -> None:
    columns = [{"header": name, "header_format": head} for name in headers]
    about = {"name": TABLE, "style": STYLE, "columns": columns}
    sheet.add_table(0, 0, max(lines, 1), len(headers) - 1, about)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_column(0, len(headers) - 2, WIDTH)
    sheet.set_column(len(headers) - 1, len(headers) - 1, WIDE)


def _write_added(
    sheet: Any, row: int, first: int, added: Sequence[int | str | None], money: bool, formats: dict[Kind, Any]
) -> None:
    for column, value in enumerate(added):
        amount = money and column == len(added) - 2
        shown = value / CENTS if amount and isinstance(value, int) else value
        _write(sheet, row, first + column, shown, formats[Kind.AMOUNT] if amount else None)


def _write(sheet: Any, row: int, column: int, value: Cell, style: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value[:_LONGEST])
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def typed(text: str, kind: Kind, zone: str) -> Cell:
    """Return a cell of the file as the date or the amount that the readers take it for, else its text as it is.

    >>> typed("06/01/2025", Kind.DATE, "Europe/Paris"), typed("1 234,50", Kind.AMOUNT, "Europe/Paris")
    (datetime.datetime(2025, 1, 6, 0, 0), 1234.5)
    >>> typed("à voir", Kind.DATE, "Europe/Paris"), typed("1.234", Kind.AMOUNT, "Europe/Paris")
    ('à voir', '1.234')
    """
    clean = text.strip()
    if not clean or (kind is Kind.DATE and len(clean) > DATE_WIDTH):
        return text
    if kind is Kind.AMOUNT:
        cents = None if cells.ambiguous(clean) else cells.amount(clean)
        return cents / CENTS if isinstance(cents, int) else text
    if kind is Kind.DATE:
        day = dates.day(clean, any_year=True)
        return _known(EPOCH + timedelta(days=day), text) if isinstance(day, int) else text
    moment = dates.moments(zone, any_year=True)(clean)
    return _known(EPOCH + timedelta(seconds=moment), text) if isinstance(moment, int) else text


def _known(moment: datetime, text: str) -> Cell:
    """Return a moment, or its text when it is before the calendar of spreadsheets."""
    return moment if moment.year >= FIRST_YEAR else text


def unlike(headers: Sequence[str]) -> list[str]:
    """Return headers as a named table wants them: none empty, none twice, whatever the case.

    >>> unlike(["nom", "Nom", ""])
    ['nom', 'Nom (2)', 'Colonne 3']
    """
    seen: set[str] = set()
    found = []
    for place, name in enumerate(headers, 1):
        wanted = base = name.strip()[:200] or _("Colonne {n}").format(n=place)
        again = 1
        while wanted.lower() in seen:
            again += 1
            wanted = f"{base} ({again})"
        seen.add(wanted.lower())
        found.append(wanted)
    return found
