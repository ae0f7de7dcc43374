"""What every indicator that counts lines promises, on drawn centres: each line counts, or is left out for one reason."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import centres

from levier import reference
from levier.catalogue.definition import Indicator
from levier.catalogue.indicators import indicators
from levier.measures.facts import FACTS
from levier.measures.language import Measure, Ratio, measures_of, rows

COUNTING = [one for one in indicators().values() if one.population is not None]
SHARES = [
    one
    for one in COUNTING
    if one.interval and not one.distinct and one.population is not None and FACTS[one.population.fact].sign is None
]


def _totals(data: st.DataObject, fact: str, measures: list[Measure]) -> list[int]:
    source = FACTS[fact].source
    assert source is not None
    lines, centre, first, last = data.draw(centres(source))
    facts = reference.derive(lines, centre, first, last)
    cube = reference.cube(facts[fact], FACTS[fact], (), measures, centre)
    return [sum(values[place] for values in cube.rows.values()) for place in range(len(measures))]


@pytest.mark.parametrize("indicator", COUNTING, ids=lambda one: one.name)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_line_counts_or_is_left_out_for_one_reason(indicator: Indicator, data: st.DataObject) -> None:
    population = indicator.population
    assert population is not None
    reasons = [rows(population.fact, population.reason(rank)) for rank in range(len(population.exclusions))]
    everything, counted, *left = _totals(
        data, population.fact, [rows(population.fact), rows(population.fact, population.where), *reasons]
    )
    assert everything == counted + sum(left)
    assert all(one >= 0 for one in (counted, *left))


@pytest.mark.parametrize("indicator", SHARES, ids=lambda one: one.name)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_share_of_counted_lines_lies_between_nothing_and_all(indicator: Indicator, data: st.DataObject) -> None:
    formula = indicator.bases[0].formula
    assert isinstance(formula, Ratio)
    over, under = measures_of(formula.numerator), measures_of(formula.denominator)
    assert len(over) == len(under) == 1
    numerator, denominator = _totals(data, over[0].fact, [over[0], under[0]])
    assert 0 <= numerator <= denominator


DOUBTED = [one for one in COUNTING if one.doubt is not None and not one.doubt.inside]


@pytest.mark.parametrize("indicator", DOUBTED, ids=lambda one: one.name)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_is_unknown_is_not_counted_already(indicator: Indicator, data: st.DataObject) -> None:
    assert indicator.population is not None
    assert indicator.doubt is not None
    fact = indicator.population.fact
    (unknown,) = measures_of(indicator.doubt.term)
    assert _totals(data, fact, [rows(fact, indicator.population.where & unknown.where)]) == [0]
