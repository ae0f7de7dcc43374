"""Sessions: as recorded, else the standard week minus absences and closures, never both (rules 6 and 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from levier.derive import rooms as room_days
from levier.derive.hours import Hours
from levier.derive.intervals import Interval, by_day, clock, length
from levier.derive.rooms import Rooms
from levier.derive.sql import raw, shown
from levier.engine.base import Engine, raw_name
from levier.measures.facts import SESSIONS
from levier.periods import Period, period_of, weekday
from levier.tables.columns import WEEKDAYS
from levier.text import fold

RECORDED, STANDARD = "vacations", "semaine_type"
Absence = tuple[int, int, str | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Piece:
    """What falls on one day of a session; the interval is in seconds of that day."""

    day: int
    interval: Interval
    room: str
    site: str | None
    service: str | None
    specialty: str | None
    practitioner: str | None


@dataclass(frozen=True, slots=True)
class Usual:
    """A line of the standard week."""

    room: str
    weekday: int
    time_from: int
    time_to: int
    service: str | None
    specialty: str | None
    practitioner: str | None
    valid_from: int | None
    valid_to: int | None
    site: str | None

    def in_force(self, day: int) -> bool:
        """Tell whether the line holds on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def on(self, day: int) -> list[Interval]:
        """Return what the line occupies on a day, what crossed midnight from the weekday before included."""
        today, night = clock(self.time_from, self.time_to)
        ranked = ((self.weekday, today), ((self.weekday + 1) % 7, night))
        return [pair for rank, pair in ranked if rank == weekday(day) and pair[0] < pair[1]]

    def away(self, day: int, site: str | None, absences: list[Absence]) -> bool:
        """Tell whether an absence concerns the line that day: what it names must be the line's."""
        return any(
            first <= day <= last
            and room in (None, self.room)
            and (specialty is None or (self.specialty is not None and fold(specialty) == fold(self.specialty)))
            and practitioner in (None, self.practitioner)
            and where in (None, site)
            for first, last, room, specialty, practitioner, where in absences
        )


def make(engine: Engine, hours: Hours, first: int, last: int) -> None:
    """Make the derived sessions and room days, from ``first`` to ``last``."""
    rooms, days = room_days.read_rooms(engine), range(first, last + 1)
    recorded, months = _recorded(engine, rooms)
    usual = _usual(engine)
    pieces = [piece for piece in recorded if piece.day in days]
    pieces += _standard(engine, hours, rooms, usual, months, days)
    _insert(engine, pieces)
    held: dict[tuple[str, int], list[Interval]] = defaultdict(list)
    for piece in pieces:
        held[piece.room, piece.day].append(piece.interval)
    room_days.make(engine, hours, rooms, held, _bases(rooms, usual, months, days), days)


def _recorded(engine: Engine, rooms: Rooms) -> tuple[list[Piece], set[tuple[str, int]]]:
    """Return the pieces of the sessions held, and the (room, first day of month) with any session, held or not."""
    rows = engine.fetch(
        "SELECT r.room, r.start_at, r.end_at, COALESCE(r.held, 1), r.site, r.service, s.shown, r.practitioner "
        f"FROM {raw('sessions')} {shown('s', 'specialty')} ORDER BY r.file, r.line"
    )
    pieces, months = [], set()
    for room, start, end, held, site, service, specialty, practitioner in rows:
        for day, interval in by_day(start, end):
            months.add((room, period_of(day, "month").first))
            if held:
                where = site if site is not None else rooms.site(room, day)
                pieces.append(Piece(day, interval, room, where, service, specialty, practitioner))
    return pieces, months


def _usual(engine: Engine) -> list[Usual]:
    columns = "r.time_from, r.time_to, r.service, s.shown, r.practitioner, r.valid_from, r.valid_to, r.site"
    rows = engine.fetch(
        f"SELECT r.room, r.weekday, {columns} FROM {raw('standard_week')} {shown('s', 'specialty')} "
        "ORDER BY r.file, r.line"
    )
    return [Usual(room, WEEKDAYS.index(name), *rest) for room, name, *rest in rows]


def _standard(
    engine: Engine, hours: Hours, rooms: Rooms, usual: list[Usual], recorded: set[tuple[str, int]], days: range
) -> Iterator[Piece]:
    """Yield the standard week for the rooms and months without any recorded session."""
    absences: list[Any] = engine.fetch(
        "SELECT first_day, last_day, room, specialty, practitioner, site "
        f"FROM {raw_name('absences')} ORDER BY file, line"
    )
    for day in days:
        month = period_of(day, "month").first
        for line in usual:
            intervals = line.on(day)
            if not intervals or not line.in_force(day) or (line.room, month) in recorded:
                continue
            site = line.site if line.site is not None else rooms.site(line.room, day)
            if not hours.shut(day, site) and not line.away(day, site, absences):
                for interval in intervals:
                    yield Piece(day, interval, line.room, site, line.service, line.specialty, line.practitioner)


def _bases(
    rooms: Rooms, usual: list[Usual], recorded: set[tuple[str, int]], days: range
) -> dict[tuple[str, int], str | None]:
    """Return where the sessions of each room and day come from: one source a month."""
    months = {day: period_of(day, "month") for day in days}
    found = {
        (name, month.first): _basis(name, month, usual, recorded)
        for name in rooms.lines
        for month in set(months.values())
    }
    return {(name, day): found[name, month.first] for name in rooms.lines for day, month in months.items()}


def _basis(name: str, month: Period, usual: list[Usual], recorded: set[tuple[str, int]]) -> str | None:
    if (name, month.first) in recorded:
        return RECORDED
    lines = [line for line in usual if line.room == name]
    return STANDARD if any(line.in_force(day) for line in lines for day in range(month.first, month.last + 1)) else None


def _insert(engine: Engine, pieces: list[Piece]) -> None:
    names = ("day", "last", "site", "service", "specialty", "practitioner", "held_s")
    numbers = ("day", "last", "held_s")
    engine.create(SESSIONS.name, {name: "BIGINT" if name in numbers else "VARCHAR" for name in names})
    engine.insert(
        SESSIONS.name,
        [
            (one.day, one.day, one.site, one.service, one.specialty, one.practitioner, length([one.interval]))
            for one in pieces
        ],
    )
