"""What is asked of the library in words: periods, day of knowledge, dimensions."""

from __future__ import annotations

from datetime import date

import pytest

from levier.holding import Holding, hold_texts
from levier.measuring import Asked, day_of_knowledge, measure, measure_period
from levier.periods import parse_period, to_day
from levier.problems import WrongCommand


@pytest.fixture
def holding() -> Holding:
    return hold_texts(
        {
            "actes": "date;code;montant\n06/01/2025;G;30,00\n06/03/2025;G;30,00\n06/06/2099;G;30,00\n",
            "forfaits": "au_titre_de;dispositif;montant_recu\n2023;teulade;100\n",
        }
    )


def labels(holding: Holding, **asked: object) -> list[str]:
    about = Asked(names=("activity_revenue",), as_of=date(2025, 4, 30), **asked)  # type: ignore[arg-type]
    return [one.period.label for one in measure(holding, about)]


def test_periods_go_from_the_first_to_the_last_line_known(holding: Holding) -> None:
    # The lump sum speaks of 2023; the act of 2099 is not known yet.
    assert labels(holding, every="year") == ["2023", "2024", "2025"]
    assert labels(holding, every="month")[-1] == "2025-03"
    assert labels(holding, every="quarter", first="2025T1") == ["2025T1"]
    assert labels(holding, every="month", last="2023-02") == ["2023-01", "2023-02"]
    assert labels(holding, every="month", last="2022-02") == []


def test_twelve_months_end_with_the_period_asked_for(holding: Holding) -> None:
    assert labels(holding, every="rolling12", first="2025-02", last="2025-03") == [
        "2024-03..2025-02",
        "2024-04..2025-03",
    ]
    assert labels(holding, every="rolling12", first="2024", last="2024") == ["2024-01..2024-12"]
    # By default they begin with the first line: the first twelve months end in December 2023.
    assert labels(holding, every="rolling12")[0] == "2023-01..2023-12"


def test_the_day_of_knowledge_is_today_unless_said(holding: Holding) -> None:
    assert day_of_knowledge(holding, Asked()) == to_day(date.today())
    assert day_of_knowledge(holding, Asked(as_of=date(2025, 1, 6))) == to_day(date(2025, 1, 6))
    asked = Asked(as_of=date(2025, 1, 5), names=("activity_revenue",))
    (before,) = measure_period(holding, asked, parse_period("2025-01"))
    # Future lines are left out: the file covers none of the days that are known.
    assert (before.value, before.status) == (None, "not_available")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(every="mois"), "attendu : day, week, month"),
        (Asked(by=("servise",)), "Vouliez-vous dire « service » ?"),
        (Asked(by=("site", "site")), "la même dimension deux fois"),
        (Asked(names=("no_show_rat",)), "Vouliez-vous dire « no_show_rate »"),
        (Asked(first="hier"), "Période « hier »"),
        (Asked(first="2025-02", last="2025-01"), "--from 2025-02 vient après --to 2025-01."),
    ],
)
def test_a_word_that_does_not_exist(holding: Holding, asked: Asked, said: str) -> None:
    with pytest.raises(WrongCommand) as caught:
        measure(holding, asked)
    assert said in str(caught.value)


def test_an_indicator_is_cut_only_along_the_dimensions_of_all_its_measures(holding: Holding) -> None:
    asked = Asked(by=("service",), names=("activity_revenue", "payer_rejection_rate", "dental_revenue_per_hour"))
    assert asked.without_dimension() == ["payer_rejection_rate"]
    assert Asked(by=("payer_type",), names=("payer_rejection_rate",)).without_dimension() == []


def test_an_indicator_asked_for_twice_is_given_once(holding: Holding) -> None:
    asked = Asked(first="2025-01", last="2025-01", names=("activity_revenue", "activity_revenue"))
    assert len(measure(holding, asked)) == 1
