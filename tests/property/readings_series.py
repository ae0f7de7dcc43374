"""Series written by hand for the tests of readings: two years of months, weeks made of open days."""

from __future__ import annotations

from collections.abc import Callable

from levier.periods import Period, parse_period, periods_between, to_date, weekday
from levier.readings.points import LEVEL, PROPORTION, Point, Series

FIRST, LAST = parse_period("2024-01").first, parse_period("2025-12").last
Daily = Callable[[int], tuple[float, float] | None]


def from_days(kind: str, daily: Daily, first: int = FIRST, last: int = LAST) -> Series:
    """Return the months and weeks of what each open day (Monday to Friday) counts."""
    days = {day: found for day in range(first, last + 1) if weekday(day) < 5 and (found := daily(day))}
    months, weeks = (
        tuple(_sum(one, days) for one in periods_between(first, last, grain)) for grain in ("month", "week")
    )
    return Series("A", "no_show_rate", kind, months, () if kind == LEVEL else weeks)


def from_months(kind: str, values: list[tuple[float, float] | float | None], first: str = "2024-01") -> Series:
    """Return a series of months, each given as (numerator, denominator), a level, or None for a hole."""
    month, points = parse_period(first), []
    for value in values:
        points.append(_month(month, value))
        month = next(iter(periods_between(month.last + 1, month.last + 1, "month")))
    return Series("A", "no_show_rate", kind, tuple(points))


def _month(month: Period, value: tuple[float, float] | float | None) -> Point:
    if value is None:
        return Point(month, None, None, None, why="fichier absent")
    if isinstance(value, tuple):
        return Point(month, *value, value[0] / value[1], value[0])
    return Point(month, value, None, value, value)


def _sum(period: Period, days: dict[int, tuple[float, float]]) -> Point:
    found = [days[day] for day in range(period.first, period.last + 1) if day in days]
    over, under = (sum(one[side] for one in found) for side in (0, 1))
    return Point(period, over, under, over / under if under else None, over)


def second_half_of_2025(day: int) -> bool:
    return to_date(day).isoformat() >= "2025-07-01"


def missed(before: int, after: int, due: int = 20) -> Series:
    """Return a proportion that goes, on 1 July 2025, from ``before`` to ``after`` missed appointments a day."""
    return from_days(PROPORTION, lambda day: (after if second_half_of_2025(day) else before, due))
