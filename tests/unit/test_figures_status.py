"""Status and coverage of figures: ok, partial, not applicable, not available, not computable, each worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from levier.centre import read_centre
from levier.figures.figure import Figure
from levier.holding import Holding, Options, hold_texts
from levier.measuring import Asked, measure_period
from levier.periods import parse_period

WEEK = "jour;de;a\n" + "".join(f"{day};09:00;17:00\n" for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi"))


@pytest.fixture(params=["sqlite", "duckdb"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def held(files: dict[str, str], engine: str, centre: str = "") -> Holding:
    return hold_texts(files, read_centre(centre), Options(engine=engine))


def figure(holding: Holding, name: str, period: str, as_of: str = "2025-12-31") -> Figure:
    asked = Asked(as_of=date.fromisoformat(as_of), names=(name,))
    (found,) = measure_period(holding, asked, parse_period(period))
    return found


def calls(*days: str, hour: str = "10:00") -> str:
    return "debut;decroche\n" + "".join(f"{day} {hour};oui\n" for day in days)


JANUARY = [f"{day:02d}/01/2025" for day in range(1, 32) if date(2025, 1, day).weekday() < 5]


def test_every_opening_day_is_there(engine: str) -> None:
    found = figure(held({"appels": calls(*JANUARY), "horaires": WEEK}, engine), "call_answer_rate", "2025-01")
    # 23 weekdays in January 2025.
    assert (found.status, found.coverage, found.notes) == (
        "ok",
        1.0,
        ("équipe réduite, ou dont la taille n'est pas connue",),
    )
    assert found.denominator == 23


def test_four_empty_opening_days_are_quiet_and_five_are_a_hole(engine: str) -> None:
    # Without the 7th to the 10th: four opening days in a row (the week-end is closed), still covered.
    quiet = [day for day in JANUARY if day[:2] not in ("07", "08", "09", "10")]
    found = figure(held({"appels": calls(*quiet), "horaires": WEEK}, engine), "call_answer_rate", "2025-01")
    assert (found.status, found.coverage) == ("ok", 1.0)
    # Without the 13th either, they are five: 18 of 23 opening days.
    hole = [day for day in quiet if day[:2] != "13"]
    found = figure(held({"appels": calls(*hole), "horaires": WEEK}, engine), "call_answer_rate", "2025-01")
    assert (found.status, found.coverage) == ("partial", pytest.approx(18 / 23, abs=1e-6))
    assert "données présentes sur 78 % des jours d'ouverture" in found.notes
    # A closure is no hole: these five days are not opening days.
    closed = {"fermetures": "du;au;motif\n07/01/2025;13/01/2025;travaux\n"}
    found = figure(held({"appels": calls(*hole), "horaires": WEEK, **closed}, engine), "call_answer_rate", "2025-01")
    assert (found.status, found.coverage) == ("ok", 1.0)
    # Without opening hours, the 7th to the 13th are seven plain days: 24 of 31.
    found = figure(
        held({"appels": calls(*[f"{day:02d}/01/2025" for day in (*range(1, 7), *range(14, 32))])}, engine),
        "call_answer_rate",
        "2025-01",
    )
    assert found.coverage == pytest.approx(24 / 31, abs=1e-6)


def test_a_convention_changes_the_length_of_a_hole(engine: str) -> None:
    quiet = [day for day in JANUARY if day[:2] not in ("07", "08", "09", "10")]
    holding = held({"appels": calls(*quiet), "horaires": WEEK}, engine, "[conventions]\njours_vides = 4\n")
    assert figure(holding, "call_answer_rate", "2025-01").coverage == pytest.approx(19 / 23, abs=1e-6)


def test_a_file_that_begins_late(engine: str) -> None:
    # From the 6th: 20 of the 23 opening days; the 1st, 2nd and 3rd are before the file.
    late = [day for day in JANUARY if day[:2] not in ("01", "02", "03")]
    found = figure(held({"appels": calls(*late), "horaires": WEEK}, engine), "call_answer_rate", "2025-01")
    assert (found.status, found.coverage) == ("partial", pytest.approx(20 / 23, abs=1e-6))


def test_a_month_that_is_not_over(engine: str) -> None:
    holding = held({"appels": calls(*JANUARY), "horaires": WEEK}, engine)
    found = figure(holding, "call_answer_rate", "2025-01", "2025-01-30")
    # The 31st is to come: 22 calls, 22 of 23 days are over 95 %, but the month is not over.
    assert (found.denominator, found.status) == (22, "partial")
    assert found.coverage == pytest.approx(22 / 23, abs=1e-6)
    assert "période non terminée au 30/01/2025" in found.notes
    assert figure(holding, "call_answer_rate", "2025-01", "2025-01-31").status == "ok"
    # Nothing is known of what is after the day of knowledge.
    assert figure(holding, "call_answer_rate", "2025-02", "2025-01-31").status == "not_available"


def test_over_one_per_cent_of_lines_set_aside(engine: str) -> None:
    acts = [f"{day:02d}/01/2025;G;30,00\n" for day in range(1, 26)] * 4
    one = held({"actes": "date;code;montant\n" + "".join(acts) + "06/01/2025;G;trente\n", "horaires": WEEK}, engine)
    # 1 of 101 lines is under 1 %; 2 of 102 are 1.96 %.
    assert figure(one, "activity_revenue", "2025-01", "2025-02-28").status == "partial"  # the days after the 25th
    full = [f"{day:02d}/01/2025;G;30,00\n" for day in range(1, 32)] * 4
    text = "date;code;montant\n" + "".join(full)
    assert figure(held({"actes": text + "06/01/2025;G;x\n"}, engine), "activity_revenue", "2025-01").status == "ok"
    found = figure(held({"actes": text + "06/01/2025;G;x\n" * 2}, engine), "activity_revenue", "2025-01")
    # 124 lines kept, 2 set aside: 1.6 %.
    assert (found.status, found.notes) == ("partial", ("1,6 % des lignes de la période mises de côté",))
    # They fall in January: February is not touched.
    more = text + "06/01/2025;G;x\n" * 2 + "".join(f"{day:02d}/02/2025;G;30,00\n" for day in range(1, 29))
    assert figure(held({"actes": more}, engine), "activity_revenue", "2025-02").status == "ok"


def test_contradictory_lines_are_set_aside_in_their_month(engine: str) -> None:
    lines = "".join(f"{day};{day:02d}/01/2025;G;30,00\n" for day in range(1, 32))
    twice = lines + "7;07/01/2025;G;31,00\n"
    found = figure(held({"actes": "id;date;code;montant\n" + twice}, engine), "activity_revenue", "2025-01")
    # Both lines 7 are out: 30 × 30 €; 2 of 32 lines.
    assert (found.value, found.status) == (900, "partial")
    assert "6,2 % des lignes de la période mises de côté" in found.notes


def test_monthly_tables_count_months(engine: str) -> None:
    staff = "mois;personne;metier;etp\n" + "".join(
        f"2025-{month:02d};{who};{job};{fte}\n"
        for month in (1, 2)
        for who, job, fte in (("A", "medecin", "1"), ("B", "accueil", "0,5"), ("C", "direction", "1"))
    )
    holding = held({"personnel": staff + "2025-02;D;accueil;1\n"}, engine)
    found = figure(holding, "admin_to_medical_fte", "2025T1", "2025-04-30")
    # Two months of three; the mean of the months supplied: (1.5 + 2.5) / 2 = 2 for 1.
    assert (found.numerator, found.denominator, found.status) == (2, 1, "partial")
    assert found.coverage == pytest.approx(2 / 3, abs=1e-6)
    assert figure(holding, "admin_to_medical_fte", "2025-03").status == "not_available"
    assert figure(holding, "admin_to_medical_fte", "2025-02").status == "ok"


def test_without_object_only_when_services_are_said(engine: str) -> None:
    files = {"actes": "date;code;montant;service\n06/01/2025;G;30,00;medical\n"}
    assert figure(held(files, engine), "dental_revenue_per_hour", "2025-01").status == "not_available"
    said = held(files, engine, 'services = ["medical"]')
    found = figure(said, "dental_revenue_per_hour", "2025-01")
    assert (found.status, found.coverage, found.small_team) == ("not_applicable", None, False)


def test_nothing_to_divide_by(engine: str) -> None:
    found = figure(held({"rendez_vous": "debut;statut\n06/01/2025 09:00;annule\n"}, engine), "no_show_rate", "2025-01")
    assert (found.status, found.value, found.numerator, found.denominator) == ("not_computable", None, 0, 0)
    assert "dénominateur nul" in found.notes


def outcomes(honoured: int, missed: int, unmarked: int) -> str:
    """Return appointments of January, one every ten minutes of its days, covering all of them."""
    marks = ["honore"] * honoured + ["non_venu"] * missed + [""] * unmarked
    lines = [
        f"{rank % 31 + 1:02d}/01/2025 {9 + rank // 31 // 6:02d}:{rank // 31 % 6}0;{mark}\n"
        for rank, mark in enumerate(marks)
    ]
    return "debut;statut\n" + "".join(lines)


@pytest.mark.parametrize(
    ("honoured", "missed", "unmarked", "status", "value"),
    [
        # U ÷ (H + N + U) = 5 ÷ 100: not over 5 %.
        (85, 10, 5, "ok", 10 / 95),
        # 6 ÷ 100.
        (84, 10, 6, "partial", 10 / 94),
        # 20 ÷ 100: 80 % known is not under 80 %.
        (70, 10, 20, "partial", 10 / 80),
        # 21 ÷ 100: only the bounds are a result.
        (69, 10, 21, "partial", None),
    ],
)
def test_unmarked_appointments(
    engine: str, honoured: int, missed: int, unmarked: int, status: str, value: float | None
) -> None:
    found = figure(held({"rendez_vous": outcomes(honoured, missed, unmarked)}, engine), "no_show_rate", "2025-01")
    assert found.status == status
    assert (None if found.value is None else float(found.value)) == value
    assert found.bounds == (missed / 100, (missed + unmarked) / 100)
    assert (found.low is None) == (value is None)
    assert ("seules les bornes sont un résultat" in found.notes) == (value is None)


def test_an_import_wins_over_what_was_typed_and_the_gap_is_shown(engine: str) -> None:
    agenda = {"rendez_vous": outcomes(90, 10, 0)}
    typed = "periode;mesure;valeur;prefere\n2025-01;rdv_honores;1204;{0}\n2025-01;rdv_absents;10;{0}\n"
    found = figure(held(agenda | {"grille": typed.format("")}, engine), "no_show_rate", "2025-01")
    assert (found.numerator, found.denominator, found.basis) == (10, 100, "fichiers")
    # 1 204 + 10 typed, 100 in the file.
    assert "saisi : 1 214 ; calculé sur vos fichiers : 100 (les fichiers l'emportent)" in found.notes
    found = figure(held(agenda | {"grille": typed.format("oui")}, engine), "no_show_rate", "2025-01")
    assert (found.numerator, found.denominator, found.basis) == (10, 1214, "grille")


def test_a_typed_period_that_is_not_over(engine: str) -> None:
    grid = {"grille": "periode;mesure;valeur\n2025T1;rdv_honores;90\n2025T1;rdv_absents;10\n"}
    assert figure(held(grid, engine), "no_show_rate", "2025T1", "2025-03-31").status == "ok"
    found = figure(held(grid, engine), "no_show_rate", "2025T1", "2025-02-15")
    assert (found.status, found.notes) == ("partial", ("période non terminée au 15/02/2025",))


def test_a_year_typed_is_never_split_nor_spread(engine: str) -> None:
    holding = held({"grille": "periode;mesure;valeur\n2025;rdv_honores;1200\n2025;rdv_absents;120\n"}, engine)
    assert figure(holding, "no_show_rate", "2025").value == pytest.approx(120 / 1320)
    for label in ("2025-01", "2025T1", "2025-W10", "2024-07..2025-06"):
        assert figure(holding, "no_show_rate", label).status == "not_available"


def test_samples_are_divided_by_the_same_samples_only(engine: str) -> None:
    mixed = """periode;mesure;valeur
2025T1;factures_transmises;1000
2025-03-03/2025-03-14;rejets_premiers;9
"""
    assert figure(held({"grille": mixed}, engine), "payer_rejection_rate", "2025T1").status == "not_available"
    other = mixed.replace("2025T1", "2025-02-03/2025-02-14")
    assert figure(held({"grille": other}, engine), "payer_rejection_rate", "2025T1").status == "not_available"
    same = mixed.replace("2025T1", "2025-03-03/2025-03-14")
    found = figure(held({"grille": same, "horaires": WEEK}, engine), "payer_rejection_rate", "2025T1")
    # Ten opening days counted of the 64 of the quarter (23 + 20 + 21).
    assert (found.numerator, found.denominator, found.status) == (9, 1000, "partial")
    assert found.coverage == pytest.approx(10 / 64, abs=1e-6)
    assert "échantillon de 12 jours" in found.notes


def test_two_years_at_constant_tariffs(engine: str) -> None:
    from levier.measuring import measure

    acts = """date;code;quantite;montant
06/01/2024;G;1;26,50
07/01/2024;G;1;26,50
08/01/2024;D;2;40,00
09/01/2024;OLD;1;15,00
06/01/2025;G;1;30,00
07/01/2025;G;1;30,00
08/01/2025;G;1;30,00
08/01/2025;D;1;22,00
09/01/2025;NEW;1;50,00
"""
    holding = held({"actes": acts}, engine)
    asked = Asked(first="2025-01", last="2025-01", as_of=date(2025, 1, 31), names=("activity_revenue",))
    (found,) = measure(holding, asked)
    # Billed: 3 × 30 + 22 + 50. At the tariffs of 2024: 3 × 26.50 + 1 × 20 = 99.50; effect (90 + 22) − 99.50 = 12.50.
    assert found.value == 162
    assert found.constant == {
        "reference": "2024-01",
        "value": 99.5,
        "tariff_effect": 12.5,
        "new_codes": 50.0,
        "deleted_codes": 15.0,
    }


def test_a_code_is_followed_service_by_service(engine: str) -> None:
    """G at 20 € in one service, 40 € in the other, both years: fewer cheap ones is no tariff. The bridge says the same."""
    from levier.measuring import measure
    from levier.outlook.bridge import bridge
    from levier.periods import parse_period, to_day

    year = "02/01/{y};medical;G;1;20\n03/01/{y};medical;G;1;20\n04/01/{y};infirmier;G;1;40\n"
    less = "02/01/2025;medical;G;1;20\n03/01/2025;infirmier;G;1;40\n04/01/2025;infirmier;G;1;44\n"
    holding = held({"actes": "date;service;code;quantite;montant\n" + year.format(y=2024) + less}, engine)
    asked = Asked(first="2025", last="2025", every="year", as_of=date(2025, 12, 31), names=("activity_revenue",))
    (found,) = measure(holding, asked)
    assert found.constant is not None
    # 20 + 2 × 40 = 100 at the amounts of 2024, 104 billed: 4 € of tariffs (by code alone: 80, hence 24).
    assert (found.constant["value"], found.constant["tariff_effect"]) == (100.0, 4.0)
    why = bridge(holding, parse_period("2025"), to_day(date(2025, 12, 31)))[0]
    assert {one.name: float(one.amount) for one in why.parts}["tariffs"] == 4.0
