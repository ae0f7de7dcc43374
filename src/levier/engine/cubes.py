"""Run measures on an engine: one base cube per derived table, narrow cubes, exact distinct counts."""

from __future__ import annotations

from collections.abc import Sequence

from levier.centre import Centre
from levier.engine.base import Engine
from levier.engine.compile import cube_sql, distinct_sql
from levier.measures.cube import Cube, DistinctCounts
from levier.measures.facts import Fact
from levier.measures.language import Measure
from levier.periods import Period

SPANS = "asked_spans"


def run_cube(engine: Engine, fact: Fact, dims: Sequence[str], measures: Sequence[Measure], centre: Centre) -> Cube:
    """Return the totals of these measures by day × dims, as exact integers."""
    rows = engine.fetch(cube_sql(fact, dims, measures, centre))
    return Cube.from_rows(fact.name, dims, measures, rows)


def run_distinct(
    engine: Engine,
    fact: Fact,
    dims: Sequence[str],
    measures: Sequence[Measure],
    centre: Centre,
    periods: Sequence[Period],
    last_day: int,
) -> DistinctCounts:
    """Return exact distinct counts for each period, rows after ``last_day`` left out."""
    engine.create(SPANS, {"first_day": "BIGINT", "last_day": "BIGINT"})
    engine.insert(SPANS, sorted({(period.first, period.last) for period in periods}))
    counts = DistinctCounts(fact.name, tuple(dims), tuple(measure.key for measure in measures))
    width = 2 + len(dims)
    for row in engine.fetch(distinct_sql(fact, dims, measures, centre, SPANS, last_day)):
        if any(row[width:]):
            counts.rows[tuple(row[:width])] = tuple(int(value) for value in row[width:])
    return counts
