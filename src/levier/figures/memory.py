"""A source of totals that remembers its answers: months, weeks and specialties are sums of the same days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from levier.centre import Centre
from levier.figures.source import Source
from levier.measures.cube import Cube, DistinctCounts
from levier.measures.facts import Fact
from levier.measures.language import Formula, Measure
from levier.periods import Period
from levier.tables.rows import Account


class Remembering:
    """The totals of another source, each asked for once; what it returns belongs to it and is not to be changed."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.centre: Centre = source.centre
        self.accounts: Sequence[Account] = source.accounts
        self._cubes: dict[tuple[str, tuple[str, ...]], list[Cube]] = {}
        self._answers: dict[tuple[Any, ...], Any] = {}

    def _once[Answer](self, key: tuple[Any, ...], make: Callable[[], Answer]) -> Answer:
        if key not in self._answers:
            self._answers[key] = make()
        found: Answer = self._answers[key]
        return found

    def cube(self, fact: Fact, dims: tuple[str, ...], measures: Sequence[Measure]) -> Cube:
        """Return these measures by day × dims, perhaps among others."""
        known = self._cubes.setdefault((fact.name, dims), [])
        wanted = {measure.key for measure in measures}
        found = next((cube for cube in known if wanted <= set(cube.measures)), None)
        if found is None:
            found = self._source.cube(fact, dims, measures)
            known.append(found)
        return found

    def distinct(
        self, fact: Fact, dims: tuple[str, ...], measures: Sequence[Measure], periods: Sequence[Period], last_day: int
    ) -> DistinctCounts:
        """Return exact distinct counts."""
        spans = tuple(sorted({(one.first, one.last) for one in periods}))
        key = ("distinct", fact.name, dims, tuple(one.key for one in measures), spans, last_day)
        return self._once(key, lambda: self._source.distinct(fact, dims, measures, periods, last_day))

    def days(self, table: str) -> dict[int, int]:
        """Return the lines of a table by day."""
        return self._once(("days", table), lambda: self._source.days(table))

    def values(self, table: str, column: str) -> list[Any]:
        """Return the distinct values of a column."""
        return self._once(("values", table, column), lambda: self._source.values(table, column))

    def typed_rows(self) -> list[dict[str, Any]]:
        """Return the typed measures."""
        return self._once(("typed",), self._source.typed_rows)

    def teams(self, dims: tuple[str, ...]) -> list[tuple[Any, ...]]:
        """Return who made lines, by day."""
        return self._once(("teams", dims), lambda: self._source.teams(dims))

    def agents(self) -> list[tuple[Any, ...]]:
        """Return the staff, by day."""
        return self._once(("agents",), self._source.agents)

    def lost(self, formula: Formula, dims: tuple[str, ...], period: Period) -> bool:
        """Tell whether lines of the period are gone without the totals asked for."""
        return self._source.lost(formula, dims, period)
