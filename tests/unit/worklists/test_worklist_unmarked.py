"""The list of appointments to mark, worked by hand."""

from __future__ import annotations

from levier.holding import Options, hold_texts
from levier.periods import parse_period
from levier.worklists import Unmarked, WorkList, unmarked

HEAD = "id;debut;statut;sans_rdv;patient;service;specialite;praticien"
AS_OF = parse_period("2025-06-30").first


def listed(*lines: str, days: int | None = 31) -> WorkList[Unmarked]:
    text = "\n".join((HEAD, *lines)) + "\n"
    return unmarked(hold_texts({"rendez_vous": text}, options=Options(engine="sqlite")), AS_OF, days=days)


def test_past_booked_appointments_without_outcome_by_week() -> None:
    found = listed(
        "R1;30/06/2025 09:00;;non;A;;;",
        "R2;23/06/2025 09:00;non_pointe;non;B;;;",
        "R3;27/06/2025 17:30;;;C;;;",
        "R4;27/06/2025 17:30;honore;;D;;;",
        "R5;27/06/2025 17:30;;oui;E;;;",
        "R6;01/07/2025 09:00;;;F;;;",
        # The same patient at the same time, marked on another line.
        "R7;27/06/2025 17:30;;;D;;;",
    )
    assert [(row.number, row.age) for row in found.rows] == [("R2", 7), ("R3", 3), ("R1", 0)]
    assert [(one.labels, one.count, one.oldest) for one in found.groups] == [
        (("semaine du 23/06/2025",), 2, 7),
        (("semaine du 30/06/2025",), 1, 0),
    ]
    assert (found.total_amount, found.total_count) == (None, 3)
    assert found.sentence == "3 rendez-vous non pointés, le plus ancien a 7 jours"
    assert found.rows[0].reason == "issue non notée"


def test_days_bound_the_list_that_of_today_included() -> None:
    lines = ("R1;30/06/2025 09:00;;;A;;;", "R2;24/06/2025 09:00;;;B;;;", "R3;23/06/2025 23:59;;;C;;;")
    assert [row.number for row in listed(*lines, days=7).rows] == ["R2", "R1"]
    assert [row.number for row in listed(*lines, days=None).rows] == ["R3", "R2", "R1"]


def test_a_specialty_shows_only_when_its_team_is_not_small() -> None:
    large = [f"R{n};27/06/2025 1{n}:00;;;P{n};medical;généraliste;D{n}" for n in range(3)]
    other = [f"S{n};27/06/2025 1{n}:00;;;Q{n};dentaire;chirurgie;E{n}" for n in range(3)]
    small = ["T1;26/06/2025 09:00;;;Z1;medical;dermatologie;D9", "T2;26/06/2025 10:00;;;Z2;kine;kine;K1"]
    found = listed(*large, *other, *small, "R9;26/06/2025 11:00;;;Z3;medical;généraliste;D1")
    shown = {row.number: (row.service, row.specialty) for row in found.rows}
    assert shown["R9"] == ("medical", "généraliste")
    # One dermatologist: the specialty is a person. One physiotherapist: the service is.
    assert shown["T1"] == ("medical", None)
    assert shown["T2"] == (None, None)


def test_teams_that_cannot_be_counted_are_not_shown() -> None:
    found = listed("R1;27/06/2025 09:00;;;A;medical;généraliste;")
    assert [(row.service, row.specialty) for row in found.rows] == [(None, None)]


def test_an_appointment_without_number_is_told_by_its_line() -> None:
    found = listed(";27/06/2025 09:00;;;A;;;")
    assert found.rows[0].number == "rendez_vous.csv, ligne 2"


def test_nothing_to_mark_is_said() -> None:
    assert listed("R1;27/06/2025 09:00;honore;;A;;;").sentence == "Aucun rendez-vous à pointer."
