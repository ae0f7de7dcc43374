"""Where the totals of a centre come from: an engine that holds its lines, and what was kept of earlier answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from levier.centre import Centre
from levier.derive.sql import day_of
from levier.engine.base import Engine, raw_name
from levier.engine.compile import cube_sql, distinct_sql
from levier.measures.cube import Cube, DistinctCounts
from levier.measures.facts import Fact
from levier.measures.language import Formula, Measure
from levier.periods import Period
from levier.tables import TABLES, Kind
from levier.tables.rows import Account

Rows = list[tuple[Any, ...]]
Spans = list[tuple[int, int]]
Keep = Callable[[str, Callable[[], Rows]], Rows]
SPANS = "asked_spans"
TEAM_TABLES = ("appointments", "acts", "sessions")


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

    def values(self, table: str, column: str) -> list[Any]:
        """Return the distinct values of a column of typed rows."""

    def typed_rows(self) -> list[dict[str, Any]]:
        """Return the typed measures, as rows."""

    def teams(self, dims: tuple[str, ...]) -> Rows:
        """Return each (practitioner, day, value of each dimension) that has a line, once."""

    def agents(self) -> Rows:
        """Return each (person or line, job, day) of the staff, once."""

    def lost(self, formula: Formula, dims: tuple[str, ...], period: Period) -> bool:
        """Tell whether lines of the period are gone without the totals that this formula asks for."""


def distinct_rows(engine: Engine, sql: str, spans: Spans) -> Rows:
    """Return the rows of a query of distinct counts, once the periods that it joins are there."""
    engine.create(SPANS, {"first_day": "BIGINT", "last_day": "BIGINT"})
    engine.insert(SPANS, spans)
    return engine.fetch(sql)


def teams_sql(dims: Sequence[str]) -> str:
    """Return the query of each (practitioner, day, value of each dimension) that has a line, once.

    >>> teams_sql(("service",)).split(" UNION ")[0]
    'SELECT DISTINCT practitioner, day, service FROM appointments WHERE practitioner IS NOT NULL'
    """
    keys = ", ".join(("practitioner", "day", *dims))
    parts = (f"SELECT DISTINCT {keys} FROM {table} WHERE practitioner IS NOT NULL" for table in TEAM_TABLES)
    return " UNION ".join(parts)


def build(_key: str, make: Callable[[], Rows]) -> Rows:
    """Make rows anew: nothing is kept."""
    return make()


@dataclass
class EngineSource:
    """Totals computed from the lines that an engine holds; ``keep`` may remember rows by the text of their query."""

    centre: Centre
    engine: Engine
    accounts: Sequence[Account]
    keep: Keep = build
    _days: dict[str, dict[int, int]] = field(default_factory=dict)

    def cube(self, fact: Fact, dims: tuple[str, ...], measures: Sequence[Measure]) -> Cube:
        """Return these measures by day × dims."""
        return Cube.from_rows(fact.name, dims, measures, self._cube_rows(fact, dims, measures))

    def _cube_rows(self, fact: Fact, dims: tuple[str, ...], measures: Sequence[Measure]) -> Rows:
        sql = cube_sql(fact, dims, measures, self.centre)
        return self.keep(sql, lambda: self.engine.fetch(sql))

    def distinct(
        self, fact: Fact, dims: tuple[str, ...], measures: Sequence[Measure], periods: Sequence[Period], last_day: int
    ) -> DistinctCounts:
        """Return exact distinct counts by period × dims, rows after ``last_day`` left out."""
        spans = sorted({(period.first, period.last) for period in periods})
        rows = self._distinct_rows(fact, dims, measures, spans, last_day)
        width = 2 + len(dims)
        kept = {tuple(row[:width]): tuple(map(int, row[width:])) for row in rows if any(row[width:])}
        return DistinctCounts(fact.name, dims, tuple(measure.key for measure in measures), kept)

    def _distinct_rows(
        self, fact: Fact, dims: tuple[str, ...], measures: Sequence[Measure], spans: Spans, last_day: int
    ) -> Rows:
        sql = distinct_sql(fact, dims, measures, self.centre, SPANS, last_day)
        return self.keep(f"{sql} {spans}", lambda: distinct_rows(self.engine, sql, spans))

    def days(self, table: str) -> dict[int, int]:
        """Return the lines of a table of the contract by day, in order of days."""
        if table not in self._days:
            self._days[table] = self._line_days(table)
        return self._days[table]

    def _line_days(self, table: str) -> dict[int, int]:
        column = TABLES[table].day
        if column is None:
            return {}
        day = day_of(column) if TABLES[table].column(column).kind is Kind.MOMENT else column
        sql = f"SELECT {day} AS day, COUNT(*) FROM {raw_name(table)} WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY 1"
        return {int(value): int(lines) for value, lines in self.keep(sql, lambda: self.engine.fetch(sql))}

    def values(self, table: str, column: str) -> list[Any]:
        """Return the distinct values of a column of typed rows."""
        sql = f"SELECT DISTINCT {column} FROM {raw_name(table)} WHERE {column} IS NOT NULL ORDER BY 1"
        return [value for (value,) in self.keep(sql, lambda: self.engine.fetch(sql))]

    def typed_rows(self) -> list[dict[str, Any]]:
        """Return the typed measures, as rows."""
        names = TABLES["typed_measures"].names
        sql = f"SELECT {', '.join(names)} FROM {raw_name('typed_measures')} ORDER BY file, line"
        return [dict(zip(names, row, strict=True)) for row in self.keep(sql, lambda: self.engine.fetch(sql))]

    def teams(self, dims: tuple[str, ...]) -> Rows:
        """Return each (practitioner, day, value of each dimension) that has a line, once."""
        return self._team_rows(dims)

    def _team_rows(self, dims: tuple[str, ...]) -> Rows:
        sql = teams_sql(dims)
        return self.keep(sql, lambda: self.engine.fetch(sql))

    def agents(self) -> Rows:
        """Return each (person, job, day) of the staff; a line without a person is somebody of its own."""
        return self._agent_rows()

    def _agent_rows(self) -> Rows:
        line = "CASE WHEN person IS NULL THEN file END, CASE WHEN person IS NULL THEN line END"
        sql = f"SELECT DISTINCT person, job, day, {line} FROM staffing"
        rows = self.keep(sql, lambda: self.engine.fetch(sql))
        return [(who or f"{file}:{line}", job, day) for who, job, day, file, line in rows]

    def lost(self, formula: Formula, dims: tuple[str, ...], period: Period) -> bool:
        """Tell whether lines of the period are gone: an engine holds all of them."""
        return False
