"""A centre without any export: eight figures from five documents, twenty-four with a week plan and software totals."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from levier.catalogue.indicators import indicators
from levier.figures.figure import Figure
from levier.holding import Given, Options, find_centres, hold
from levier.measuring import Asked, measure

FIXTURES = Path(__file__).parent.parent / "fixtures"
YEAR = Asked(every="year", first="2024", last="2024", as_of=date(2025, 1, 31))

# Worked by hand from the files of the fixture.
EIGHT = {
    "I01": (11 * 1500 + 1300, 12 * 2000),
    "I02": (11 * 150 + 50, 11 * 1150 + 650),
    "I06": (366 * 48, 366),  # 5 days of 9 hours and 3 hours on Saturday, every day of a leap year
    "I21": (45_000, None),
    "I22": (60_000 + 12_000, 1_200_000),
    "I23": (3.5 + 1 + 1 + 0.5, 6),
    "I24": (3.5 + 1 + 1 + 0.5 + 0.5 + 0, 6 + 1 + 2 + 1 + 6.5),
    "I25": (1_200_000 + 45_000 + 15_000 + 20_000, None),
}
SIXTEEN_MORE = {
    "I03": (3_000, 15_000),
    "I04": (150_000, None),
    "I05": (500, 10_000),
    # 262 weekdays in 2024: C1 is held 4 hours and C2 5; both could be, 9 hours a day, and 3 on each of 52 Saturdays.
    "I07": (262 * 9, 2 * (262 * 9 + 52 * 3)),
    "I08": (200_000, 262 * 4),
    "I09": (200_000, 200_000),
    "I11": (300_000, 262 * 4),
    "I12": (300_000, 250_000),
    "I13": (262 * 4, 262 * 9 + 52 * 3),
    "I14": (3_000, 600),
    "I16": (12_000, 1_200_000),
    "I17": (1_800, 30_000),
    "I18": (45_000, 18_000),
    "I19": (12_800, 2_000),
    "I20": (14, None),
    "I26": (1_200_000 + 60_000 - 72_000 - 600_000 - 150_000, None),
}


def figures_of(*folders: str, engine: str) -> dict[str | None, Figure]:
    found = [find_centres(FIXTURES / folder)[0] for folder in folders]
    holding = hold(Given(found[0].centre, [path for one in found for path in one.files]), Options(engine=engine))
    assert not list(holding.problems)
    return {indicators()[one.indicator].code: one for one in measure(holding, YEAR)}


def parts(figure: Figure) -> tuple[Fraction | None, Fraction | None]:
    return figure.numerator, figure.denominator


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_five_documents_give_eight_figures(engine: str) -> None:
    figures = figures_of("centre_pauvre", engine=engine)
    assert {code: parts(figures[code]) for code in EIGHT} == EIGHT
    assert {figures[code].status for code in EIGHT} == {"ok"}
    coded = {code for code, one in figures.items() if code and one.value is not None}
    assert coded == set(EIGHT)


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_a_week_plan_and_software_totals_give_twenty_four(engine: str) -> None:
    figures = figures_of("centre_pauvre", "centre_pauvre_totaux", engine=engine)
    wanted = EIGHT | SIXTEEN_MORE
    assert len(wanted) == 24
    assert {code: parts(figures[code]) for code in wanted} == wanted
    assert {code for code, one in figures.items() if code and one.value is not None} == set(wanted)


def test_where_each_figure_comes_from_is_said() -> None:
    figures = figures_of("centre_pauvre", engine="sqlite")
    assert "définition : celle de l'opérateur téléphonique" in figures["I01"].notes
    assert "définition : celle de l'éditeur du logiciel" in figures["I02"].notes
    assert "définition : celle du comptable" in figures["I22"].notes
    assert "accord national, qui a remplacé l'option de coordination" in figures["I21"].notes


def test_a_typed_margin_without_every_cost_is_partial_and_names_them() -> None:
    margin = figures_of("centre_pauvre", "centre_pauvre_totaux", engine="sqlite")["I26"]
    assert margin.status == "partial"
    assert any(
        note.startswith("coût non saisi, ou groupé avec un autre métier : dentiste, ipa") for note in margin.notes
    )


def test_what_is_not_supplied_says_what_to_type() -> None:
    figures = figures_of("centre_pauvre", engine="sqlite")
    assert figures["I16"].status == "not_available"
    assert figures["I16"].notes == ("fichiers manquants : creances_patients, actes",)
