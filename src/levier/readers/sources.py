"""What kind of file it is, told by its first bytes (never by its extension)."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO

from levier.readers import references, refusals
from levier.readers.delimited import open_text
from levier.readers.html_table import open_html
from levier.readers.parquet import open_parquet
from levier.readers.part import Part
from levier.readers.refusals import Refusal
from levier.readers.workbook import open_workbook

_HTML = re.compile(rb"\s*(<!doctype html|<html|<head|<body|<\?xml[^>]*\?>\s*<(!doctype )?html)", re.IGNORECASE)
_CONTAINERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"PK\x05\x06", "ZIP"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
)


def parts(stream: BinaryIO, name: str) -> list[Part] | Refusal:
    """Return the parts of a file (one, or one for each sheet), or why it has none."""
    stream.seek(0)
    head = stream.read(1024)
    stream.seek(0)
    if kind := _reference(stream, head):
        return refusals.reference_file(kind)
    for start, kind in _OTHERS:
        if head.startswith(start):
            return refusals.other_kind(kind)
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return _listed(open_html(stream))
    if head.startswith(_CONTAINERS):
        return open_workbook(stream)
    if head.startswith(b"PAR1"):
        return open_parquet(stream, name)
    return _listed(open_text(stream))


def _reference(stream: BinaryIO, head: bytes) -> str | None:
    """Return what file of reference it is, ``None`` for an export."""
    if not head.startswith(b"PK"):
        return references.of_bytes(head)
    try:
        with zipfile.ZipFile(stream) as archive:
            return references.of_archive(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None


def _listed(found: Part | Refusal) -> list[Part] | Refusal:
    return found if isinstance(found, Refusal) else [found]
