"""Sessions: as recorded, else the standard week minus absences and closures (contract §3 rules 6 and 7)."""

from __future__ import annotations

from dataclasses import dataclass

from levier.measures.facts import SESSIONS
from levier.periods import period_of, weekday
from levier.reference.hours import Hours, weekly
from levier.reference.intervals import Interval, by_day
from levier.reference.rows import Row, Rows, fact_row, fold, in_force, month_of


@dataclass(frozen=True, slots=True)
class Part:
    """What falls on one day of a session line; ``span`` is in seconds of that day."""

    room: str
    day: int
    span: Interval
    line: Row


def recorded(rows: Rows) -> list[Part]:
    """Return the parts of the recorded sessions, held or not; a session that ends before it starts has none."""
    return [
        Part(line["room"], day, span, line)
        for line in rows["sessions"]
        for day, span in by_day(line["start_at"], line["end_at"])
    ]


def recorded_months(rows: Rows) -> set[tuple[str, int]]:
    """Return (room, first day of the month) wherever a session is recorded, held or not."""
    return {(part.room, month_of(part.day)) for part in recorded(rows)}


def worked(rows: Rows, hours: Hours, first: int, last: int) -> list[Part]:
    """Return the parts of the sessions worked from one day to another, never from both sources in one room's month."""
    known = recorded_months(rows)
    held = [part for part in recorded(rows) if part.line["held"] != 0 and first <= part.day <= last]
    return held + [
        Part(line["room"], day, span, line)
        for day in range(first, last + 1)
        for line in rows["standard_week"]
        if in_force(line, day) and (line["room"], month_of(day)) not in known
        if not _away(line | {"site": site_of(line, day, rows)}, day, rows["absences"])
        if not _closed(line, day, rows, hours)
        for index, span in weekly(line)
        if index == weekday(day)
    ]


def _away(line: Row, day: int, absences: list[Row]) -> bool:
    return any(one["first_day"] <= day <= one["last_day"] and _concerns(one, line) for one in absences)


def _concerns(absence: Row, line: Row) -> bool:
    asked = [name for name in ("room", "specialty", "practitioner", "site") if absence[name] is not None]
    return all(_compared(name, absence) == _compared(name, line) for name in asked)


def _compared(name: str, line: Row) -> str | None:
    text: str | None = line[name]
    return fold(text) if name == "specialty" and text is not None else text


def _closed(line: Row, day: int, rows: Rows, hours: Hours) -> bool:
    return all(hours.closed(day, site) for site in hours.of_room(site_of(line, day, rows)))


def site_of(line: Row, day: int, rows: Rows) -> str | None:
    """Return the site of a session line: its own, else that of its room."""
    room = room_on(rows, line["room"], day)
    site: str | None = line["site"] if line["site"] is not None or room is None else room["site"]
    return site


def room_on(rows: Rows, name: str, day: int) -> Row | None:
    """Return the first line of a room that is in force that day, else its first line."""
    lines = [line for line in rows["rooms"] if line["id"] == name]
    return next((line for line in lines if in_force(line, day)), lines[0] if lines else None)


def basis(rows: Rows, known: set[tuple[str, int]], room: str, day: int) -> str | None:
    """Return where the sessions of a room come from in the month of that day, ``known`` being the recorded months."""
    month = period_of(day, "month")
    if (room, month.first) in known:
        return "vacations"
    lines = [line for line in rows["standard_week"] if line["room"] == room]
    usual = any(in_force(line, one) for line in lines for one in range(month.first, month.last + 1))
    return "semaine_type" if usual else None


def sessions(rows: Rows, parts: list[Part]) -> list[Row]:
    """Return one row per session and day, neither united nor cut to opening time."""
    return [
        fact_row(
            SESSIONS,
            part.line | {"site": site_of(part.line, part.day, rows)},
            part.day,
            practitioner=part.line["practitioner"],
            held_s=part.span[1] - part.span[0],
        )
        for part in parts
    ]
