"""Delimited text (CSV, tab, FEC) as one part."""

from __future__ import annotations

import re
from itertools import islice
from typing import BinaryIO

from levier.readers import encoding, lines, refusals
from levier.readers.encoding import Survey
from levier.readers.names import fold
from levier.readers.part import Batches, Part, Text
from levier.readers.refusals import Refusal

HEAD = 65_536
MOST_NULS = 0.05
_SEP = re.compile(r"sep=([;,|\t])", re.IGNORECASE)
_LEDGER = ("journalcode", "ecriturenum")


def open_text(stream: BinaryIO) -> Part | Refusal:
    """Return the part of a text file, or why it is none."""
    found = encoding.survey(stream)
    if found.size == 0:
        return refusals.empty_file()
    wide = found.encoding.startswith("utf-16")
    if not wide and found.head.count(0) > len(found.head) * MOST_NULS:
        return refusals.binary()
    head = _head(stream, found)
    if not head.strip("\ufeff \t\n;,|\0"):
        return refusals.empty_file()
    return _part(stream, found, head.split("\n"))


def _declared(head: list[str]) -> str | None:
    """Return the separator that a first line « sep=; » announces to spreadsheets."""
    match = _SEP.fullmatch(head[0].lstrip("\ufeff").strip('" '))
    return match[1] if match else None


def _head(stream: BinaryIO, found: Survey) -> str:
    return "".join(islice(encoding.texts(stream, found), 1))[:HEAD]


def _part(stream: BinaryIO, found: Survey, head: list[str]) -> Part:
    separator = _declared(head) or lines.guess_separator(head)
    ledger = any(all(name in fold(line).replace("_", "") for name in _LEDGER) for line in head[:5])

    def batches() -> Batches:
        return lines.records(encoding.texts(stream, found), separator, quoting=not ledger)

    def broken() -> Refusal | None:
        return None if encoding.same_again(stream, found) else refusals.changed()

    return Part(
        batches,
        "fec" if ledger else "texte",
        encoding=found.encoding,
        guessed=found.guessed,
        cut=not found.ends_with_newline,
        exponents=found.exponents,
        broken=broken,
        text=Text(stream, found, separator, not ledger),
    )
