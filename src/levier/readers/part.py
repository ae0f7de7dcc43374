"""A part: one file, or one sheet of it, as records that can be read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from levier.readers.encoding import Survey
from levier.readers.lines import Record
from levier.readers.refusals import Refusal
from levier.tables.rows import CHUNK_LINES

Batches = Iterator[list[Record]]


@dataclass(slots=True)
class Text:
    """A delimited text as bytes: what a reader that takes many lines at once needs; ``quoting``: ``"`` groups."""

    stream: BinaryIO
    survey: Survey
    separator: str
    quoting: bool


@dataclass(slots=True)
class Part:
    """The records of one file or sheet.

    ``batches`` starts them again each time; ``cut`` tells that the text ends without an end of line; ``exponents``
    that numbers such as 2,98E+13 stand somewhere; ``shift`` the days to add to dates that are bare numbers (workbooks
    that count from 1904); ``broken`` is asked at the end: what went wrong meanwhile; ``text`` is there for delimited
    texts; ``mixed_ends``: their first lines do not all end in the same way.
    """

    batches: Callable[[], Batches]
    reader: str
    sheet: str | None = None
    encoding: str | None = None
    guessed: bool = False
    cut: bool = False
    exponents: bool = False
    shift: int = 0
    broken: Callable[[], Refusal | None] = lambda: None
    text: Text | None = None
    mixed_ends: bool = False


def chunked(batches: Batches, size: int = CHUNK_LINES) -> Iterator[tuple[list[Record], bool]]:
    """Yield the records by ``size``, and whether they are the last ones."""
    held: list[Record] = []
    for batch in batches:
        held = held + batch if held else batch
        start = 0
        while len(held) - start > size:
            yield held[start : start + size], False
            start += size
        held = held[start:]
    if held:
        yield held, True
