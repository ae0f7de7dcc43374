"""Where the totals of a centre come from: an engine that holds its lines, through cubes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from levier.centre import Centre
from levier.derive.sql import day_of
from levier.engine.base import Engine, raw_name
from levier.engine.cubes import run_cube, run_distinct
from levier.measures.cube import Cube, DistinctCounts
from levier.measures.facts import Fact
from levier.measures.language import Measure
from levier.periods import Period
from levier.tables import TABLES, Kind
from levier.tables.rows import Account


class Source(Protocol):
    """What figures ask for. Totals are integers in the storage of their kinds."""

    centre: Centre
    accounts: Sequence[Account]

    def cube(self, fact: Fact, dims: tuple[str, ...], measures: Sequence[Measure]) -> Cube:
        """Return these measures by day × dims."""

    def distinct(
        self, fact: Fact, dims: tuple[str, ...], measures: Sequence[Measure], periods: Sequence[Period], last_day: int
    ) -> DistinctCounts:
        """Return exact distinct counts by period × dims."""

    def days(self, table: str) -> dict[int, int]:
        """Return the lines of a table of the contract by day, in order of days."""

    def typed_rows(self) -> list[dict[str, Any]]:
        """Return the typed measures, as rows."""

    def teams(self, dims: tuple[str, ...]) -> list[tuple[Any, ...]]:
        """Return each (practitioner, month, value of each dimension) that has a line."""


@dataclass(slots=True)
class EngineSource:
    """Totals computed from the lines that an engine holds; each query is run once."""

    centre: Centre
    engine: Engine
    accounts: Sequence[Account]
    _days: dict[str, dict[int, int]] = field(default_factory=dict)

    def cube(self, fact: Fact, dims: tuple[str, ...], measures: Sequence[Measure]) -> Cube:
        """Return these measures by day × dims."""
        return run_cube(self.engine, fact, dims, measures, self.centre)

    def distinct(
        self, fact: Fact, dims: tuple[str, ...], measures: Sequence[Measure], periods: Sequence[Period], last_day: int
    ) -> DistinctCounts:
        """Return exact distinct counts by period × dims."""
        return run_distinct(self.engine, fact, dims, measures, self.centre, periods, last_day)

    def days(self, table: str) -> dict[int, int]:
        """Return the lines of a table of the contract by day, in order of days."""
        if table not in self._days:
            self._days[table] = line_days(self.engine, table)
        return self._days[table]

    def typed_rows(self) -> list[dict[str, Any]]:
        """Return the typed measures, as rows."""
        names = TABLES["typed_measures"].names
        rows = self.engine.fetch(f"SELECT {', '.join(names)} FROM {raw_name('typed_measures')} ORDER BY file, line")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def teams(self, dims: tuple[str, ...]) -> list[tuple[Any, ...]]:
        """Return each (practitioner, day, value of each dimension) that has a line, once."""
        keys = ", ".join(("practitioner", "day", *dims))
        tables = ("appointments", "acts", "sessions")
        parts = (f"SELECT DISTINCT {keys} FROM {table} WHERE practitioner IS NOT NULL" for table in tables)
        return self.engine.fetch(" UNION ".join(parts))


def line_days(engine: Engine, table: str) -> dict[int, int]:
    """Return the lines of a table of the contract by day, in order; none for a table without days."""
    column = TABLES[table].day
    if column is None:
        return {}
    day = day_of(column) if TABLES[table].column(column).kind is Kind.MOMENT else column
    rows = engine.fetch(f"SELECT {day} AS day, COUNT(*) FROM {raw_name(table)} GROUP BY 1 ORDER BY 1")
    return {int(value): int(lines) for value, lines in rows if value is not None}
