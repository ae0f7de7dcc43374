"""Find the columns of a sheet of the grid again, wherever the person moved them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from levier.grid.titles import (
    ABOUT_TITLES,
    CODE,
    ESTIMATE,
    FROM,
    KEY_TITLES,
    MEASURE,
    RATE,
    REMINDER,
    SAMPLE,
    TO,
    TOTAL,
    UNIT,
)
from levier.periods import period_of, to_date
from levier.readers import dates
from levier.readers.bad import Bad, wrong_date
from levier.readers.lines import Record
from levier.readers.names import clean, fold

_FIELDS = {title: name for name, title in (KEY_TITLES | ABOUT_TITLES).items()}
_FIELDS |= {one: one for one in (MEASURE, UNIT, CODE, FROM, TO, RATE, TOTAL, ESTIMATE)}
FIELDS = {fold(title): name for title, name in _FIELDS.items()}


@dataclass(slots=True)
class Heads:
    """The columns of a sheet: fields by name, values by index.

    ``periods`` holds the label of each column of values; ``undated`` the samples whose dates are missing or wrong
    (title and what was read); ``ignored`` the titles that say nothing to the grid.
    """

    row: int
    titles: list[str]
    fields: dict[str, int] = field(default_factory=dict)
    periods: dict[int, str] = field(default_factory=dict)
    undated: dict[int, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)


def find_heads(records: Sequence[Record]) -> Heads | None:
    """Return the columns of a sheet, or ``None`` when no row says « Mesure » with another title of the grid."""
    for index, record in enumerate(records):
        known = {FIELDS.get(fold(cell)) for cell in record}
        if MEASURE in known and len(known - {None}) > 1:
            return _heads(records, index)
    return None


def _heads(records: Sequence[Record], row: int) -> Heads:
    found = Heads(row, [clean(cell) for cell in records[row]])
    for index, title in enumerate(found.titles):
        if name := FIELDS.get(fold(title)):
            found.fields.setdefault(name, index)
        elif title and not title.endswith(REMINDER):
            first, last = (cell(records[row - up], index) if row >= up else "" for up in (2, 1))
            _value_column(found, index, title, first, last)
    return found


def _value_column(found: Heads, index: int, title: str, first: str, last: str) -> None:
    """Say what period a column of values is for: by its two dates, else by its title."""
    label = period_label(first, last) if first or last else dates.period(title)
    if isinstance(label, str):
        found.periods[index] = label
    elif first or last or title.startswith(SAMPLE):
        found.undated[index] = f"{first} - {last}" if first or last else ""
    else:
        found.ignored.append(title)


def cell(record: Record, index: int | None) -> str:
    """Return the trimmed text of a cell, empty when the row is shorter."""
    return clean(record[index]) if index is not None and index < len(record) else ""


def period_label(first: str, last: str) -> str | Bad:
    """Return the month, quarter or year that two days enclose, else a sample.

    >>> period_label("01/04/2025", "30/06/2025"), period_label("2025-03-03", "2025-03-14")
    ('2025T2', '2025-03-03/2025-03-14')
    """
    start, end = dates.day(first), dates.day(last)
    if isinstance(start, Bad):
        return start
    if isinstance(end, Bad) or end < start:
        return wrong_date()
    for grain in ("month", "quarter", "year"):
        whole = period_of(start, grain)
        if (whole.first, whole.last) == (start, end):
            return whole.label
    return f"{to_date(start).isoformat()}/{to_date(end).isoformat()}"
