"""Additive totals, small and mergeable: what engines and the reference return, what figures read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from levier.measures.language import Measure

Key = tuple[Any, ...]


@dataclass(slots=True)
class Cube:
    """The measures of one derived table by day × ``dims``.

    ``rows`` maps (day, last, value of each dimension…) to one integer per measure, in the order of
    ``measures``; a row of zeros only is not kept. Two cubes are equal when they hold the same totals.
    """

    fact: str
    dims: tuple[str, ...]
    measures: tuple[str, ...]
    rows: dict[Key, tuple[int, ...]] = field(default_factory=dict)
    _parts: dict[tuple[str, ...], dict[Key, list[int]]] = field(default_factory=dict, repr=False, compare=False)
    # What was summed over periods, see levier.figures.sums: two languages ask for the same sums.
    sums: dict[Key, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_rows(
        cls, fact: str, dims: Sequence[str], measures: Sequence[Measure], rows: Iterable[Sequence[Any]]
    ) -> Cube:
        """Make a cube from rows (day, last, dimension…, total…); unknown sums count 0, zero rows are dropped."""
        width = 2 + len(dims)
        cube = cls(fact, tuple(dims), tuple(measure.key for measure in measures))
        for row in rows:
            values = tuple(int(value or 0) for value in row[width:])
            if any(values):
                cube.rows[tuple(row[:width])] = values
        return cube

    def by(self, dims: Sequence[str]) -> dict[Key, list[int]]:
        """Return the totals by (day, last, value of each of ``dims``), summed once: rows never change."""
        wanted = tuple(dims)
        if wanted not in self._parts:
            self._parts[wanted] = self._summed([self.dims.index(dim) + 2 for dim in wanted])
        return self._parts[wanted]

    def _summed(self, places: Sequence[int]) -> dict[Key, list[int]]:
        found: dict[Key, list[int]] = {}
        for key, values in self.rows.items():
            where = (key[0], key[1], *[key[place] for place in places])
            known = found.get(where)
            found[where] = list(values) if known is None else [a + b for a, b in zip(known, values, strict=True)]
        return found

    def merge(self, other: Cube) -> Cube:
        """Return the sum of two cubes of the same shape."""
        totals = dict(self.rows)
        for key, values in other.rows.items():
            known = totals.get(key)
            totals[key] = values if known is None else tuple(a + b for a, b in zip(known, values, strict=True))
        return Cube(self.fact, self.dims, self.measures, {key: values for key, values in totals.items() if any(values)})


@dataclass(slots=True)
class DistinctCounts:
    """Exact distinct counts at declared grains: (first day, last day, dimension…) → one integer per measure.

    ``unknown`` lists the (first day, last day) whose lines are gone: their count can no longer be known.
    """

    fact: str
    dims: tuple[str, ...]
    measures: tuple[str, ...]
    rows: dict[Key, tuple[int, ...]] = field(default_factory=dict)
    unknown: frozenset[tuple[int, int]] = frozenset()


def by_fact(measures: Iterable[Measure]) -> dict[str, list[Measure]]:
    """Group measures by derived table, each once, in order of first appearance."""
    groups: dict[str, dict[str, Measure]] = defaultdict(dict)
    for measure in measures:
        groups[measure.fact].setdefault(measure.key, measure)
    return {fact: list(found.values()) for fact, found in groups.items()}
