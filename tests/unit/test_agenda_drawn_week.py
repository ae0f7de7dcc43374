"""The week that planners draw: cells to half-days, each unread cell set aside with its place."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from levier.readers import Context, Reading, person_hash
from levier.readers.formats._week_cells import NotRead, halves

SECRET = b"a secret of the tests"


def read(
    data: bytes | str, name: str = "planning.csv", profile: str | None = None
) -> tuple[list[dict[str, Any]], Reading]:
    raw = data if isinstance(data, bytes) else data.encode()
    reading = Reading(io.BytesIO(raw), name, Context(SECRET, profile=profile))
    rows = [
        dict(zip(chunk.columns, values, strict=True)) | {"table": chunk.table.name}
        for chunk in reading.chunks()
        for values in zip(*chunk.columns.values(), strict=True)
    ]
    for account in reading.accounts:
        assert account.read == account.kept + account.set_aside + account.not_data
    return rows, reading


def book(*rows: list[str | None], sheet: str = "Semaine", others: dict[str, list[list[str]]] | None = None) -> bytes:
    made = openpyxl.Workbook()
    made.active.title = sheet
    for name, lines in {sheet: list(rows), **(others or {})}.items():
        page = made[name] if name in made.sheetnames else made.create_sheet(name)
        for line in lines:
            page.append(line)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def shown(rows: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    def hour(seconds: int) -> str:
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}"

    return [(row["room"], row["weekday"], f"{hour(row['time_from'])}-{hour(row['time_to'])}") for row in rows]


def codes(reading: Reading) -> list[tuple[str, int | None, str | None]]:
    return [(one.code, one.line, one.column) for one in reading.problems]


DAYS = ";Lundi;Mardi;Mercredi;Jeudi;Vendredi\n"


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9h-12h30", ["540-750"]),
        ("9h-12h30 / 14h-18h", ["540-750", "840-1080"]),
        ("9H00 – 12H30\n14H00 — 18H00", ["540-750", "840-1080"]),
        ("09:00-12:30", ["540-750"]),
        ("09:00:00 - 12:30:00", ["540-750"]),
        ("de 9h à 12h et de 14h à 18h", ["540-720", "840-1080"]),
        ("9 h 30 - 12 h", ["570-720"]),
        ("9-12h30", ["540-750"]),
        ("9h-12", ["540-720"]),
        ("8-12 / 14-18", ["480-720", "840-1080"]),
        ("Cabinet 2 - 9h-12h", ["540-720"]),
        ("IDE 7h30-19h", ["450-1140"]),
        ("20h-24h", ["1200-1440"]),
        ("Dr Alpha 8h30/12h30", ["510-750"]),
    ],
)
def test_hours_of_a_cell(text, hours):
    assert [f"{one.start}-{one.end}" for one in halves(text, [])] == hours


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Dr Alpha 9h-12h / Dr Beta 14h-18h", ["Dr Alpha", "Dr Beta"]),
        ("9h-12h Dr Alpha\n14h-18h Dr Beta", ["Dr Alpha", "Dr Beta"]),
        ("9h-12h Dr Alpha 14h-18h Dr Beta", ["Dr Alpha", "Dr Beta"]),
        ("Dr Alpha\n9h-12h\n14h-18h", ["Dr Alpha", "Dr Alpha"]),
        ("9h-12h / 14h-18h Dr Alpha", ["Dr Alpha", "Dr Alpha"]),
        ("Dr Alpha / Dr Beta 9h-12h", [None]),
        ("Dr Alpha 9h-12h / libre", ["Dr Alpha"]),
        ("libre 9h-12h / Dr Alpha 14h-18h", ["Dr Alpha"]),
        ("ALPHA 9h-12h", ["ALPHA"]),
        ("groupe diabète 9h-12h", [None]),
    ],
)
def test_who_goes_with_which_hours(text, people):
    assert [one.who for one in halves(text, [])] == people


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("libre", "cases_vides"),
        ("-", "cases_vides"),
        ("Fermé", "cases_vides"),
        ("libre 9h-12h", "cases_vides"),
        ("Réunion 9h-12h", "hors_consultation"),
    ],
)
def test_cells_that_are_no_session_are_counted(text, word):
    assert halves(text, []) == word


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Dr Alpha", "sans_heures"),
        ("9h", "sans_heures"),
        ("Dr Alpha 9h-12h puis 14h", "heures"),
        ("12h-9h", "heures"),
        ("9h-25h", "sans_heures"),
        ("9h-12h / 11h-15h", "chevauchement"),
        ("Dr Alpha 9h-12h (semaine paire)", "alternance"),
        ("1 semaine sur 2 : 9h-12h", "alternance"),
        ("9h-12h sauf vacances", "alternance"),
        ("9h-12h à partir du 01/09", "alternance"),
        ("Dr Alpha / libre 14h-18h", "sans_heures"),
        ("Cabinet 1 / Cabinet 2 9h-12h", "deux_cabinets"),
    ],
)
def test_cells_that_cannot_be_read_are_never_guessed(text, why):
    with pytest.raises(NotRead) as found:
        halves(text, [])
    assert found.value.why == why


def test_a_week_with_rooms_beside_and_days_above():
    text = (
        "Planning des salles;;;;;\nSemaine à partir du 01/09/2025;;;;;\n"
        + DAYS
        + 'Cabinet 1;Dr Martin dermatologie 9h-12h30 / 14h-18h;"Cardio\n9h-12h";libre;;8-12\n'
        + "Fauteuil 1;Dentiste 9h-19h;;Dr Bernard;;\n"
    )
    rows, reading = read(text)
    assert shown(rows) == [
        ("Cabinet 1", "lundi", "9:00-12:30"),
        ("Cabinet 1", "lundi", "14:00-18:00"),
        ("Cabinet 1", "mardi", "9:00-12:00"),
        ("Cabinet 1", "vendredi", "8:00-12:00"),
        ("Fauteuil 1", "lundi", "9:00-19:00"),
    ]
    assert rows[0]["practitioner"] == person_hash(SECRET, "practitioner", "Dr Martin")
    assert [row["service"] for row in rows] == ["medical", "medical", "medical", None, "dentaire"]
    # 1 September 2025 is the day 20332.
    assert {row["valid_from"] for row in rows} == {20_332}
    assert reading.accounts[0].controls == {"cases_vides": 1, "heures_sans_h": 1}
    assert codes(reading) == [("semaine_sans_heures", 5, "D (Mercredi)")]


def test_the_sentence_of_a_cell_says_its_place_and_what_to_write():
    _rows, reading = read(DAYS + "Cabinet 1;9h-12h;Dr Bernard;;;\n")
    assert [one.sentence() for one in reading.problems] == [
        "planning.csv, ligne 2, colonne « C (Mardi) » : attendu : des heures de début et de fin dans la case, la ligne ou "
        "l'en-tête. → Écrivez la case comme « Dr dermatologie 9h-12h30 / 14h-18h », ou ajoutez des lignes à "
        "semaine_type.csv."
    ]


def test_half_days_under_merged_days_and_rooms_over_several_lines():
    data = book(
        ["Salle", "Lundi", None, "Mardi", None, "Mercredi", None, "Jeudi", None, "Vendredi", None],
        [None, *["Matin 9h-12h30", "Après-midi 14h-18h"] * 5],
        ["Cab 1", "Dr Martin", "Dr Bernard", None, "Kiné 13h-17h"],
        [None, None, None, None, None, None, None, None, None, None, "IDE"],
    )
    rows, reading = read(data, "planning.xlsx")
    assert shown(rows) == [
        ("Cab 1", "lundi", "9:00-12:30"),
        ("Cab 1", "lundi", "14:00-18:00"),
        ("Cab 1", "mardi", "13:00-17:00"),
        ("Cab 1", "vendredi", "14:00-18:00"),
    ]
    assert reading.accounts[0].controls == {"salle_repetee": 1}


def test_days_beside_and_rooms_above():
    text = ";Cabinet 1;Cabinet 2\nLundi;9h-12h;Kiné 9h-12h\nMardi;;9h-12h\nMercredi;;\nJeudi;14h-18h;\nVendredi;;9h\n"
    rows, reading = read(text)
    assert shown(rows) == [
        ("Cabinet 1", "lundi", "9:00-12:00"),
        ("Cabinet 1", "jeudi", "14:00-18:00"),
        ("Cabinet 2", "lundi", "9:00-12:00"),
        ("Cabinet 2", "mardi", "9:00-12:00"),
    ]
    assert codes(reading) == [("semaine_sans_heures", 6, "C (Vendredi)")]


def test_hours_beside_and_the_room_in_the_name_of_the_sheet():
    data = book(
        ["Heures", "Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi"],
        ["9h-12h", "Dr Martin", None, "Dermato", None, None],
        ["14h-18h", None, "Dr Bernard", None, None, None],
        sheet="Cabinet 3",
    )
    rows, _reading = read(data, "planning.xlsx")
    assert shown(rows) == [
        ("Cabinet 3", "lundi", "9:00-12:00"),
        ("Cabinet 3", "mercredi", "9:00-12:00"),
        ("Cabinet 3", "mardi", "14:00-18:00"),
    ]


def test_professionals_beside_and_rooms_in_cells():
    text = "Praticien;Lundi;Mardi;Mercredi;Jeudi;Vendredi\nDr Martin;Cabinet 2 9h-12h;;9h-12h;;\n"
    rows, reading = read(text)
    assert shown(rows) == [("Cabinet 2", "lundi", "9:00-12:00")]
    assert rows[0]["practitioner"] == person_hash(SECRET, "practitioner", "Dr Martin")
    assert codes(reading) == [("semaine_cabinet", 2, "D (Mercredi)")]


def test_the_desk_is_no_room():
    rows, reading = read(DAYS + "Accueil;8h-19h;;;;\nCabinet 1;9h-12h;;;;\n")
    assert (len(rows), codes(reading)) == (1, [("semaine_accueil", 2, "B (Lundi)")])


def test_a_planning_of_one_week_is_refused():
    text = "Salle;Lundi 06/01;Mardi 07/01;Mercredi 08/01;Jeudi 09/01;Vendredi 10/01\nCabinet 1;9h-12h;;;;\n"
    rows, reading = read(text)
    assert rows == []
    assert [one.sentence() for one in reading.problems] == [
        "planning.csv : attendu : une semaine type (Lundi, Mardi…) ; celle-ci porte des dates : c'est le planning d'une "
        "seule semaine. → Donnez la semaine ordinaire sans dates, ou les vacations de toutes les semaines (vacations.csv)."
    ]
    assert (reading.accounts[0].set_aside, reading.accounts[0].not_data) == (1, 1)


def test_a_date_above_that_does_not_say_when_it_applies_is_said():
    rows, reading = read("Mis à jour le 03/02/2025;;;;;\n" + DAYS + "Cabinet 1;9h-12h;;;;\n")
    assert (rows[0]["valid_from"], [one.code for one in reading.problems]) == (None, ["semaine_date_titre"])
    rows, _reading = read("Du 01/09/2025 au 31/12/2025;;;;;\n" + DAYS + "Cabinet 1;9h-12h;;;;\n")
    assert (rows[0]["valid_from"], rows[0]["valid_to"]) == (20_332, 20_453)


def test_a_workbook_may_hold_a_drawn_week_beside_standard_sheets():
    data = book(
        ["", "Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi"],
        ["Cabinet 1", "9h-12h"],
        others={"cabinets": [["id", "type"], ["Cabinet 1", "cabinet"]], "Notes": [["rien"]]},
    )
    rows, reading = read(data, "classeur.xlsx")
    assert [row["table"] for row in rows] == ["standard_week", "rooms"]
    assert [account.table for account in reading.accounts] == ["standard_week", "rooms", None]


@pytest.mark.parametrize("profile", [None, "standard", "semaine_grille"])
def test_standard_files_stay_what_they_are(profile):
    hours = "jour;de;a\n" + "".join(f"{day};9h;12h\n" for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi"))
    for name in ("horaires.csv", "export.csv"):
        rows, _reading = read(hours, name, profile)
        assert {row["table"] for row in rows} == {"opening_hours"}
    week = "cabinet;jour;de;a\n" + "".join(f"C1;{day};9h;12h\n" for day in ("lundi", "mardi", "mercredi", "jeudi"))
    rows, reading = read(week, "semaine_type.csv", profile)
    assert (len(rows), reading.accounts[0].profile) == (4, None)


@pytest.mark.parametrize("title", ["Semaine paire", "SEMAINE A", "Planning, une semaine sur deux"])
def test_one_week_of_two_is_refused(title):
    rows, reading = read(f"{title};;;;;\n{DAYS}Cabinet 1;9h-12h;;;;\n")
    assert (rows, [one.code for one in reading.problems]) == ([], ["semaine_alternee"])
    rows, reading = read(book(["", *DAYS.strip().split(";")[1:]], ["Cabinet 1", "9h-12h"], sheet=title), "p.xlsx")
    assert (rows, [one.code for one in reading.problems]) == ([], ["semaine_alternee"])


def test_a_numbered_week_is_one_week():
    rows, reading = read(f"Semaine 12;;;;;\n{DAYS}Cabinet 1;9h-12h;;;;\n")
    assert (rows, [one.code for one in reading.problems]) == ([], ["semaine_datee"])


def test_a_second_table_on_the_sheet_and_a_line_of_totals():
    rows, reading = read(f"{DAYS}Cabinet 1;9h-12h;;;;\nTOTAL;3;;;;\n;;;;;\n{DAYS}Cabinet 2;9h-12h;;;;\n")
    assert shown(rows) == [("Cabinet 1", "lundi", "9:00-12:00")]
    assert reading.accounts[0].controls == {"totaux": 1}
    assert {one.code for one in reading.problems} == {"semaine_deuxieme"}
