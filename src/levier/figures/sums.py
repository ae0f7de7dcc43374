"""Sums of cubes by period and slice: weeks, months, quarters and years are sums of days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import add
from typing import Any

from levier.measures.cube import Cube
from levier.periods import Period


@dataclass(slots=True)
class PeriodIndex:
    """Find the asked periods that hold a span of days; each day is looked for once."""

    periods: Sequence[Period]
    _found: dict[int, list[int]] = field(default_factory=dict)

    def holding(self, first: int, last: int) -> Iterable[int]:
        """Return the ranks of the periods that hold every day from ``first`` to ``last``."""
        if first not in self._found:
            self._found[first] = [rank for rank, period in enumerate(self.periods) if first in period]
        found = self._found[first]
        return found if first == last else [rank for rank in found if self.periods[rank].last >= last]


Where = tuple[int, tuple[Any, ...]]
Totals = dict[Where, list[int]]


@dataclass(slots=True)
class Sums:
    """The totals of one cube by (rank of the period, slice)."""

    measures: dict[str, int]
    totals: Totals
    width: int
    _late: Callable[[], Totals]
    _latest: Totals | None = None

    @property
    def latest(self) -> Totals:
        """Return the totals of the rows whose span ends last (states of the last month), made when asked for."""
        if self._latest is None:
            self._latest = self._late()
        return self._latest

    def value(self, key: str, rank: int, slice_: tuple[Any, ...], *, last: bool = False) -> int:
        """Return one total, 0 where no row speaks of it."""
        found = (self.latest if last else self.totals).get((rank, slice_))
        return 0 if found is None else found[self.measures[key]]


def sum_cube(cube: Cube, index: PeriodIndex, dims: Sequence[str], cut: int) -> Sums:
    """Sum the rows of a cube that begin on ``cut`` at the latest, by period and by the dimensions asked for."""
    key = (tuple(index.periods), tuple(dims), cut)
    if key not in cube.sums:
        cube.sums[key] = _summed(cube, index, dims, cut)
    found: Sums = cube.sums[key]
    return found


def _summed(cube: Cube, index: PeriodIndex, dims: Sequence[str], cut: int) -> Sums:
    totals: Totals = {}
    for where, _last, values in _placed(cube, index, dims, cut):
        _add(totals, where, values)
    late = partial(_late, cube, index, dims, cut)
    return Sums({name: place for place, name in enumerate(cube.measures)}, totals, len(cube.measures), late)


def _late(cube: Cube, index: PeriodIndex, dims: Sequence[str], cut: int) -> Totals:
    ends: dict[Where, int] = {}
    latest: Totals = {}
    for where, last, values in _placed(cube, index, dims, cut):
        if last > ends.get(where, last - 1):
            latest.pop(where, None)
            ends[where] = last
        if last == ends[where]:
            _add(latest, where, values)
    return latest


def _placed(
    cube: Cube, index: PeriodIndex, dims: Sequence[str], cut: int
) -> Iterator[tuple[Where, int, Sequence[int]]]:
    """Yield the rows that count with where they go, and the last day that they speak of."""
    for (day, last, *slice_), values in cube.by(dims).items():
        if day <= cut:
            key = tuple(slice_)
            for rank in index.holding(day, last):
                yield (rank, key), last, values


def _add(totals: Totals, where: Where, values: Sequence[int]) -> None:
    known = totals.get(where)
    totals[where] = list(values) if known is None else list(map(add, known, values))
