"""The effect of an action on series worked out by hand, its refusals and its sentences."""

from dataclasses import replace
from datetime import date

import pytest

from levier.catalogue.indicators import indicator
from levier.outlook.activations import parse_day, read_actions
from levier.outlook.counterfactual import SIMPLE, estimate, sides, simple
from levier.outlook.effect import Action, Group, effect, group_of
from levier.outlook.effect_words import sentence
from levier.outlook.history import History
from levier.outlook.words import THIN
from levier.periods import periods_between, to_day
from levier.problems import NothingUsable, WrongCommand
from levier.readings.points import LEVEL, PROPORTION, RATIO, Point, Series

AS_OF = to_day(date(2025, 12, 31))
SINCE = to_day(date(2025, 1, 1))
MONTHS = list(periods_between(to_day(date(2024, 1, 1)), AS_OF, "month"))


def _series(values, kind=RATIO, under=100.0, name="purchases_to_revenue"):
    points = tuple(
        Point(month, None if one is None else one * under, under, one)
        for month, one in zip(MONTHS, values, strict=False)
    )
    return Series("A", name, kind, points)


def _history(series, worth=None, why="", counter=None, name="purchases_to_revenue", small=False):
    about = indicator(name)
    other = indicator(about.counter_indicator) if about.counter_indicator and counter else None
    return History("A", about, series, counter, other, worth, why, "", small, MONTHS[len(series.points) - 1].last)


def _effect(series, since=SINCE, worth=None, name="purchases_to_revenue", **more):
    return effect("A", Action(name, since), _history(series, worth, name=name), AS_OF, **more)


def test_same_months_are_the_expected_and_drift_makes_the_range():
    """100 in 2024, 80 in 2025: −20, give or take 2.20 (Student, 11 degrees) × 10 % of 100."""
    found = simple(LEVEL, *sides(_series([100.0] * 12 + [80.0] * 12), SINCE))
    assert (found.before, found.after, found.expected, found.net) == (100, 80, 100, -20)
    low, high = found.limits()
    assert low == pytest.approx(-20 - 22.01, abs=0.3)
    assert high == pytest.approx(-20 + 22.01, abs=0.3)


def test_the_season_of_the_months_judged_is_taken_off():
    """Summer is 140, the rest 100; July to December after an action on 1 July 2025 against the same months of 2024."""
    year = [100.0] * 6 + [140.0] * 2 + [100.0] * 4
    found = simple(LEVEL, *sides(_series(year * 2), to_day(date(2025, 7, 1))))
    assert found.before == pytest.approx((10 * 100 + 2 * 140) / 12)
    assert found.expected == pytest.approx((4 * 100 + 2 * 140) / 6)
    assert found.net == 0


def test_the_month_of_the_action_is_in_neither_side():
    before, after = sides(_series([1.0] * 24), to_day(date(2025, 1, 10)))
    assert (len(before), len(after)) == (12, 11)


def test_an_interrupted_series_finds_a_clean_step():
    """15 % of 20,000 for a year, 10 % from the action: 5 points off, and 0 left out."""
    values = [0.15, 0.151, 0.149] * 4 + [0.10, 0.101, 0.099] * 4
    found = _effect(_series(values, PROPORTION, 20_000, "no_show_rate"), name="no_show_rate")
    assert found.estimate.net == pytest.approx(-0.05, abs=0.01)
    assert "quasi-binomiale" in found.estimate.method
    assert (found.outcome, found.sense) == ("real", "better")
    assert found.words == "amélioration avérée"
    assert "comparaison, pas conclusion" in " ".join(found.notes)


def test_a_level_is_compared_with_the_same_months_and_says_so():
    found = _effect(_series([100.0] * 12 + [101.0] * 12, LEVEL))
    assert found.estimate.kind == SIMPLE
    assert (found.outcome, found.words) == ("usual", "variation habituelle")
    assert (
        found.estimate.method == "mêmes mois de l'année d'avant, dérive possible de 10 % par an (hypothèse de l'outil)"
    )


def test_euros_are_the_net_effect_on_the_volume_of_a_month():
    """Purchases from 20 % to 10 % of 50,000 € a month: 5,000 € a month spared (each point of ratio is a cost)."""
    found = _effect(_series([0.20] * 12 + [0.10] * 12, RATIO, 50_000), worth=-1.0)
    assert found.euros is not None
    assert found.euros[0] == pytest.approx(5000, rel=0.02)
    assert found.euros[1] <= found.euros[0] <= found.euros[2]
    assert "En euros : +5" in sentence(found).replace(THIN, "")


def test_too_few_months_after_says_when():
    found = _effect(_series([0.2] * 16))
    assert (found.outcome, found.words) == ("early", "trop tôt pour conclure")
    assert found.known_on == to_day(date(2025, 6, 30))
    assert sentence(found) == (
        "Achats, rapportés aux recettes d'activité (depuis le 1er janvier 2025) : trop tôt pour conclure, 4 mois connus après "
        "l'action, il en faut 6. Réponse à partir du 30 juin 2025."
    )


def test_too_few_months_before_says_that_waiting_is_not_enough():
    found = _effect(_series([0.2] * 24), to_day(date(2024, 10, 1)))
    assert found.known_on is None
    assert "9 mois connus avant l'action, il en faut 12 : fournissez les fichiers des mois d'avant" in sentence(found)


def test_holes_do_not_count_as_months():
    found = _effect(_series([0.2] * 6 + [None] * 6 + [0.2] * 12))
    assert found.missing.startswith("6 mois connus avant l'action")


def test_all_zeros_are_compared_without_a_ratio():
    found = _effect(_series([0.0] * 24, PROPORTION, 1000, "no_show_rate"), name="no_show_rate")
    assert (found.outcome, found.estimate.net) == ("usual", 0)


def test_an_action_in_the_future_is_refused():
    found = _effect(_series([0.2] * 24), to_day(date(2026, 3, 1)))
    assert found.outcome == "refused"
    assert sentence(found).endswith("l'action est dans le futur (1er mars 2026). → Revenez six mois après son début.")


def test_no_data_is_said():
    found = effect("A", Action("no_show_rate", SINCE), None, AS_OF)
    assert sentence(found).endswith("donnée non fournie, rien à comparer.")


def test_two_actions_on_one_indicator_are_not_separated():
    mine, other = Action("purchases_to_revenue", SINCE, 9), Action("purchases_to_revenue", to_day(date(2025, 3, 1)), 5)
    found = effect("A", mine, _history(_series([0.2] * 24)), AS_OF, others=[mine, other])
    assert found.notes[0] == (
        "autre action sur le même indicateur (levier 5, 1er mars 2025) : l'effet constaté est celui de toutes, il ne se sépare pas"
    )


def test_the_worst_of_a_group_was_expected_to_come_back():
    """A noisy centre at 30 % among a group at 20 %: half of its distance was chance (reliability ½)."""
    values = [0.2, 0.4] * 6 + [0.30] * 12
    plain = _effect(_series(values, LEVEL))
    # Standard error of the twelve months: 0.1 × √(12/11) ÷ √12 = 0.0302; true levels as spread: reliability ½.
    grouped = _effect(_series(values, LEVEL), group=Group(0.20, 0.1 / 11**0.5, 8))
    assert grouped.regression == pytest.approx(-0.05)
    assert grouped.estimate.net == pytest.approx(plain.estimate.net + 0.05)
    assert "retour attendu vers la moyenne de 8 centres" in " ".join(grouped.notes)


def test_four_centres_are_no_group():
    assert group_of([(_history(_series([0.2] * 24)), SINCE)] * 4) is None
    group = group_of([(_history(_series([share] * 24)), SINCE) for share in (0.1, 0.2, 0.3, 0.2, 0.2)])
    assert (group.mean, group.number) == (pytest.approx(0.2), 5)
    assert group.between == pytest.approx(0.005**0.5)


def test_a_counter_indicator_that_worsened_is_in_the_sentence():
    name = "no_show_rate"
    counter = _series([0.30, 0.31, 0.29] * 4 + [0.15, 0.16, 0.14] * 4, PROPORTION, 2000, "c2s_ame_share")
    series = _series([0.15, 0.16, 0.14] * 4 + [0.10, 0.11, 0.09] * 4, PROPORTION, 1000, name)
    about = replace(indicator("c2s_ame_share"), direction="hausse")
    history = replace(_history(series, name=name), counter=counter, counter_about=about)
    found = effect("A", Action(name, SINCE), history, AS_OF)
    assert f"Dans le même temps, {about.label} s'est" in sentence(found)


def test_json_carries_the_sentence_and_the_range():
    shown = _effect(_series([0.20, 0.21] * 6 + [0.10, 0.11] * 6, RATIO, 50_000), worth=-1.0).as_json()
    assert shown["net_effect"]["low"] <= shown["net_effect"]["value"] <= shown["net_effect"]["high"]
    assert shown["since"] == "2025-01-01"
    assert shown["reading"] in shown["sentence"]


def test_activations_are_read_as_the_region_writes_them(tmp_path):
    path = tmp_path / "leviers.csv"
    path.write_text(
        "# fictif\ncentre;levier;retenu;active_le;indicateur\nA01;1;oui;31/10/2024;no_show_rate\nA01;4;oui;;imaging_revenue_per_hour\n",
        encoding="utf-8-sig",
    )
    assert read_actions(path) == [Action("no_show_rate", to_day(date(2024, 10, 31)), 1, "A01")]


def test_a_wrong_activation_says_its_line(tmp_path):
    path = tmp_path / "leviers.csv"
    path.write_text("centre;active_le;indicateur\nA01;31/02/2025;no_show_rate\n", encoding="utf-8")
    with pytest.raises(WrongCommand, match=r"leviers.csv, ligne 2 : « 31/02/2025 » n'est pas une date"):
        read_actions(path)
    path.write_text("centre;indicateur\nA01;no_show_rate\n", encoding="utf-8")
    with pytest.raises(NothingUsable, match=r"colonne\(s\) active_le absente"):
        read_actions(path)


def test_days_are_read_both_ways():
    assert parse_day("2025-02-01") == parse_day("01/02/2025") == to_day(date(2025, 2, 1))


def test_estimate_asks_for_its_months():
    assert estimate(_series([100.0] * 9 + [80.0] * 12, LEVEL), to_day(date(2024, 10, 1)), least_before=9).net == -20
