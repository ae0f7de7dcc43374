"""The change of a ratio between two sets of weeks, by hand and against Student's test."""

import pytest
from scipy.stats import ttest_ind

from levier.stats import BadSeries, TooFew, ratio_change

BEFORE, AFTER = [12.0, 15, 9, 14, 11, 13, 10, 12], [9.0, 8, 11, 7]


def test_equal_denominators_give_the_test_of_student():
    # With one hour a week a ratio of sums is a mean: the test must be the classical one (scipy judges).
    change = ratio_change(BEFORE + AFTER, [1] * 12, 8, independent=True)
    judge = ttest_ind(AFTER, BEFORE)
    # Student pools by week, and so do we: φ = Σ(x − mean)²/(n − 2).
    assert change.p_value == pytest.approx(judge.pvalue)
    assert change.difference.value == pytest.approx(8.75 - 12)
    assert (change.before, change.after, change.weeks) == (12, 8.75, (8, 4))
    low, high = judge.confidence_interval(0.95)
    assert (change.difference.low, change.difference.high) == pytest.approx((low, high))


def test_by_hand_with_unequal_hours():
    # Before 60 € in 6 h: 10; residuals 2, −2, 2, −2, 0, 0. After 120 € in 6 h: 20, no residual. φ = 16/(9 − 2).
    # Neighbours alternate: −4 − 4 − 4 over 16 is negative, no memory is added.
    euros, hours = [12, 8, 12, 8, 10, 10, 40, 40, 40], [1, 1, 1, 1, 1, 1, 2, 2, 2]
    change = ratio_change(euros, hours, 6)
    assert (change.before, change.after) == (10, 20)
    assert change.phi == pytest.approx(16 / 7)
    # Error √(16/7 × (1/6 + 1/6)) = 0.872872; Student at 97.5 % with 7 degrees 2.364624.
    assert change.difference.high - change.difference.value == pytest.approx(2.364624 * 0.872872, abs=1e-5)
    assert change.method == "rapport de sommes par semaine, loi de Student (7 degrés de liberté)"


def test_counts_vary_at_least_as_independent_lines():
    # Weeks all at 15 and 10 %: no residual. Share 120/900 = 0.1333; φ = 0.1333 × 0.8667 = 0.115556.
    change = ratio_change([15] * 6 + [10] * 3, [100] * 9, 6, counted=True)
    assert change.phi == pytest.approx(0.115556, abs=1e-6)
    assert 0 < change.p_value < 0.1


def test_weeks_all_alike_leave_no_doubt():
    assert ratio_change([10] * 9, [2] * 9, 6).p_value == 1
    assert ratio_change([10] * 6 + [12] * 3, [2] * 9, 6).p_value == 0


def test_unknown_and_empty_weeks_are_left_out():
    holes = ratio_change([None, *BEFORE, *AFTER, 5], [1, *[1] * 12, 0], 9)
    assert holes == ratio_change(BEFORE + AFTER, [1] * 12, 8)


@pytest.mark.parametrize(
    ("split", "sentence"),
    [(5, r"Semaines avant le changement : 5 lu\(s\), au moins 6"), (10, r"Semaines après le changement : 2 lu\(s\)")],
)
def test_too_few_weeks_on_a_side(split, sentence):
    with pytest.raises(TooFew, match=sentence):
        ratio_change(BEFORE + AFTER, [1] * 12, split)


def test_a_change_before_the_first_week_has_no_before():
    with pytest.raises(TooFew, match=r"Semaines avant le changement : 0 lu\(s\)"):
        ratio_change(BEFORE, [1] * 8, -3)


def test_counts_above_their_total_are_refused():
    with pytest.raises(BadSeries, match="Semaines comparées : dénominateurs positifs et effectifs entre 0 et le total"):
        ratio_change([3] * 9, [2] * 9, 6, counted=True)


def test_weeks_that_resemble_each_other_are_worth_fewer():
    # Residuals +1 +1 −1 −1 … in each side: twelve weeks, eleven products: six pairs alike, five unlike: (6 − 5)/12.
    # Freed of bias + 2/12, caution + 0.5/√12: 0.083333 + 0.166667 + 0.144338 = 0.394338; φ × 1.394338/0.605662.
    euros = [11, 11, 9, 9, 11, 11, 9, 9, 11, 11, 9, 9]
    alone, alike = (ratio_change(euros, [1] * 12, 8, independent=one) for one in (True, False))
    assert alone.phi == pytest.approx(12 / 10)
    assert alike.phi == pytest.approx(1.2 * 1.394338 / 0.605662, rel=1e-5)
    assert alike.p_value >= alone.p_value
