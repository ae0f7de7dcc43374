"""Opening hours and calls in the reference; expected values come from contract §3 rules 4 and 5."""

import pytest
from reference_days import closure, day, derived, moment, opening, values

from levier.reference import Row, Rows

MORNING = opening("lundi", "08:00", "12:00")


def calendar(*hours: Row, closures: tuple[Row, ...] = (), last: str = "2025-01-06") -> list[object]:
    rows: Rows = {"opening_hours": list(hours), "closures": list(closures)}
    return values(derived("calendar", rows, last=last), "site", "weekly_s", "open_s")


def test_without_opening_hours_there_is_no_calendar() -> None:
    assert calendar(closures=(closure("2025-01-06", "2025-01-06"),)) == []


def test_opening_time_is_a_union() -> None:
    assert calendar(MORNING, opening("lundi", "11:00", "13:00")) == [(None, 18_000, 18_000)]


def test_the_week_counts_every_weekday_and_the_day_its_own() -> None:
    assert calendar(MORNING, opening("mardi", "08:00", "09:00"), last="2025-01-08") == [
        (None, 18_000, 14_400),
        (None, 18_000, 3_600),
        (None, 18_000, 0),
    ]


def test_a_closure_empties_its_days_and_leaves_the_week() -> None:
    assert calendar(MORNING, closures=(closure("2025-01-01", "2025-01-06"),)) == [(None, 14_400, 0)]


def test_first_and_last_days_of_hours_are_both_included() -> None:
    hours = MORNING | {"valid_from": day("2025-01-06"), "valid_to": day("2025-01-06")}
    assert values(derived("calendar", {"opening_hours": [hours]}, "2025-01-05", "2025-01-07"), "weekly_s") == [
        0,
        14_400,
        0,
    ]


@pytest.mark.parametrize("midnight", ["00:00", "24:00"])
def test_midnight_as_an_end_closes_the_day(midnight: str) -> None:
    assert calendar(opening("lundi", "20:00", midnight), last="2025-01-07") == [
        (None, 14_400, 14_400),
        (None, 14_400, 0),
    ]


def test_what_crosses_midnight_is_cut_there() -> None:
    assert calendar(opening("lundi", "22:00", "02:00"), last="2025-01-07") == [
        (None, 14_400, 7_200),
        (None, 14_400, 7_200),
    ]


def test_the_same_hour_at_both_ends_is_a_whole_day() -> None:
    assert calendar(opening("lundi", "00:00", "00:00")) == [(None, 86_400, 86_400)]
    assert calendar(opening("lundi", "09:00", "09:00"), last="2025-01-07") == [
        (None, 86_400, 54_000),
        (None, 86_400, 32_400),
    ]


def test_hours_that_touch_are_one() -> None:
    assert calendar(MORNING, opening("lundi", "12:00", "13:00")) == [(None, 18_000, 18_000)]


def test_sunday_night_goes_on_on_monday() -> None:
    assert calendar(opening("dimanche", "22:00", "01:00")) == [(None, 10_800, 3_600)]


def test_what_crosses_a_change_of_hours_is_cut_there() -> None:
    old = opening("lundi", "22:00", "02:00", valid_to=day("2025-01-06"))
    assert calendar(old, last="2025-01-07") == [(None, 14_400, 7_200), (None, 0, 0)]


def test_a_line_without_site_is_for_every_site() -> None:
    hours = (opening("lundi", "08:00", "09:00"), MORNING | {"site": "B"}, opening("mardi", "08:00", "09:00", site="A"))
    assert calendar(*hours) == [("A", 7_200, 3_600), ("B", 14_400, 14_400)]


def test_a_closure_is_for_its_site_or_for_all() -> None:
    hours = (MORNING | {"site": "A"}, MORNING | {"site": "B"})
    shut = (closure("2025-01-06", "2025-01-06", site="A"), closure("2025-01-13", "2025-01-13"))
    found = derived("calendar", {"opening_hours": list(hours), "closures": list(shut)}, "2025-01-06", "2025-01-13")
    assert [(row["site"], row["open_s"]) for row in found if row["open_s"]] == [("B", 14_400)]


def test_telephone_hours_are_not_opening_hours() -> None:
    assert calendar(MORNING, opening("lundi", "06:00", "20:00", audience="telephone")) == [(None, 14_400, 14_400)]


def call(text: str, **more: object) -> Row:
    return {"start_at": moment(text)} | more


def in_hours(texts: list[str], *hours: Row, closures: tuple[Row, ...] = ()) -> list[object]:
    rows: Rows = {"calls": [call(text) for text in texts], "opening_hours": list(hours), "closures": list(closures)}
    return values(derived("calls", rows), "in_hours")


def test_empty_cells_of_a_call_take_their_meaning() -> None:
    (row,) = derived("calls", {"calls": [call("2025-01-06 09:02")]})
    names = ("direction", "answered", "answered_by", "wait_s", "in_hours", "weekday", "hour")
    assert values([row], *names) == [("entrant", None, "humain", None, 1, "lundi", 9)]


def test_calls_are_inside_the_opening_hours_half_open() -> None:
    times = ["2025-01-06 07:59", "2025-01-06 08:00", "2025-01-06 11:59", "2025-01-06 12:00", "2025-01-07 09:00"]
    assert in_hours(times, MORNING) == [0, 1, 1, 0, 0]


def test_telephone_hours_win_as_soon_as_there_are_any() -> None:
    line = opening("mardi", "08:00", "09:00", audience="telephone")
    assert in_hours(["2025-01-06 09:00", "2025-01-07 08:30"], MORNING, line) == [0, 1]


def test_closures_are_out_of_hours_unless_another_site_is_open() -> None:
    hours = (MORNING | {"site": "A"}, MORNING | {"site": "B"})
    asked = ["2025-01-06 09:00"]
    assert in_hours(asked, *hours, closures=(closure("2025-01-06", "2025-01-06", site="A"),)) == [1]
    assert in_hours(asked, *hours, closures=(closure("2025-01-06", "2025-01-06"),)) == [0]


def test_all_hours_count_without_opening_hours() -> None:
    assert in_hours(["2025-01-06 03:00"], closures=(closure("2025-01-06", "2025-01-06"),)) == [1]
