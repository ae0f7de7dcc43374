"""Room days: opening time, occupied and held time of each room (contract §3 rules 5, 6 and 7)."""

from __future__ import annotations

from collections import defaultdict

from levier.measures.facts import ROOM_DAYS
from levier.reference.hours import Hours
from levier.reference.intervals import Interval, intersection, length
from levier.reference.rows import Row, Rows, fact_row, in_force
from levier.reference.sessions import Part, basis, recorded_months, room_on

SERVICE_OF_TYPE = {"fauteuil": "dentaire", "imagerie": "imagerie"}


def room_days(rows: Rows, hours: Hours, parts: list[Part], first: int, last: int) -> list[Row]:
    """Return one row per room and day of service, and those outside service where a session was held all the same."""
    known = recorded_months(rows)
    spans = defaultdict(list)
    for part in parts:
        spans[part.room, part.day].append(part.span)
    return [
        _row(room, day, _opening(room, day, hours), spans[name, day], basis(rows, known, name, day))
        for name in dict.fromkeys(line["id"] for line in rows["rooms"])
        for day in range(first, last + 1)
        if (room := room_on(rows, name, day)) and (in_force(room, day) or spans[name, day])
    ]


def _opening(room: Row, day: int, hours: Hours) -> list[Interval]:
    return hours.open_somewhere(day, hours.of_room(room["site"])) if in_force(room, day) else []


def _row(room: Row, day: int, opening: list[Interval], spans: list[Interval], source: str | None) -> Row:
    return fact_row(
        ROOM_DAYS,
        room | {"service": room["service"] or SERVICE_OF_TYPE.get(room["type"])},
        day,
        room=room["id"],
        type=room["type"],
        reserved=int(room["reserved"] is not None),
        available_s=length(opening),
        occupied_s=length(intersection(spans, opening)),
        held_s=length(spans),
        basis=source,
    )
