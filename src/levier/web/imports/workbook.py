"""A table as a workbook: texts stay texts, nothing is taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any


def workbook(title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return one sheet with a header that stays in sight and a filter."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title[:31])
    sheet.write_row(0, 0, headers, book.add_format({"bold": True}))
    last = 0
    for last, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(last, column, value)
            elif value is not None:
                sheet.write_string(last, column, str(value))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(headers) - 1)
    sheet.set_column(0, len(headers) - 1, 18)
    book.close()
    return stream.getvalue()
