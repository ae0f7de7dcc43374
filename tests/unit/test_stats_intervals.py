"""Wilson, Newcombe, Byar and the bootstrap against printed results and hand arithmetic."""

import tomllib
from pathlib import Path

import pytest

from levier.stats import BadSeries, TooFew, byar, dispersion, newcombe, ratio_bootstrap, wilson
from levier.stats.bootstrap import quantile
from levier.stats.checks import normal_quantile

GOLDEN = tomllib.loads((Path(__file__).parents[1] / "golden" / "stats_intervals.toml").read_text("utf-8"))


@pytest.mark.parametrize(("count", "total", "low", "high"), GOLDEN["wilson"][0]["rows"])
def test_wilson_gives_the_limits_that_newcombe_printed(count, total, low, high):
    limits = wilson(count, total)
    assert (round(limits.low, 4), round(limits.high, 4)) == (low, high)
    assert (limits.method, limits.level) == ("Wilson", 0.95)


@pytest.mark.parametrize(("count", "total", "other", "lines", "low", "high"), GOLDEN["newcombe"][0]["rows"])
def test_newcombe_gives_the_limits_that_newcombe_printed(count, total, other, lines, low, high):
    limits = newcombe(count, total, other, lines)
    assert (round(limits.low, 4), round(limits.high, 4)) == (low, high)
    assert limits.method == "Newcombe 10"


@pytest.mark.parametrize(("level", "low", "high"), GOLDEN["poisson"][0]["rows"])
def test_byar_lies_within_two_per_thousand_of_the_printed_exact_limits(level, low, high):
    limits = byar(GOLDEN["poisson"][0]["count"], level)
    assert limits.low == pytest.approx(low, rel=0.002)
    assert limits.high == pytest.approx(high, rel=0.002)


def test_byar_of_nothing_starts_at_zero():
    # By hand: 1 × (1 − 1/9 + 1.959964/3)³ = (0.888889 + 0.653321)³ = 1.542210³ = 3.66803
    limits = byar(0)
    assert limits.low == 0
    assert limits.high == pytest.approx(3.66803, abs=1e-4)


def test_byar_refuses_a_negative_count():
    with pytest.raises(BadSeries, match=r"Effectif -1 lu ; attendu : un nombre positif ou nul\."):
        byar(-1)


def test_a_dispersion_of_four_counts_a_quarter_of_the_lines():
    widened, quarter = wilson(40, 100, phi=4), wilson(10, 25)
    assert (widened.low, widened.high) == (quarter.low, quarter.high)
    assert widened.method == "Wilson, φ = 4.00"


@pytest.mark.parametrize(("count", "total"), [(1, 0), (-1, 10), (11, 10)])
def test_a_proportion_that_cannot_be_is_refused(count, total):
    with pytest.raises(BadSeries, match=rf"Proportion {count} sur {total} : attendu un total positif"):
        wilson(count, total)


def test_a_dispersion_under_one_is_refused():
    with pytest.raises(BadSeries, match=r"Sur-dispersion 0\.5 lue ; attendu : 1 ou plus\."):
        wilson(1, 10, phi=0.5)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_is_a_fraction(level):
    with pytest.raises(BadSeries, match=rf"Niveau de confiance {level} : attendu entre 0 et 1, par exemple 0,95\."):
        wilson(1, 10, level)


def test_the_normal_quantile_is_that_of_the_tables():
    assert normal_quantile(0.95) == pytest.approx(1.959964, abs=1e-6)
    assert normal_quantile(0.998) == pytest.approx(3.090232, abs=1e-6)


def test_dispersion_by_hand():
    # Mean 20/100 = 0.2. Each week is 10 lines away from 20 among 100: 100/(100 × 0.16) = 6.25; 4 × 6.25 ÷ 3.
    assert dispersion([10, 30, 10, 30, None], [100, 100, 100, 100, 50]) == pytest.approx(25 / 3)


def test_dispersion_is_never_under_one():
    assert dispersion([10, 10, 10], [100, 100, 100]) == 1
    assert dispersion([0, 0, 0], [100, 100, 100]) == 1
    assert dispersion([5, 5], [5, 5]) == 1


def test_dispersion_needs_two_weeks():
    with pytest.raises(TooFew, match=r"Semaines pour la sur-dispersion : 1 lu\(s\), au moins 2 attendu\(s\)"):
        dispersion([1, None], [10, 10])


EUROS = [1200, 1500, 900, 1300, 1250, 1420, 990, 1330, 1280, 1100]
HOURS = [10, 12, 8, 11, 10, 12, 9, 11, 10, 9]


def test_the_bootstrap_is_the_same_each_time():
    assert ratio_bootstrap(EUROS, HOURS, seed=4) == ratio_bootstrap(EUROS, HOURS, seed=4)
    assert ratio_bootstrap(EUROS, HOURS, seed=4) != ratio_bootstrap(EUROS, HOURS, seed=5)


def test_the_bootstrap_holds_the_ratio_of_sums():
    limits = ratio_bootstrap(EUROS, HOURS)
    assert limits.value == sum(EUROS) / sum(HOURS)
    assert limits.low < limits.value < limits.high
    assert limits.method == "bootstrap par semaine (blocs de 1, 2000 tirages, graine 1)"


def test_weeks_all_alike_leave_no_doubt():
    limits = ratio_bootstrap([50] * 12, [2] * 12, block=5)
    assert (limits.low, limits.value, limits.high) == (25, 25, 25)


def test_the_bootstrap_comes_near_the_delta_method():
    # By hand: ratio r = 12 270/102; residuals e = euros − r·hours; variance of r = n/(n − 1) Σe² ÷ (Σhours)²;
    # Student's quantile with 9 degrees of freedom 2.262157.
    ratio = sum(EUROS) / sum(HOURS)
    squares = sum((euros - ratio * hours) ** 2 for euros, hours in zip(EUROS, HOURS, strict=True))
    reach = 2.262157 * (10 / 9 * squares) ** 0.5 / sum(HOURS)
    limits = ratio_bootstrap(EUROS, HOURS, draws=4000)
    assert limits.high - limits.low == pytest.approx(2 * reach, rel=0.12)


def test_unknown_weeks_are_left_out():
    assert ratio_bootstrap([*EUROS, None, 5], [*HOURS, 3, None]) == ratio_bootstrap(EUROS, HOURS)


def test_the_bootstrap_refuses_seven_weeks():
    with pytest.raises(TooFew, match=r"Semaines du rapport de sommes : 7 lu\(s\), au moins 8 attendu\(s\)") as error:
        ratio_bootstrap([1] * 7, [1] * 7)
    assert (error.value.found, error.value.needed) == (7, 8)


def test_the_bootstrap_refuses_hours_all_zero_or_negative():
    for hours in ([0] * 8, [-1] * 8):
        with pytest.raises(BadSeries, match="dénominateurs positifs attendus, non tous nuls"):
            ratio_bootstrap([1] * 8, hours)


def test_the_bootstrap_refuses_a_block_longer_than_the_series():
    with pytest.raises(BadSeries, match=r"Bloc de 11 semaines : attendu entre 1 et 10\."):
        ratio_bootstrap(EUROS, HOURS, block=11)


def test_lengths_must_agree():
    with pytest.raises(BadSeries, match="2 valeurs d'un côté, 1 de l'autre ; attendu : autant des deux"):
        ratio_bootstrap([1, 2], [1])


def test_quantile_of_one_value_is_that_value():
    assert quantile([3.0], 0.9) == 3
    assert quantile([0.0, 1.0], 1) == 1
