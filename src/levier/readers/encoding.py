"""Bytes to text: mark of order, then strict UTF-8, then CP850 or cp1252; whoever reads is told when it was a guess.

A first pass over the whole file chooses, so that nothing has to be taken back later; it also measures the file,
which tells at the end of the second pass whether it changed meanwhile.
"""

from __future__ import annotations

import codecs
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

BLOCK = 1 << 20
# Enough to tell encodings apart; the whole file was tried as UTF-8 before.
JUDGED_BLOCKS = 1
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# é à ç ê è of CP850 are punctuation in cp1252, never met right after a letter that goes on.
_CP850 = re.compile(rb"[A-Za-z][\x82\x85\x87\x88\x8a][A-Za-z;,\t|\s]|[Nn]\xf8")
_CP1252 = re.compile(rb"[A-Za-z][\xe0-\xfc]|[\xc0-\xdc][A-Za-z]|[Nn]\xb0|\x80|\x92")
_PAIR = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xe2\x82\xac")
_HIGH, _C1 = bytes(range(128, 256)), bytes(range(128, 160))


@dataclass(slots=True)
class Survey:
    """What the first pass found: size in bytes, checksum, encoding, whether it was a guess."""

    size: int = 0
    checksum: int = 0
    encoding: str = "utf-8"
    guessed: bool = False
    mixed: bool = False
    nuls: int = 0
    exponents: bool = False
    again: int = 0
    head: bytes = b""
    ends_with_newline: bool = True


def seekable(stream: BinaryIO) -> BinaryIO:
    """Return a stream that can be read twice (held in memory when the given one cannot)."""
    return stream if stream.seekable() else io.BytesIO(stream.read())


def survey(stream: BinaryIO) -> Survey:
    """Read the whole stream once and choose its encoding."""
    found = Survey()
    utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")("strict")
    tail = b""
    stream.seek(0)
    while block := stream.read(BLOCK):
        found.head = found.head or block[:65_536]
        found.size += len(block)
        found.checksum = zlib.crc32(block, found.checksum)
        # Looking for one is ten times as fast as counting them.
        found.nuls += block.count(0) if 0 in block else 0
        seen = (tail + block).replace(b"\0", b"") if found.nuls else tail + block
        # One sign is looked for much faster than two.
        found.exponents = found.exponents or (b"+" in seen and (b"E+" in seen or b"e+" in seen))
        utf8 = _still(utf8, block)
        tail = block[-8:]
    found.ends_with_newline = tail.rstrip(b"\0")[-1:] in (b"\n", b"\r", b"")
    valid = utf8 is not None and _ends_well(utf8)
    old, mostly_utf8 = (False, False) if valid else _accents(stream)
    _choose(found, valid, old, mostly_utf8)
    return found


def _accents(stream: BinaryIO) -> tuple[bool, bool]:
    """Tell whether the bytes over 127 look like CP850, and whether nearly all are UTF-8 all the same."""
    old = new = pairs = high = 0
    stream.seek(0)
    judged = 0
    while judged < JUDGED_BLOCKS and (block := stream.read(BLOCK)):
        judged += not block.isascii()
        old, new = old + len(_CP850.findall(block)), new + len(_CP1252.findall(block))
        pairs, high = pairs + sum(map(len, _PAIR.findall(block))), high + len(block) - len(block.translate(None, _HIGH))
    return old > new, pairs > high * 0.5


def _still(decoder: codecs.IncrementalDecoder | None, block: bytes) -> codecs.IncrementalDecoder | None:
    """Return the decoder while what it read is UTF-8."""
    try:
        if decoder is not None and not (block.isascii() and decoder.getstate()[0] == b""):
            decoder.decode(block)
    except UnicodeDecodeError:
        return None
    return decoder


def _ends_well(decoder: codecs.IncrementalDecoder) -> bool:
    return decoder.getstate()[0] == b""


def _choose(found: Survey, valid: bool, old: bool, mostly_utf8: bool) -> None:
    mark = next((name for start, name in _MARKS if found.head.startswith(start)), None)
    if mark and (valid or mark == "utf-16"):
        found.encoding = mark
    elif wide := _wide(found.head):
        found.encoding, found.guessed = wide, True
    elif not valid:
        found.mixed = mostly_utf8 or mark is not None
        found.encoding = "utf-8-sig" if found.mixed else "cp850" if old else "cp1252"
        found.guessed = True


def _wide(head: bytes) -> str | None:
    """Recognise UTF-16 without its mark: every other byte of a western text is zero."""
    pairs = len(head) // 2
    if pairs < 4 or head.count(0) < pairs * 0.8:
        return None
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def texts(stream: BinaryIO, found: Survey, start: int = 0) -> Iterator[str]:
    """Yield the decoded text block by block, ends of lines made ``\\n`` (also ``\\r\\r\\n`` and lone ``\\r``).

    ``start`` is the place of a line's first byte; whoever read the bytes before it counted them in ``found.again``.
    """
    stream.seek(start)
    name = "utf-8" if start and found.encoding == "utf-8-sig" else found.encoding
    decoder = codecs.getincrementaldecoder(name)("replace")
    held = ""
    found.again = found.again if start else 0
    while block := stream.read(BLOCK):
        found.again = zlib.crc32(block, found.again)
        text = held + (block.decode("latin-1") if _is_latin(found, block) else decoder.decode(block))
        # What follows a final \r decides what it is.
        kept = len(text.rstrip("\r"))
        text, held = text[:kept], text[kept:]
        yield _newlines(text)
    yield _newlines(held + decoder.decode(b"", final=True))


def _is_latin(found: Survey, block: bytes) -> bool:
    """Tell whether a block of Windows-1252 has none of the signs that Latin-1 lacks (decoded ten times faster)."""
    return found.encoding == "cp1252" and len(block.translate(None, _C1)) == len(block)


def _newlines(text: str) -> str:
    if "\r" not in text:
        return text
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


def same_again(stream: BinaryIO, found: Survey) -> bool:
    """Tell whether the last complete pass read the bytes that the first one had read."""
    return found.again == found.checksum and stream.seek(0, io.SEEK_END) == found.size
