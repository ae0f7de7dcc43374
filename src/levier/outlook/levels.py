"""What the bridge multiplies, from one level of activity to the next: days, hours, acts, amounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from levier.catalogue.appointments import REPEATED, STATUS
from levier.figures.calendar import opening_days
from levier.figures.constant import quantity_of
from levier.figures.coverage import Coverage
from levier.figures.source import Source
from levier.figures.sums import PeriodIndex, Sums, sum_cube
from levier.measures.facts import FACTS
from levier.measures.language import Measure, col, total
from levier.periods import Period

AMOUNT = total("acts", "amount", "euros")
QUANTITY = quantity_of(AMOUNT)
HELD = total("sessions", "held_s", "hours")
HONOURED = total(
    "appointments", "duration_s", "hours", ~REPEATED.where & (STATUS == "honore") & col("duration_s").known()
)
DAYS, SESSIONS, VISITS, ACTS = "days", "sessions", "visits", "acts"
NEEDS = {SESSIONS: ("sessions", "standard_week"), VISITS: ("appointments",)}
Codes = dict[str, tuple[int, int]]
ALL = "*"


@dataclass(slots=True)
class Levels:
    """Two periods of one centre (rank 0: a year before; rank 1: now), by service.

    ``codes`` holds cents and quantities (billionths) by code; ``hours`` those of sessions and of honoured
    appointments; ``opened`` the opening days. ``missing`` says why a level cannot be used, by level then service.
    ``merged`` tells that purged lines leave no detail by service: then ``ALL`` is the only one.
    """

    periods: tuple[Period, Period]
    codes: dict[tuple[int, str | None], Codes]
    hours: dict[str, dict[tuple[int, str | None], Fraction]]
    opened: tuple[int, int] | None
    cover: dict[str, tuple[float, float]]
    merged: bool = False
    services: list[str | None] = field(default_factory=list)

    def billed(self, rank: int, services: Sequence[str | None] | None = None) -> Fraction:
        """Return what was billed in a period, in euros."""
        names = self.services if services is None else services
        return Fraction(sum(cents for one in names for cents, _q in self.codes.get((rank, one), {}).values()), 100)


def read_levels(source: Source, before: Period, now: Period, as_of: int, coverage: Coverage) -> Levels:
    """Return the levels of two periods, rows after ``as_of`` left out."""
    index, periods = PeriodIndex([before, now]), (before, now)
    codes, merged = _codes(source, index, as_of)
    hours = {name: _hours(source, index, as_of, measure, merged) for name, measure in _HOURS.items()}
    opened = opening_days(source)
    days = None if opened is None else _two([sum(day in one for day in opened) for one in periods])
    cover = {name: _two([_cover(coverage, name, one) for one in periods]) for name in (*NEEDS, ACTS)}
    services = sorted({service for _rank, service in codes}, key=lambda one: (one is None, one or ""))
    return Levels(periods, codes, hours, days, cover, merged, services)


_HOURS = {SESSIONS: HELD, VISITS: HONOURED}


def _two[T](values: list[T]) -> tuple[T, T]:
    return values[0], values[1]


def _cover(coverage: Coverage, level: str, period: Period) -> float:
    return max(coverage.of((table,), period) for table in NEEDS.get(level, (level,)))


def _codes(source: Source, index: PeriodIndex, as_of: int) -> tuple[dict[tuple[int, str | None], Codes], bool]:
    """Return amounts and quantities by period, service and code; without the service when purges kept only codes."""
    cut = _sums(source, AMOUNT, ("service", "code"), index, as_of, QUANTITY)
    whole = _sums(source, AMOUNT, ("code",), index, as_of, QUANTITY)
    merged = _total(cut) != _total(whole)
    found: dict[tuple[int, str | None], Codes] = defaultdict(dict)
    for (rank, key), (cents, quantities) in (whole if merged else cut).totals.items():
        found[rank, ALL if merged else key[0]][key[-1]] = (cents, quantities)
    return dict(found), merged


def _total(sums: Sums) -> list[int]:
    return [sum(values[place] for values in sums.totals.values()) for place in range(sums.width)]


def _hours(
    source: Source, index: PeriodIndex, as_of: int, measure: Measure, merged: bool
) -> dict[tuple[int, str | None], Fraction]:
    sums = _sums(source, measure, ("service",), index, as_of)
    found: dict[tuple[int, str | None], Fraction] = defaultdict(Fraction)
    for (rank, key), (seconds,) in sums.totals.items():
        found[rank, ALL if merged else key[0]] += Fraction(seconds, measure.scale)
    return dict(found)


def _sums(
    source: Source, measure: Measure, dims: tuple[str, ...], index: PeriodIndex, as_of: int, *more: Measure
) -> Sums:
    """Sum a cube: the base one when it has these dimensions (purged months are kept there), else one of its own."""
    fact = FACTS[measure.fact]
    asked: tuple[Any, ...] = fact.dims if set(dims) <= set(fact.dims) else dims
    return sum_cube(source.cube(fact, asked, [measure, *more]), index, dims, as_of)
