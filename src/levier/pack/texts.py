"""Delimited texts and pages: raw records cut as the readers cut them, quotes and ends of line left in place."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from levier.pack.disguise import Disguise

LONGEST_CELL = 20_000
_END = re.compile(r"\r\r\n|\r\n|\n|\r")
MOST_ACCENTED, LAST = 3, 2


@dataclass(frozen=True, slots=True)
class Raw:
    """One record as it stands: its cells (quotes included), and its end of line."""

    cells: tuple[str, ...]
    end: str


def raw_records(text: str, separator: str, quoting: bool) -> list[Raw]:
    """Return the records of a text; what stands between quotes ends neither a cell nor a record.

    >>> raw_records('a;"b;c"\\r\\n1;2', ";", True)
    [Raw(cells=('a', '"b;c"'), end='\\r\\n'), Raw(cells=('1', '2'), end='')]
    """
    plain = re.compile(rf"[^{re.escape(separator)}\r\n]*")
    found: list[Raw] = []
    cells: list[str] = []
    place = 0
    while place < len(text):
        stop = _quoted(text, place, separator) if quoting and text[place] == '"' else None
        match = plain.match(text, place)
        stop = stop or (match.end() if match else place)
        cells.append(text[place:stop])
        if stop < len(text) and text[stop] == separator:
            place = stop + 1
            if place == len(text):
                cells.append("")
            continue
        end = _END.match(text, stop)
        found.append(Raw(tuple(cells), end[0] if end else ""))
        cells, place = [], end.end() if end else stop
    return [*found, Raw(tuple(cells), "")] if cells else found


def _quoted(text: str, place: int, separator: str) -> int | None:
    """Return where a quoted cell ends, ``None`` when its quote is never closed."""
    at = place + 1
    while (at := text.find('"', at, place + LONGEST_CELL)) >= 0:
        after = text[at + 1 : at + 2]
        if after in ("", separator, "\n", "\r"):
            return at + 1
        at += 2 if after == '"' else 1
    return None


def chosen[T](records: Sequence[T], head: int, lines: int, accented: Sequence[bool]) -> list[T]:
    """Return the records up to the header, then ``lines`` of data at most: the first, some accented, the last."""
    data = range(head, len(records))
    if len(data) <= lines:
        return list(records)
    last = list(data[-min(LAST, lines) :])
    beyond = (index for index in data[max(lines - MOST_ACCENTED - LAST, 0) : -LAST] if accented[index])
    odd = list(islice(beyond, min(MOST_ACCENTED, lines - len(last))))
    others = (index for index in data if index not in {*odd, *last})
    wanted = sorted([*islice(others, lines - len(odd) - len(last)), *odd, *last])
    return [*records[:head], *(records[index] for index in wanted)]


def disguised(records: Sequence[Raw], header: int | None, separator: str, disguise: Disguise) -> str:
    """Return the text of records, every value replaced; ``header`` is the rank of the titles."""
    made = []
    for rank, record in enumerate(records):
        change = disguise.title if rank == header else disguise.cell
        made.append(separator.join(_cell(cell, change) for cell in record.cells) + record.end)
    return "".join(made)


def _cell(cell: str, change: object) -> str:
    assert callable(change)
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return f'"{change(cell[1:-1])}"'
    return str(change(cell))


def page(rows: Sequence[Sequence[str]], header: int | None, disguise: Disguise) -> str:
    """Return a page that holds a table: the « .xls » that some software write."""
    lines = []
    for rank, row in enumerate(rows):
        change = disguise.title if rank == header else disguise.cell
        cells = "".join(f"<td>{html.escape(change(cell))}</td>" for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    return "<html><body><table>\n" + "\n".join(lines) + "\n</table></body></html>\n"
