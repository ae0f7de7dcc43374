"""The words that an answer of the site holds, whatever its format: what a reader, or a program, could find in it."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

Words = Callable[[bytes], str]


def words_of(answer: Any) -> str:
    """Return every word of an answer, head lines included.

    Raises:
        KeyError: nothing here reads this format: teach it before a new one leaves the site.
    """
    kind = answer.headers.get("Content-Type", "text/plain").partition(";")[0].strip()
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = " ".join(
        str(value) for name, value in answer.headers.items() if not name.startswith(("Content-Sec", "Content-Length"))
    )
    return f"{heads} {READERS[kind](body)}" if body else heads


def _text(body: bytes) -> str:
    return body.decode("utf-8-sig")


def _markup(body: bytes) -> str:
    """Return texts and attributes that speak; drawings of curves and addresses of files are numbers for nobody."""
    said = body.decode("utf-8-sig")
    spoken = re.findall(r'(?:aria-label|alt|title|value|placeholder|content)="([^"]*)"', said)
    return html.unescape(" ".join([re.sub(r"<[^>]*>", " ", said), *spoken]))


def _archive(body: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return " ".join(_member(name, archive.read(name)) for name in archive.namelist())


def _member(name: str, body: bytes) -> str:
    if body[:4] == b"PK\x03\x04":
        return _archive(body)
    if body[:5] == b"%PDF-":
        return _pdf(body)
    said = body.decode("utf-8", "replace")
    return f"{name} {html.unescape(re.sub(r'</?[^>]*>', '' if name.startswith('word/') else ' ', said))}"


def _streams(body: bytes) -> Iterator[bytes]:
    for one in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL):
        try:
            yield zlib.decompress(one)
        except zlib.error:
            yield one


def _pdf(body: bytes) -> str:
    """Return the words of a PDF, read with each of its fonts in turn: one of the readings is what a person sees."""
    streams = list(_streams(body))
    fonts = [found for one in streams if b"beginbfchar" in one or b"beginbfrange" in one if (found := _font(one))]
    shown = b" ".join(one for one in streams if re.search(rb"\bT[jJ]\b", one))
    codes = [_code(one) for one in re.findall(rb"<[0-9A-Fa-f\s]+>|\((?:\\.|[^\\()])*\)", shown, re.DOTALL)]
    return " ".join("".join(_read(one, font) for one in codes) for font in fonts)


def _font(stream: bytes) -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", stream, re.DOTALL):
        for low, high, first in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for step in range(int(high, 16) - int(low, 16) + 1):
                found[(int(low, 16) + step).to_bytes(len(low) // 2)] = chr(int(first, 16) + step)
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", stream, re.DOTALL):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[bytes.fromhex(code.decode())] = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
    return found


ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _code(said: bytes) -> bytes:
    if said.startswith(b"<"):
        return bytes.fromhex(re.sub(rb"\s", b"", said[1:-1]).decode())
    return re.sub(rb"\\([0-7]{1,3}|.)", _escaped, said[1:-1], flags=re.DOTALL)


def _escaped(found: re.Match[bytes]) -> bytes:
    one = found[1]
    return bytes([int(one, 8)]) if one.isdigit() else ESCAPES.get(one, one)


def _read(codes: bytes, font: dict[bytes, str]) -> str:
    size = len(next(iter(font)))
    return "".join(font.get(codes[at : at + size], "?") for at in range(0, len(codes), size))


def _nothing(_body: bytes) -> str:
    """Return nothing: a picture drawn from a chart that is judged as a drawing of the same address."""
    return ""


OFFICE = "application/vnd.openxmlformats-officedocument."
READERS: dict[str, Words] = {
    "text/html": _markup, "image/svg+xml": _markup, "text/plain": _text, "text/csv": _text, "application/json": _text,
    "application/zip": _archive, f"{OFFICE}spreadsheetml.sheet": _archive, f"{OFFICE}wordprocessingml.document": _archive,
    "application/pdf": _pdf, "image/png": _nothing,
}  # fmt: skip
