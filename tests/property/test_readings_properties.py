"""What holds for every series."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings_series import from_days, from_months

from levier.readings import Plan, TooEarly, judge, make_plan
from levier.readings.difference import normal_of, student
from levier.readings.mix import standardised
from levier.readings.points import LEVEL, PROPORTION, TOTAL, Series

LEVELS = st.lists(st.one_of(st.none(), st.floats(0.5, 100)), min_size=1, max_size=40)


def planned(series: Series) -> Plan:
    plan = make_plan(series.points)
    assert isinstance(plan, Plan)
    return plan


def proportion(seed: int, change: float = 0.0) -> Series:
    random = Random(seed)

    def day(number: int) -> tuple[float, float]:
        return random.binomialvariate(20, 0.15 + (change if number > 20_150 else 0)), 20

    return from_days(PROPORTION, day)


@given(LEVELS)
def test_last_months_come_after_the_baseline_and_both_have_enough(values: list[float | None]) -> None:
    series = from_months(LEVEL, list(values))
    plan = make_plan(series.points)
    if isinstance(plan, TooEarly):
        assert plan.missing
        return
    assert plan.baseline[0] <= plan.baseline[1] < plan.recent[0] <= plan.recent[1]
    assert len(series.between(*plan.baseline)) >= 10
    assert 3 <= len(series.between(*plan.recent)) <= 6


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([-0.08, 0.0, 0.1]))
def test_counting_those_who_came_turns_the_reading_round(seed: int, change: float) -> None:
    series = proportion(seed, change)
    other = from_months(
        PROPORTION, [((one.denominator or 0) - (one.numerator or 0), one.denominator or 0) for one in series.points]
    )
    mine = from_months(PROPORTION, [(one.numerator or 0, one.denominator or 0) for one in series.points])
    here, there = judge(mine, planned(mine)), judge(other, planned(other))
    assert here.outcome == there.outcome
    assert here.difference.value == pytest.approx(-there.difference.value)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.01, 7.0, 1000.0]))
def test_cents_or_euros_are_read_alike(seed: int, scale: float) -> None:
    random = Random(seed)
    amounts = [random.gauss(1000, 100) for _day in range(800)]
    one, other = (from_days(TOTAL, lambda day, by=by: (by * amounts[day % 800], 1)) for by in (1.0, scale))
    here, there = judge(one, planned(one)), judge(other, planned(other))
    assert here.outcome == there.outcome
    assert here.difference.value * scale == pytest.approx(there.difference.value, rel=1e-6, abs=1e-6 * scale)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(1, 100), min_size=24, max_size=24))
def test_a_real_change_has_both_proofs(values: list[float]) -> None:
    series = from_months(LEVEL, list(values))
    found = judge(series, planned(series))
    low, high = found.difference.limits(0.999)
    if found.outcome == "real":
        assert found.signals
        assert low > 0 or high < 0


@given(st.floats(0.5, 0.999), st.floats(8, 200))
def test_student_is_wider_than_normal_and_comes_back(level: float, freedom: float) -> None:
    t = student(level, freedom)
    if t < 1e6:
        assert t >= student(level, float("inf"))
        assert normal_of(t, freedom) == pytest.approx(student(level, float("inf")), rel=1e-6)


SHARES = st.dictionaries(st.sampled_from("abcd"), st.tuples(st.integers(0, 20), st.integers(20, 90)), min_size=2)


@given(SHARES)
def test_the_same_mix_has_no_effect(parts: dict[str, tuple[int, int]]) -> None:
    doubled = {name: (2 * over, 2 * under) for name, (over, under) in parts.items()}
    mix = standardised(doubled, parts)
    assert mix is not None
    assert mix.effect == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("kind", ["proportion", "total"])
def test_unchanged_centres_are_seldom_said_to_have_changed(kind: str) -> None:
    """120 centres with nothing new: at 1 %, more than 5 would happen once in 400 times; bench/readings.py has 3,000."""
    from bench.readings import SCENARIOS, judged

    names = {"proportion": "proportion, semaines dispersées", "total": "montant par jour ouvert"}
    scenario = next(one for one in SCENARIOS if one.name == names[kind])
    found = judged(scenario, 0.0, range(120))
    assert sum(one.outcome == "real" for one in found) <= 5
    assert sum(one.outcome in ("real", "likely") for one in found) <= 14
