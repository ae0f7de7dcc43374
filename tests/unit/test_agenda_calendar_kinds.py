"""Which calendars are read, and as what: diaries of patients refused, closures, openings, third-party files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from agenda_files import ROOM, calendar, days, event, read

from levier.cli import main
from levier.readers.formats import _ical_read

SAMPLES = Path(__file__).parents[1] / "fixtures" / "agendas" / "ical"


# -- which calendar ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "calname", "code"),
    [
        ("export.ics", "", "ical_sans_genre"),
        ("planning_fermetures.ics", "", "ical_sans_genre"),
        ("agenda.ics", "", "ical_agenda"),
        ("export.ics", "Rendez-vous du Dr Martin", "ical_agenda"),
        ("conges.ics", "", "ical_absences"),
        ("vacances_scolaires.ics", "", "ical_absences"),
    ],
)
def test_a_calendar_is_refused_when_its_name_does_not_tell(name, calname, code):
    rows, reading = read(calendar(event(":20250106T090000", ":20250106T120000", *ROOM), name=calname), name)
    assert (rows, [one.code for one in reading.problems]) == ([], [code])


def test_a_diary_of_patients_is_refused_whatever_its_name():
    quarters = [
        event(f":202501{day:02d}T090000", f":202501{day:02d}T091500", "LOCATION:Cabinet 2", uid=str(day))
        for day in range(1, 13)
    ]
    rows, reading = read(calendar(*quarters), "planning.ics")
    assert rows == []
    assert [one.sentence() for one in reading.problems] == [
        "planning.ics : attendu : un planning de salles, des fermetures ou des horaires ; celui-ci est un agenda de "
        "rendez-vous. → Un calendrier .ics ne dit pas qui est venu : demandez à l'agenda un export CSV avec les statuts "
        "(rendez_vous), ou du FHIR."
    ]


def test_a_profile_forces_the_kind_and_needs_a_calendar():
    text = calendar(event(";VALUE=DATE:20250106", ";VALUE=DATE:20250108", "SUMMARY:Travaux chez M. Untel"))
    rows, _reading = read(text, "export.ics", "ical_fermetures")
    assert days(rows, "first_day", "last_day") == [("2025-01-06", "2025-01-07")]
    assert rows[0]["reason"] == "travaux"
    _rows, reading = read("jour;de;a\n", "export.csv", "ical_horaires")
    assert [one.code for one in reading.problems] == ["ical_absent"]


def test_without_the_libraries_the_file_is_refused_with_what_to_install(monkeypatch):
    monkeypatch.setattr(_ical_read, "installed", lambda: False)
    _rows, reading = read(calendar(), "vacations.ics")
    assert [one.sentence() for one in reading.problems] == [
        "vacations.ics : attendu : les bibliothèques icalendar et recurring_ical_events, qui lisent les calendriers. → "
        "Installez-les (levier[formats]), ou donnez un CSV : vacations, fermetures ou horaires."
    ]


# -- closures and openings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        (";VALUE=DATE:20250106", "", [("2025-01-06", "2025-01-06")]),
        (";VALUE=DATE:20250106", ";VALUE=DATE:20250106", [("2025-01-06", "2025-01-06")]),
        (";VALUE=DATE:20250106", ";VALUE=DATE:20250109", [("2025-01-06", "2025-01-08")]),
        (":20250106T000000", ":20250107T235900", [("2025-01-06", "2025-01-07")]),
        (":20250103T180000", ":20250106T080000", [("2025-01-04", "2025-01-05")]),
        (":20250106T140000", ":20250106T180000", []),
    ],
)
def test_closures_are_whole_days(start, end, wanted):
    rows, reading = read(calendar(event(start, end, "SUMMARY:Fermé, chez Untel")), "fermetures.ics")
    assert days(rows, "first_day", "last_day") == wanted
    assert [row["reason"] for row in rows] == [None] * len(wanted)
    assert [one.code for one in reading.problems][:1] == (
        ["ical_partielle"] if not wanted else ["ical_partie"] if "T18" in start else []
    )


def test_of_a_calendar_of_holidays_the_public_holidays_alone_are_closures():
    rows, reading = read((SAMPLES / "example.ics").read_bytes(), "example.ics")
    # 1 January 2022; Orthodox Christmas (7 January) and 8 March are working days in France.
    assert days(rows, "first_day", "last_day") == [("2022-01-01", "2022-01-01")]
    assert reading.accounts[0].controls == {"fetes_non_feriees": 2}


def test_openings_become_the_week_of_the_door():
    weekly = event(":20250106T083000", ":20250106T123000", "RRULE:FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20250131T000000")
    phone = event(":20250107T090000", ":20250107T170000", "SUMMARY:Standard téléphonique", uid="u2")
    rows, _reading = read(calendar(weekly, phone), "horaires.ics")
    # Mondays 6 to 27, Thursdays 9 to 30.
    assert [(row["weekday"], row["time_from"] / 3600, row["audience"]) for row in rows] == [
        ("lundi", 8.5, "accueil"),
        ("mardi", 9, "telephone"),
        ("jeudi", 8.5, "accueil"),
    ]
    assert days(rows, "valid_from", "valid_to") == [
        ("2025-01-06", "2025-01-27"),
        ("2025-01-07", "2025-01-07"),
        ("2025-01-09", "2025-01-30"),
    ]


def test_an_exception_cuts_the_week_of_the_door_and_an_endless_series_has_no_last_day():
    one = event(":20250106T080000", ":20250106T120000", "RRULE:FREQ=WEEKLY", "EXDATE:20250113T080000")
    rows, _reading = read(calendar(one), "horaires.ics")
    assert days(rows, "valid_from", "valid_to") == [("2025-01-06", "2025-01-06"), ("2025-01-20", "")]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        # Events without DTSTART; no event; a broken DTSTART; no event.
        ("big_bad_calendar", (0, 0, 0)),
        ("bom_calendar", (0, 0, 0)),
        ("broken_dtstart", (0, 0, 0)),
        ("calendar_with_unicode", (0, 0, 0)),
        # Three days, free: no session; one of them a French holiday; no hours.
        ("example", (0, 1, 0)),
        # Ten times without an end.
        ("issue_1081_event_with_rrule", (0, 0, 0)),
        # UTC+11: 23:00 to 23:30 there; no room that is known; half an hour is no closure.
        ("issue_218_bad_tzid", (0, 0, 1)),
        ("issue_526_calendar_with_events", (0, 0, 2)),
        # 8:00 in New York to 8:00 in Los Angeles, and a period of two hours; two events without DTSTART, a task.
        ("issue_722_missing_timezones", (0, 0, 2)),
        ("issue_798_freebusy", (0, 0, 0)),
        ("multiple_timezones", (0, 0, 0)),
        # 3 to 23 March 2008 but the 11th, twice.
        ("parsing_error", (0, 40, 0)),
        ("rfc_5545_RDATE_example", (0, 0, 0)),
    ],
)
def test_thirteen_calendars_good_and_broken(name, kept):
    data = (SAMPLES / f"{name}.ics").read_bytes()
    found = [len(read(data, f"{name}.ics", f"ical_{kind}")[0]) for kind in ("vacations", "fermetures", "horaires")]
    assert tuple(found) == kept
    _rows, reading = read(data, f"{name}.ics")
    assert reading.problems.blocking() or name == "example"


# -- a small centre ----------------------------------------------------------------------------------------------


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    folder = tmp_path / "C01"
    folder.mkdir()
    (folder / "cabinets.csv").write_text("id;type\nCabinet 2;cabinet\n", "utf-8")
    (folder / "horaires.csv").write_text("jour;de;a\nlundi;09:00;17:00\n", "utf-8")
    zone = ";TZID=Europe/Paris"
    weekly = event(
        f"{zone}:20250106T090000",
        f"{zone}:20250106T120000",
        "RRULE:FREQ=WEEKLY;UNTIL=20250131T225959Z",
        f"EXDATE{zone}:20250113T090000",
        *ROOM,
    )
    late = event(":20250127T160000", ":20250127T190000", *ROOM, uid="u2")
    (folder / "vacations.ics").write_text(calendar(weekly, late), "utf-8")
    return folder


def occupancy(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[float, float]:
    words = "--indicator room_occupancy_rate --from 2025-01 --to 2025-01 --as-of 2025-02-28 --format json"
    main(["measure", str(folder), *words.split()])
    (figure,) = [one for one in json.loads(capsys.readouterr().out) if one["period"] == "2025-01"]
    return figure["numerator"], figure["denominator"]


def test_rooms_are_measured_from_a_calendar(centre, capsys):
    # Mondays 6, 13, 20, 27 open 9:00 to 17:00: 32 hours. Sessions 6, 20, 27 (3 hours each) and one hour on the 27th,
    # its end being after the closing: 10 hours.
    assert occupancy(centre, capsys) == (10, 32)


def test_closures_of_a_calendar_are_taken_away(centre, capsys):
    shut = calendar(event(";VALUE=DATE:20250127", ";VALUE=DATE:20250128", "SUMMARY:Travaux"))
    (centre / "fermetures.ics").write_text(shut, "utf-8")
    # Without the 27th: 24 hours open, 6 of them occupied.
    assert occupancy(centre, capsys) == (6, 24)


def test_check_says_what_a_calendar_gave(centre, capsys):
    assert main(["check", str(centre)]) == 0
    assert (
        "vacations.ics : Vacations — 4 lignes = 4 gardées + 0 mises de côté + 0 sans données" in capsys.readouterr().out
    )
