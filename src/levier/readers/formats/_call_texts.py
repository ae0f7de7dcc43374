"""How call logs are opened: their records, what a profile chooses for them, and why one is refused as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import BinaryIO

from levier.readers import cells, encoding, lines, profiles
from levier.readers.context import Context
from levier.readers.converted import Batch, Converted, Tally
from levier.readers.formats._calls import HEADERS, seconds
from levier.readers.lines import Record
from levier.readers.refusals import Refusal, destroyed_identifiers


class Text:
    """A delimited text read again from its start: its records, a block at a time.

    Blocks are ``small`` (characters): their cells stay in the cache of the processor from one column to the next.
    """

    small = 1 << 15

    def __init__(self, stream: BinaryIO, quoting: bool = True, separator: str | None = None) -> None:
        self.stream, self.quoting = stream, quoting
        self.survey = encoding.survey(stream)
        head = "".join(islice(encoding.texts(stream, self.survey), 1))[: 1 << 16].split("\n")
        self.separator = separator or lines.declared_separator(head) or lines.guess_separator(head)

    def batches(self) -> Iterator[list[Record]]:
        """Yield the records from the first one."""
        return lines.records(self._pieces(), self.separator, self.quoting)

    def _pieces(self) -> Iterator[str]:
        for text in encoding.texts(self.stream, self.survey):
            for start in range(0, len(text), self.small):
                yield text[start : start + self.small]

    def first(self, count: int) -> list[Record]:
        """Return the first records, a few blocks at most."""
        found: list[Record] = []
        for batch in self.batches():
            found += batch
            if len(found) >= count:
                break
        return found[:count]

    def numbered(self) -> Iterator[tuple[int, list[Record], bool]]:
        """Yield the records by blocks, the line of the first one, and whether the text ends there, without its end."""
        line, cut = 1, not self.survey.ends_with_newline
        held = list[Record]()
        for batch in self.batches():
            # Only a text that is cut waits to know its last block: two of them in memory cost a fifth of the cutting.
            ready, held = (held, batch) if cut else (batch, held)
            count = len(ready)
            yield line, ready, False
            line += count
        if cut:
            yield line, held, True

    def destroyed(self) -> bool:
        """Tell whether a spreadsheet wrote a number of the log with an exponent (``1,74E+09``)."""
        return self.survey.exponents and any(
            "+" in cell and cells.SCIENTIFIC.fullmatch(cell.strip())
            for batch in self.batches()
            for record in batch
            for cell in record
        )

    def rows(self) -> Iterator[tuple[int, Record, bool]]:
        """Yield each record with its line; the last one is told when the text ends without an end of line."""
        for first, batch, cut in self.numbered():
            last = first + len(batch) - 1 if cut else 0
            for line, record in enumerate(batch, first):
                yield line, record, line == last


def head_records(head: bytes, separator: str | None = None, quoting: bool = True) -> list[Record]:
    """Return the whole records of the first bytes of a file, to recognise it; none when it is no text."""
    if head.count(0) > len(head) // 20 and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return []
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    whole = text.rpartition("\n")[0] if len(head) >= 1 << 16 else text
    rows = [line for line in whole.split("\n") if line.strip()][:200]
    if not rows:
        return []
    sign = separator or lines.declared_separator(rows) or lines.guess_separator(rows)
    return [record for batch in lines.records(["\n".join(rows) + "\n"], sign, quoting) for record in batch]


class Choices:
    """What a profile in force chooses for a log: the order of its columns, the names of its lines, its clock."""

    def __init__(self, context: Context, name: str) -> None:
        found = profiles.options(context, name)
        self.columns, self.values, self.zone = found.columns, found.values, context.zone
        self.zoned = "fuseau" in found.values
        self.suffix = "Z" if str(found.values.get("fuseau", "")).upper() in ("UTC", "Z", "GMT") else ""
        self.names = {str(key): str(value) for key, value in dict(found.values.get("files", {})).items()}
        self.moment = seconds(context.zone)


def opened(text: Text, calls: Callable[[Tally], Iterator[Batch]]) -> list[Converted] | Refusal:
    """Return the calls of a log; a spreadsheet that rewrote its numbers made one call of many: nothing is read."""
    if text.destroyed():
        return destroyed_identifiers()
    return [Converted("calls", HEADERS, calls, encoding=text.survey.encoding)]
