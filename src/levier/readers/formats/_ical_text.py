"""Calendars as text: lines unfolded, events told apart, what is never needed (descriptions, guests) never kept.

Lines are folded by bytes, sometimes inside a letter: they are put together before they are decoded, each by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

WIDE = (b"\xff\xfe", b"\xfe\xff")
LONGEST = 20_000
MOST_LINES = 400
# What says when, where and what kind of work; SUMMARY is read for words of closed lists and never kept.
_TIMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID")
_STATE = ("UID", "STATUS", "TRANSP", "SEQUENCE", "LAST-MODIFIED", "DTSTAMP", "CREATED")
NEEDED = frozenset((*_TIMES, *_STATE, "SUMMARY", "LOCATION", "RESOURCES", "CATEGORIES"))
ABOUT = frozenset(("X-WR-CALNAME", "NAME", "METHOD", "X-WR-TIMEZONE"))
_BARE_ZONE = re.compile(r"(;TZID=)(tzone:[^:;\"]*)")
_NAME = re.compile(r"[A-Za-z0-9-]+")
_ESCAPED = re.compile(r"\\([\\;,nN])")


@dataclass(slots=True)
class Component:
    """An event or a time zone: the line where it starts and its own lines; ``cut`` when its end is missing."""

    kind: str
    line: int
    lines: list[str] = field(default_factory=list)
    cut: bool = False

    def value(self, name: str) -> str:
        """Return the raw value of the first line of this name, empty without any."""
        return next((after(line) for line in self.lines if name_of(line) == name), "")

    def text(self, name: str) -> str:
        """Return the values of the lines of this name, as a person reads them."""
        return ", ".join(plain(after(line)) for line in self.lines if name_of(line) == name)

    def has(self, name: str) -> bool:
        """Tell whether a line has this name."""
        return any(name_of(line) == name for line in self.lines)


def name_of(line: str) -> str:
    """Return the name of a line: ``DTSTART`` of ``DTSTART;TZID=Europe/Paris:20250106T090000``."""
    match = _NAME.match(line)
    return match[0].upper() if match else ""


def after(line: str) -> str:
    """Return the value of a line: what follows the first colon that is not between quotes.

    >>> after('DTSTART;TZID="a:b":20250106'), after("UID")
    ('20250106', '')
    """
    quoted = False
    for place, sign in enumerate(line):
        quoted ^= sign == '"'
        if sign == ":" and not quoted:
            return line[place + 1 :].strip()
    return ""


def plain(value: str) -> str:
    """Return a text without its backslashes.

    >>> plain(r"Cabinet 2\\, rdc")
    'Cabinet 2, rdc'
    """
    return _ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], value)


def physical(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file as bytes in UTF-8 or in the file's own eight-bit encoding, with their number."""
    stream.seek(0)
    start = stream.read(2)
    stream.seek(0)
    blocks = iter(stream.read().decode("utf-16", "replace").encode().split(b"\n")) if start in WIDE else iter(stream)
    number = 0
    for block in blocks:
        for line in block.rstrip(b"\r\n").split(b"\r") if b"\r" in block else (block.rstrip(b"\n"),):
            number += 1
            yield number, line


def unfolded(stream: BinaryIO) -> Iterator[tuple[int, str]]:
    """Yield the lines put together, with the number of their first one; a very long one is shortened."""
    held, at = b"", 0
    for number, line in physical(stream):
        if line[:1] in (b" ", b"\t") and at:
            held = held + line[1:] if len(held) < LONGEST else held
            continue
        if at:
            yield at, decoded(held)
        held, at = line, number
    if at:
        yield at, decoded(held)


def decoded(line: bytes) -> str:
    """Return a line as text: UTF-8, else Windows-1252.

    >>> decoded(b"DTSTART;TZID=tzone://Microsoft/Utc:20250106T080000")
    'DTSTART;TZID="tzone://Microsoft/Utc":20250106T080000'
    """
    try:
        text = line.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        text = line.decode("cp1252", "replace").replace("\0", "")
    # Exchange leaves the quotes out, although its names of zones hold a colon.
    return _BARE_ZONE.sub(r'\1"\2"', text) if "=tzone:" in text else text


def components(stream: BinaryIO, about: dict[str, str]) -> Iterator[Component]:
    """Yield the events and the time zones of a file in order; ``about`` receives what is said of the calendar.

    An event that another one interrupts, or the end of the file, is ``cut``.
    """
    here: Component | None = None
    inside: list[str] = []
    for number, line in unfolded(stream):
        name = name_of(line)
        kind = after(line).upper() if name in ("BEGIN", "END") else ""
        if name == "BEGIN" and kind in ("VEVENT", "VCALENDAR") and here is not None:
            here.cut = True
            yield here
            here, inside = None, []
        if here is None:
            if name == "BEGIN" and kind != "VCALENDAR":
                here = Component(kind, number)
            elif name in ABOUT:
                about.setdefault(name, plain(after(line)))
            continue
        if name == "BEGIN":
            inside.append(kind)
        if _kept(here, name, kind, bool(inside)):
            here.lines.append(line)
        if name == "END":
            here, inside, done = _ended(here, inside, kind)
            if done is not None:
                yield done
    if here is not None:
        here.cut = True
        yield here


def _kept(here: Component, name: str, kind: str, inside: bool) -> bool:
    """Tell whether a line belongs to what is needed of a component; alarms inside an event do not."""
    if here.kind == "VTIMEZONE":
        return kind != "VTIMEZONE" and len(here.lines) < MOST_LINES
    return here.kind == "VEVENT" and not inside and name in NEEDED


def _ended(here: Component, inside: list[str], kind: str) -> tuple[Component | None, list[str], Component | None]:
    """Return what remains open after an END, and the component that it ends."""
    if inside and kind in inside:
        while inside.pop() != kind:
            pass
        return here, inside, None
    return (None, [], here) if kind == here.kind else (here, inside, None)
