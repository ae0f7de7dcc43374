"""The engines and the reference on crowded centres, and on conditions that no indicator uses yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import conditions, crowded_centre
from test_engines_agree import columns, loaded, ordered

from levier import reference
from levier.engine.base import Engine
from levier.figures.source import EngineSource
from levier.measures.facts import FACTS, Fact
from levier.measures.language import count, rows, total

SEEDS = {"sqlite": range(40), "duckdb": range(6)}


@pytest.mark.parametrize(("name", "seed"), [(name, seed) for name, seeds in SEEDS.items() for seed in seeds])
def test_crowded_centres_are_derived_as_the_reference_does(name: str, seed: int) -> None:
    drawn = crowded_centre(seed)
    engine = loaded(name, *drawn)
    expected = reference.derive(*drawn)
    for fact in FACTS.values():
        made = engine.fetch(f"SELECT {', '.join(columns(fact))} FROM {fact.name}")
        wanted = [tuple(row[one] for one in columns(fact)) for row in expected[fact.name]]
        assert ordered(made) == ordered(wanted), fact.name
    engine.close()


# The first seed that fills every derived table.
CROWD = crowded_centre(53, most=80)
DERIVED = reference.derive(*CROWD)


@pytest.fixture(scope="module", params=["sqlite", "duckdb"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    made = loaded(request.param, *CROWD)
    yield made
    made.close()


def asked_of(fact: Fact) -> dict[str, tuple[Any, ...]]:
    """Return the values that each column of the fact takes, to be compared with."""
    found = {name: {row[name] for row in DERIVED[fact.name]} - {None} for name in (*fact.dims, *fact.columns)}
    return {name: tuple(sorted(values)) for name, values in found.items() if values}


FILLED = sorted(name for name, found in DERIVED.items() if found and asked_of(FACTS[name]))


@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_condition_holds_of_the_same_rows(engine: Engine, data: st.DataObject) -> None:
    fact = FACTS[data.draw(st.sampled_from(FILLED))]
    where = data.draw(conditions(asked_of(fact)))
    sums = [name for name, values in asked_of(fact).items() if isinstance(values[0], int)]
    measures = [
        count(fact.name, where),
        rows(fact.name, where),
        *(total(fact.name, one, "lines", where) for one in sums),
    ]
    ours = EngineSource(CROWD[1], engine, []).cube(fact, fact.dims, measures)
    assert ours == reference.cube(DERIVED[fact.name], fact, fact.dims, measures, CROWD[1])


def test_no_derived_table_escapes_the_conditions() -> None:
    assert set(FILLED) == set(FACTS)
