"""Funnels, over-dispersion and shrinkage: exact probabilities by hand, and the batters of Efron and Morris."""

import tomllib
from math import asin, sin, sqrt
from pathlib import Path

import pytest
from scipy.stats import betabinom

from levier.stats import BadSeries, TooFew, beta_binomial, funnel, funnel_limits, james_stein, overdispersion
from levier.stats.laws import exact_law

BATTERS = tomllib.loads((Path(__file__).parents[1] / "golden" / "stats_shrinkage.toml").read_text("utf-8"))


def test_exact_binomial_limits_by_hand():
    # Ten tosses: P(R ≤ 1) = 11/1024 = 0.010742, P(R ≤ 2) = 56/1024 = 0.054688. At 90 % each side holds 5 %:
    # r = 2, α = (0.054688 − 0.05) ÷ (45/1024) = 0.106667; lower limit (2 − 0.106667)/10. The upper: r = 8 as
    # P(R ≤ 7) = 968/1024 = 0.945313 < 0.95, P(R ≤ 8) = 1013/1024 = 0.989258; α = 0.039258 ÷ (45/1024) = 0.893333.
    limits = funnel_limits(10, 0.5, 0.90)
    assert limits.low == pytest.approx(0.1893333, abs=1e-6)
    assert limits.high == pytest.approx(0.7106667, abs=1e-6)
    assert (limits.level, limits.method) == (0.90, "binomiale exacte")


def test_exact_poisson_limits_by_hand():
    # Mean 1: P(0) = 0.367879, P(≤ 1) = 0.735759, P(≤ 2) = 0.919699, P(≤ 3) = 0.981012. At 90 % the upper r is 3:
    # α = (0.981012 − 0.95) ÷ 0.061313 = 0.505798; 3 − 0.505798 = 2.494202, for 2 expected at a ratio of 0.5.
    # The lower r is 0 and α > 0: the limit would be negative, it is 0.
    limits = funnel_limits(2, 0.5, 0.90, kind="poisson")
    assert limits.high == pytest.approx(2.494202 / 2, abs=1e-5)
    assert limits.low == 0
    assert limits.method == "Poisson exacte"


def test_quantiles_by_hand():
    law = exact_law(10, 0.5, "binomial")
    assert [law.quantile(share) for share in (0.0005, 0.05, 0.5, 0.95, 0.9999)] == [0, 2, 5, 8, 10]
    assert law.tail(8) == pytest.approx(56 / 1024)
    assert law.tail(2) == pytest.approx(56 / 1024)


def test_a_unit_is_judged_by_its_exact_probability_not_by_the_drawn_line():
    # 8 of 10 lies above the drawn 0.7107, but P(R ≥ 8) = 5.5 % > 5 %: not beyond at 90 %. P(R ≥ 9) = 1.1 %: beyond.
    found = funnel([8, 9, 5, 5, 5], [10] * 5, target=0.5, levels=[0.90], overdispersed=False)
    assert [place.beyond for place in found.places] == [None, 0.90, None, None, None]
    assert found.places[0].value > found.places[0].limits[0].high


def test_overdispersion_by_hand():
    # Target 0.5: asin√0.5 = π/4. Values sin²(π/4 ± 0.1): z = ±0.1 × 2√100 = ±2 for four units, 0 for one.
    high, low = 100 * sin(asin(sqrt(0.5)) + 0.1) ** 2, 100 * sin(asin(sqrt(0.5)) - 0.1) ** 2
    spread = overdispersion([high, high, 50, low, low], [100] * 5, 0.5, winsorised=0)
    # φ = 16/5 = 3.2. Weights 400 each: Σw − Σw²/Σw = 2000 − 400 = 1600. τ² = (16 − 4)/1600 = 0.0075.
    assert spread.phi == pytest.approx(3.2)
    assert spread.tau2 == pytest.approx(0.0075)
    assert (spread.units, spread.imprecise, spread.method) == (5, True, "Spiegelhalter 2005")


def test_limits_with_overdispersion_by_hand():
    # s² = 1/400 = 0.0025; reach 1.959964 × √(0.0025 + 0.0075) = 0.1959964; sin²(π/4 ± 0.1959964).
    limits = funnel_limits(100, 0.5, tau2=0.0075)
    assert limits.low == pytest.approx(sin(asin(sqrt(0.5)) - 0.1959964) ** 2, abs=1e-7)
    assert limits.high == pytest.approx(1 - limits.low, abs=1e-7)
    assert limits.method == "effets aléatoires additifs (Spiegelhalter 2005)"
    # Ratio of 1, 25 expected: √1 ± 1.959964 × √(0.01 + 0.0075) = 1 ± 0.259280; squared.
    ratio = funnel_limits(25, 1, kind="poisson", tau2=0.0075)
    assert (ratio.low, ratio.high) == pytest.approx((0.740720**2, 1.259280**2), abs=1e-5)


def test_one_extreme_unit_is_winsorised():
    # Eleven units, z all 0 but one: the 90 % quantile of eleven ordered values is the tenth, 0.
    assert overdispersion([90] + [50] * 10, [100] * 11, 0.5).phi == 0
    assert overdispersion([90] + [50] * 10, [100] * 11, 0.5, winsorised=0).phi > 1


def test_a_funnel_with_real_differences_uses_them():
    found = funnel([10, 30, 10, 30, 20, 20, 10, 30], [100] * 8)
    assert found.target == 0.2
    assert found.spread.tau2 > 0
    assert found.method == "effets aléatoires additifs (Spiegelhalter 2005)"
    assert found.level == (0.95, 0.998)
    assert {place.side for place in found.places} == {"above", "below"}


def test_an_unknown_unit_has_no_place():
    found = funnel([10, None, 12, 9, 10, 0, 10], [100, 100, 100, 100, 100, 0, 100])
    assert (found.places[1], found.places[5]) == (None, None)
    assert found.spread.units == 5


def test_observed_over_expected():
    found = funnel([12, 8, 10, 30, 11], [10] * 5, kind="poisson", target=1, overdispersed=False)
    assert [place.beyond for place in found.places] == [None, None, None, 0.998, None]


def test_few_units_are_refused():
    with pytest.raises(TooFew, match=r"Centres comparés : 4 lu\(s\), au moins 5 attendu\(s\)"):
        funnel([1, 2, 3, 4], [10] * 4)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"target": 0}, "effectif 1 et cible 0 lus ; attendu : un effectif et une cible positifs"),
        ({"target": 1}, "une proportion cible sous 1"),
        ({"kind": "normal"}, "Loi « normal » lue ; attendu : binomial ou poisson"),
    ],
)
def test_a_funnel_refuses_what_has_no_law(arguments, sentence):
    with pytest.raises(BadSeries, match=sentence):
        funnel([1, 2, 3, 4, 5], [10] * 5, **arguments)


def test_limits_refuse_an_unknown_law():
    with pytest.raises(BadSeries, match="Loi « normal » lue"):
        funnel_limits(10, 0.5, kind="normal")


def test_winsorising_half_is_refused():
    with pytest.raises(BadSeries, match=r"Part ramenée 0\.5 : attendu de 0 à moins de 0,5"):
        overdispersion([1, 2, 3, 4, 5], [10] * 5, 0.3, winsorised=0.5)


def test_negative_events_are_refused():
    with pytest.raises(BadSeries, match="Centres comparés : nombres positifs ou nuls attendus"):
        funnel([-1, 2, 3, 4, 5], [10] * 5, kind="poisson")


def test_batters_shrink_as_efron_and_morris_printed():
    averages = [hits / BATTERS["at_bats"] for hits in BATTERS["hits"]]
    mean = sum(averages) / len(averages)
    shrunk = james_stein(averages, mean * (1 - mean) / BATTERS["at_bats"])
    assert round(shrunk.mean, 3) == BATTERS["mean"]
    assert round(shrunk.factor, 3) == BATTERS["factor"]
    assert (round(shrunk.values[0], 3), round(shrunk.values[-1], 3)) == (BATTERS["first"], BATTERS["last"])
    assert shrunk.method == "James–Stein"


def test_james_stein_never_goes_past_the_mean():
    # Squares 10, variance 100: 1 − 2 × 100/10 < 0.
    shrunk = james_stein([1, 2, 3, 4, 5], 100)
    assert (shrunk.factor, shrunk.values) == (0, (3,) * 5)
    assert james_stein([2, 2, 2, 2], 1).values == (2,) * 4


def test_james_stein_refuses_three_values_and_a_negative_variance():
    with pytest.raises(TooFew, match=r"Valeurs à rapprocher : 3 lu\(s\), au moins 4"):
        james_stein([1, 2, 3], 1)
    with pytest.raises(BadSeries, match="Variance -1 lue ; attendu : positive ou nulle"):
        james_stein([1, 2, 3, 4], -1)


COUNTS, TOTALS = [2, 30, 10, 22, 5, 40], [20, 100, 80, 90, 60, 200]


def test_the_group_is_of_greatest_likelihood():
    # Judged by scipy's own beta-binomial law: no neighbour of the answer is more likely.
    group = beta_binomial(COUNTS, TOTALS)

    def likelihood(alpha, beta):
        return sum(betabinom.logpmf(x, n, alpha, beta) for x, n in zip(COUNTS, TOTALS, strict=True))

    best = likelihood(group.alpha, group.beta)
    for up in (0.9, 1.1):
        assert likelihood(group.alpha * up, group.beta) < best
        assert likelihood(group.alpha, group.beta * up) < best
        assert likelihood(group.alpha * up, group.beta * up) < best


def test_a_unit_is_between_its_figure_and_the_group():
    group = beta_binomial([*COUNTS, None], [*TOTALS, 10])
    small = group.units[0]
    assert small.value == pytest.approx((group.alpha + 2) / (group.alpha + group.beta + 20))
    assert 0.1 < small.value < group.mean
    assert small.low < small.value < small.high
    assert group.units[6] is None
    assert (group.method, small.method) == ("bêta-binomiale (Bayes empirique)", "bêta-binomiale")


def test_units_alike_are_all_at_the_mean():
    group = beta_binomial([10, 20, 30, 40], [100, 200, 300, 400])
    assert all(unit.value == pytest.approx(0.1, abs=1e-4) for unit in group.units)


def test_beta_binomial_refuses_nothing_and_three_units():
    with pytest.raises(BadSeries, match="Centres du groupe : proportions toutes à 0 ou toutes à 1"):
        beta_binomial([0] * 5, [10] * 5)
    with pytest.raises(TooFew, match=r"Centres du groupe : 3 lu\(s\), au moins 4"):
        beta_binomial([1, 2, 3], [10] * 3)
