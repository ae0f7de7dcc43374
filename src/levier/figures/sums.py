"""Sums of cubes by period and slice: weeks, months, quarters and years are sums of days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Sums:
    """The totals of one cube by (rank of the period, slice).

    ``latest`` holds, for the same keys, the totals of the rows whose span ends last (states of the last month).
    """

    measures: dict[str, int]
    totals: dict[tuple[int, tuple[Any, ...]], list[int]]
    latest: dict[tuple[int, tuple[Any, ...]], list[int]]
    width: int

    def value(self, key: str, rank: int, slice_: tuple[Any, ...], *, last: bool = False) -> int:
        """Return one total, 0 where no row speaks of it."""
        found = (self.latest if last else self.totals).get((rank, slice_))
        return 0 if found is None else found[self.measures[key]]


def sum_cube(cube: Cube, index: PeriodIndex, dims: Sequence[str], cut: int) -> Sums:
    """Sum the rows of a cube that end on ``cut`` at the latest, by period and by the dimensions asked for."""
    totals: dict[tuple[int, tuple[Any, ...]], list[int]] = {}
    ends: dict[tuple[int, tuple[Any, ...]], int] = defaultdict(lambda: -(10**9))
    latest: dict[tuple[int, tuple[Any, ...]], list[int]] = {}
    for key, values in cube.by(dims).items():
        day, last = key[0], key[1]
        if day > cut:
            continue
        for rank in index.holding(day, last):
            where = (rank, key[2:])
            _add(totals, where, values)
            if last >= ends[where]:
                if last > ends[where]:
                    latest[where] = [0] * len(values)
                ends[where] = last
                _add(latest, where, values)
    return Sums({name: place for place, name in enumerate(cube.measures)}, totals, latest, len(cube.measures))


def _add(
    totals: dict[tuple[int, tuple[Any, ...]], list[int]], where: tuple[int, tuple[Any, ...]], values: Sequence[int]
) -> None:
    known = totals.get(where)
    if known is None:
        totals[where] = list(values)
    else:
        for place, value in enumerate(values):
            if value:
                known[place] += value
