"""Days, weeks, months, quarters, years, twelve months and samples, as people write them.

A day is an integer, the number of days since 1 January 1970, everywhere in the engine; a period is its
first and last day, both included.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from levier.i18n import _
from levier.problems import WrongCommand

EPOCH = date(1970, 1, 1).toordinal()
GRAINS = ("day", "week", "month", "quarter", "year", "rolling12")
DAY_SECONDS = 86_400
# No centre counted before, none plans after; the year before and the week after of any of them exist.
FIRST_YEAR, LAST_YEAR = 1900, 2199


def to_day(value: date) -> int:
    """Return the number of days since 1 January 1970.

    >>> to_day(date(1970, 1, 2))
    1
    """
    return value.toordinal() - EPOCH


@cache
def to_date(day: int) -> date:
    """Return the calendar date of a day number."""
    return date.fromordinal(day + EPOCH)


def weekday(day: int) -> int:
    """Return 0 for Monday to 6 for Sunday (1 January 1970 was a Thursday)."""
    return (day + 3) % 7


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A named span of days, both ends included."""

    first: int
    last: int
    grain: str
    label: str

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __contains__(self, day: int) -> bool:
        return self.first <= day <= self.last

    def contains(self, other: Period) -> bool:
        """Tell whether the other period lies inside this one."""
        return self.first <= other.first and other.last <= self.last

    def year_before(self) -> Period:
        """Return the same period one year earlier (same ISO week number for weeks).

        >>> parse_period("2025T1").year_before().label
        '2024T1'
        """
        if self.grain == "week":
            year, week = to_date(self.first).isocalendar()[:2]
            return _week(year - 1, min(week, _weeks_in(year - 1)))
        if self.grain == "rolling12":
            first = to_date(self.first)
            return _months_span(first.year - 1, first.month)
        if self.grain in ("day", "sample"):
            first, last = (_same_day_before(to_date(day)) for day in (self.first, self.last))
            label = first.isoformat() if self.grain == "day" else f"{first.isoformat()}/{last.isoformat()}"
            return Period(to_day(first), to_day(last), self.grain, label)
        return period_of(to_day(_same_day_before(to_date(self.first))), self.grain)


def _same_day_before(value: date) -> date:
    return (
        value.replace(year=value.year - 1, day=28)
        if (value.month, value.day) == (2, 29)
        else value.replace(year=value.year - 1)
    )


def _weeks_in(year: int) -> int:
    return date(year, 12, 28).isocalendar()[1]


@cache
def _month(year: int, month: int) -> Period:
    last = date(year, month, monthrange(year, month)[1])
    return Period(to_day(date(year, month, 1)), to_day(last), "month", f"{year:04d}-{month:02d}")


@cache
def _quarter(year: int, quarter: int) -> Period:
    first, last = _month(year, 3 * quarter - 2), _month(year, 3 * quarter)
    return Period(first.first, last.last, "quarter", f"{year:04d}T{quarter}")


@cache
def _year(year: int) -> Period:
    return Period(to_day(date(year, 1, 1)), to_day(date(year, 12, 31)), "year", f"{year:04d}")


@cache
def _week(year: int, week: int) -> Period:
    monday = to_day(date.fromisocalendar(year, week, 1))
    return Period(monday, monday + 6, "week", f"{year:04d}-W{week:02d}")


@cache
def _months_span(year: int, month: int) -> Period:
    """Return the twelve months that begin with this one."""
    end_year, end_month = (year, 12) if month == 1 else (year + 1, month - 1)
    first, last = _month(year, month), _month(end_year, end_month)
    return Period(first.first, last.last, "rolling12", f"{first.label}..{last.label}")


def period_of(day: int, grain: str) -> Period:
    """Return the period of this grain that holds the day (``rolling12``: the twelve months ending with its month).

    >>> period_of(to_day(date(2025, 8, 14)), "quarter").label
    '2025T3'
    """
    value = to_date(day)
    if grain == "day":
        return Period(day, day, "day", value.isoformat())
    if grain == "week":
        return _week(*value.isocalendar()[:2])
    if grain == "month":
        return _month(value.year, value.month)
    if grain == "quarter":
        return _quarter(value.year, (value.month + 2) // 3)
    if grain == "rolling12":
        return _months_span(value.year, 1) if value.month == 12 else _months_span(value.year - 1, value.month + 1)
    return _year(value.year)


def periods_between(first: int, last: int, grain: str) -> Iterator[Period]:
    """Yield the periods of a grain that touch the days from ``first`` to ``last``, in order.

    Twelve-month periods are those that end with each month; they start only once twelve months exist.
    """
    if grain == "rolling12":
        for month in periods_between(first, last, "month"):
            twelve = period_of(month.first, "rolling12")
            if twelve.first >= period_of(first, "month").first:
                yield twelve
        return
    current = period_of(first, grain)
    while current.first <= last:
        yield current
        current = period_of(current.last + 1, grain)


_PATTERNS = {
    "quarter": re.compile(r"(\d{4})[TQ]([1-4])", re.IGNORECASE),
    "week": re.compile(r"(\d{4})-?[WS](\d{2})", re.IGNORECASE),
    "month": re.compile(r"(\d{4})-(\d{2})"),
    "year": re.compile(r"(\d{4})"),
    "day": re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
}


def parse_period(text: str) -> Period:
    """Read a period as people write it.

    Accepts ``2013-07``, ``2013T3`` (or ``2013Q3``), ``2013``, ``2013-W07``, ``2013-07-15``, twelve months
    ``2012-07..2013-06`` and a sample ``2025-03-03/2025-03-14``.

    Raises:
        WrongCommand: the text is none of these, or the date does not exist.

    >>> parse_period("2013Q3").label
    '2013T3'
    >>> parse_period("2025-03-03/2025-03-14").grain
    'sample'
    """
    clean = text.strip()
    try:
        return _parse(clean)
    except (ValueError, StopIteration):
        raise WrongCommand(
            _(
                "Période « {text} » : attendu 2025-07, 2025T3, 2025, 2025-W07, 2024-07..2025-06 "
                "ou 2025-03-03/2025-03-14."
            ).format(text=text)
        ) from None


def _parse(text: str) -> Period:
    if ".." in text:
        first, last = [_parse(part) for part in text.split("..")]
        span = _months_span(*(to_date(first.first).year, to_date(first.first).month))
        if span.last != last.last or first.grain != "month":
            raise ValueError(text)
        return span
    if "/" in text:
        first, last = [_parse(part) for part in text.split("/")]
        if first.grain != "day" or last.grain != "day" or last.last < first.first:
            raise ValueError(text)
        return Period(first.first, last.last, "sample", f"{first.label}/{last.label}")
    grain, match = next((g, m) for g, p in _PATTERNS.items() if (m := p.fullmatch(text)))
    numbers = [int(part) for part in match.groups()]
    if not FIRST_YEAR <= numbers[0] <= LAST_YEAR:
        raise ValueError(text)
    if grain == "day":
        return period_of(to_day(date(*numbers)), "day")
    makers: dict[str, Callable[..., Period]] = {"quarter": _quarter, "week": _week, "month": _month, "year": _year}
    return makers[grain](*numbers)
