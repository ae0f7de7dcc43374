"""The original lines of a file, by the place where the readers found them: every column, every cell as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from levier.problems import Problems
from levier.readers import Context
from levier.readers.converted import Converted, Format, Tally, recognised
from levier.readers.identify import identify
from levier.readers.layout import Layout
from levier.readers.lines import Record
from levier.readers.part import Part, chunked
from levier.readers.profiles import asked_format
from levier.readers.reading import HEAD_RECORDS
from levier.readers.refusals import Refusal
from levier.readers.sources import parts
from levier.tables import Kind
from levier.tables.rows import Account

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?")
_ISO_KINDS = {10: Kind.DATE, 19: Kind.MOMENT}
TYPED = (Kind.DATE, Kind.MOMENT, Kind.AMOUNT)


@dataclass(frozen=True, slots=True)
class Original:
    """The lines of one part of a file: its header, and each line asked for, as the readers cut it into cells.

    ``kinds`` tells the columns that are dates or amounts of the contract; identifiers and free texts are in none.
    A workbook that counts its days from 1904 has none: its texts stay as they were read.
    """

    header: tuple[str, ...]
    lines: dict[int, tuple[str, ...]]
    kinds: dict[int, Kind]


@dataclass(frozen=True, slots=True)
class Together:
    """Parts under one header: that of the first one, then the columns that only others have."""

    header: tuple[str, ...]
    kinds: Mapping[int, Kind]
    parts: Mapping[int, Original]
    columns: Mapping[int, tuple[int, ...]]

    def cells(self, rank: int, line: int) -> tuple[str, ...]:
        """Return the cells of a line; columns that its part has not are empty."""
        cells = dict(zip(self.columns[rank], self.parts[rank].lines[line], strict=True))
        return tuple(cells.get(place, "") for place in range(len(self.header)))


def together(parts: Mapping[int, Original]) -> Together:
    """Return parts under one header: a column is the same when its name is, and its place among those of that name."""
    known: dict[tuple[str, int], int] = {}
    kinds: dict[int, Kind] = {}
    columns: dict[int, tuple[int, ...]] = {}
    for rank, part in parts.items():
        names = [(name, part.header[:place].count(name)) for place, name in enumerate(part.header)]
        columns[rank] = tuple(known.setdefault(one, len(known)) for one in names)
        kinds |= {columns[rank][place]: kind for place, kind in part.kinds.items()}
    return Together(tuple(name for name, _rank in known), kinds, parts, columns)


def originals(
    stream: BinaryIO, name: str, context: Context, accounts: Sequence[Account], wanted: dict[int, set[int]]
) -> dict[int, Original]:
    """Return the original lines, by rank of account then line number.

    Args:
        stream: the file, read again from its start.
        name: its name, for the readers.
        context: the same as that of the first reading.
        accounts: what the first reading found, a part each.
        wanted: the lines to give back, by rank of account.
    """
    if form := recognised(stream, name, asked_format(context)):
        return _of_format(form, stream, name, context, wanted)
    found = parts(stream, name)
    if isinstance(found, Refusal):
        return {}
    by_sheet = {part.sheet: part for part in found}
    return {rank: _original(by_sheet[accounts[rank].sheet], name, context, wanted[rank]) for rank in wanted}


def _of_format(
    form: Format, stream: BinaryIO, name: str, context: Context, wanted: dict[int, set[int]]
) -> dict[int, Original]:
    """Return the lines that a format made, under the standard headers: its own records are no lines of a table."""
    opened = form.open(stream, name, context)
    tables = [] if isinstance(opened, Refusal) else opened
    return {rank: _made(tables[rank], name, wanted[rank]) for rank in wanted if rank < len(tables)}


def _made(table: Converted, name: str, wanted: set[int]) -> Original:
    batches = table.lines(Tally(Account(name, table.table, "format"), Problems()))
    placed = (pair for records, lines in batches for pair in zip(lines, records, strict=True))
    return Original(table.headers, {line: tuple(record) for line, record in placed if line in wanted}, {})


def _original(part: Part, name: str, context: Context, wanted: set[int]) -> Original:
    first, _last = next(chunked(part.batches()), ([], True))
    layout = identify(first[:HEAD_RECORDS], name, part.sheet, context)
    if isinstance(layout, Refusal):
        raise TypeError("a part that gave lines has a layout")
    width = len(layout.header)
    lines = {line: _squared(record, width) for line, record in _records(part) if line in wanted}
    kinds = {} if part.shift else _kinds(layout)
    return Original(layout.header, lines, kinds | _dates(part, layout, lines))


def _records(part: Part) -> Iterator[tuple[int, Record]]:
    return enumerate((record for records, _last in chunked(part.batches()) for record in records), 1)


def _squared(record: Record, width: int) -> tuple[str, ...]:
    """Return a record as wide as its header: missing cells at its end are empty ones."""
    return tuple(record[:width]) + ("",) * (width - len(record))


def _kinds(layout: Layout) -> dict[int, Kind]:
    plain = [one for one in layout.sources if len(one.indexes) == 1 and one.values is None and one.role is None]
    return {one.indexes[0]: one.column.kind for one in plain if one.column.kind in TYPED}


def _dates(part: Part, layout: Layout, lines: Mapping[int, tuple[str, ...]]) -> dict[int, Kind]:
    """Return the columns that are no concern of ours and hold the dates of a workbook: readers wrote them so."""
    if part.reader != "classeur":
        return {}
    ours = {place for one in layout.sources for place in one.indexes}
    return {place: kind for place in set(range(len(layout.header))) - ours if (kind := _iso(place, lines)) is not None}


def _iso(place: int, lines: Mapping[int, tuple[str, ...]]) -> Kind | None:
    filled = [cells[place] for cells in lines.values() if cells[place]]
    kinds = {_ISO_KINDS.get(len(text)) if _ISO.fullmatch(text) else None for text in filled}
    return kinds.pop() if len(kinds) == 1 else None
