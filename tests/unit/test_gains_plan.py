"""What a person states: hypotheses, targets, commitments, the ramp; and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from levier.gains.hypotheses import default_hypotheses, promise, read_plan, read_ramp, state
from levier.gains.targets import Target, default_target, improves, parse_target
from levier.problems import WrongCommand


def test_defaults_are_those_of_the_parameters() -> None:
    known = default_hypotheses()
    assert known["no_show.part_reprise"].value == Fraction(56, 100)
    assert (known["no_show.part_reprise"].low, known["no_show.part_reprise"].high) == (Fraction(2, 5), Fraction(18, 25))
    assert known["coordination_option.montant_unitaire"].value is None
    assert "hypothèse de l'outil" in known["no_show.cout_rappel"].sentence()
    assert "0,08 €" in known["no_show.cout_rappel"].sentence()


def test_a_file_states_hypotheses_targets_commitments_and_ramp() -> None:
    plan = read_plan(
        """rampe = [20, 60, 100]
[no_show]
part_reprise = 60
cout_rappel = { valeur = 0.10, bas = 0.08, haut = 0.12, source = "marché SMS" }
[objectifs]
no_show_rate = 8
room_occupancy_rate = "+10"
[engagements]
no_show = 20000
"""
    )
    assert plan.hypotheses["no_show.part_reprise"].value == Fraction(3, 5)
    assert plan.hypotheses["no_show.part_reprise"].low is None
    reminder = plan.hypotheses["no_show.cout_rappel"]
    assert (reminder.value, reminder.low, reminder.high) == (Fraction(1, 10), Fraction(8, 100), Fraction(12, 100))
    assert reminder.sentence().endswith("choix du centre : marché SMS")
    assert plan.targets["no_show_rate"].at(Fraction(1, 5)) == Fraction(8, 100)
    assert plan.targets["room_occupancy_rate"].at(Fraction(1, 2)) == Fraction(6, 10)
    assert plan.commitments == {"no_show": 20_000}
    assert plan.ramp == (Fraction(1, 5), Fraction(3, 5), 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[no_show", "hypotheses.toml illisible"),
        (
            "[no_show]\npart_repris = 1",
            "hypothèse inconnue « no_show.part_repris ». Vouliez-vous dire « no_show.part_reprise »",
        ),
        ("[no_show]\npart_reprise = 140", "« 140 » lu ; attendu : entre 0 et 100 %"),
        ("[no_show]\ncout_rappel = -1", "« -1 » lu ; attendu : 0 ou plus \\(€\\)"),
        ('[no_show]\npart_reprise = "beaucoup"', "« beaucoup » lu ; attendu : un nombre"),
        ("[no_show]\npart_reprise = { bas = 1 }", "clé «  » lue ; attendu : valeur, bas, haut, source"),
        ("rampes = 3", "clé inconnue « rampes ». Vouliez-vous dire « rampe »"),
        ("[engagements]\nno_show = -5", "« -5 » lu ; attendu : des euros par an, 0 ou plus"),
        (
            "[objectifs]\nno_show_rat = 5",
            "aucun objectif ne se donne sur « no_show_rat ». Vouliez-vous dire « no_show_rate »",
        ),
    ],
)
def test_a_wrong_file_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(WrongCommand, match=sentence):
        read_plan(text)


def test_a_lever_may_be_named_by_its_number() -> None:
    known = state(default_hypotheses(), "1.part_reprise", "70", "--set-hypothesis")
    assert known["no_show.part_reprise"].value == Fraction(7, 10)
    assert promise("5=1500,50", "--commitment") == ("dental", Fraction("1500.5"))


@pytest.mark.parametrize("given", ["30,70", "30,70,100,100", "70,30,100", "30,70,120", "-5,70,100"])
def test_a_ramp_that_is_no_ramp_is_refused(given: str) -> None:
    with pytest.raises(WrongCommand, match=f"--ramp « {given} » : attendu trois pourcentages"):
        read_ramp(given, "--ramp")


def test_a_ramp_that_ends_early_is_accepted() -> None:
    assert read_ramp([30, 50, 80], "x") == (Fraction(3, 10), Fraction(1, 2), Fraction(4, 5))


@pytest.mark.parametrize(
    ("indicator", "text", "today", "aimed"),
    [
        ("no_show_rate", "8", "0.2", "0.08"),
        ("no_show_rate", "8,5 %", "0.2", "0.085"),
        ("patient_bad_debt_rate", "0,5%", "0.02", "0.005"),
        ("no_show_rate", "-3", "0.2", "0.17"),
        ("cost_per_invoice", "-30%", "4", "2.8"),
        ("cost_per_invoice", "2,5", "4", "2.5"),
        ("coordination_option_members", "+300", "1200", "1500"),
    ],
)
def test_a_target_is_read_as_people_write_it(indicator: str, text: str, today: str, aimed: str) -> None:
    assert parse_target(indicator, text, "--target").at(Fraction(today)) == Fraction(aimed)


def test_a_bare_fraction_of_a_rate_is_asked_again() -> None:
    with pytest.raises(WrongCommand, match="« 0,08 » lu ; attendu : un pourcentage, écrit 8 ou 0,5%"):
        parse_target("no_show_rate", "0,08", "--target")


def test_an_unreadable_target_is_refused() -> None:
    with pytest.raises(WrongCommand, match="« moins » lu ; attendu : 8, 8%, \\+5, -30%, p25 ou rapport"):
        parse_target("no_show_rate", "moins", "--target")


def test_revenue_per_dental_hour_takes_no_target() -> None:
    with pytest.raises(WrongCommand, match="aucun objectif ne se donne sur « dental_revenue_per_hour »"):
        parse_target("dental_revenue_per_hour", "200", "--target")


def test_the_report_is_a_target() -> None:
    assert parse_target("no_show_rate", "rapport", "--target").number == Fraction(1, 10)
    assert default_target("purchases_to_revenue") is None


def test_a_step_stops_at_its_limit() -> None:
    step = Target("room_occupancy_rate", "step", Fraction(5, 100), limit=Fraction(80, 100))
    assert step.at(Fraction(60, 100)) == Fraction(65, 100)
    assert step.at(Fraction(78, 100)) == Fraction(80, 100)
    assert step.at(Fraction(90, 100)) == Fraction(80, 100)


def test_better_depends_on_the_indicator() -> None:
    assert improves("no_show_rate", 0.2, 0.1)
    assert not improves("no_show_rate", 0.1, 0.1)
    assert improves("room_occupancy_rate", 0.5, 0.6)
