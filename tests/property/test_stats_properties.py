"""What must hold for any input: limits in order, mirrors, widening, and charts that agree with one another."""

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from levier.stats import (
    anhoej,
    benjamini_hochberg,
    beta_binomial,
    byar,
    cochran_armitage,
    funnel_limits,
    james_stein,
    making_data_count,
    newcombe,
    overdispersion,
    p_chart,
    p_prime,
    ratio_bootstrap,
    ratio_change,
    regression_of_selected,
    wilson,
    xmr,
)
from levier.stats.chart import Chart

LEVELS = st.sampled_from([0.8, 0.95, 0.998])
SHARES = st.integers(1, 5000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
VALUES = st.lists(st.one_of(st.none(), st.integers(-1000, 1000)), min_size=12, max_size=40)
SERIES = st.lists(SHARES, min_size=5, max_size=30)
UNKNOWN_ENOUGH = 3
# The first call opens scipy, which takes longer than the time that Hypothesis grants.
IMPORTING = settings(deadline=None)


def columns(rows):
    return [count for count, _total in rows], [total for _count, total in rows]


def known(values):
    return sum(value is not None for value in values) >= UNKNOWN_ENOUGH


@given(SHARES, LEVELS, st.floats(1, 10))
def test_wilson_is_ordered_mirrored_and_widens(share, level, phi):
    count, total = share
    limits, mirror = wilson(count, total, level), wilson(total - count, total, level)
    assert 0 <= limits.low <= limits.value <= limits.high <= 1
    assert (limits.low, limits.high) == pytest.approx((1 - mirror.high, 1 - mirror.low), abs=1e-9)
    assert wilson(count, total, level, phi).width >= limits.width - 1e-9
    assert wilson(count, total, 0.999).width >= limits.width


@given(SHARES, SHARES, LEVELS)
def test_newcombe_changes_sign_with_the_groups(one, other, level):
    limits, turned = newcombe(*one, *other, level), newcombe(*other, *one, level)
    assert -1 - 1e-9 <= limits.low <= limits.value <= limits.high <= 1 + 1e-9
    assert (limits.low, limits.high) == pytest.approx((-turned.high, -turned.low), abs=1e-9)


@given(st.integers(0, 10**6), LEVELS)
def test_byar_is_ordered_and_rises_with_the_count(count, level):
    limits, more = byar(count, level), byar(count + 1, level)
    assert 0 <= limits.low <= count <= limits.high
    assert more.low >= limits.low
    assert more.high > limits.high


@given(st.lists(st.tuples(st.floats(0, 1e4), st.floats(0.5, 50)), min_size=8, max_size=30), st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_the_bootstrap_is_ordered_seeded_and_keeps_units(weeks, seed):
    above, under = columns(weeks)
    limits = ratio_bootstrap(above, under, draws=200, seed=seed, block=2)
    assert limits.low <= limits.value <= limits.high
    assert limits == ratio_bootstrap(above, under, draws=200, seed=seed, block=2)
    cents = ratio_bootstrap([100 * one for one in above], under, draws=200, seed=seed, block=2)
    assert cents.high == pytest.approx(100 * limits.high)


def ordered(chart: Chart) -> None:
    for low, low2, center, high2, high in zip(
        chart.low, chart.low2, chart.center, chart.high2, chart.high, strict=True
    ):
        if low is not None:
            assert low <= low2 <= center <= high2 <= high


@given(VALUES, st.booleans(), st.integers(-500, 500), st.integers(1, 9))
def test_xmr_is_ordered_and_follows_a_change_of_unit(values, screened, shift, scale):
    assume(known(values))
    chart = xmr(values, screened=screened)
    moved = xmr([None if one is None else scale * one + shift for one in values], screened=screened)
    ordered(chart)
    for high, other in zip(chart.high, moved.high, strict=True):
        assert (high is None) == (other is None)
        assert high is None or other == pytest.approx(scale * high + shift, abs=1e-6)


@given(VALUES)
def test_screening_never_widens(values):
    assume(known(values))
    wide, narrow = xmr(values, screened=False), xmr(values, screened=True)
    if narrow.high[0] is not None:
        assert narrow.high[0] <= wide.high[0]


@given(VALUES)
def test_signals_of_the_mirror_are_the_mirror_of_signals(values):
    assume(known(values))
    sides = {"above": "below", "below": "above"}
    found = {(one.rule, one.points, one.side) for one in making_data_count(xmr(values))}
    mirror = making_data_count(xmr([None if one is None else -one for one in values]))
    assert found == {(one.rule, one.points, sides[one.side]) for one in mirror}


@given(VALUES, st.integers(0, 40))
def test_signals_name_known_points_and_end_among_the_new(values, since):
    assume(known(values))
    chart = xmr(values, baseline=10)
    for one in making_data_count(chart, since):
        assert all(values[point] is not None for point in one.points)
        assert since <= one.points[-1] < len(values)
        assert list(one.points) == sorted(set(one.points))


@given(VALUES)
def test_adding_points_never_moves_a_frozen_baseline(values):
    assume(sum(one is not None for one in values[:12]) >= 6)
    short, long = xmr(values[:12], baseline=6), xmr(values, baseline=6)
    assert long.high[: len(short.high)] == short.high


@given(SERIES)
def test_p_is_ordered_and_p_prime_is_p_times_sigma_z(rows):
    assume(sum(total > 0 for _count, total in rows) >= UNKNOWN_ENOUGH)
    plain, prime = p_chart(*columns(rows)), p_prime(*columns(rows))
    ordered(plain)
    ordered(prime)
    spread = prime.segments[0].spread
    for center, high, wide in zip(plain.center, plain.high, prime.high, strict=True):
        if high is not None and wide is not None and high < 1 and wide < 1:
            assert wide - center == pytest.approx(spread * (high - center), rel=1e-6, abs=1e-9)


@given(SERIES)
def test_p_prime_equals_p_without_overdispersion(rows):
    plain, prime = p_chart(*columns(rows)), p_prime(*columns(rows), floor=1)
    if prime.segments[0].spread == 1:
        assert prime.high == plain.high
        assert prime.low == plain.low
    elif plain.high[0] is not None and prime.high[0] is not None:
        assert prime.high[0] >= plain.high[0]


@given(st.lists(st.integers(-50, 50), min_size=3, max_size=60))
def test_runs_do_not_depend_on_direction(values):
    one, back = anhoej(values), anhoej([-value for value in reversed(values)])
    assert (one.longest, one.crossings, one.useful) == (back.longest, back.crossings, back.useful)
    assert len(one.points) == one.longest
    assert one.crossings < max(1, one.useful)


@given(SERIES)
def test_trend_is_the_same_backwards(rows):
    counts, totals = columns(rows)
    one, back = cochran_armitage(counts, totals), cochran_armitage(counts[::-1], totals[::-1])
    assert 0 <= one.p_value <= 1
    assert one.chi2 == pytest.approx(back.chi2, rel=1e-6, abs=1e-9)
    assert one.slope == pytest.approx(-back.slope, abs=1e-9)


@given(st.lists(st.floats(0, 1), max_size=40), st.floats(0.001, 0.3))
def test_discoveries_are_monotone_and_no_stronger_than_alone(p_values, rate):
    found = benjamini_hochberg(p_values, rate)
    rows = sorted(zip(p_values, found.adjusted, found.announced, strict=True))
    assert all(value <= adjusted <= 1 or adjusted == pytest.approx(value) for value, adjusted, _said in rows)
    for (_one, before, said), (_two, after, then) in pairwise(rows):
        assert before <= after
        assert said or not then
    # The step-up definition, written the other way: the largest rank whose p-value is under its line.
    under = [rank for rank, (value, _a, _s) in enumerate(rows, 1) if value * len(rows) / rank <= rate]
    assert sum(found.announced) == max(under, default=0)


@IMPORTING
@given(st.integers(1, 3000), st.floats(0.01, 0.99), st.sampled_from([0.0, 0.001, 0.05]))
def test_binomial_limits_are_ordered_nested_and_mirrored(total, target, tau2):
    narrow, wide = (funnel_limits(total, target, level, tau2=tau2) for level in (0.95, 0.998))
    mirror = funnel_limits(total, 1 - target, 0.95, tau2=tau2)
    assert 0 <= wide.low <= narrow.low + 1e-12
    assert narrow.high <= wide.high + 1e-12 <= 1 + 1e-11
    assert narrow.low <= narrow.high
    if tau2:
        assert narrow.low == pytest.approx(1 - mirror.high, abs=1e-9)
    # An exact line lies within one line of its mirror: the interpolation is not symmetric.
    assert abs(narrow.low - (1 - mirror.high)) <= 1 / total + 1e-9


@IMPORTING
@given(st.floats(0.5, 3000), st.floats(0.1, 5), st.sampled_from([0.0, 0.01]))
def test_poisson_limits_are_ordered_and_nested(total, target, tau2):
    narrow, wide = (funnel_limits(total, target, level, kind="poisson", tau2=tau2) for level in (0.95, 0.998))
    assert 0 <= wide.low <= narrow.low <= narrow.high <= wide.high


@given(st.lists(SHARES, min_size=5, max_size=30), st.floats(0.05, 0.95))
def test_tau_is_zero_exactly_when_units_vary_no_more_than_chance(rows, target):
    spread = overdispersion(*columns(rows), target)
    assert spread.tau2 >= 0
    assert (spread.tau2 == 0) == (spread.units * spread.phi <= spread.units - 1)


@given(st.lists(st.floats(-1e3, 1e3), min_size=4, max_size=30), st.floats(0, 1e4))
def test_james_stein_keeps_order_and_mean(values, variance):
    shrunk = james_stein(values, variance)
    assert 0 <= shrunk.factor <= 1
    assert sum(shrunk.values) == pytest.approx(sum(values), abs=1e-6)
    rows = sorted(zip(values, shrunk.values, strict=True))
    assert all(before <= after + 1e-9 for (_x, before), (_y, after) in pairwise(rows))


@given(st.lists(SHARES, min_size=4, max_size=12))
@settings(max_examples=25, deadline=None)
def test_beta_binomial_lies_between_the_unit_and_the_group(rows):
    counts, totals = columns(rows)
    assume(0 < sum(counts) < sum(totals))
    group = beta_binomial(counts, totals)
    for (count, total), unit in zip(rows, group.units, strict=True):
        least, most = sorted((count / total, group.mean))
        assert least - 1e-9 <= unit.value <= most + 1e-9
        assert 0 <= unit.low <= unit.high <= 1


@given(st.floats(-3, 3), st.floats(0.1, 5), st.floats(0, 5), st.integers(1, 12))
def test_regression_never_goes_past_the_mean_and_weakens_with_measures(cutoff, between, within, measures):
    chosen = regression_of_selected(cutoff, 0, between, within, measures)
    assert chosen.observed >= max(0, cutoff) - 1e-9
    assert 0 <= chosen.expected <= chosen.observed + 1e-9
    assert regression_of_selected(cutoff, 0, between, within, measures + 1).reliability >= chosen.reliability


@IMPORTING
@given(st.lists(st.tuples(st.floats(0, 1e4), st.floats(0.5, 50)), min_size=9, max_size=40), st.booleans())
def test_a_change_keeps_its_probability_in_another_unit(weeks, independent):
    above, under = columns(weeks)
    change = ratio_change(above, under, 6, independent=independent)
    cents = ratio_change([100 * one for one in above], under, 6, independent=independent)
    assert 0 <= change.p_value <= 1
    assert change.difference.low <= change.difference.value <= change.difference.high
    assert cents.p_value == pytest.approx(change.p_value, abs=1e-6)
    assert change.phi >= ratio_change(above, under, 6, independent=True).phi - 1e-9
    assert (change.p_value < 0.05) == (change.difference.low > 0 or change.difference.high < 0) or (
        change.p_value == pytest.approx(0.05, abs=1e-6)
    )
