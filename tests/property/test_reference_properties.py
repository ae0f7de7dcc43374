"""What must hold of the reference whatever the centre."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import centres, conditions, crowded_centre

from levier.centre import Centre
from levier.measures.facts import FACTS
from levier.measures.language import Measure, count, distinct, total
from levier.periods import Period
from levier.reference import Row, Rows, cube, derive, distinct_counts, holds

Drawn = tuple[Rows, Centre, int, int]

thoroughly = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@thoroughly
@given(centres())
def test_every_derived_row_keeps_the_promise_of_its_fact(drawn: Drawn) -> None:
    found = derive(*drawn)
    assert list(found) == sorted(found, key=list(found).index)
    assert set(found) == set(FACTS)
    for name, rows in found.items():
        fact = FACTS[name]
        for row in rows:
            assert set(row) == {"day", "last", *fact.dims, *fact.columns}
            assert all(row[column] is not None or column in fact.nullable for column in row)
            assert all(isinstance(value, int | str) for value in row.values() if value is not None)


@thoroughly
@given(centres())
def test_a_table_gives_one_row_per_line_in_order(drawn: Drawn) -> None:
    rows, *_ = drawn
    found = derive(*drawn)
    for name, fact in FACTS.items():
        if fact.source:
            assert [row["site"] for row in found[name]] == [line["site"] for line in rows[fact.source]]


@thoroughly
@given(centres("appointments", most=8))
def test_a_patient_has_one_appointment_kept_per_start(drawn: Drawn) -> None:
    rows, *_ = drawn
    found = derive(*drawn)["appointments"]
    kept = Counter(
        (row["patient"], line["start_at"])
        for row, line in zip(found, rows["appointments"], strict=True)
        if row["patient"] is not None and not row["duplicate"]
    )
    assert set(kept.values()) <= {1}
    assert len(kept) == len({(one["patient"], one["start_at"]) for one in rows["appointments"] if one["patient"]})


@thoroughly
@given(centres("payer_flows", most=8))
def test_a_claim_has_at_most_one_first_attempt_and_keeps_its_money(drawn: Drawn) -> None:
    rows, *_ = drawn
    found = derive(*drawn)["payer_flows"]
    lines = list(zip(found, rows["payer_flows"], strict=True))
    firsts = Counter((line["invoice"], line["payer_type"]) for row, line in lines if row["first"])
    assert set(firsts.values()) <= {1}
    paid = sum(line["amount_paid"] or 0 for _, line in lines if (line["invoice"], line["payer_type"]) in firsts)
    assert sum(row["paid_total"] for row, _ in lines) == paid


@thoroughly
@given(centres("rooms", "sessions", "standard_week", "absences", "opening_hours", "closures"))
def test_a_room_is_never_occupied_longer_than_available_or_held(drawn: Drawn) -> None:
    found = derive(*drawn)
    for row in found["room_days"]:
        assert 0 <= row["occupied_s"] <= min(row["available_s"], row["held_s"]) <= 86_400
    rooms = {row["room"] for row in found["room_days"]}
    assert len(found["room_days"]) == len({(row["room"], row["day"]) for row in found["room_days"]})
    assert rooms <= {line["id"] for line in drawn[0]["rooms"]}


@thoroughly
@given(centres("opening_hours", "closures"))
def test_a_week_is_the_seven_days_without_closures(drawn: Drawn) -> None:
    rows, centre, first, _ = drawn
    always = [line | {"valid_from": None, "valid_to": None} for line in rows["opening_hours"]]
    found = derive({"opening_hours": always}, centre, first, first + 6)["calendar"]
    for site in {row["site"] for row in found}:
        days = [row for row in found if row["site"] == site]
        assert {sum(row["open_s"] for row in days)} == {row["weekly_s"] for row in days}


APPOINTED = {
    "status": ("honore", "non_venu", "annule"),
    "walk_in": (0, 1),
    "lead_days": (0, 1, 3),
    "duration_s": (900, 86_400),
    "channel": ("web", "guichet"),
}
MEASURES: Sequence[Measure] = (count("appointments"), total("appointments", "duration_s", "hours"))


@thoroughly
@given(centres("appointments", most=8), conditions(APPOINTED))
def test_a_condition_and_its_negation_share_the_rows(drawn: Drawn, condition: Any) -> None:
    found = derive(*drawn)["appointments"]
    assert all(holds(condition, row, drawn[1]) != holds(~condition, row, drawn[1]) for row in found)


@thoroughly
@given(centres("appointments", "acts", most=8), st.integers(0, 8))
def test_cubes_of_two_parts_merge_into_that_of_the_whole(drawn: Drawn, cut: int) -> None:
    found, centre = derive(*drawn), drawn[1]
    for name, measures in (("appointments", MEASURES), ("acts", (count("acts"), total("acts", "amount", "euros")))):
        rows, fact = found[name], FACTS[name]
        parts = [cube(part, fact, fact.dims, measures, centre) for part in (rows[:cut], rows[cut:])]
        assert parts[0].merge(parts[1]) == cube(rows, fact, fact.dims, measures, centre)


@thoroughly
@given(centres("appointments", most=8))
def test_distinct_patients_of_a_period_are_never_more_than_its_lines(drawn: Drawn) -> None:
    _, centre, first, last = drawn
    found = derive(*drawn)["appointments"]
    period = Period(first, last, "sample", "")
    who = distinct("appointments", "patient")
    counts = distinct_counts(found, FACTS["appointments"], (), [who], centre, [period], last)
    known = {row["patient"] for row in found if row["patient"] is not None and first <= row["day"] <= last}
    assert counts.rows == ({(first, last): (len(known),)} if known else {})


def test_a_seed_always_makes_the_same_crowded_centre() -> None:
    assert crowded_centre(7) == crowded_centre(7)
    assert set(crowded_centre(7, "acts")[0]) == {"acts"}


def test_crowded_centres_meet_every_situation() -> None:
    met = Counter(name for seed in range(60) for name in _situations(derive(*crowded_centre(seed))))
    assert {name: times for name, times in met.items() if times < 5} == {}
    assert len(met) == len(SITUATIONS)


SITUATIONS: dict[str, tuple[str, Callable[[Row], Any]]] = {
    "duplicate": ("appointments", lambda row: row["duplicate"]),
    "slot lost": ("appointments", lambda row: row["slot_lost"]),
    "slot taken again": ("appointments", lambda row: row["late_cancel"] and row["refill_known"] > row["slot_lost"]),
    "second claim to be first": ("payer_flows", lambda row: row["attempt"] == 1 and not row["first"]),
    "rework": ("payer_flows", lambda row: row["rework_days"]),
    "closing entry": ("accounts", lambda row: row["closing"]),
    "call in hours": ("calls", lambda row: row["in_hours"]),
    "call out of hours": ("calls", lambda row: not row["in_hours"]),
    "closed day": ("calendar", lambda row: row["weekly_s"] and not row["open_s"]),
    "occupied by the week": ("room_days", lambda row: row["occupied_s"] and row["basis"] == "semaine_type"),
    "occupied as recorded": ("room_days", lambda row: row["occupied_s"] and row["basis"] == "vacations"),
    "held outside hours": ("room_days", lambda row: row["held_s"] > row["occupied_s"] > 0),
    "night opening": ("calendar", lambda row: row["open_s"] > 16 * 3_600),
}


def _situations(found: dict[str, list[Row]]) -> list[str]:
    return [name for name, (fact, met) in SITUATIONS.items() if any(met(row) for row in found[fact])]
