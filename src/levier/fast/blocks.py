"""A delimited text cut in blocks of plain lines: each line is one record, whatever the rules would do of it."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from levier.readers.part import Text

# A block whose lines are so long that no chunk of them fits is left to the rules.
MOST_GROWTH = 16
# Stands for a padded cell in DuckDB: a text that holds it is not plain.
NO_CELL = "\x01"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that follow: ``text`` is UTF-8, ``first`` the number of its first record; ``cut``: no end of line."""

    text: bytes
    first: int
    count: int
    cut: bool = False

    def records(self, separator: str) -> list[list[str]]:
        """Return the records of the block, as the rules split them."""
        lines = self.text.decode().split("\n")
        if not self.cut:
            lines.pop()
        return [line.split(separator) if line else [] for line in lines]


@dataclass(slots=True)
class Blocks:
    """The blocks of a text, as long as they are plain.

    Afterwards ``offset`` and ``line`` tell where the rules take over: the first byte and the number of the next record
    (``offset`` is the size of the file when nothing remains). Blocks hold whole chunks of ``chunk_lines`` records, but
    the last one.
    """

    text: Text
    chunk_lines: int
    size: int
    offset: int = 0
    line: int = 1
    _mark: bool = field(init=False)

    def __post_init__(self) -> None:
        self._mark = self.text.survey.encoding == "utf-8-sig"

    def __iter__(self) -> Iterator[Block]:
        self.text.survey.again = 0
        while (found := self._next()) is not None:
            data, last = found
            plain = self._plain(data)
            if plain is None:
                return
            cut = last and not plain.endswith(b"\n")
            block = Block(plain, self.line, plain.count(b"\n") + cut, cut)
            # Counted once the caller is done with the block, so that it can be given back.
            yield block
            self._pass(data, block.count)

    def _pass(self, data: bytes, count: int) -> None:
        self.offset += len(data)
        self.line += count
        self.text.survey.again = zlib.crc32(data, self.text.survey.again)

    def _next(self) -> tuple[bytes, bool] | None:
        """Return the bytes of the next block and whether they are the last ones."""
        size = self.size
        while size <= self.size * MOST_GROWTH:
            self.text.stream.seek(self.offset)
            data = self.text.stream.read(size)
            if len(data) < size:
                return (data, True) if data else None
            if end := whole_chunks(data, self.chunk_lines):
                return data[:end], False
            size *= 2
        return None

    def _plain(self, data: bytes) -> bytes | None:
        """Return the block in UTF-8 with ``\\n`` line ends, or ``None`` when a line may not be a record."""
        if (self.text.quoting and b'"' in data) or b"\0" in data or NO_CELL.encode() in data:
            return None
        if b"\r" in data:
            data = data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n")
        return None if b"\r" in data else self._utf8(data)

    def _utf8(self, data: bytes) -> bytes | None:
        found = self.text.survey
        if self._mark and self.offset == 0:
            data = data.removeprefix(codecs.BOM_UTF8)
        if found.encoding in ("utf-8", "utf-8-sig") and not found.guessed:
            return data
        try:
            return data.decode(found.encoding.removesuffix("-sig")).encode()
        except UnicodeDecodeError:
            return None


def whole_chunks(data: bytes, lines: int) -> int:
    """Return where the last whole chunk of so many lines ends, 0 when none does.

    >>> whole_chunks(b"a\\nb\\nc\\nd", 2)
    4
    """
    count = data.count(b"\n")
    if count < lines:
        return 0
    end = data.rfind(b"\n")
    for _extra in range(count % lines):
        end = data.rfind(b"\n", 0, end)
    return end + 1
