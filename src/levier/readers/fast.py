"""Whole columns at once, when nothing in them is unusual; otherwise the rules of :mod:`cells` read each text.

These two kinds have as many texts as lines: remembering each text would cost more than reading it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from levier.periods import DAY_SECONDS
from levier.readers import dates
from levier.readers.bad import Bad

# Printable; where a text holds it, the rules are asked for nothing.
_SIGN = "`"
_SIGNS_OF_ODDITY = ("  ", f"{_SIGN} ", f" {_SIGN}", "#", "/a", f"{_SIGN}'")
# Words that stand for no value or announce totals; the rules decide, this only calls them.
_WORDS = ("nan", "null", "none", "nat", "inf", "tota", "ensemble", "cumul")
_DAY_WIDTH, _MINUTE_WIDTH = 10, 6
LONGEST_CLOCK = 9


def keys(texts: Sequence[str]) -> list[Any] | None:
    """Return identifiers as they are, or ``None`` if one of them needs the rules.

    >>> keys(["RV-1", "", "RV-2"]), keys(["RV-1 ", "x"])
    (['RV-1', None, 'RV-2'], None)
    """
    joined = f"{_SIGN}{_SIGN.join(texts)}{_SIGN}"
    if not (joined.isascii() and joined.isprintable()) or any(sign in joined for sign in _SIGNS_OF_ODDITY):
        return None
    lowered = joined.lower()
    if any(word in lowered for word in _WORDS):
        return None
    return [text or None for text in texts]


class Odd(Exception):
    """A text that the fast way does not read."""


class _Days(dict[str, int]):
    """First ten characters to seconds at midnight."""

    def __init__(self, any_year: bool) -> None:
        super().__init__()
        self.any_year = any_year

    def __missing__(self, text: str) -> int:
        found = dates.day(text, self.any_year) if len(text) == _DAY_WIDTH and ("/" in text or "-" in text) else None
        if found is None or isinstance(found, Bad):
            raise Odd
        seconds = self[text] = found * DAY_SECONDS
        return seconds


class _Clocks(dict[str, int]):
    """What follows (a space or T, then the time) to seconds since midnight."""

    def __missing__(self, text: str) -> int:
        found = dates.clock(text[1:]) if text[:1] in (" ", "T") and len(text) <= LONGEST_CLOCK else None
        if found is None or isinstance(found, Bad):
            raise Odd
        self[text] = found
        return found


def seconds_of_day(text: str, any_year: bool) -> int | None:
    """Return the seconds at midnight of a text's first ten characters, ``None`` when the rules are needed."""
    try:
        return _DAYS[any_year][text]
    except Odd:
        return None


def seconds_of_clock(text: str) -> int | None:
    """Return the seconds since midnight of what follows (a space or T, then the time; or nothing)."""
    try:
        return _CLOCKS[text]
    except Odd:
        return None


class _Minutes(dict[str, int]):
    """A space or T, two digits, a sign, two digits, to seconds since midnight; nothing else."""

    def __missing__(self, text: str) -> int:
        plain = len(text) == _MINUTE_WIDTH and text[1:3].isdecimal() and text[4:].isdecimal()
        found = _CLOCKS[text] if plain else DAY_SECONDS
        if found == DAY_SECONDS:
            # 24:00 is a moment, 24:00:15 is none: the other way tells.
            raise Odd
        self[text] = found
        return found


_DAYS = {any_year: _Days(any_year) for any_year in (False, True)}
_CLOCKS = _Clocks()
_CLOCKS[""] = 0
_MINUTES = _Minutes()
_MINUTES[""] = 0
_SECONDS = {"": 0} | {f":{second:02d}": second for second in range(60)}


def moments(texts: Sequence[str], any_year: bool = False) -> list[Any] | None:
    """Return the seconds of local moments, or ``None`` if one of them needs the rules (offset, epoch, mistake).

    >>> moments(["02/01/2025 00:01", ""], False) == [20090 * 86400 + 60, None]
    True
    """
    days = _DAYS[any_year]
    try:
        # A day has 1,440 minutes and 86,400 seconds: the small dictionaries are soon filled, and stay near.
        return [days[text[:10]] + _MINUTES[text[10:16]] + _SECONDS[text[16:]] if text else None for text in texts]
    except (Odd, KeyError):
        return _moments(texts, days)


def _moments(texts: Sequence[str], days: dict[str, int]) -> list[Any] | None:
    try:
        return [days[text[:10]] + _CLOCKS[text[10:]] if text else None for text in texts]
    except Odd:
        return None
