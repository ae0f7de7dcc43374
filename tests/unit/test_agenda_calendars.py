"""Sessions of calendars, by worked examples; titles never kept."""

from __future__ import annotations

import pytest
from agenda_files import ROOM, SECRET, calendar, event, read, spans

from levier.readers import person_hash


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
        (
            ";TZID=tzone://Microsoft/Utc:20250106T080000",
            ";TZID=tzone://Microsoft/Utc:20250106T110000",
            ("2025-01-06 09:00", "2025-01-06 12:00"),
        ),
        (";TZID=Ici:20250106T090000", ";TZID=Ici:20250106T120000", ("2025-01-06 09:00", "2025-01-06 12:00")),
        (";VALUE=DATE-TIME:20250106T090000", ":20250106T120000", ("2025-01-06 09:00", "2025-01-06 12:00")),
    ],
    ids=["utc", "utc in summer", "windows", "address", "exchange", "unknown", "floating"],
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
