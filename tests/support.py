"""What several tests share: the reference as a source of totals, examples run on any engine."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from levier import reference
from levier.catalogue.definition import Example, Indicator
from levier.centre import Centre, read_centre
from levier.figures.figure import Figure
from levier.figures.run import Request, Run
from levier.holding import Holding, Options, hold_texts
from levier.measures.cube import Cube, DistinctCounts
from levier.measures.facts import Fact
from levier.measuring import Asked, measure_period
from levier.periods import parse_period, to_day
from levier.tables import TABLES
from levier.tables.columns import Kind
from levier.tables.rows import Account


@dataclass
class ReferenceSource:
    """Totals of the plain Python reference, made from the typed rows of a holding."""

    centre: Centre
    accounts: list[Account]
    rows: reference.Rows
    first: int
    last: int
    _facts: dict[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        if not self._facts:
            self._facts = reference.derive(self.rows, self.centre, self.first, self.last)
        return self._facts

    def cube(self, fact: Fact, dims: tuple[str, ...], measures: Any) -> Cube:
        return reference.cube(self.facts[fact.name], fact, dims, measures, self.centre)

    def distinct(self, fact: Fact, dims: tuple[str, ...], measures: Any, periods: Any, last_day: int) -> DistinctCounts:
        return reference.distinct_counts(self.facts[fact.name], fact, dims, measures, self.centre, periods, last_day)

    def days(self, table: str) -> dict[int, int]:
        about = TABLES[table]
        if about.day is None:
            return {}
        moment = about.column(about.day).kind is Kind.MOMENT
        days = [row[about.day] // 86_400 if moment else row[about.day] for row in self.rows.get(table, [])]
        return dict(sorted(Counter(days).items()))

    def typed_rows(self) -> list[dict[str, Any]]:
        return self.rows.get("typed_measures", [])

    def teams(self, dims: tuple[str, ...]) -> list[tuple[Any, ...]]:
        raise NotImplementedError("the reference does not judge small teams")

    def lost(self, formula: Any, dims: tuple[str, ...], period: Any) -> bool:
        return False


def rows_of(holding: Holding) -> reference.Rows:
    """Return the typed rows that an engine holds, in file order, as the reference takes them."""
    rows: reference.Rows = {}
    for table in TABLES.values():
        found = holding.engine.fetch(f"SELECT {', '.join(table.names)} FROM raw_{table.name} ORDER BY file, line")
        rows[table.name] = [dict(zip(table.names, row, strict=True)) for row in found]
    return rows


def example_figure(indicator: Indicator, example: Example, engine: str) -> Figure:
    """Return the figure of an example on an engine, or on the reference."""
    wanted = dict(example.slice or {})
    options = Options(engine="sqlite" if engine == "reference" else engine)
    holding = hold_texts(example.files, read_centre(example.centre), options)
    period = parse_period(example.period)
    as_of = date.fromisoformat(example.as_of) if example.as_of else date(2030, 12, 31)
    if engine == "reference":
        first, last = min(period.first, period.year_before().first), period.last
        source = ReferenceSource(holding.centre, list(holding.accounts), rows_of(holding), first, last)
        figures = list(Run(source, Request([indicator], [period], to_day(as_of), tuple(wanted))).figures())
    else:
        figures = measure_period(holding, Asked(as_of=as_of, by=tuple(wanted), names=(indicator.name,)), period)
    holding.engine.close()
    return next(one for one in figures if dict(one.slice) == wanted)
