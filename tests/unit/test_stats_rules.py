"""Signals and assurance: which points, which side, across holes and rebases."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from levier.stats import BadSeries, Rebase, TooFew, assurance, g_chart, making_data_count, p_chart, xmr

GOLDEN = tomllib.loads((Path(__file__).parents[1] / "golden" / "stats_charts.toml").read_text("utf-8"))
STABLE = [10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11]


def signals(values, **options):
    """Signals of a series whose first twelve points are the baseline."""
    since = options.pop("since", 0)
    return [
        (one.rule, one.points, one.side) for one in making_data_count(xmr(values, baseline=12, **options), since=since)
    ]


def test_cans_out_of_control_are_those_of_montgomery():
    cans = GOLDEN["cans"]
    found = making_data_count(p_chart(cans["counts"], [cans["total"]] * 30))
    assert [one.points[0] for one in found if one.rule == "outside"] == cans["outside"]


def test_two_far_points_on_opposite_sides_are_common_cause():
    assert making_data_count(xmr(GOLDEN["two_of_three"]["values"])) == ()


def test_a_stable_series_says_nothing():
    assert signals(STABLE) == []


# STABLE: centre 126/12 = 10.5; ranges 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2 = 23/11 = 2.0909; sigma 1.8537;
# limits 4.94 and 16.06; two thirds 6.79 and 14.21.


def test_a_point_outside_is_named_with_its_side():
    assert signals([*STABLE, 17]) == [("outside", (12,), "above")]
    assert signals([*STABLE, 4]) == [("outside", (12,), "below")]


def test_two_of_three_name_the_far_points():
    assert signals([*STABLE, 15, 10, 15]) == [("two_of_three", (12, 14), "above")]
    assert signals([*STABLE, 15, 10, 10, 15]) == []
    assert signals([*STABLE, 15, 6, 10]) == []


def test_three_far_points_are_one_signal():
    assert signals([*STABLE, 6, 6, 6]) == [("two_of_three", (12, 13, 14), "below")]


def test_a_far_point_beyond_the_limit_counts_among_the_three():
    assert signals([*STABLE, 17, 15]) == [("outside", (12,), "above"), ("two_of_three", (12, 13), "above")]


def test_an_unknown_point_breaks_two_of_three():
    assert signals([*STABLE, 15, None, 15]) == []


def test_seven_points_on_one_side_name_the_whole_run():
    # The last point of STABLE, 11, is above 10.5 and belongs to the run.
    assert signals([*STABLE, 11, 12, 11, 12, 11, 12]) == [("shift", tuple(range(11, 18)), "above")]
    assert signals([*STABLE, 11, 12, 11, 12, 11]) == []


def test_a_point_on_the_centre_or_unknown_ends_a_run():
    assert signals([*STABLE, 11, 12, 11, 10.5, 12, 11, 12]) == []
    assert signals([*STABLE, 11, 12, 11, None, 12, 11, 12]) == []


def test_seven_rising_points_are_a_trend():
    # 9.0 follows 11: the rise starts at point 12 and takes six steps.
    assert signals([*STABLE, 9, 9.5, 10, 10.2, 10.6, 11, 11.5]) == [("trend", tuple(range(12, 19)), "above")]
    assert signals([*STABLE, 9, 9.5, 10, 10.2, 10.6, 11]) == []


def test_two_equal_points_end_a_trend():
    assert signals([*STABLE, 9, 9.5, 10, 10, 10.6, 11, 11.5]) == []


def test_a_falling_trend():
    # 11 at point 11 is the top: 11, 10.8, 10.4, 10, 9.8, 9.6, 9.4.
    assert ("trend", tuple(range(11, 18)), "below") in signals([*STABLE, 10.8, 10.4, 10, 9.8, 9.6, 9.4])


def test_only_new_points_are_told():
    values = [*STABLE, 17, 10, 11, 10]
    assert signals(values, since=13) == []
    assert signals(values, since=12) == [("outside", (12,), "above")]


def test_no_rule_looks_across_a_rebase():
    values = [*STABLE, 11, 12, 11, 12, 11, 12]
    lever = Rebase(15, date(2025, 4, 1), "levier activé")
    assert signals(values, rebases=[lever]) == []


def test_a_run_may_be_eight():
    values = [*STABLE, 11, 12, 11, 12, 11, 12]
    assert making_data_count(xmr(values, baseline=12), run=8) == ()


def test_a_flat_baseline_still_shows_a_shift():
    found = making_data_count(xmr([0] * 12 + [1] * 7, baseline=12))
    assert [(one.rule, one.points) for one in found] == [("shift", tuple(range(12, 19)))]


def test_two_of_three_is_not_used_on_a_g_chart():
    # Mean 2; σ = √6 = 2.449; two thirds at 6.90, limit at 9.35: 8 and 8 are far, not outside.
    chart = g_chart([2] * 12 + [8, 8], baseline=12)
    assert {one.rule for one in making_data_count(chart)} <= {"shift", "trend", "outside"}
    assert making_data_count(chart) == ()


def test_a_signal_names_its_method_and_level():
    signal = making_data_count(xmr([*STABLE, 17], baseline=12))[0]
    assert (signal.method, signal.level) == ("Making Data Count", "3 sigma")


@pytest.mark.parametrize(
    ("target", "better", "status"),
    [
        (20, "higher", "never_met"),
        (20, "lower", "always_met"),
        (1, "higher", "always_met"),
        (1, "lower", "never_met"),
        (10, "higher", "sometimes_met"),
        (10, "lower", "sometimes_met"),
    ],
)
def test_assurance_compares_the_target_with_the_limits(target, better, status):
    found = assurance(xmr(STABLE), target, better)
    assert found.status == status
    assert found.firm
    assert (round(found.low, 2), round(found.high, 2)) == (4.94, 16.06)


def test_assurance_takes_the_latest_limits():
    lever = Rebase(12, date(2025, 4, 1), "levier activé")
    chart = xmr([*STABLE, 30, 31, 30, 31], rebases=[lever])
    found = assurance(chart, 20, "higher")
    assert (found.status, found.firm) == ("always_met", False)


def test_assurance_without_limits_is_refused():
    lever = Rebase(12, date(2025, 4, 1), "levier activé")
    with pytest.raises(
        TooFew, match=r"Limites de la dernière période de la carte : 1 lu\(s\), au moins 3 attendu\(s\)"
    ):
        assurance(xmr([*STABLE, 30], rebases=[lever]), 20, "higher")


def test_assurance_asks_for_a_side():
    with pytest.raises(BadSeries, match="Sens « up » lu ; attendu : higher ou lower"):
        assurance(xmr(STABLE), 20, "up")
