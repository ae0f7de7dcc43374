"""Interrupted series on a known truth, and what regression to the mean expects."""

import re
from math import exp, log, pi, sin

import pytest

from levier.stats import (
    BadSeries,
    TooFew,
    interrupted_series,
    regression_of_selected,
    regression_to_mean,
    reliability,
)

# A truth without chance: 36 months before, 24 after; trend 1 % a month, season ±20 %, a fall of 15 % that then
# deepens by half a percent a month. Sicily's published results cannot be kept here (its file states no licence);
# bench/stats_published.py checks them on a copy.
START, MONTHS = 36, 60
TOTALS = [3000 + 10 * month for month in range(MONTHS)]


def truth(month, step=0.85, slope=0.0):
    """Share of a month: 5 %, 1 % more each month, its season, and the step once the action has started."""
    action = (log(step) + slope * (month - START)) if month >= START else 0
    return exp(log(0.05) + 0.01 * month + 0.2 * sin(2 * pi * month / 12) + action)


def test_the_step_is_found():
    counts = [TOTALS[month] * truth(month) for month in range(MONTHS)]
    found = interrupted_series(counts, START, totals=TOTALS)
    assert found.step.value == pytest.approx(0.85, abs=1e-6)
    assert found.trend.value == pytest.approx(exp(0.01), abs=1e-8)
    assert (found.before, found.after, found.slope) == (36, 24, None)
    assert found.method == "série interrompue quasi-Poisson, saison de 2 harmoniques, erreurs autocorrélées d'ordre 1"
    assert found.level == 0.95


def test_expected_is_the_truth_without_the_action():
    counts = [TOTALS[month] * truth(month) for month in range(MONTHS)]
    without = [TOTALS[month] * truth(month, step=1) for month in range(MONTHS)]
    found = interrupted_series(counts, START, totals=TOTALS)
    assert found.expected == pytest.approx(without)
    assert found.fitted == pytest.approx(counts)
    assert found.excess.value == pytest.approx(sum(counts[START:]) - sum(without[START:]))


def test_the_slope_is_read_from_the_start():
    counts = [TOTALS[month] * truth(month, slope=-0.005) for month in range(MONTHS)]
    found = interrupted_series(counts, START, totals=TOTALS, slope=True)
    assert found.step.value == pytest.approx(0.85, abs=1e-6)
    assert found.slope.value == pytest.approx(exp(-0.005), abs=1e-8)


def odds(month, step):
    """Absences of a month on the scale of odds."""
    value = exp(log(0.15) + 0.005 * month + 0.2 * sin(2 * pi * month / 12) + (month >= START) * step)
    return value / (1 + value)


def test_binomial_gives_a_ratio_of_odds():
    counts = [TOTALS[month] * odds(month, log(0.7)) for month in range(MONTHS)]
    found = interrupted_series(counts, START, totals=TOTALS, family="binomial")
    assert found.step.value == pytest.approx(0.7, abs=1e-6)
    assert found.expected[-1] == pytest.approx(TOTALS[-1] * odds(MONTHS - 1, 0))
    assert found.method == "série interrompue quasi-binomiale, saison de 2 harmoniques, erreurs autocorrélées d'ordre 1"


def test_the_interval_of_two_means_by_hand():
    # No trend by symmetry, no season: 18 points 100 ± 10 before, 18 points 80 ± 8 after, mirrored around the middle.
    before, after = [90, 110, 110, 90] * 5, [72, 88, 88, 72] * 5
    found = interrupted_series(before + after, 20, period=None)
    # Pearson: each of 40 points adds 1 (100/100) or 0.8 (64/80): 36, over 40 − 3.
    assert found.dispersion == pytest.approx(36 / 37, rel=0.02)
    assert found.step.value == pytest.approx(0.8, rel=0.02)


def test_a_hole_is_left_out():
    counts = [TOTALS[month] * truth(month) for month in range(MONTHS)]
    found = interrupted_series(
        [None if month == 5 else count for month, count in enumerate(counts)], START, totals=TOTALS
    )
    assert found.step.value == pytest.approx(0.85, abs=1e-6)
    assert (found.before, found.expected[5]) == (35, None)


WAVES = [100 + (10 if month % 12 < 6 else -10) for month in range(48)]


@pytest.mark.parametrize(("errors", "said"), [("ar1", "autocorrélées d'ordre 1"), ("newey_west", "Newey–West \\(3")])
def test_residuals_with_memory_widen_the_interval(errors, said):
    usual = interrupted_series(WAVES, 24, period=None, errors="usual")
    wide = interrupted_series(WAVES, 24, period=None, errors=errors)
    assert wide.autocorrelation > 0.5
    assert wide.step.width >= usual.step.width
    assert wide.excess.width >= usual.excess.width
    assert re.search(said, wide.method)
    assert wide.step.value == usual.step.value


def test_residuals_that_alternate_widen_little():
    alternate = [100 + 20 * (-1) ** month for month in range(48)]
    usual, ar1 = (interrupted_series(alternate, 24, period=None, errors=one) for one in ("usual", "ar1"))
    assert ar1.autocorrelation == 0
    assert ar1.step.width < 1.15 * usual.step.width


def test_a_flat_series_still_doubts():
    # 100 events a month are known within √100 at best: the dispersion counts for 1, not for 0.
    found = interrupted_series([100] * 24 + [80] * 12, 24, period=None)
    assert found.dispersion < 1e-6
    assert found.step.value == pytest.approx(0.8)
    # Two means alone would give √(1/2400 + 1/960) = 0.038 on the logarithm; the trend makes it wider.
    assert found.step.high / found.step.value > exp(2 * 0.038)


def test_student_is_wider_than_normal():
    normal = interrupted_series(WAVES, 24, period=None, errors="usual", small_sample=False)
    student = interrupted_series(WAVES, 24, period=None, errors="usual")
    assert student.step.width > normal.step.width


@pytest.mark.parametrize(
    ("start", "sentence", "found", "needed"),
    [
        (11, r"Points avant l'action : 11 lu\(s\), au moins 12", 11, 12),
        (43, r"Points après l'action : 5 lu\(s\)", 5, 6),
    ],
)
def test_too_early_says_what_is_missing(start, sentence, found, needed):
    with pytest.raises(TooFew, match=sentence) as error:
        interrupted_series(WAVES, start)
    assert (error.value.found, error.value.needed) == (found, needed)


def test_an_action_in_the_future_has_no_point_after():
    with pytest.raises(TooFew, match=r"Points après l'action : 0 lu\(s\), au moins 6"):
        interrupted_series(WAVES, 60)


def test_nothing_after_has_no_ratio():
    with pytest.raises(BadSeries, match=r"tous les points après l'action sont à 0 \(ou à 100 %\)"):
        interrupted_series([5] * 24 + [0] * 12, 24)
    with pytest.raises(BadSeries, match="tous les points avant l'action"):
        interrupted_series([5] * 24 + [3] * 12, 24, totals=[5] * 36, family="binomial")


def test_a_season_that_cannot_be_told_apart_is_refused():
    with pytest.raises(BadSeries, match="trop courte pour séparer tendance, saison et action"):
        interrupted_series([5, 6] * 12, 16, period=1)


def test_an_unknown_family_and_negative_counts_are_refused():
    with pytest.raises(BadSeries, match="Loi « normal » lue"):
        interrupted_series(WAVES, 24, family="normal")
    with pytest.raises(BadSeries, match="Erreurs « hac » lues ; attendu : usual, ar1 ou newey_west"):
        interrupted_series(WAVES, 24, errors="hac")
    with pytest.raises(BadSeries, match="Série interrompue : nombres positifs ou nuls attendus"):
        interrupted_series([-1, *WAVES], 24)


def test_reliability_by_hand():
    # 9 ÷ (9 + 16) = 0.36; with four measures 9 ÷ (9 + 4).
    assert reliability(3, 4) == 0.36
    assert reliability(3, 4, 4) == pytest.approx(9 / 13)
    with pytest.raises(BadSeries, match=r"Écarts-types 0 et 0, 1 mesure\(s\) : attendu des écarts positifs"):
        reliability(0, 0)


def test_a_bad_figure_comes_half_way_back():
    found = regression_to_mean(0.20, 0.12, 0.5)
    assert (found.expected, round(found.shift, 12)) == (0.16, -0.04)
    with pytest.raises(BadSeries, match=r"Fiabilité 2 lue ; attendu : entre 0 et 1"):
        regression_to_mean(1, 0, 2)


def test_the_worse_half_comes_back_by_hand():
    # Total deviation 5; above the mean, the mean of a half normal: 5 × √(2/π) = 3.989423; × 0.36 = 1.436192.
    # Barnett: 16/5 × C(0) = 3.2 × 0.797885 = 2.553231 back.
    found = regression_of_selected(0, 0, 3, 4)
    assert found.observed == pytest.approx(3.989423, abs=1e-6)
    assert found.expected == pytest.approx(1.436192, abs=1e-6)
    assert found.shift == pytest.approx(-2.553231, abs=1e-6)


def test_the_setting_of_barnett():
    # Mean 60, deviation 15, chosen at 40 or below (rtmcode of Barnett et al. 2005): z = 4/3; φ(z) = 0.164010,
    # Φ(−z) = 0.091211, C = 1.798133. With a reliability of one half: 112.5/15 × 1.798133 = 13.4860.
    half = (225 / 2) ** 0.5
    found = regression_of_selected(40, 60, half, half, side="below")
    assert found.shift == pytest.approx(13.486, abs=1e-3)
    assert found.observed == pytest.approx(60 - 15 * 1.798133, abs=1e-4)


def test_a_cut_off_that_nobody_reaches():
    assert regression_of_selected(40, 0, 0.6, 0.8).observed == pytest.approx(40.025)
    with pytest.raises(BadSeries, match="Côté « left » lu ; attendu : above ou below"):
        regression_of_selected(40, 0, 1, 1, side="left")


def test_a_binomial_series_needs_its_totals():
    with pytest.raises(BadSeries, match="48 valeurs d'un côté, 0 de l'autre"):
        interrupted_series(WAVES, 24, family="binomial")
