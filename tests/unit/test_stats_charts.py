"""Control charts against printed examples, then holes, rebases, flat series and refusals."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from levier.stats import BadSeries, Rebase, TooFew, g_chart, p_chart, p_prime, t_chart, xmr

GOLDEN = tomllib.loads((Path(__file__).parents[1] / "golden" / "stats_charts.toml").read_text("utf-8"))
COSTS, CANS, SCREENED = GOLDEN["costs"], GOLDEN["cans"], GOLDEN["screened"]


def limits(chart, digits, row=0):
    return [round(chart.low[row], digits), round(chart.high[row], digits)]


@pytest.mark.parametrize("screened", [True, False])
def test_xmr_gives_the_limits_of_plotthedots(screened):
    chart = xmr(SCREENED["values"], screened=screened)
    assert limits(chart, 2) == SCREENED["screened" if screened else "not_screened"]
    assert round(chart.center[0], 2) == SCREENED["center"]
    assert (chart.method, chart.level, chart.screened) == ("XmR", "3 sigma", screened)


def test_xmr_gives_the_limits_of_montgomery():
    chart = xmr(COSTS["values"], screened=False)
    assert limits(chart, 2) == COSTS["limits"]
    assert chart.center[0] == COSTS["center"]
    assert round(chart.segments[0].spread, 2) == COSTS["moving_range"]


def test_p_gives_the_limits_of_montgomery():
    chart = p_chart(CANS["counts"], [CANS["total"]] * 30)
    assert sum(CANS["counts"]) == 347
    assert round(chart.center[0], 4) == CANS["center"]
    assert limits(chart, 4) == CANS["limits"]


def test_p_gives_the_revised_limits_of_montgomery():
    kept = [None if row in CANS["outside"] else count for row, count in enumerate(CANS["counts"])]
    chart = p_chart(kept, [CANS["total"]] * 30)
    assert round(chart.center[0], 4) == CANS["revised_center"]
    assert limits(chart, 4) == CANS["revised_limits"]


def test_p_prime_by_hand():
    # Centre 60/400 = 0.15; one sigma √(0.15 × 0.85/100) = 0.035707; z = ∓1.400280; each range 2.800560;
    # σz = 2.800560/1.128 = 2.482766; upper limit 0.15 + 3 × 2.482766 × 0.035707 = 0.415957; lower limit below 0.
    chart = p_prime([10, 20, 10, 20], [100] * 4)
    assert chart.segments[0].spread == pytest.approx(2.482766, abs=1e-6)
    assert chart.high[0] == pytest.approx(0.415957, abs=1e-5)
    assert chart.low[0] == 0
    # Two thirds: 0.15 + 2 × 0.088652 = 0.327304.
    assert chart.high2[0] == pytest.approx(0.327304, abs=1e-5)


def test_p_prime_may_be_kept_from_narrowing():
    counts, totals = [10, 11, 10, 11, 10], [100] * 5
    assert p_prime(counts, totals).high[0] < p_chart(counts, totals).high[0]
    assert p_prime(counts, totals, floor=1).high == p_chart(counts, totals).high


def test_limits_widen_where_totals_are_small():
    chart = p_chart([10, 10, 3], [100, 100, 20])
    assert chart.high[2] > chart.high[0]


def test_an_unknown_point_keeps_its_place_and_makes_no_range():
    # Ranges: |3 − 1| = 2 and |5 − 4| = 1; mean 1.5; centre (1 + 3 + 4 + 5)/4 = 3.25; 3 × 1.5/1.128 = 3.98936.
    chart = xmr([1, 3, None, 4, 5], screened=False)
    assert chart.values == (1, 3, None, 4, 5)
    assert chart.segments[0].spread == 1.5
    assert chart.high[2] == pytest.approx(7.23936, abs=1e-5)


def test_a_month_without_appointments_has_no_limit():
    chart = p_chart([10, 0, 12, 11], [100, 0, 100, 100])
    assert (chart.values[1], chart.high[1]) == (None, None)
    assert chart.segments[0].baseline == 3


def test_a_baseline_freezes_the_limits():
    chart = xmr([1, 2, 1, 2, 100, 100], baseline=4)
    assert chart.center == (1.5,) * 6
    assert chart.segments[0].baseline == 4
    assert not chart.segments[0].firm


def test_twelve_points_make_firm_limits():
    assert xmr([1, 2] * 6).segments[0].firm
    assert not xmr([1, 2] * 5).segments[0].firm


SMS = Rebase(6, date(2025, 4, 1), "rappel par SMS activé")


def test_a_rebase_starts_limits_anew_with_its_reason():
    chart = xmr([1, 2, 1, 2, 1, 2, 11, 12, 11, 12], rebases=[SMS])
    assert chart.center == (1.5,) * 6 + (11.5,) * 4
    first, second = chart.segments
    assert (first.first, first.last, first.rebase) == (0, 5, None)
    assert (second.first, second.last, second.rebase) == (6, 9, SMS)


def test_two_points_after_a_rebase_have_no_limits_yet():
    chart = xmr([1, 2, 1, 2, 1, 2, 11, 12], rebases=[SMS])
    assert chart.high[6:] == (None, None)
    assert chart.segments[1].center is None


@pytest.mark.parametrize(
    ("rebase", "sentence"),
    [
        (Rebase(6, date(2025, 4, 1), "  "), "Nouvelle base le 2025-04-01 sans motif ; attendu : la raison datée"),
        (Rebase(0, date(2025, 4, 1), "x"), r"Nouvelle base au point 1 ; attendu : après le point 1 .*\(8 points\)"),
        (Rebase(8, date(2025, 4, 1), "x"), "Nouvelle base au point 9"),
    ],
)
def test_a_rebase_needs_a_reason_and_a_place(rebase, sentence):
    with pytest.raises(BadSeries, match=sentence):
        xmr([1, 2, 1, 2, 1, 2, 1, 2], rebases=[rebase])


def test_a_flat_baseline_has_no_limits():
    assert xmr([0] * 12).high == (None,) * 12
    assert p_chart([0] * 4, [10] * 4).high == (None,) * 4
    assert p_prime([0] * 4, [10] * 4).high == (None,) * 4
    assert p_prime([1] * 4, [10] * 4).high == (None,) * 4
    assert g_chart([0, 0, 0]).high == (None,) * 3


def test_every_other_point_known_has_no_limits():
    assert xmr([1, None, 2, None, 3]).high == (None,) * 5
    assert p_prime([1, None, 2, None, 3], [10] * 5).high == (None,) * 5
    assert t_chart([1, None, 2, None, 3]).high == (None,) * 5


def test_two_points_are_too_few():
    with pytest.raises(TooFew, match=r"Points de la carte de contrôle : 2 lu\(s\), au moins 3 attendu\(s\)"):
        xmr([1, None, 2])


def test_a_baseline_of_two_is_refused():
    with pytest.raises(BadSeries, match="Base de 2 points lue ; attendu : au moins 3, et 12 si possible"):
        xmr([1, 2, 3], baseline=2)


def test_a_value_that_is_not_a_number_is_refused():
    with pytest.raises(BadSeries, match="Série, point 2 : « nan » lu ; attendu : un nombre, ou rien"):
        xmr([1, float("nan"), 3])


def test_a_count_above_its_total_is_refused():
    with pytest.raises(
        BadSeries, match="Série de proportions, point 2 : 11 sur 10 lus ; attendu : entre 0 et le total"
    ):
        p_chart([1, 11, 3], [10, 10, 10])


def test_g_by_hand():
    # Mean 50/5 = 10; σ = √(10 × 11) = 10.488088; upper 10 + 31.464265 = 41.464265; lower below 0; median 8.
    chart = g_chart([8, 2, 20, 5, 15])
    assert chart.high[0] == pytest.approx(41.464265, abs=1e-6)
    assert (chart.low[0], chart.center[0], chart.symmetric) == (0, 8, False)


def test_g_refuses_a_negative_number():
    with pytest.raises(BadSeries, match="Intervalle 2 entre deux événements : -1 lu ; attendu : 0 ou plus"):
        g_chart([1, -1, 3])


def test_t_by_hand():
    # Raised to 1/3.6 the times are 1 and 2: centre 1.5, ranges 1, limit 1.5 + 3/1.128 = 4.159574, lower below 0.
    chart = t_chart([1, 2**3.6] * 4)
    assert chart.center[0] == pytest.approx(1.5**3.6)
    assert chart.high[0] == pytest.approx(4.159574**3.6, rel=1e-6)
    assert chart.low[0] == 0
    assert chart.values[1] == pytest.approx(2**3.6)
    assert chart.segments[0].center == pytest.approx(1.5**3.6)


def test_t_refuses_two_events_at_once():
    with pytest.raises(BadSeries, match="Intervalle 2 entre deux événements : 0 lu ; attendu : plus de 0"):
        t_chart([1, 0, 3])
