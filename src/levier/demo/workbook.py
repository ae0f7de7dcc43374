"""A workbook with a sheet per table, for the centres whose software exports to Excel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from levier.demo.dialect import LABEL
from levier.demo.sheets import headers
from levier.tables import TABLES, Kind

NAME = "export_fictif.xlsx"


class Workbook:
    """Writes typed cells (dates, numbers, texts) with XlsxWriter, row after row: memory stays small."""

    def __init__(self, folder: Path) -> None:
        import xlsxwriter

        self.name = NAME
        self.book = xlsxwriter.Workbook(folder / NAME, {"constant_memory": True})
        self.book.set_properties({"title": LABEL, "created": datetime(2026, 1, 1)})
        self.day = self.book.add_format({"num_format": "dd/mm/yyyy"})
        self.moment = self.book.add_format({"num_format": "dd/mm/yyyy hh:mm"})

    def sheet(self, table: str) -> Callable[[list[str]], None]:
        """Return a sink for a table: its own sheet, the label on the first row, the headers on the second."""
        page = self.book.add_worksheet(TABLES[table].file)
        page.write_string(0, 0, LABEL)
        for rank, header in enumerate(headers(table)):
            page.write_string(1, rank, header)
        kinds = [column.kind for column in TABLES[table].columns]
        writers = [self._writer(page, kind) for kind in kinds]
        line = [2]

        def take(rows: list[str]) -> None:
            for row in rows:
                for rank, (cell, write) in enumerate(zip(row.split(";"), writers, strict=False)):
                    if cell:
                        write(line[0], rank, cell)
                line[0] += 1

        return take

    def _writer(self, page: Any, kind: Kind) -> Callable[[int, int, str], None]:
        if kind is Kind.DATE:
            return lambda row, rank, cell: page.write_datetime(row, rank, date.fromisoformat(cell), self.day)
        if kind is Kind.MOMENT:
            return lambda row, rank, cell: page.write_datetime(row, rank, datetime.fromisoformat(cell), self.moment)
        if kind in (Kind.AMOUNT, Kind.DECIMAL, Kind.WHOLE):
            return lambda row, rank, cell: page.write_number(row, rank, float(cell.replace(",", ".")))
        return lambda row, rank, cell: page.write_string(row, rank, cell)

    def close(self) -> None:
        """Write the file."""
        self.book.close()
