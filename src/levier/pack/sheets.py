"""Workbooks: each visible sheet again, its cells of the same kinds."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from typing import Any

from levier.pack.disguise import Disguise

Rows = Sequence[Sequence[Any]]
DAYS, MOMENTS, TIMES = "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss", "hh:mm:ss"


def texts_of(rows: Rows) -> list[str]:
    """Return every cell as the text that could tell something."""
    return [_plain(value) for row in rows for value in row if value not in (None, "")]


def _plain(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def workbook(sheets: Sequence[tuple[str, Rows, int | None]], disguise: Disguise) -> bytes:
    """Return a workbook: (name, rows, rank of the titles) for each sheet, every value replaced."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats = {one: book.add_format({"num_format": one}) for one in (DAYS, MOMENTS, TIMES)}
    for number, (name, rows, header) in enumerate(sheets, 1):
        sheet = book.add_worksheet(_name(name, number, disguise))
        for line, row in enumerate(rows):
            change = disguise.title if line == header else disguise.cell
            for column, value in enumerate(row):
                _write(sheet, line, column, value, change, disguise, formats)
    book.close()
    return stream.getvalue()


def _name(name: str, number: int, disguise: Disguise) -> str:
    made = disguise.title(name)
    return made if made == name else f"Feuille {number}"


def _write(
    sheet: Any, line: int, column: int, value: Any, change: Callable[[str], str], disguise: Disguise, formats: Any
) -> None:
    if isinstance(value, str):
        if value:
            sheet.write_string(line, column, change(value))
    elif isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, column, number(value, disguise))
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(line, column, dt.datetime.fromisoformat(disguise.shape(str(value)[:19])), formats[MOMENTS])
    elif isinstance(value, dt.date):
        sheet.write_datetime(line, column, dt.date.fromisoformat(disguise.shape(str(value))), formats[DAYS])
    elif isinstance(value, dt.time | dt.timedelta):
        sheet.write_datetime(line, column, dt.time.fromisoformat(disguise.shape("12:00:00")), formats[TIMES])


def number(value: float, disguise: Disguise) -> float:
    """Return a random number with as many digits."""
    text = _plain(value)
    return float(disguise.shape(text)) if "e" not in text.lower() and "n" not in text else 0.0
