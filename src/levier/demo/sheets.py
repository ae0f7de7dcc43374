"""Where the lines of a table go: a text file, a sheet of a workbook, or a tally for a centre that only types.

A line is a text whose cells are separated by semicolons, in the order of the contract's columns; no cell holds one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from levier.demo.dialect import LABEL, Dialect
from levier.tables import TABLES

FLUSH_LINES = 4000
Sink = Callable[[list[str]], None]


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A defect put on purpose: ``line`` is the row as a spreadsheet shows it."""

    file: str
    line: int
    column: str
    value: str
    kind: str


class Sheet:
    """The lines of one table on their way: ``add`` is ``list.append``, sinks take them by thousands."""

    def __init__(self, sinks: Iterable[Sink]) -> None:
        self.waiting: list[str] = []
        self.add = self.waiting.append
        self.sinks = tuple(sinks)
        self.lines = 0

    def breathe(self) -> None:
        """Hand the waiting lines over when there are enough."""
        if len(self.waiting) > FLUSH_LINES:
            self.flush()

    def flush(self) -> None:
        """Hand the waiting lines over."""
        self.lines += len(self.waiting)
        for sink in self.sinks:
            sink(self.waiting)
        self.waiting.clear()


def headers(table: str) -> list[str]:
    """Return the French headers of a table, without those that any table may carry.

    >>> headers("rooms")
    ['id', 'type', 'service', 'du', 'au', 'reserve']
    """
    return [column.header for column in TABLES[table].columns if column.name not in ("site", "finess")]


class TextFile:
    """A standard CSV file in the way of writing of its centre, with its label and its planned defects."""

    def __init__(self, folder: Path, table: str, way: Dialect, without: tuple[str, ...] = ()) -> None:
        self.name = f"{TABLES[table].file}.csv"
        self.way = way
        self.kept = [rank for rank, name in enumerate(headers(table)) if name not in without]
        self.header = [headers(table)[rank] for rank in self.kept]
        self.whole = len(self.kept) == len(headers(table))
        self.stream: TextIO = (folder / self.name).open("w", encoding=way.encoding, newline="")
        shown = [name.upper() for name in self.header] if way.capitals else self.header
        self.stream.write(f"# {LABEL}{way.newline}{';'.join(shown)}{way.newline}")
        self.line = 2
        self.defects: dict[int, tuple[str, str, str]] = {}
        self.found: list[Anomaly] = []

    def plan_defect(self, line: int, column: str, value: str, kind: str) -> None:
        """Ask that this line of the file carries this value in this column."""
        if column in self.header:
            self.defects[line] = (column, value, kind)

    def __call__(self, rows: list[str]) -> None:
        """Write some lines."""
        kept = rows if self.whole else [self._cut(row) for row in rows]
        last = self.line + len(kept)
        due = [line for line in self.defects if self.line < line <= last]
        kept = self._spoil(kept, due) if due else kept
        if kept:
            self.stream.write(self.way.newline.join(kept) + self.way.newline)
        self.line = last

    def _cut(self, row: str) -> str:
        cells = row.split(";")
        return ";".join([cells[rank] for rank in self.kept])

    def _spoil(self, rows: list[str], due: list[int]) -> list[str]:
        spoiled = list(rows)
        for line in due:
            column, value, kind = self.defects[line]
            cells = spoiled[line - self.line - 1].split(";")
            cells[self.header.index(column)] = value
            spoiled[line - self.line - 1] = ";".join(cells)
            self.found.append(Anomaly(self.name, line, column, value, kind))
        return spoiled

    def close(self) -> None:
        """Close the file."""
        self.stream.close()


def write_table(folder: Path, table: str, way: Dialect, rows: Iterable[str]) -> int:
    """Write a small table whole; return its number of lines."""
    file = TextFile(folder, table, way)
    lines = list(rows)
    file(lines)
    file.close()
    return len(lines)
