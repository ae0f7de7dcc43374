"""The reference judges derive/ and engine/: same derived rows, same cubes, same distinct counts, on any centre."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import centres

from levier import reference
from levier.catalogue.indicators import indicators
from levier.centre import Centre
from levier.derive import create_raw, derive, derive_days
from levier.engine.base import Engine, open_engine, raw_name
from levier.figures.needs import all_measures
from levier.figures.source import EngineSource
from levier.measures.cube import by_fact
from levier.measures.facts import FACTS, Fact
from levier.periods import periods_between
from levier.tables import TABLES

MEASURES = by_fact(measure for one in indicators().values() for measure in all_measures(one))


def loaded(name: str, rows: reference.Rows, centre: Centre, first: int, last: int) -> Engine:
    engine = open_engine(name)
    create_raw(engine)
    for table in TABLES.values():
        lines = rows.get(table.name, [])
        engine.insert(raw_name(table), [(0, n, *(row.get(c) for c in table.names)) for n, row in enumerate(lines)])
    derive(engine, centre)
    derive_days(engine, first, last)
    return engine


def columns(fact: Fact) -> list[str]:
    return ["day", "last", *fact.dims, *fact.columns]


def ordered(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=lambda row: [(value is not None, str(value)) for value in row])


@pytest.mark.parametrize("name", ["sqlite", "duckdb"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=centres())
def test_derived_rows_and_cubes_are_those_of_the_reference(name: str, drawn: Any) -> None:
    rows, centre, first, last = drawn
    engine = loaded(name, rows, centre, first, last)
    source = EngineSource(centre, engine, [])
    expected = reference.derive(rows, centre, first, last)
    for fact in FACTS.values():
        names = columns(fact)
        made = engine.fetch(f"SELECT {', '.join(names)} FROM {fact.name}")
        assert ordered(made) == ordered([tuple(row[one] for one in names) for row in expected[fact.name]]), fact.name
    for fact_name, measures in MEASURES.items():
        fact = FACTS[fact_name]
        additive = [one for one in measures if one.kind != "distinct"]
        for dims in (fact.dims, *((narrow,) for narrow in fact.narrow)):
            ours = source.cube(fact, dims, additive)
            assert ours == reference.cube(expected[fact_name], fact, dims, additive, centre)
        counted = [one for one in measures if one.kind == "distinct"]
        if counted:
            months = list(periods_between(first, last, "month"))
            ours_distinct = source.distinct(fact, fact.dims, counted, months, last)
            theirs = reference.distinct_counts(expected[fact_name], fact, fact.dims, counted, centre, months, last)
            assert ours_distinct == theirs
    engine.close()
