"""Workbooks that would ask for more memory than any machine has: a stray cell at the far corner, a damaged directory.

The engine that opens workbooks stops the whole process in these cases; they are recognised before.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO

MOST_CELLS = 40_000_000
_HEAD = 16_384
_BLOCK = 1 << 20
_DIMENSION = re.compile(rb'<dimension ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_SECTOR = struct.Struct("<H")
_COUNTS = struct.Struct("<I")
# Places of the counts of sectors in the header of the container of old workbooks (MS-CFB, 2.2).
_PLACES = (44, 64, 72)


def stray_cell(stream: BinaryIO) -> bool:
    """Tell whether a sheet spans more cells than any export has (a forgotten cell far down or far right)."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
            return any(_area(archive, name) > MOST_CELLS for name in names)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return False


def _area(archive: zipfile.ZipFile, name: str) -> int:
    """Return rows × columns up to the last cell: as announced, else as found."""
    with archive.open(name) as sheet:
        head = sheet.read(_HEAD)
        if found := _DIMENSION.search(head):
            return _columns(found[1]) * int(found[2])
        last_column = last_row = 0
        for block in _blocks(head, sheet):
            for letters, row in _CELL.findall(block):
                last_column, last_row = max(last_column, _columns(letters)), max(last_row, int(row))
    return last_column * last_row


def _blocks(head: bytes, sheet: IO[bytes]) -> Iterator[bytes]:
    held = head
    while True:
        block = sheet.read(_BLOCK)
        yield held
        if not block:
            return
        held = held[-32:] + block


def _columns(letters: bytes) -> int:
    """Return the number of a column: A is 1, AA is 27.

    >>> _columns(b"A"), _columns(b"AA"), _columns(b"XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def damaged_container(stream: BinaryIO) -> bool:
    """Tell whether the header of an old workbook counts more sectors than the file holds."""
    stream.seek(0)
    head = stream.read(512)
    if len(head) < 512:
        return True
    shift = _SECTOR.unpack_from(head, 30)[0]
    if shift not in (9, 12):
        return True
    sectors = stream.seek(0, 2) >> shift
    return any(_COUNTS.unpack_from(head, place)[0] > sectors for place in _PLACES)
