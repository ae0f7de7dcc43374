"""DBF tables, a record at a time: only what the releases of the CCAM use of the format (texts, dates, numbers).

Forty times as fast as the library ``dbf`` on the million lines of R_PU_BASE (docs/adr/0043), and with nothing to
install.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

BLOCK_RECORDS = 8_192
_HEADER, _FIELD, _END = 32, 32, b"\r"
_DELETED = b"*"
_CODEPAGES = {0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x57: "cp1252", 0x64: "cp852", 0xC8: "cp1250"}


class Damaged(ValueError):
    """The bytes are no DBF table, or it is cut."""


@dataclass(slots=True)
class Table:
    """An open table: its fields, how many records it announces, how long they are."""

    stream: BinaryIO
    names: tuple[str, ...]
    widths: tuple[int, ...]
    count: int
    encoding: str

    def rows(self, names: Sequence[str]) -> Iterator[tuple[bytes, ...]]:
        """Yield the wanted fields of each record as raw bytes; deleted records are left out, an unknown field empty.

        Raises:
            Damaged: the table ends before the records that it announces.
        """
        places = [self.names.index(name) + 1 if name in self.names else -1 for name in names]
        record = struct.Struct("c" + "".join(f"{width}s" for width in self.widths))
        left = self.count
        while left:
            block = self.stream.read(record.size * min(left, BLOCK_RECORDS))
            taken = len(block) // record.size
            for cells in record.iter_unpack(block[: taken * record.size]):
                if cells[0] != _DELETED:
                    yield tuple(cells[place] if place > 0 else b"" for place in places)
            left -= taken
            if not taken:
                raise Damaged

    def text(self, raw: bytes) -> str:
        """Return a cell as text, its trailing spaces kept: long names are cut anywhere."""
        return raw.rstrip(b"\0").decode(self.encoding, "replace")


def open_table(stream: BinaryIO, encoding: str | None = None) -> Table:
    """Open a table at the start of a stream that is read once.

    Args:
        stream: bytes, read forward only (a member of an archive will do).
        encoding: that of its texts; by default the one that the table names, else CP850 of DOS.

    Raises:
        Damaged: the bytes are no DBF table.
    """
    head = stream.read(_HEADER)
    if len(head) < _HEADER:
        raise Damaged
    count, header_size, record_size = struct.unpack_from("<IHH", head, 4)
    rest = stream.read(max(header_size - _HEADER, 0))
    fields = list(_fields(rest))
    if not fields or sum(width for _name, width in fields) + 1 != record_size:
        raise Damaged
    names, widths = zip(*fields, strict=True)
    return Table(stream, names, widths, count, encoding or _CODEPAGES.get(head[29], "cp850"))


def _fields(rest: bytes) -> Iterator[tuple[str, int]]:
    for start in range(0, len(rest) - _FIELD + 1, _FIELD):
        if rest[start : start + 1] == _END:
            return
        name = rest[start : start + 11].split(b"\0")[0].decode("ascii", "replace")
        # A text may be longer than one byte tells: its decimals are then the high byte.
        long = rest[start + 17] if rest[start + 11 : start + 12] == b"C" else 0
        yield name.upper(), rest[start + 16] + 256 * long
