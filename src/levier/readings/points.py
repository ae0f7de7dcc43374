"""Series as readings take them: one point per week or month, holes kept as holes, quality beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from levier.periods import Period

PROPORTION, RATIO, TOTAL, LEVEL = "proportion", "ratio", "total", "level"


@dataclass(frozen=True, slots=True)
class Point:
    """A week or a month. ``value`` is numerator ÷ denominator, ``None`` for a hole, which ``why`` explains.

    Amounts of acts are at constant tariffs, ``billed`` is the numerator as it was billed. The denominator of a total
    is the opening days of the period. ``coverage`` and ``known`` (outcomes known) are shares, ``None`` when the
    question does not arise.
    """

    period: Period
    numerator: float | None
    denominator: float | None
    value: float | None
    billed: float | None = None
    coverage: float | None = None
    known: float | None = None
    why: str = ""
    small_team: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one indicator of one centre, in order; ``weeks`` are the same lines by week, when there are any.

    ``kind`` says how it varies: ``proportion`` of counted lines, ``ratio`` of sums, ``total`` per opening day,
    ``level`` (medians, states, persons).
    """

    centre: str
    indicator: str
    kind: str
    points: tuple[Point, ...]
    weeks: tuple[Point, ...] = ()
    basis: str | None = None
    units: tuple[str | None, str | None] = (None, None)
    notes: tuple[str, ...] = field(default=())

    def between(self, first: int, last: int, *, weeks: bool = False) -> tuple[Point, ...]:
        """Return the known points whose whole period lies between two days."""
        return tuple(_inside(self.weeks if weeks else self.points, first, last))

    @property
    def known(self) -> tuple[Point, ...]:
        """Return the points that have a value."""
        return tuple(point for point in self.points if point.value is not None)


def _inside(points: tuple[Point, ...], first: int, last: int) -> Iterator[Point]:
    for point in points:
        if point.value is not None and first <= point.period.first and point.period.last <= last:
            yield point


def mean_of(points: tuple[Point, ...], kind: str) -> float | None:
    """Return the value of several points together: ratio of sums, or mean of levels.

    >>> from levier.periods import parse_period
    >>> month = parse_period("2025-01")
    >>> mean_of((Point(month, 1, 2, 0.5), Point(month, 1, 8, 0.125)), RATIO)
    0.2
    """
    values = [point.value for point in points if point.value is not None]
    if not values:
        return None
    if kind == LEVEL:
        return sum(values) / len(values)
    under = sum(point.denominator or 0 for point in points)
    return sum(point.numerator or 0 for point in points) / under if under else None
