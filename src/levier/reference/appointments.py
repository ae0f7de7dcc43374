"""Appointments: duplicates, late cancellations, lost slots, delays (contract §3 rule 8 and no_show_rate)."""

from __future__ import annotations

from collections import defaultdict

from levier.centre import Centre
from levier.measures.facts import APPOINTMENTS
from levier.periods import weekday
from levier.reference.rows import Row, Rows, day_of, fact_row, hour_of
from levier.tables.columns import WEEKDAYS

RANKS = {"honore": 0, "non_venu": 1, "arrive_trop_tard": 2, "non_pointe": 3, None: 3}
FREED = ("annule", "reporte")


def appointments(rows: Rows, centre: Centre) -> list[Row]:
    """Return one row per appointment, duplicates flagged."""
    lines = rows["appointments"]
    doubles = _duplicates(lines)
    held = defaultdict(list)
    for number, line in enumerate(lines):
        if number not in doubles and line["status"] not in FREED and line["end_at"] is not None:
            held[line["practitioner"]].append(line)
    return [_row(line, number in doubles, held[line["practitioner"]], centre) for number, line in enumerate(lines)]


def _duplicates(lines: list[Row]) -> set[int]:
    same = defaultdict(list)
    for number, line in enumerate(lines):
        if line["patient"] is not None:
            order = (RANKS.get(line["status"], 4), line["id"] is None, line["id"] or "", number)
            same[line["patient"], line["start_at"]].append(order)
    return {order[-1] for orders in same.values() for order in sorted(orders)[1:]}


def _row(line: Row, duplicate: bool, held: list[Row], centre: Centre) -> Row:
    start, end = line["start_at"], line["end_at"]
    late = _late(line, centre)
    known = line["practitioner"] is not None and end is not None and end > start
    lead = _lead_days(line)
    return fact_row(
        APPOINTMENTS,
        line,
        day_of(start),
        practitioner=line["practitioner"],
        patient=line["patient"],
        status=line["status"] or "non_pointe",
        walk_in=line["walk_in"] or 0,
        first_visit=line["first_visit"] or 0,
        duplicate=int(duplicate),
        late_cancel=int(late),
        refill_known=int(known),
        slot_lost=int(late and known and not any(_overlap(line, other) for other in held)),
        lead_days=lead,
        duration_s=end - start if end is not None and end > start else None,
        channel=line["channel"],
        reminder=line["reminder"],
        delay_band=None if lead is None else delay_band(lead),
        weekday=WEEKDAYS[weekday(day_of(start))],
        hour=hour_of(start),
    )


def _late(line: Row, centre: Centre) -> bool:
    if line["status"] != "annule" or line["cancelled_by"] != "patient" or line["cancelled_at"] is None:
        return False
    return bool(line["start_at"] - line["cancelled_at"] < centre.number("delai_annulation_h") * 3600)


def _overlap(line: Row, other: Row) -> bool:
    return bool(max(line["start_at"], other["start_at"]) < min(line["end_at"], other["end_at"]))


def _lead_days(line: Row) -> int | None:
    if line["booked_at"] is None:
        return None
    days = day_of(line["start_at"]) - day_of(line["booked_at"])
    return days if days >= 0 else None


def delay_band(days: int) -> str:
    """Return the band of a delay in days.

    >>> [delay_band(days) for days in (0, 2, 14, 31)]
    ['0', '1-2', '8-14', '31+']
    """
    bands = {0: "0", 2: "1-2", 7: "3-7", 14: "8-14", 30: "15-30"}
    return next((band for most, band in bands.items() if days <= most), "31+")
