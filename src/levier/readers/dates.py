"""Days, moments, times, months and periods as French files write them. No system clock, no system time zone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from levier.i18n import _
from levier.periods import DAY_SECONDS, EPOCH, parse_period, to_date, to_day
from levier.problems import WrongCommand
from levier.readers.bad import (
    FIRST_YEAR,
    LAST_YEAR,
    Bad,
    far_year,
    short_year,
    wrong_clock,
    wrong_date,
    wrong_period,
)
from levier.readers.names import fold

_FRENCH = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?")
_CLOCK = re.compile(r"(\d{1,2})\s*[hH:]\s*(\d{2})?(?:\s*(?:[:mM]|min)\s*(?:(\d{2})(?:[.,]\d+)?\s*s?)?)?")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{2})?")
_MOMENT = re.compile(r"(\S+?)(?:T|\s+(?:à\s+)?|(?<=\d{8})(?=\d{4,6}$))(\d.*)")
_ZONE = re.compile(r"(.*\d)\s*(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})", re.IGNORECASE)
_EPOCH = re.compile(r"\d{10}(\d{3})?")
_YEAR_OR_MONTH = re.compile(r"\d{4}(-\d{2})?")
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})|(\d{4})(\d{2})")
# 1899-12-30: the day 0 of French and American workbooks after their false 29 February 1900; 1904 is Apple's.
SERIAL_ZERO = to_day(date(1899, 12, 30))
_FIRST, _LAST = to_day(date(FIRST_YEAR, 1, 1)), to_day(date(LAST_YEAR, 12, 31))
_FIRST_HALF = ("janvier", "fevrier", "mars", "avril", "mai", "juin")
_MONTHS = (
    (*_FIRST_HALF, "juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
    ("janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec"),
)


@lru_cache(maxsize=65_536)
def day(text: str, any_year: bool = False) -> int | Bad:
    """Return the day number of a date, or why it is none.

    >>> day("01/02/2025") == day("2025-02-01") == day("20250201")
    True
    >>> day("31/02/2025").code, day("01/02/25").code, day("01/02/1925").code
    ('date_invalide', 'annee_ambigue', 'annee_hors_bornes')
    """
    if match := _FRENCH.fullmatch(text):
        if len(match[4]) == 2:
            return short_year()
        return _made(int(match[4]), int(match[3]), int(match[1]), any_year)
    if match := _ISO.fullmatch(text):
        return _made(int(match[1]), int(match[3]), int(match[4]), any_year)
    if match := _COMPACT.fullmatch(text):
        return _made(int(match[1]), int(match[2]), int(match[3]), any_year)
    if match := _SERIAL.fullmatch(text):
        return _bounded(int(match[1]) + SERIAL_ZERO, any_year)
    return _with_clock(text, any_year)


def _with_clock(text: str, any_year: bool) -> int | Bad:
    """Read the day of a text that goes on with a time of day."""
    match = _MOMENT.fullmatch(text)
    if match is None or isinstance(clock(_ZONE.sub(r"\1", match[2])), Bad):
        return wrong_date()
    return day(match[1], any_year)


def _made(year: int, month: int, number: int, any_year: bool) -> int | Bad:
    try:
        return _bounded(date(year, month, number).toordinal() - EPOCH, any_year)
    except ValueError:
        return wrong_date()


def _bounded(number: int, any_year: bool) -> int | Bad:
    return number if any_year or _FIRST <= number <= _LAST else far_year()


@lru_cache(maxsize=65_536)
def clock(text: str) -> int | Bad:
    """Return the seconds since midnight of a time of day, or why it is none.

    >>> clock("12h50"), clock("12:50"), clock("1250"), clock("24:00"), clock("9h")
    (46200, 46200, 46200, 86400, 32400)
    """
    match = _CLOCK.fullmatch(text) or _DIGITS.fullmatch(text)
    if match is None:
        return wrong_clock()
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    total = hours * 3600 + minutes * 60 + seconds
    return total if minutes < 60 and seconds < 60 and total <= DAY_SECONDS else wrong_clock()


def moments(zone: str, any_year: bool = False) -> Callable[[str], int | Bad]:
    """Return the reader of dates with a time; offsets, ``Z`` and epochs are brought to the wall clock of ``zone``.

    >>> read = moments("Europe/Paris")
    >>> read("03/01/2025 14h30") == read("2025-01-03T13:30:00Z") == read("2025-01-03T14:30:00.250+01:00")
    True
    """
    local = wall_clock(zone)

    def read(text: str) -> int | Bad:
        head, _space, tail = text.partition(" ")
        # The usual case first: two texts met thousands of times.
        first, second = (day(head, any_year), clock(tail)) if tail else (None, None)
        if first.__class__ is int and second.__class__ is int:
            return first * DAY_SECONDS + second
        return _moment(text, local, any_year)

    return read


def _moment(text: str, local: Callable[[int], int], any_year: bool) -> int | Bad:
    if _EPOCH.fullmatch(text):
        return _in_bounds(local(int(text) // (1000 if len(text) == 13 else 1)), any_year)
    if (match := _SERIAL.fullmatch(text)) and match[2]:
        seconds = round(float(f"0.{match[2]}") * DAY_SECONDS)
        return _in_bounds((int(match[1]) + SERIAL_ZERO) * DAY_SECONDS + seconds, any_year)
    match = _MOMENT.fullmatch(text)
    if match is None:
        found = day(text, any_year)
        return found if isinstance(found, Bad) else found * DAY_SECONDS
    zoned = _ZONE.fullmatch(match[2])
    first, second = day(match[1], any_year), clock(zoned[1] if zoned else match[2])
    if isinstance(first, Bad):
        return first
    if isinstance(second, Bad):
        return second
    wall = first * DAY_SECONDS + second
    return local(wall - _offset(zoned[2])) if zoned else wall


def _in_bounds(wall: int, any_year: bool) -> int | Bad:
    found = _bounded(wall // DAY_SECONDS, any_year)
    return found if isinstance(found, Bad) else wall


def _offset(text: str) -> int:
    """Return the seconds east of Greenwich of ``Z``, ``+01:00``, ``+0100`` or ``+01``."""
    if text in "zZ":
        return 0
    digits = text[1:].replace(":", "").ljust(4, "0")
    seconds = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return -seconds if text[0] == "-" else seconds


@lru_cache(maxsize=16)
def wall_clock(zone: str) -> Callable[[int], int]:
    """Return the function from seconds since 1970 (UTC) to seconds of the wall clock of a zone."""
    info = ZoneInfo(zone)

    @lru_cache(maxsize=65_536)
    def shift(quarter: int) -> int:
        offset = datetime.fromtimestamp(quarter * 900, UTC).astimezone(info).utcoffset()
        return int(offset.total_seconds()) if offset else 0

    return lambda seconds: seconds + shift(seconds // 900)


def shifted(text: str, days: int) -> str:
    """Return a bare number of days counted from another origin as counted from 1900; other texts as they are.

    >>> shifted("44198,5", 1462), shifted("03/01/2025", 1462)
    ('45660,5', '03/01/2025')
    """
    match = _SERIAL.fullmatch(text.strip())
    return f"{int(match[1]) + days}{text.strip()[5:]}" if match else text


def month(text: str) -> int | Bad:
    """Return the day number of the first day of a month.

    >>> to_date(month("janvier 2025")) == to_date(month("01/2025")) == to_date(month("2025-01"))
    True
    """
    named = _named_month(text)
    match = _MONTH.fullmatch(named or text)
    if match is None:
        found = day(text)
        return found if isinstance(found, Bad) else to_day(to_date(found).replace(day=1))
    year, number = (int(part) for part in _year_month(match))
    return _made(year, number, 1, False)


def _year_month(match: re.Match[str]) -> tuple[str, str]:
    one, two, three, four, five, six = match.groups()
    return (one, two) if one else (four, three) if four else (five, six)


def _named_month(text: str) -> str | None:
    """Return ``2025-01`` for ``janvier 2025`` or ``janv. 2025``."""
    word, _sign, number = fold(text).rpartition("_")
    for names in _MONTHS:
        if word in names and _YEAR.fullmatch(number):
            return f"{number}-{names.index(word) + 1:02d}"
    return None


def year(text: str) -> int | Bad:
    """Return a year of four digits."""
    if not _YEAR.fullmatch(text):
        return Bad("annee_invalide", _("une année, par exemple 2025"), _("Écrivez l'année avec quatre chiffres."))
    return int(text)


def period(text: str) -> str | Bad:
    """Return the label of a period (a first of the month stands for its month: workbooks write it so).

    >>> period("2025Q1"), period("01/2025"), period("01/01/2025")
    ('2025T1', '2025-01', '2025-01')
    """
    try:
        return _from_month(text) if _ISO.fullmatch(text) else parse_period(text).label
    except WrongCommand:
        return _from_month(text)


def year_or_month(text: str) -> str | Bad:
    """Return the label of a year or of a month: the only periods of a lump sum."""
    found = period(text)
    if isinstance(found, Bad) or not _YEAR_OR_MONTH.fullmatch(found):
        return Bad("periode_invalide", _("une année (2025) ou un mois (2025-01)"), wrong_period().fix)
    return found


def _from_month(text: str) -> str | Bad:
    found = day(text)
    if not isinstance(found, Bad) and to_date(found).day != 1:
        return to_date(found).isoformat()
    first = month(text)
    return wrong_period() if isinstance(first, Bad) else to_date(first).isoformat()[:7]
