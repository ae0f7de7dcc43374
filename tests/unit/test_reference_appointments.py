"""Appointments in the reference; expected values come from contract §3 rules 1 and 8, and no_show_rate."""

from itertools import pairwise

import pytest
from reference_days import day, derived, moment, values

from levier.centre import Centre
from levier.reference import Row

NINE = moment("2025-01-06 09:00")


def booking(start: str = "2025-01-06 09:00", end: str | None = "2025-01-06 09:15", **more: object) -> Row:
    return {"start_at": moment(start), "end_at": end and moment(end), "practitioner": "p1"} | more


def late(**more: object) -> Row:
    cancelled = {"status": "annule", "cancelled_by": "patient", "cancelled_at": moment("2025-01-05 18:00")}
    return booking(**(cancelled | more))


def test_empty_cells_take_their_meaning() -> None:
    (row,) = derived("appointments", {"appointments": [{"start_at": NINE}]})
    assert row == {
        "day": day("2025-01-06"),
        "last": day("2025-01-06"),
        "site": None,
        "service": None,
        "specialty": None,
        "practitioner": None,
        "patient": None,
        "status": "non_pointe",
        "walk_in": 0,
        "first_visit": 0,
        "duplicate": 0,
        "late_cancel": 0,
        "refill_known": 0,
        "slot_lost": 0,
        "lead_days": None,
        "duration_s": None,
        "channel": None,
        "reminder": None,
        "delay_band": None,
        "weekday": "lundi",
        "hour": 9,
    }


def test_same_patient_same_start_keeps_the_best_status() -> None:
    order = ["honore", "non_venu", "arrive_trop_tard", "non_pointe", "annule"]
    for best, other in pairwise(order):
        rows = [booking(patient="a", status=other, id="1"), booking(patient="a", status=best, id="2")]
        assert values(derived("appointments", {"appointments": rows}), "duplicate") == [1, 0]


def test_an_empty_status_ranks_as_unmarked() -> None:
    rows = [booking(patient="a", status="absent_excuse", id="1"), booking(patient="a", id="2")]
    assert values(derived("appointments", {"appointments": rows}), "duplicate") == [1, 0]


def test_then_the_smallest_id_in_text_order_no_id_last_then_file_order() -> None:
    ids = [None, "9", "10", "10"]
    rows = [booking(patient="a", status="honore", id=one) for one in ids]
    assert values(derived("appointments", {"appointments": rows}), "duplicate") == [1, 1, 0, 1]


def test_other_statuses_rank_alike() -> None:
    rows = [booking(patient="a", status=one, id=key) for one, key in [("reporte", "2"), ("annule", "1")]]
    assert values(derived("appointments", {"appointments": rows}), "duplicate") == [1, 0]


def test_without_patient_or_at_another_start_nothing_is_a_duplicate() -> None:
    rows = [booking(), booking(), booking(patient="a"), booking("2025-01-06 09:01", patient="a")]
    assert values(derived("appointments", {"appointments": rows}), "duplicate") == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("cancelled", "expected"),
    [("2025-01-05 09:00", 0), ("2025-01-05 09:01", 1), ("2025-01-06 10:00", 1)],
)
def test_a_cancellation_is_late_under_24_hours(cancelled: str, expected: int) -> None:
    rows = {"appointments": [late(cancelled_at=moment(cancelled))]}
    assert values(derived("appointments", rows), "late_cancel") == [expected]


def test_the_delay_is_a_convention_of_the_centre() -> None:
    centre = Centre(conventions={**Centre().conventions, "delai_annulation_h": 2})
    rows = {"appointments": [late(), late(cancelled_at=moment("2025-01-06 07:01"))]}
    assert values(derived("appointments", rows, centre=centre), "late_cancel") == [0, 1]


def test_only_a_cancellation_by_the_patient_with_its_time_is_late() -> None:
    rows = [late(cancelled_by="centre"), late(cancelled_by=None), late(cancelled_at=None), late(status="reporte")]
    assert values(derived("appointments", {"appointments": rows}), "late_cancel") == [0, 0, 0, 0]


def test_a_slot_is_lost_when_nobody_else_takes_it() -> None:
    assert values(derived("appointments", {"appointments": [late()]}), "slot_lost") == [1]


@pytest.mark.parametrize(
    ("other", "lost"),
    [
        (booking("2025-01-06 09:10", "2025-01-06 09:25"), 0),
        (booking("2025-01-06 08:00", "2025-01-06 12:00", status="non_venu"), 0),
        (booking("2025-01-06 09:15", "2025-01-06 09:30"), 1),
        (booking("2025-01-06 08:45", "2025-01-06 09:00"), 1),
        (booking(practitioner="p2"), 1),
        (booking(end=None), 1),
        (booking("2025-01-06 09:10", "2025-01-06 09:05"), 1),
        (booking(status="annule"), 1),
        (booking(status="reporte"), 1),
    ],
)
def test_another_appointment_of_the_practitioner_refills_the_slot(other: Row, lost: int) -> None:
    assert values(derived("appointments", {"appointments": [late(), other]}), "slot_lost") == [lost, 0]


def test_a_duplicate_refills_nothing() -> None:
    kept = booking("2025-01-06 09:05", "2025-01-06 09:06", practitioner="p2", patient="a", status="honore")
    double = booking("2025-01-06 09:05", "2025-01-06 09:20", patient="a", status="non_pointe")
    rows = derived("appointments", {"appointments": [late(), kept, double]})
    assert values(rows, "duplicate", "slot_lost") == [(0, 1), (0, 0), (1, 0)]


def test_a_slot_cannot_be_judged_without_practitioner_or_end() -> None:
    rows = [late(practitioner=None), late(end=None), late(end="2025-01-06 09:00"), late()]
    found = derived("appointments", {"appointments": rows})
    assert values(found, "refill_known", "slot_lost") == [(0, 0), (0, 0), (0, 0), (1, 1)]


def test_a_delay_is_a_difference_of_dates() -> None:
    rows = [
        booking(booked_at=moment(text))
        for text in ("2025-01-05 23:59", "2025-01-06 08:00", "2025-01-06 23:00", "2025-01-07 08:00", "2024-12-06 09:00")
    ]
    found = derived("appointments", {"appointments": rows})
    assert values(found, "lead_days", "delay_band") == [(1, "1-2"), (0, "0"), (0, "0"), (None, None), (31, "31+")]


@pytest.mark.parametrize(
    ("days", "band"),
    [(2, "1-2"), (3, "3-7"), (7, "3-7"), (8, "8-14"), (14, "8-14"), (15, "15-30"), (30, "15-30")],
)
def test_bands_hold_both_their_ends(days: int, band: str) -> None:
    rows = {"appointments": [booking(booked_at=NINE - days * 86_400)]}
    assert values(derived("appointments", rows), "delay_band") == [band]


def test_a_duration_that_is_not_positive_is_left_out() -> None:
    rows = [booking(), booking(end="2025-01-06 09:00"), booking(end="2025-01-06 08:00"), booking(end=None)]
    assert values(derived("appointments", {"appointments": rows}), "duration_s") == [900, None, None, None]


def test_the_day_is_that_of_the_start_whatever_the_days_of_the_calendar() -> None:
    rows = derived("appointments", {"appointments": [booking("2025-02-02 23:59", None)]})
    assert values(rows, "day", "weekday", "hour") == [(day("2025-02-02"), "dimanche", 23)]
