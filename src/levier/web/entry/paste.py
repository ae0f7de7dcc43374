"""A block copied from a spreadsheet: which of its cells go where, before anything is written.

Heads are recognised (months, measures) and put the numbers under them; without heads, the block is laid from the cell
where it was pasted. Titles, merged heads and empty cells are left out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from levier.periods import Period
from levier.readers import dates
from levier.readers.names import clean, fold
from levier.web.entry.keys import CellKey
from levier.web.entry.sheet import CellView, LineView

MOST_CELLS = 5_000
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUARTER = re.compile(r"t?_?([1-4])(?:_?(?:er|e|eme))?(?:_?trim(?:estre)?)?(?:_?(?:19|20)\d\d)?")
_MONTHS = ("janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Pasted:
    """A number of the block: what was read, the cell where it goes (``None``: outside the grid, or not asked for)."""

    row: int
    column: int
    text: str
    cell: CellView | None


def rows_of(text: str) -> list[list[str]]:
    """Return the cells of a text copied from a spreadsheet (tabs; semicolons when there is no tab).

    >>> rows_of('1 204\\t"12\\n3"\\n0\\t')
    [['1 204', '12 3'], ['0', '']]
    """
    tidy = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    sign = "\t" if "\t" in tidy or ";" not in tidy else ";"
    quoted = csv.QUOTE_MINIMAL if '"' in tidy else csv.QUOTE_NONE
    read = csv.reader(io.StringIO(tidy, newline=""), delimiter=sign, quoting=quoted)
    return [[clean(cell) for cell in row] for row in read]


def laid(
    rows: Sequence[Sequence[str]], lines: Sequence[LineView], periods: Sequence[Period], at: tuple[int, int] = (0, 0)
) -> list[Pasted]:
    """Lay a block over the grid.

    Args:
        rows: the cells copied.
        lines, periods: the lines and columns that the page shows.
        at: the line and the column where it was pasted, counted from 0.
    """
    columns, head = _columns(rows, periods)
    first = _numbers_begin(rows, head)
    side = _side(rows[first:])
    found: list[Pasted] = []
    for index, row in enumerate(rows[first:], first):
        named = _line(row, lines, side)
        rank = at[0] + index - first if named is None else named
        for column in range(side, len(row)):
            if row[column]:
                place = columns.get(column) if columns else at[1] + column - side
                found.append(Pasted(index, column, row[column], _cell(lines, rank, place)))
    return found[:MOST_CELLS]


def _cell(lines: Sequence[LineView], row: int, column: int | None) -> CellView | None:
    if column is None or not 0 <= row < len(lines) or not 0 <= column < len(lines[row].cells):
        return None
    found = lines[row].cells[column]
    return found if found.asked else None


def _columns(rows: Sequence[Sequence[str]], periods: Sequence[Period]) -> tuple[dict[int, int], int | None]:
    """Return the column of the grid under each head of the block, and the row of those heads."""
    for index, row in enumerate(rows[:5]):
        found = {column: rank for column, text in enumerate(row) if (rank := _period(text, periods)) is not None}
        if found and (_years(row) or not all(_number_like(one) for one in row if one)):
            return found, index
    return {}, None


def _years(row: Sequence[str]) -> bool:
    """Tell whether the numbers of a row are all years: the heads of a yearly table."""
    return all(_YEAR.fullmatch(one) for one in row if _number_like(one))


def _period(text: str, periods: Sequence[Period]) -> int | None:
    """Return the rank of the period that a head names.

    >>> from levier.periods import parse_period
    >>> [_period(t, [parse_period("2025-01"), parse_period("2025-02")]) for t in ("janv. 2025", "Février", "total")]
    [0, 1, None]
    """
    if not text or ((year := _YEAR.search(text)) and not any(year[0] == p.label[:4] for p in periods)):
        return None
    label = dates.period(text)
    for rank, one in enumerate(periods):
        quarter = one.grain == "quarter" and _QUARTER.fullmatch(fold(text))
        if one.label == label or (one.grain == "month" and _month(text) == int(one.label[-2:])):
            return rank
        if quarter and quarter[1] == one.label[-1]:
            return rank
    return None


def _month(text: str) -> int | None:
    word = re.sub(r"_?(?:(?:19|20)?\d\d)$", "", fold(text))
    found = [rank for rank, name in enumerate(_MONTHS, 1) if word.startswith(name)]
    return found[0] if len(found) == 1 and word.isalpha() else None


def _numbers_begin(rows: Sequence[Sequence[str]], head: int | None) -> int:
    """Return the first row that holds numbers, under the heads and the titles."""
    first = 0 if head is None else head + 1
    while first < len(rows) and not any(map(_number_like, rows[first])):
        first += 1
    return first


def _number_like(text: str) -> bool:
    """Tell whether a cell was meant as a number, even a wrong one (``12x``)."""
    return text[:1].isdigit() or (text[:1] in "-−+(,." and any(map(str.isdigit, text[:3])))


def _side(rows: Sequence[Sequence[str]]) -> int:
    """Return how many columns of titles stand before the numbers."""
    side, width = 0, max((len(row) for row in rows), default=0)
    while side < width and _titles([row[side] for row in rows if side < len(row)]):
        side += 1
    return side if side < width else 0


def _titles(texts: Sequence[str]) -> bool:
    filled = [one for one in texts if one]
    return sum(not _number_like(one) for one in filled) > len(filled) / 2


def _line(row: Sequence[str], lines: Sequence[LineView], side: int) -> int | None:
    """Return the line of the grid that the titles of a row name, when exactly one does."""
    said = {fold(one) for one in row[:side] if one}
    names = [{fold(line.label), line.key.measure} for line in lines]
    found = [rank for rank, one in enumerate(names) if one & said]
    return found[0] if len(found) == 1 else None


def changes(pasted: Sequence[Pasted]) -> list[tuple[CellKey, str, str]]:
    """Return (cell, text, what was there) of each number that has a place; the last one wins a place given twice."""
    found = {one.cell.key: (one.cell.key, one.text, one.cell.was) for one in pasted if one.cell is not None}
    return list(found.values())
