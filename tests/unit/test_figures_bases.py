"""How a figure picks its basis, its slices and its team: what indicators of one service, of persons or of money ask."""

from __future__ import annotations

from datetime import date

import pytest

from levier.centre import read_centre
from levier.figures.figure import Figure
from levier.holding import Options, hold_texts
from levier.measuring import Asked, measure, measure_period
from levier.periods import parse_period

ACTS = """date;service;specialite;nomenclature;code;montant;patient
06/01/2025;medical;Cardiologie;NGAP;CS;23,00;P1
06/01/2025;medical;Cardiologie;CCAM;DEQP003;14,26;P1
06/01/2025;medical;Médecine générale;NGAP;G;30,00;P2
06/01/2025;dentaire;Chirurgie dentaire;CCAM;HBJD001;28,92;P1
"""


@pytest.fixture(params=["sqlite", "duckdb"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def figures(
    engine: str, name: str, files: dict[str, str], period: str, by: tuple[str, ...] = (), centre: str = ""
) -> list[Figure]:
    holding = hold_texts(files, read_centre(centre), Options(engine=engine))
    asked = Asked(as_of=date(2026, 1, 31), by=by, names=(name,))
    found = measure_period(holding, asked, parse_period(period))
    holding.engine.close()
    return found


def only(engine: str, name: str, files: dict[str, str], period: str, centre: str = "") -> Figure:
    (figure,) = figures(engine, name, files, period, centre=centre)
    return figure


def values(found: list[Figure]) -> dict[str, tuple[float, float | None]]:
    return {
        str(one.slice[0][1]): (float(one.numerator or 0), None if one.denominator is None else float(one.denominator))
        for one in found
        if one.slice
    }


def test_an_indicator_of_one_service_has_the_slices_of_this_service_only(engine: str) -> None:
    found = figures(engine, "ccam_act_share", {"actes": ACTS}, "2025-01", by=("service",))
    assert values(found) == {"medical": (1, 3)}


def test_a_slice_that_no_line_of_the_definition_speaks_of_is_not_shown(engine: str) -> None:
    found = figures(engine, "ccam_act_share", {"actes": ACTS}, "2025-01", by=("specialty",))
    assert values(found) == {"Cardiologie": (1, 2), "Médecine générale": (0, 1)}


def test_persons_are_counted_once_in_each_slice_and_slices_do_not_add_up(engine: str) -> None:
    found = figures(engine, "active_patients", {"actes": ACTS}, "2025-01", by=("service",))
    assert values(found) == {"dentaire": (1, None), "medical": (2, None)}
    assert only(engine, "active_patients", {"actes": ACTS}, "2025-01").numerator == 2


def test_a_figure_of_the_centre_only_refuses_every_slice(engine: str) -> None:
    staff = "mois;metier;service;etp\n2025-01;medecin;medical;4\n"
    files = {"actes": ACTS, "personnel": staff}
    cut = figures(engine, "consultations_per_physician_fte", files, "2025-01", by=("service",))
    assert [one.slice for one in cut] == [()]
    assert only(engine, "consultations_per_physician_fte", files, "2025-01").value == 0.5


def test_too_few_physicians_typed_or_not_give_no_number_at_all(engine: str) -> None:
    typed = (
        "periode;mesure;valeur;service;metier\n2025;consultations_medecins;8000;medical;\n"
        "2025-06;etp;2;;medecin\n2025-12;etp;2;;medecin\n"
    )
    figure = only(engine, "consultations_per_physician_fte", {"grille": typed}, "2025")
    assert figure.status == "not_computable"
    assert (figure.numerator, figure.denominator, figure.value) == (None, None, None)
    assert figure.notes == ("moins de 3 personnes : non calculé",)


def test_three_half_time_physicians_are_three_persons(engine: str) -> None:
    typed = (
        "periode;mesure;valeur;service;metier\n2025-06;consultations_medecins;300;medical;\n"
        "2025-06;etp;1,5;;medecin\n2025-06;effectif;3;;medecin\n"
    )
    figure = only(engine, "consultations_per_physician_fte", {"grille": typed}, "2025-06")
    assert (figure.numerator, figure.denominator, figure.value) == (300, 1.5, 200)


def test_a_week_of_patients_says_at_which_grains_persons_are_counted(engine: str) -> None:
    figure = only(engine, "active_patients", {"actes": ACTS}, "2025-W02")
    assert figure.status == "not_available"
    assert figure.notes == ("des personnes comptées une fois : au mois, au trimestre ou à l'année seulement",)


def test_a_column_never_filled_is_said_and_is_not_a_zero(engine: str) -> None:
    acts = "date;code;montant\n06/01/2025;DEQP003;14,26\n"
    figure = only(engine, "ccam_revenue", {"actes": acts}, "2025-01")
    assert (figure.status, figure.value) == ("not_available", None)
    assert "le service n'est renseigné sur aucun acte de la période" in figure.notes


def test_a_service_without_acts_among_others_that_have_some_is_a_zero(engine: str) -> None:
    rooms = "id;type\nI1;imagerie\n"
    sessions = "service;cabinet;debut;fin\nimagerie;I1;06/01/2025 09:00;06/01/2025 11:00\n"
    files = {"actes": ACTS, "cabinets": rooms, "vacations": sessions}
    figure = only(engine, "imaging_revenue_per_hour", files, "2025-01")
    assert (figure.numerator, figure.denominator, figure.value) == (0, 2, 0)


def test_an_amount_per_hour_has_its_second_series_per_hour_too(engine: str) -> None:
    acts = (
        "date;service;code;montant\n08/01/2024;dentaire;HBJD001;20,00\n"
        "06/01/2025;dentaire;HBJD001;30,00\n07/01/2025;dentaire;HBJD001;30,00\n07/01/2025;dentaire;HBLD038;100,00\n"
    )
    rooms = "id;type\nF1;fauteuil\n"
    sessions = "service;cabinet;debut;fin\ndentaire;F1;06/01/2025 09:00;06/01/2025 11:00\n"
    figure = only(
        engine, "dental_revenue_per_hour", {"actes": acts, "cabinets": rooms, "vacations": sessions}, "2025-01"
    )
    assert (figure.numerator, figure.denominator) == (160, 2)
    assert figure.constant == {
        "reference": "2024-01",
        "value": 20.0,
        "tariff_effect": 10.0,
        "new_codes": 50.0,
        "deleted_codes": 0.0,
    }


def test_direct_costs_of_one_year_are_not_compared_with_complete_costs_of_another(engine: str) -> None:
    account = (
        "annee;service;ligne;montant;base\n2024;imagerie;recettes;90;complet\n2024;imagerie;personnel_soignant;100;complet\n"
        "2025;imagerie;recettes;90;direct\n2025;imagerie;personnel_soignant;60;direct\n"
    )
    holding = hold_texts({"compte_service": account}, options=Options(engine=engine))
    asked = Asked(
        every="year",
        first="2025",
        last="2025",
        as_of=date(2025, 12, 31),
        names=("imaging_cost_coverage",),
        compare=True,
    )
    (figure,) = measure(holding, asked)
    assert figure.value == 1.5
    assert figure.previous is not None
    assert figure.previous["value"] == 0.9
    assert "change" not in figure.previous
    assert figure.previous["note"] == (
        "autre base (compte_service : charges complètes) : les deux chiffres ne se comparent pas"
    )


def test_a_median_has_no_value_where_no_delay_is_known(engine: str) -> None:
    agenda = "debut;statut;pris_le\n06/01/2025 09:00;honore;01/01/2025 09:00\n03/02/2025 09:00;honore;\n"
    assert only(engine, "booking_delay_days", {"rendez_vous": agenda}, "2025-01").value == 5
    figure = only(engine, "booking_delay_days", {"rendez_vous": agenda}, "2025-02")
    assert (figure.status, figure.value) == ("not_available", None)
    assert figure.notes == ("la date de prise (pris_le) n'est pas renseignée",)


def test_lost_slots_are_bounded_by_what_is_not_known(engine: str) -> None:
    agenda = (
        "debut;fin;statut;praticien;annule_le;annule_par\n"
        "06/01/2025 09:00;06/01/2025 09:20;honore;D1;;\n06/01/2025 09:20;06/01/2025 09:40;honore;D1;;\n"
        "06/01/2025 09:40;06/01/2025 10:00;honore;D1;;\n06/01/2025 10:00;06/01/2025 10:20;non_venu;D1;;\n"
        "06/01/2025 10:20;;annule;D1;06/01/2025 10:00;patient\n"
    )
    figure = only(engine, "lost_slot_rate", {"rendez_vous": agenda}, "2025-01")
    assert (figure.numerator, figure.denominator) == (1, 4)
    assert figure.bounds == (1 / 5, 2 / 5)
    assert figure.status == "partial"
    assert any(note.startswith("20,0 % des rendez-vous ont une issue inconnue") for note in figure.notes)


def test_the_convention_on_late_cancellations_does_not_change_lost_slots(engine: str) -> None:
    agenda = (
        "debut;fin;statut;praticien;annule_le;annule_par\n"
        "06/01/2025 09:00;06/01/2025 09:20;annule;D1;06/01/2025 08:00;patient\n"
        "06/01/2025 09:00;06/01/2025 09:20;honore;D1;;\n"
        "06/01/2025 10:00;06/01/2025 10:20;annule;D1;06/01/2025 08:00;patient\n"
    )
    excused, missed = (
        only(engine, "lost_slot_rate", {"rendez_vous": agenda}, "2025-01", centre=centre)
        for centre in ("", '[conventions]\nannulation_tardive = "non_venue"\n')
    )
    assert (excused.numerator, excused.denominator) == (missed.numerator, missed.denominator) == (1, 2)
