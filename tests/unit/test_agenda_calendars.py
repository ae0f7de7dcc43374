"""Calendars: sessions, closures and openings, by worked examples; patients' diaries refused; titles never kept."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from levier.cli import main
from levier.readers import Context, Reading, person_hash
from levier.readers.formats import _ical_read

SECRET = b"a secret of the tests"
SAMPLES = Path(__file__).parents[1] / "fixtures" / "agendas" / "ical"


def read(data: bytes | str, name: str, profile: str | None = None) -> tuple[list[dict[str, Any]], Reading]:
    raw = data if isinstance(data, bytes) else data.encode()
    reading = Reading(io.BytesIO(raw), name, Context(SECRET, profile=profile))
    rows = [
        dict(zip(chunk.columns, values, strict=True))
        for chunk in reading.chunks()
        for values in zip(*chunk.columns.values(), strict=True)
    ]
    for account in reading.accounts:
        assert account.read == account.kept + account.set_aside + account.not_data
    return rows, reading


def event(start: str, end: str = "", *others: str, uid: str = "u1") -> str:
    ends = [f"DTEND{end}"] if end else []
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART{start}", *ends, *others, "END:VEVENT", ""])


def calendar(*events: str, name: str = "", extra: str = "") -> str:
    named = f"X-WR-CALNAME:{name}\r\n" if name else ""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{named}{extra}{''.join(events)}END:VCALENDAR\r\n"


def wall(seconds: int) -> str:
    return (datetime(1970, 1, 1) + timedelta(seconds=seconds)).isoformat(" ", "minutes")


def days(rows: list[dict[str, Any]], first: str, last: str) -> list[tuple[str, str]]:
    def shown(day: int | None) -> str:
        return "" if day is None else (date(1970, 1, 1) + timedelta(days=day)).isoformat()

    return [(shown(row[first]), shown(row[last])) for row in rows]


def spans(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(wall(row["start_at"]), wall(row["end_at"])) for row in rows]


ROOM = ("LOCATION:Cabinet 2", "SUMMARY:Dr Martin dermatologie")


def test_a_session_has_its_room_specialty_and_hashed_professional():
    rows, reading = read(calendar(event(":20250106T090000", ":20250106T123000", *ROOM)), "vacations.ics")
    (row,) = rows
    assert (row["room"], row["service"], row["specialty"]) == ("Cabinet 2", "medical", "dermatologie")
    assert row["practitioner"] == person_hash(SECRET, "practitioner", "Dr Martin")
    assert spans(rows) == [("2025-01-06 09:00", "2025-01-06 12:30")]
    assert (reading.accounts[0].table, reading.accounts[0].profile) == ("sessions", "ical_vacations")


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        (":20250106T080000Z", ":20250106T110000Z", ("2025-01-06 09:00", "2025-01-06 12:00")),
        (":20250707T080000Z", ":20250707T110000Z", ("2025-07-07 10:00", "2025-07-07 13:00")),
        (
            ";TZID=Romance Standard Time:20250106T090000",
            ";TZID=Romance Standard Time:20250106T120000",
            ("2025-01-06 09:00", "2025-01-06 12:00"),
        ),
        (
            ';TZID="/mozilla.org/20050126_1/Europe/London":20250106T090000',
            ";TZID=Europe/Paris:20250106T120000",
            ("2025-01-06 10:00", "2025-01-06 12:00"),
        ),
        (";TZID=Ici:20250106T090000", ";TZID=Ici:20250106T120000", ("2025-01-06 09:00", "2025-01-06 12:00")),
        (";VALUE=DATE-TIME:20250106T090000", ":20250106T120000", ("2025-01-06 09:00", "2025-01-06 12:00")),
    ],
    ids=["utc", "utc in summer", "windows", "address", "unknown", "floating"],
)
def test_times_are_brought_to_the_wall_clock_of_the_centre(start, end, wanted):
    rows, reading = read(calendar(event(start, end, *ROOM)), "vacations.ics")
    assert spans(rows) == [wanted]
    assert [one.code for one in reading.problems] == (["ical_fuseau"] if "Ici" in start else [])


def test_a_zone_that_the_file_describes_is_followed():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:La maison\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0300\r\n"
        "TZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    one = event(";TZID=La maison:20250106T110000", ";TZID=La maison:20250106T140000", *ROOM)
    rows, reading = read(calendar(one, extra=zone), "vacations.ics")
    assert (spans(rows), list(reading.problems)) == ([("2025-01-06 09:00", "2025-01-06 12:00")], [])
    # Its description is not remembered for the next file.
    rows, reading = read(calendar(one), "vacations.ics")
    assert [one.code for one in reading.problems] == ["ical_fuseau"]


def test_a_series_with_an_exception_a_move_and_a_cancellation():
    zone = ";TZID=Europe/Paris"
    # Mondays of January 2025: 6, 13, 20, 27. The 13th is taken away, the 20th moved, the 27th cancelled.
    series = event(
        f"{zone}:20250106T090000",
        f"{zone}:20250106T120000",
        "RRULE:FREQ=WEEKLY;UNTIL=20250131T225959Z",
        f"EXDATE{zone}:20250113T090000",
        *ROOM,
    )
    moved = event(
        f"{zone}:20250121T140000",
        f"{zone}:20250121T160000",
        f"RECURRENCE-ID{zone}:20250120T090000",
        "SUMMARY:Dr Martin dermatologie",
        "LOCATION:Cabinet 3",
    )
    gone = event(
        f"{zone}:20250127T090000", f"{zone}:20250127T120000", f"RECURRENCE-ID{zone}:20250127T090000", "STATUS:CANCELLED"
    )
    rows, reading = read(calendar(moved, series, gone), "vacations.ics")
    assert spans(rows) == [("2025-01-06 09:00", "2025-01-06 12:00"), ("2025-01-21 14:00", "2025-01-21 16:00")]
    assert [row["room"] for row in rows] == ["Cabinet 2", "Cabinet 3"]
    assert [row["id"][-13:] for row in rows] == ["20250106T0900", "20250120T0900"]
    assert reading.accounts[0].controls == {"annules": 1}


def test_added_times_and_durations():
    one = event(":20250106T090000", "", "DURATION:PT2H30M", "RDATE:20250108T140000", *ROOM)
    rows, _reading = read(calendar(one), "vacations.ics")
    assert spans(rows) == [("2025-01-06 09:00", "2025-01-06 11:30"), ("2025-01-08 14:00", "2025-01-08 16:30")]


def test_a_series_of_two_thousand_years_is_followed_for_five():
    one = event(
        ":20250106T090000",
        ":20250106T120000",
        "RRULE:FREQ=YEARLY;UNTIL=40250101T000000Z",
        "DTSTAMP:20250101T000000Z",
        *ROOM,
    )
    rows, reading = read(calendar(one), "vacations.ics")
    # 2025, then five years: 2026 to 2030.
    assert len(rows) == 6
    assert reading.accounts[0].controls == {"horizon": "2030-12-31"}
    assert [one.code for one in reading.problems] == ["ical_bornee"]


def test_a_long_count_is_followed_for_five_years_as_well():
    text = calendar(event(":20250106T090000", ":20250106T120000", "RRULE:FREQ=YEARLY;COUNT=2000", *ROOM))
    rows, reading = read(text, "vacations.ics")
    assert (len(rows), [one.code for one in reading.problems]) == (6, ["ical_bornee"])
    text = calendar(event(":20250106T090000", ":20250106T120000", "RRULE:FREQ=WEEKLY;COUNT=200", *ROOM))
    rows, reading = read(text, "vacations.ics")
    assert (len(rows), list(reading.problems)) == (200, [])


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;COUNT=9",
        "FREQ=DAILY;BYMINUTE=0,1,2,3,4;BYHOUR=8,9,10,11,12",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    ],
)
def test_a_series_of_each_minute_or_of_no_day_is_no_planning(rule):
    rows, reading = read(
        calendar(event(":20250106T090000", ":20250106T120000", f"RRULE:{rule}", *ROOM)), "vacations.ics"
    )
    assert (rows, [one.code for one in reading.problems][:1]) == ([], ["ical_serie"])


@pytest.mark.parametrize(
    ("others", "why"),
    [
        (("STATUS:CANCELLED", *ROOM), "annules"),
        (("STATUS:TENTATIVE", *ROOM), "provisoires"),
        (("TRANSP:TRANSPARENT", *ROOM), "disponibles"),
    ],
)
def test_what_does_not_take_the_room_is_left_out_and_counted(others, why):
    rows, reading = read(calendar(event(":20250106T090000", ":20250106T120000", *others)), "vacations.ics")
    assert (rows, reading.accounts[0].not_data, reading.accounts[0].controls) == ([], 1, {why: 1})


@pytest.mark.parametrize(
    ("others", "code"),
    [
        (("LOCATION:12 rue des Lilas", "SUMMARY:dermatologie"), "ical_cabinet"),
        (("LOCATION:Cabinet 1\\, Cabinet 2", "SUMMARY:dermatologie"), "ical_deux_cabinets"),
        (("LOCATION:Cabinet 1", "SUMMARY:Zoé Introuvable"), "ical_service"),
        (("LOCATION:Cabinet 1", "SUMMARY:dentaire et kiné"), "ical_service"),
    ],
)
def test_a_room_or_a_service_is_never_guessed(others, code):
    rows, reading = read(calendar(event(":20250106T090000", ":20250106T120000", *others)), "vacations.ics")
    assert (rows, [one.code for one in reading.problems][:1]) == ([], [code])
    assert "ntrouvable" not in "".join(one.sentence() for one in reading.problems)


def test_a_calendar_for_each_room_names_it_and_a_chair_is_dental():
    one = event(":20250106T090000", ":20250106T120000", "SUMMARY:Vacation")
    rows, _reading = read(calendar(one, name="Fauteuil 1"), "export.ics")
    assert [(row["room"], row["service"]) for row in rows] == [("Fauteuil 1", "dentaire")]


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (";VALUE=DATE:20250106", "", "ical_sans_heures"),
        (":20250106T120000", ":20250106T090000", "ical_fin"),
        (":20250106T120000", "", "ical_fin"),
        (":20250106T090000", ":20250108T120000", "ical_trop_longue"),
        (":pas une date", "", "ical_debut"),
        (":99990106T090000", ":99990106T120000", "ical_an"),
    ],
)
def test_an_event_that_is_no_session_is_set_aside(start, end, code):
    rows, reading = read(calendar(event(start, end, *ROOM)), "vacations.ics")
    assert (rows, [one.code for one in reading.problems][:1]) == ([], [code])


def test_versions_of_one_event_and_a_careless_export():
    old = event(":20250106T090000", ":20250106T120000", "SEQUENCE:1", *ROOM)
    new = event(":20250106T100000", ":20250106T120000", "SEQUENCE:2", *ROOM)
    rows, reading = read(calendar(new, old), "vacations.ics")
    assert (spans(rows), reading.accounts[0].controls) == (
        [("2025-01-06 10:00", "2025-01-06 12:00")],
        {"doublons": 1},
    )
    other = event(":20250107T090000", ":20250107T120000", *ROOM)
    rows, reading = read(calendar(event(":20250106T090000", ":20250106T120000", *ROOM), other), "vacations.ics")
    assert (len(rows), [one.code for one in reading.problems]) == (2, ["ical_uid_partage"])


def test_lines_folded_inside_a_letter_and_windows_letters():
    place = b"LOCATION:Cabinet 2\r\nSUMMARY:kin" + b"\xc3\r\n \xa9\r\n"
    text = calendar(event(":20250106T090000", ":20250106T120000", "@")).encode().replace(b"@\r\n", place)
    rows, _reading = read(text, "vacations.ics")
    assert rows[0]["service"] == "kine"
    rows, _reading = read(text.replace(b"\xc3\r\n \xa9", b"\xe9"), "vacations.ics")
    assert rows[0]["service"] == "kine"
    rows, _reading = read(b"\xef\xbb\xbf" + text, "vacations.ics")
    assert rows[0]["service"] == "kine"


def test_a_file_cut_in_an_event_keeps_the_others():
    text = calendar(
        event(":20250106T090000", ":20250106T120000", *ROOM), event(":20250107T090000", "", *ROOM, uid="u2")
    )
    rows, reading = read(text[: text.rindex("END:VEVENT")], "vacations.ics")
    assert (len(rows), [(one.code, one.line) for one in reading.problems]) == (1, [("ical_coupe", 10)])


def test_alarms_and_guests_inside_an_event_change_nothing():
    alarm = "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nDTSTART:19990101T000000\r\nDURATION:PT5M\r\nEND:VALARM"
    guest = "ATTENDEE;CN=Introuvable:mailto:x@example.org"
    rows, _reading = read(calendar(event(":20250106T090000", ":20250106T120000", alarm, guest, *ROOM)), "vacations.ics")
    assert spans(rows) == [("2025-01-06 09:00", "2025-01-06 12:00")]


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
