"""Delimited text (CSV, tab, FEC) as one part."""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import BinaryIO

from levier.readers import encoding, ledger, lines, refusals
from levier.readers.encoding import Survey
from levier.readers.part import Batches, Part, Text
from levier.readers.refusals import Refusal

HEAD = 65_536
MOST_NULS = 0.05
HEADER_LINES = 50
# Signs of ISO 8859-15 that Windows-1252 reads otherwise (€ Š š Ž ž Œ œ Ÿ), and signs that only Windows-1252 has.
_LATIN9 = re.compile(rb"[\xa4\xa6\xa8\xb4\xb8\xbc-\xbe]")
_WINDOWS = re.compile(rb"[\x80-\x9f]")
_POINT = re.compile(r"-?\d+\.\d+")
_BARE = re.compile(rb"[^\r]\n")
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_EBCDIC = "JournalCode".encode("cp500")


def open_text(stream: BinaryIO) -> Part | Refusal:
    """Return the part of a text file, or why it is none."""
    found = encoding.survey(stream)
    if found.size == 0:
        return refusals.empty_file()
    if _EBCDIC in found.head:
        return refusals.ledger_ebcdic()
    if found.head.startswith(_UTF32):
        return refusals.wide_text()
    wide = found.encoding.startswith("utf-16")
    if not wide and found.head.count(0) > len(found.head) * MOST_NULS:
        return refusals.binary()
    head = _head(stream, found)
    if not head.strip("\ufeff \t\n;,|\0"):
        return refusals.empty_file()
    return _part(stream, found, head.split("\n"))


def _head(stream: BinaryIO, found: Survey) -> str:
    return "".join(islice(encoding.texts(stream, found), 1))[:HEAD]


def _part(stream: BinaryIO, found: Survey, head: list[str]) -> Part | Refusal:
    header = next((line for line in head[:HEADER_LINES] if ledger.is_header(line)), None)
    if header is not None:
        return _ledger(stream, found, head[head.index(header) :])
    separator = lines.declared_separator(head) or lines.guess_separator(head)
    bare = ledger.headless(line.split(separator) for line in head[:1]) is not None
    return _made(stream, found, separator, "fec" if bare else "texte", quoting=not bare)


def _ledger(stream: BinaryIO, found: Survey, head: list[str]) -> Part | Refusal:
    """Return the part of a ledger: its header tells the separator, and whether quotes are something else than text."""
    header = head[0]
    separator = ledger.separator_of(header)
    if header.lstrip("\ufeff ").startswith("<"):
        return refusals.ledger_xml()
    if separator is None:
        return refusals.ledger_fixed()
    # The law allows no comma: such a file was written by a program that writes CSV, with its quotes.
    if separator == "," and _shared_comma(head):
        return refusals.ledger_commas()
    if found.encoding == "cp1252" and _LATIN9.search(found.head) and not _WINDOWS.search(found.head):
        found.encoding = "iso8859-15"
    quoted = all(cell.strip("\ufeff ").startswith('"') for cell in header.split(separator) if cell.strip())
    part = _made(stream, found, separator, "fec", quoting=quoted or separator == ",")
    part.mixed_ends = b"\r\n" in found.head and _BARE.search(found.head) is not None
    return part


def _shared_comma(head: list[str]) -> bool:
    """Tell whether the comma that separates the columns also cuts amounts: longer lines, and no point in an amount."""
    names, *rows = next(lines.records(["\n".join(head[:HEADER_LINES]) + "\n"], ","), [[]])
    wide = any(len(row) > len(names) for row in rows)
    return wide and not any(_POINT.fullmatch(cell.strip()) for row in rows for cell in row[len(names) // 2 :])


def _made(stream: BinaryIO, found: Survey, separator: str, reader: str, quoting: bool) -> Part:
    def batches() -> Batches:
        return lines.records(encoding.texts(stream, found), separator, quoting=quoting)

    def broken() -> Refusal | None:
        return None if encoding.same_again(stream, found) else refusals.changed()

    return Part(
        batches,
        reader,
        encoding=found.encoding,
        guessed=found.guessed,
        cut=not found.ends_with_newline,
        exponents=found.exponents,
        broken=broken,
        text=Text(stream, found, separator, quoting),
    )
