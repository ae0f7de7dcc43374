"""Rooms and sessions in the reference; expected values come from contract §3 rules 4 to 7."""

from reference_days import closure, day, derived, moment, opening, values

from levier.reference import Row, Rows

C2: Row = {"id": "C2", "type": "cabinet"}
OPEN = opening("lundi", "08:00", "12:00")
USUAL = opening("lundi", "09:00", "11:00", room="C2")
OCCUPIED = ("available_s", "occupied_s", "held_s", "basis")


def session(start: str, end: str, **more: object) -> Row:
    return {"room": "C2", "service": "medical", "start_at": moment(start), "end_at": moment(end)} | more


def room_days(first: str = "2025-01-06", last: str = "2025-01-06", **tables: list[Row]) -> list[Row]:
    rows: Rows = {"rooms": [C2], "opening_hours": [OPEN]} | tables
    return derived("room_days", rows, first, last)


def occupied(last: str = "2025-01-06", **tables: list[Row]) -> list[object]:
    return values(room_days("2025-01-06", last, **tables), *OCCUPIED)


def test_an_empty_room_is_available_while_its_site_is_open() -> None:
    (row,) = room_days()
    assert row == {
        "day": day("2025-01-06"),
        "last": day("2025-01-06"),
        "site": None,
        "service": None,
        "room": "C2",
        "type": "cabinet",
        "reserved": 0,
        "available_s": 14_400,
        "occupied_s": 0,
        "held_s": 0,
        "basis": None,
    }


def test_a_reserved_room_says_so_and_its_type_gives_its_service() -> None:
    rooms = [
        C2 | {"reserved": "urgences"},
        {"id": "F1", "type": "fauteuil"},
        {"id": "I1", "type": "imagerie"},
        {"id": "F2", "type": "fauteuil", "service": "medical"},
    ]
    found = values(room_days(rooms=rooms), "room", "reserved", "service")
    assert found == [("C2", 1, None), ("F1", 0, "dentaire"), ("I1", 0, "imagerie"), ("F2", 0, "medical")]


def test_sessions_are_united_and_cut_to_opening_time_when_occupied_only() -> None:
    two = [session("2025-01-06 07:00", "2025-01-06 10:00"), session("2025-01-06 09:00", "2025-01-06 11:00")]
    assert occupied(sessions=two) == [(14_400, 10_800, 14_400, "vacations")]


def test_closures_take_off_available_and_occupied_but_not_recorded_hours() -> None:
    held, shut = session("2025-01-06 09:00", "2025-01-06 10:00"), closure("2025-01-06", "2025-01-06")
    assert occupied(sessions=[held], closures=[shut]) == [(0, 0, 3_600, "vacations")]


def test_without_opening_hours_a_room_is_neither_available_nor_occupied() -> None:
    assert occupied(sessions=[session("2025-01-06 09:00", "2025-01-06 10:00")], opening_hours=[]) == [
        (0, 0, 3_600, "vacations")
    ]


def test_the_standard_week_serves_without_recorded_session() -> None:
    assert occupied("2025-01-13", standard_week=[USUAL])[::7] == [(14_400, 7_200, 7_200, "semaine_type")] * 2


def test_one_recorded_session_of_the_month_even_not_held_sets_the_standard_week_aside() -> None:
    other = session("2025-01-31 09:00", "2025-01-31 10:00", held=0)
    assert occupied(standard_week=[USUAL], sessions=[other]) == [(14_400, 0, 0, "vacations")]
    february = session("2025-02-03 09:00", "2025-02-03 10:00")
    assert occupied(standard_week=[USUAL], sessions=[february]) == [(14_400, 7_200, 7_200, "semaine_type")]
    elsewhere = session("2025-01-06 09:00", "2025-01-06 10:00", room="C3")
    assert occupied(standard_week=[USUAL], sessions=[elsewhere]) == [(14_400, 7_200, 7_200, "semaine_type")]


def test_a_session_that_crosses_the_month_is_recorded_in_both() -> None:
    night = session("2025-01-31 22:00", "2025-02-01 02:00")
    rows: Rows = {"rooms": [C2], "standard_week": [opening("lundi", "09:00", "11:00", room="C2")], "sessions": [night]}
    found = derived("room_days", rows, "2025-01-31", "2025-02-03")
    assert values(found, "held_s", "basis") == [
        (7_200, "vacations"),
        (7_200, "vacations"),
        (0, "vacations"),
        (0, "vacations"),
    ]


def test_a_session_that_ends_before_it_starts_is_ignored() -> None:
    wrong = [session("2025-01-06 10:00", "2025-01-06 09:00"), session("2025-01-06 10:00", "2025-01-06 10:00")]
    assert occupied(sessions=wrong, standard_week=[USUAL]) == [(14_400, 7_200, 7_200, "semaine_type")]


def test_an_unheld_session_occupies_nothing_and_an_empty_cell_is_held() -> None:
    both = [session("2025-01-06 09:00", "2025-01-06 10:00", held=0), session("2025-01-06 10:00", "2025-01-06 11:00")]
    assert occupied(sessions=both) == [(14_400, 3_600, 3_600, "vacations")]


def test_the_standard_week_follows_its_days_in_force() -> None:
    ended = USUAL | {"valid_to": day("2025-01-05")}
    assert occupied(standard_week=[ended]) == [(14_400, 0, 0, "semaine_type")]
    assert occupied(standard_week=[ended | {"valid_to": day("2024-12-31")}]) == [(14_400, 0, 0, None)]
    begins = USUAL | {"valid_from": day("2025-01-31")}
    assert occupied(standard_week=[begins]) == [(14_400, 0, 0, "semaine_type")]
    assert occupied(standard_week=[begins | {"valid_from": day("2025-02-01")}]) == [(14_400, 0, 0, None)]


def test_an_unheld_session_alone_says_where_the_month_comes_from() -> None:
    missed = session("2025-01-20 09:00", "2025-01-20 10:00", held=0)
    assert occupied(sessions=[missed]) == [(14_400, 0, 0, "vacations")]


def test_an_absence_or_a_closure_is_judged_on_the_day_where_the_night_falls() -> None:
    night = opening("lundi", "22:00", "02:00", room="C2")
    away = [closure("2025-01-06", "2025-01-06")]
    for taken in ({"absences": away}, {"closures": away}):
        found = room_days(last="2025-01-07", standard_week=[night], **taken)
        assert values(found, "held_s") == [0, 7_200], taken


def test_the_standard_week_is_cut_at_midnight() -> None:
    night = opening("lundi", "22:00", "01:00", room="C2")
    assert values(room_days(last="2025-01-07", standard_week=[night]), "held_s") == [7_200, 3_600]
    assert values(room_days(standard_week=[opening("lundi", "22:00", "00:00", room="C2")]), "held_s") == [7_200]


def test_a_closure_takes_the_standard_week_away() -> None:
    assert occupied(standard_week=[USUAL], closures=[closure("2025-01-06", "2025-01-06")]) == [
        (0, 0, 0, "semaine_type")
    ]


def test_an_absence_takes_away_the_lines_that_have_all_it_names() -> None:
    lines = [USUAL | {"specialty": "Gynécologie", "practitioner": "p1"}]
    taken: list[Row] = [
        {},
        {"room": "C2"},
        {"specialty": "GYNECOLOGIE"},
        {"practitioner": "p1"},
        {"room": "C2", "specialty": "gynécologie", "practitioner": "p1"},
    ]
    left: list[Row] = [{"room": "C3"}, {"specialty": "dermatologie"}, {"room": "C2", "practitioner": "p2"}]
    for asked, held in [*((one, 0) for one in taken), *((one, 7_200) for one in left)]:
        away = [closure("2025-01-06", "2025-01-06", **asked)]
        assert values(room_days(standard_week=lines, absences=away), "held_s") == [held], asked


def test_an_absence_takes_nothing_from_a_line_that_does_not_say() -> None:
    away = [closure("2025-01-06", "2025-01-06", specialty="gynécologie")]
    assert values(room_days(standard_week=[USUAL], absences=away), "held_s") == [7_200]


def test_an_absence_takes_nothing_from_recorded_sessions() -> None:
    held, away = session("2025-01-06 09:00", "2025-01-06 10:00"), closure("2025-01-06", "2025-01-06")
    assert values(room_days(sessions=[held], absences=[away]), "held_s") == [3_600]


def test_a_room_out_of_service_appears_only_where_sessions_were_held() -> None:
    room = C2 | {"valid_from": day("2025-01-07"), "valid_to": day("2025-01-07")}
    held = [session("2025-01-06 09:00", "2025-01-06 10:00"), session("2025-01-07 09:00", "2025-01-07 10:00")]
    hours = [OPEN, opening("mardi", "08:00", "12:00"), opening("mercredi", "08:00", "12:00")]
    found = room_days(last="2025-01-08", rooms=[room], sessions=held, opening_hours=hours)
    assert values(found, "day", "available_s", "occupied_s", "held_s") == [
        (day("2025-01-06"), 0, 0, 3_600),
        (day("2025-01-07"), 14_400, 3_600, 3_600),
    ]


def test_a_room_described_twice_is_one_room() -> None:
    lines = [C2 | {"valid_to": day("2025-01-06")}, C2 | {"type": "infirmier", "valid_from": day("2025-01-07")}]
    found = room_days(last="2025-01-07", rooms=lines)
    assert values(found, "day", "type") == [(day("2025-01-06"), "cabinet"), (day("2025-01-07"), "infirmier")]


def test_a_room_follows_the_hours_of_its_site_or_the_union_of_sites() -> None:
    hours = [OPEN | {"site": "A"}, opening("lundi", "11:00", "14:00", site="B")]
    rooms = [C2 | {"site": "A"}, C2 | {"id": "C3", "site": "B"}, C2 | {"id": "C4"}, C2 | {"id": "C5", "site": "Z"}]
    found = values(room_days(rooms=rooms, opening_hours=hours), "site", "available_s")
    assert found == [("A", 14_400), ("B", 10_800), (None, 21_600), ("Z", 0)]
    assert values(room_days(opening_hours=[OPEN | {"site": "A"}]), "site", "available_s") == [(None, 14_400)]


def test_a_room_without_site_is_closed_only_when_every_site_is() -> None:
    hours = [OPEN | {"site": "A"}, OPEN | {"site": "B"}]
    shut = [closure("2025-01-06", "2025-01-06", site="A")]
    assert occupied(opening_hours=hours, closures=shut, standard_week=[USUAL]) == [
        (14_400, 7_200, 7_200, "semaine_type")
    ]
    shut.append(closure("2025-01-06", "2025-01-06", site="B"))
    assert occupied(opening_hours=hours, closures=shut, standard_week=[USUAL]) == [(0, 0, 0, "semaine_type")]


def test_sessions_are_not_united_and_take_the_site_of_their_room() -> None:
    two = [
        session("2025-01-06 09:00", "2025-01-06 10:00", practitioner="p1"),
        session("2025-01-06 09:00", "2025-01-06 10:00", practitioner="p2", site="B", specialty="Gynécologie"),
        session("2025-01-06 09:00", "2025-01-06 10:00", held=0),
    ]
    found = derived("sessions", {"rooms": [C2 | {"site": "A"}], "sessions": two})
    assert values(found, "site", "service", "specialty", "practitioner", "held_s") == [
        ("A", "medical", None, "p1", 3_600),
        ("B", "medical", "Gynécologie", "p2", 3_600),
    ]


def test_sessions_of_an_unknown_room_are_sessions_all_the_same() -> None:
    rows: Rows = {"rooms": [C2], "sessions": [session("2025-01-06 23:00", "2025-01-07 01:00", room="C9")]}
    found = derived("sessions", rows, last="2025-01-07")
    assert values(found, "day", "held_s") == [(day("2025-01-06"), 3_600), (day("2025-01-07"), 3_600)]
    assert values(derived("room_days", rows), "room", "held_s") == [("C2", 0)]


def test_the_standard_week_gives_sessions_where_none_is_recorded() -> None:
    rows: Rows = {"standard_week": [USUAL, USUAL], "sessions": [session("2025-02-03 09:00", "2025-02-03 09:30")]}
    found = derived("sessions", rows, "2025-01-27", "2025-02-03")
    assert values(found, "day", "held_s") == [
        (day("2025-02-03"), 1_800),
        (day("2025-01-27"), 7_200),
        (day("2025-01-27"), 7_200),
    ]
