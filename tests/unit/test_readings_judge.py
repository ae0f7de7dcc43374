"""Judgements of series written by hand: what is asked for before a change is called real."""

from __future__ import annotations

import pytest
from readings_series import from_days, from_months, missed, second_half_of_2025

from levier.periods import parse_period, to_date
from levier.readings import Peers, Plan, TooEarly, judge, make_plan
from levier.readings.difference import correlation, memory
from levier.readings.mix import standardised
from levier.readings.points import LEVEL, PROPORTION, RATIO, TOTAL, Series
from levier.readings.words import how
from levier.stats import BadSeries


def plan_of(series: Series, since: str | None = None) -> Plan:
    plan = make_plan(series.points, None if since is None else parse_period(since).first)
    assert isinstance(plan, Plan)
    return plan


def outcome(series: Series) -> tuple[str, bool]:
    found = judge(series, plan_of(series))
    return found.outcome, found.rising


def days(first: str, last: str) -> tuple[int, int]:
    return parse_period(first).first, parse_period(last).last


def test_twice_as_many_missed_appointments_are_a_real_change() -> None:
    found = judge(series := missed(2, 4), plan_of(series))
    assert (found.outcome, found.rising) == ("real", True)
    assert (found.difference.baseline, found.difference.recent) == (0.1, 0.2)
    assert found.difference.value == pytest.approx(0.1)


def test_nothing_changed_is_usual_and_the_difference_is_nothing() -> None:
    found = judge(series := missed(2, 2), plan_of(series))
    assert (found.outcome, found.difference.value, found.difference.p_value) == ("usual", 0, 1)


def test_a_series_of_zeros_is_usual() -> None:
    assert outcome(missed(0, 0)) == ("usual", False)
    assert outcome(from_days(TOTAL, lambda _day: (0, 1))) == ("usual", False)
    assert outcome(from_months(LEVEL, [0.0] * 24)) == ("usual", False)


def test_a_season_that_returns_is_no_change() -> None:
    def winter(day: int) -> tuple[int, int]:
        return (4 if to_date(day).month in (10, 11, 12) else 1, 20)

    series = from_days(PROPORTION, winter)
    found = judge(series, plan_of(series))
    assert found.difference.value > 0
    assert not found.agrees
    assert found.outcome == "usual"


def test_amounts_are_compared_with_the_same_weeks_so_august_is_compared_with_august() -> None:
    def billed(day: int) -> tuple[float, float]:
        return (500.0 if to_date(day).month == 8 else 1000.0) + (day % 7), 1.0

    found = judge(series := from_days(TOTAL, billed), plan_of(series))
    assert found.difference.against == "same"
    assert abs(found.difference.value) < 5
    assert found.outcome == "usual"


def test_an_amount_that_rises_by_a_fifth_is_a_real_change() -> None:
    def billed(day: int) -> tuple[float, float]:
        return (1200.0 if second_half_of_2025(day) else 1000.0) + 40 * (day % 3 - 1), 1.0

    assert outcome(from_days(TOTAL, billed)) == ("real", True)


def test_a_state_that_steps_is_real_though_it_never_varied() -> None:
    series = from_months(LEVEL, [2.0] * 17 + [1.5] * 7)
    found = judge(series, plan_of(series))
    assert (found.outcome, found.rising, found.difference.value) == ("real", False, -0.5)


def test_one_bad_month_is_not_a_real_change() -> None:
    months: list[tuple[float, float] | float | None] = [(10, 100), (12, 100)] * 11 + [(11, 100), (25, 100)]
    series = from_months(PROPORTION, months)
    assert judge(series, plan_of(series)).outcome != "real"


def test_an_interval_alone_is_not_enough_without_a_signal_of_the_chart() -> None:
    """Two levels far apart, but the chart's limits, made by a baseline that swings, hold every new month."""
    months: list[tuple[float, float] | float | None] = [5.0, 15.0] * 6 + [10.0] * 12
    series = from_months(LEVEL, months)
    found = judge(series, plan_of(series))
    assert found.signals == ()
    assert found.outcome == "usual"


def test_too_large_a_part_from_the_mix_leaves_no_real_change() -> None:
    series = missed(2, 4)
    assert judge(series, plan_of(series), mix=0.09).outcome == "usual"
    assert judge(series, plan_of(series), mix=0.01).outcome == "real"


def test_the_expected_return_to_the_mean_of_the_group_is_taken_off() -> None:
    """All centres alike (no lasting difference): the whole distance to the mean is expected to vanish."""
    series = missed(4, 3)
    alone = judge(series, plan_of(series))
    among = judge(series, plan_of(series), peers=Peers(mean=0.15, between=0.0, number=20))
    assert alone.outcome == "real"
    assert among.expected_regression == pytest.approx(-0.05)
    assert among.difference.value == pytest.approx(0)
    assert among.outcome == "usual"


def test_lasting_differences_between_centres_leave_little_to_expect() -> None:
    series = missed(4, 2)
    among = judge(series, plan_of(series), peers=Peers(mean=0.15, between=0.5, number=20))
    assert abs(among.expected_regression) < 0.001
    assert among.outcome == "real"


def test_a_group_of_fewer_than_five_centres_is_refused() -> None:
    with pytest.raises(BadSeries, match=r"Groupe de 4 centre\(s\) : au moins 5 attendus"):
        Peers(mean=0.1, between=0.1, number=4)


def test_ratios_of_months_only_are_judged_on_months() -> None:
    series = from_months(RATIO, [(100.0 + rank % 3, 10.0) for rank in range(17)] + [(150.0, 10.0)] * 7)
    found = judge(series, plan_of(series))
    assert found.outcome == "real"
    assert found.difference.method == "Student sur les mois"


def test_the_frozen_year_is_the_last_one_with_six_months_after_it() -> None:
    plan = plan_of(missed(2, 2))
    assert (plan.baseline, plan.recent) == (days("2024-01", "2024-12"), days("2025-07", "2025-12"))


def test_the_frozen_year_stays_until_june() -> None:
    until_may = from_months(LEVEL, [1.0] * 29)
    until_june = from_months(LEVEL, [1.0] * 30)
    assert plan_of(until_may).baseline == days("2024-01", "2024-12")
    assert plan_of(until_june).baseline == days("2025-01", "2025-12")


def test_a_young_centre_takes_its_first_twelve_months() -> None:
    plan = plan_of(from_months(LEVEL, [1.0] * 16, first="2024-06"))
    assert (plan.baseline, plan.recent) == (days("2024-06", "2025-05"), days("2025-06", "2025-09"))


def test_a_dated_change_places_the_baseline_just_before_it() -> None:
    plan = plan_of(from_months(LEVEL, [1.0] * 24), since="2025-03")
    assert (plan.baseline, plan.recent) == (days("2024-03", "2025-02"), days("2025-07", "2025-12"))


def test_unknown_months_before_a_dated_change_are_made_up_for_by_earlier_ones() -> None:
    values: list[tuple[float, float] | float | None] = [1.0] * 24
    values[10] = values[11] = None
    plan = plan_of(from_months(LEVEL, values), since="2025-08")
    assert plan.baseline == days("2024-06", "2025-07")


@pytest.mark.parametrize(
    ("known", "missing", "date"),
    [
        (3, "3 mois connus, il en faut 15 (12 de base et 3 nouveaux)", "2025-03-31"),
        (14, "2 mois connus après la base, il en faut 3", "2025-03-31"),
    ],
)
def test_too_early_says_what_is_missing_and_when_it_will_be_known(known: int, missing: str, date: str) -> None:
    plan = make_plan(from_months(LEVEL, [1.0] * known).points)
    assert isinstance(plan, TooEarly)
    assert plan.missing == missing
    assert plan.known_on is not None
    assert to_date(plan.known_on).isoformat() == date


def test_waiting_does_not_bring_back_the_months_before_a_change() -> None:
    plan = make_plan(from_months(LEVEL, [1.0] * 24).points, parse_period("2024-06").first)
    assert plan == TooEarly(
        "5 mois connus avant le 01/06/2024, il en faut 12 : les mois d'avant ne viendront qu'avec leurs fichiers", None
    )


def test_a_baseline_with_too_many_holes_is_refused() -> None:
    values: list[tuple[float, float] | float | None] = [1.0] + [None] * 4 + [1.0] * 19
    plan = make_plan(from_months(LEVEL, values).points)
    assert isinstance(plan, TooEarly)
    assert plan.missing == "8 mois connus sur les 12 de la base (au moins 10 attendus) : complétez les mois absents"


def test_a_hole_in_the_middle_is_neither_filled_nor_counted() -> None:
    values: list[tuple[float, float] | float | None] = [(10, 100)] * 24
    values[5] = None
    values[20] = None
    series = from_months(PROPORTION, values)
    plan = plan_of(series)
    assert (len(series.between(*plan.baseline)), len(series.between(*plan.recent))) == (11, 5)
    assert judge(series, plan).difference.recent == 0.1


def test_specialties_worked_by_hand() -> None:
    """Before: a 30 of 100, b 30 of 300; now a 90 of 300, b 10 of 100. Each keeps its rate: all is mix."""
    mix = standardised({"a": (90, 300), "b": (10, 100)}, {"a": (30, 100), "b": (30, 300)})
    assert mix is not None
    assert mix.raw == pytest.approx(100 / 400 - 60 / 400)
    assert mix.constant == pytest.approx(0)
    assert mix.effect == pytest.approx(0.1)


def test_one_specialty_or_unknown_ones_have_no_mix() -> None:
    assert standardised({"a": (1, 10)}, {"a": (1, 10)}) is None
    assert (
        standardised({"a": (1, 10), "b": (1, 10), None: (1, 90)}, {"a": (1, 10), "b": (1, 10), None: (9, 90)}) is None
    )


def test_memory_worked_by_hand() -> None:
    """1 1 −1 −1 1 1 −1 −1 1 1 −1 −1 has a mean of 0 and, at one place apart, 6 likes and 5 unlikes: 1/12."""
    waves = [1.0, 1.0, -1.0, -1.0] * 3
    assert correlation([waves], 1) == pytest.approx(1 / 12)
    assert correlation([waves], 2) == pytest.approx(-10 / 12)
    assert memory([[1.0, -1.0] * 10], caution=0) == 1


def test_a_steady_drift_is_a_change_not_a_memory() -> None:
    assert memory([[float(week) + 0.1 * (-1) ** week for week in range(52)]], caution=0) == 1


def test_the_season_explains_why_a_rise_is_not_announced() -> None:
    """One missed appointment in twenty, four from October to December: a season, written as such."""
    series = from_days(PROPORTION, lambda day: (4 if to_date(day).month > 9 else 1, 20))
    plan = plan_of(series)
    found = judge(series, plan)
    assert how(series, plan, found, "%").endswith("les mêmes mois de la base ne le confirment pas : effet de saison.")
