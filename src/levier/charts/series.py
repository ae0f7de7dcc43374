"""What a trend is made of: points with their holes, usual limits, dated events."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from levier.charts.words import day_number, finite, period_said
from levier.periods import to_date, to_day

STEP = 30.0
ABOVE, BELOW, INSIDE = "above", "below", "inside"


class Point(NamedTuple):
    """One period: its label (``2025-03``), first day (ISO), value and range in the unit (a rate is a fraction).

    ``value`` is ``None`` for a hole; ``partial`` says that the period is not complete.
    """

    label: str
    first: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    partial: bool = False


class Limits(NamedTuple):
    """Centre and usual limits of the periods that begin from one day to another (ISO, both included)."""

    since: str
    until: str
    mid: float
    low: float | None = None
    high: float | None = None


class Note(NamedTuple):
    """A dated event or action, and what to write beside it."""

    on: str
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point ready to be drawn: ``run`` numbers the stretch without hole that it belongs to, 0 for a hole."""

    said: str
    day: int
    value: float | None
    low: float | None
    high: float | None
    partial: bool
    before: float | None
    limits: Limits | None
    signal: bool
    run: int
    label: str

    @property
    def side(self) -> str:
        """Tell on which side of its usual limits the point lies, or that it is inside."""
        if self.value is None or self.limits is None:
            return INSIDE
        if self.limits.high is not None and self.value > self.limits.high:
            return ABOVE
        return BELOW if self.limits.low is not None and self.value < self.limits.low else INSIDE


def dots_of(
    points: Sequence[Point], before: Sequence[Point], limits: Sequence[Limits], signals: Collection[str] | None
) -> list[Dot]:
    """Return the points in order of time, each with its year before, its limits, whether it is a signal.

    Without ``signals`` (first days, ISO) a complete point outside its limits is one.
    """
    ordered = sorted((Point(*one) for one in points), key=lambda one: day_number(one.first))
    earlier = _year_later([Point(*one) for one in before])
    known = [finite(one.value) for one in ordered]
    return [
        _dot(one, value, earlier.get(day_number(one.first)), _limits_on(limits, day_number(one.first)), run, signals)
        for one, value, run in zip(ordered, known, _runs(ordered, known), strict=True)
    ]


def _dot(
    one: Point, value: float | None, before: float | None, limits: Limits | None, run: int,
    signals: Collection[str] | None,
) -> Dot:  # fmt: skip
    day = day_number(one.first)
    low, high = (finite(one.low), finite(one.high)) if value is not None else (None, None)
    dot = Dot(period_said(one.label), day, value, low, high, one.partial, before, limits, False, run, one.label)
    signal = value is not None and (
        dot.side != INSIDE and not one.partial if signals is None else to_date(day).isoformat() in signals
    )
    return Dot(dot.said, day, value, low, high, one.partial, before, limits, signal, run, one.label)


def _runs(points: Sequence[Point], known: Sequence[float | None]) -> list[int]:
    """Number the stretches of known points; a period that is not even listed ends one too."""
    runs, run, last = [], 0, None
    step = step_of([day_number(one.first) for one in points])
    for one, value in zip(points, known, strict=True):
        day = day_number(one.first)
        run += value is not None and (last is None or day - last > 1.6 * step)
        runs.append(run if value is not None else 0)
        last = day if value is not None else None
    return runs


def step_of(days: Sequence[int]) -> float:
    """Return the usual number of days between two points."""
    return median([two - one for one, two in pairwise(days) if two > one] or [STEP])


def _year_later(points: Sequence[Point]) -> dict[int, float]:
    """Return known values of the year before by the first day of the same period one year later."""
    days = [to_date(day_number(one.first)) for one in points]
    weekly = not all(day.day == 1 for day in days) and all(day.weekday() == 0 for day in days)
    moved = {_moved(day, weekly=weekly): finite(one.value) for day, one in zip(days, points, strict=True)}
    return {day: value for day, value in moved.items() if day is not None and value is not None}


def _moved(day: date, *, weekly: bool) -> int | None:
    year, week, _weekday = day.isocalendar()
    try:
        return to_day(date.fromisocalendar(year + 1, week, 1) if weekly else day.replace(year=day.year + 1))
    except ValueError:  # week 53, 29 February: no such period a year later
        return None


def _limits_on(limits: Sequence[Limits], day: int) -> Limits | None:
    return next((one for one in limits if day_number(one.since) <= day <= day_number(one.until)), None)
