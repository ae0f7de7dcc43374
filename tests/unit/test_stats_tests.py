"""Runs, trend and false discoveries against printed results."""

import tomllib
from math import erfc, sqrt
from pathlib import Path

import pytest

from levier.stats import BadSeries, TooFew, anhoej, benjamini_hochberg, cochran_armitage
from levier.stats.runs import run_limits

FOLDER = Path(__file__).parents[1] / "golden"
CHARTS = tomllib.loads((FOLDER / "stats_charts.toml").read_text("utf-8"))
GOLDEN = tomllib.loads((FOLDER / "stats_tests.toml").read_text("utf-8"))


@pytest.mark.parametrize(("useful", "longest", "crossings"), CHARTS["runs"]["rows"])
def test_run_limits_are_those_of_qicharts2(useful, longest, crossings):
    assert run_limits(useful) == (longest, crossings)


def test_a_long_run_is_a_signal_and_names_its_points():
    # Median 1.5 of 1, 2, 1, 2, 1 and seven 2… is 2; given here as 1.5: 12 useful points, run of 8 > 7.
    found = anhoej([1, 2, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2], center=1.5)
    assert (found.useful, found.longest, found.longest_max) == (12, 8, 7)
    assert (found.crossings, found.crossings_min) == (3, 3)
    assert found.points == tuple(range(4, 12))
    assert found.signal


def test_few_crossings_are_a_signal():
    found = anhoej([1, 1, 1, 1, 1, 2, 2, 2, 2, 2])
    assert (found.center, found.longest, found.crossings, found.crossings_min) == (1.5, 5, 1, 2)
    assert found.signal


def test_points_on_the_median_and_unknown_ones_are_left_out():
    found = anhoej([1, 3, None, 2, 1, 3])
    assert (found.center, found.useful, found.crossings) == (2, 4, 3)
    assert found.points == (0,)


def test_the_median_of_the_baseline_is_the_centre():
    found = anhoej([1, 2, 1, 2, 9, 9, 9, 9], baseline=4)
    assert (found.center, found.longest, found.points) == (1.5, 5, (3, 4, 5, 6, 7))


def test_a_flat_series_has_no_run():
    found = anhoej([4] * 12)
    assert (found.useful, found.longest, found.points, found.signal) == (0, 0, (), False)


def test_runs_need_three_points():
    with pytest.raises(TooFew, match=r"Points de la carte des séquences : 2 lu\(s\)"):
        anhoej([1, 2, None])


@pytest.mark.parametrize("case", GOLDEN["trend"], ids=lambda case: case["source"][:20])
def test_trend_gives_the_printed_chi_square(case):
    found = cochran_armitage(case["counts"], case["totals"], case.get("scores"))
    lines = sum(case["totals"])
    chi2 = found.chi2 * (lines - 1) / lines if case.get("mantel") else found.chi2
    assert round(chi2, case["digits"]) == case["chi2"]
    if "p_value" in case:
        assert erfc(sqrt(chi2 / 2)) == pytest.approx(case["p_value"], abs=6e-5)


def test_the_slope_of_a_straight_rise():
    found = cochran_armitage([10, 20, 30], [100, 100, 100])
    assert found.slope == pytest.approx(0.10)
    # By hand: Σ(place − 1)(count − 20) = 20; 400 ÷ (0.2 × 0.8 × 200) = 12.5.
    assert found.chi2 == pytest.approx(12.5)
    assert found.significant
    assert found.method == "Cochran–Armitage"


def test_nothing_counted_is_no_trend():
    found = cochran_armitage([0, 0, 0], [10, 10, 10])
    assert (found.chi2, found.p_value, found.significant) == (0, 1, False)


def test_trend_needs_three_periods_and_ordered_scores():
    with pytest.raises(TooFew, match=r"Périodes de la tendance : 2 lu\(s\), au moins 3"):
        cochran_armitage([1, None, 2], [10, 10, 10])
    with pytest.raises(BadSeries, match="Scores de tendance tous égaux ; attendu : des périodes ordonnées"):
        cochran_armitage([1, 2, 3], [10, 10, 10], [1, 1, 1])


def test_discoveries_are_the_four_of_benjamini_and_hochberg():
    case = GOLDEN["discoveries"]
    found = benjamini_hochberg(case["p_values"], case["rate"])
    assert sum(found.announced) == case["rejected"]
    assert found.announced[:4] == (True,) * 4


def test_adjusted_values_by_hand():
    # Ranks: 0.01 → 0.01 × 4/1 = 0.04; 0.02 → 0.04; 0.03 → 0.04; 0.5 → 0.5. Order given is kept.
    found = benjamini_hochberg([0.03, 0.5, 0.01, 0.02])
    assert found.adjusted == pytest.approx((0.04, 0.5, 0.04, 0.04))
    assert found.announced == (True, False, True, True)


def test_nothing_tested_announces_nothing():
    assert benjamini_hochberg([]).announced == ()


def test_a_probability_above_one_is_refused():
    with pytest.raises(BadSeries, match=r"Probabilité 1\.5 lue ; attendu : entre 0 et 1"):
        benjamini_hochberg([0.1, 1.5])
