"""Rooms and sessions: who occupied which room when, as recorded or by the standard week (rules 5, 6 and 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from levier.derive.hours import Hours
from levier.derive.intervals import Interval, by_day, clock, common, length, union
from levier.derive.sql import raw, shown
from levier.engine.base import Engine, raw_name
from levier.measures.facts import ROOM_DAYS, SESSIONS
from levier.periods import period_of, weekday
from levier.tables.columns import WEEKDAYS
from levier.text import fold

RECORDED, STANDARD = "vacations", "semaine_type"
SERVICE_OF = {"fauteuil": "dentaire", "imagerie": "imagerie"}


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the centre."""

    id: str
    type: str
    service: str | None
    valid_from: int | None
    valid_to: int | None
    reserved: bool
    site: str | None

    def serves(self, day: int) -> bool:
        """Tell whether the room is in service that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a session that falls on one day."""

    day: int
    interval: Interval
    room: str
    basis: str
    site: str | None
    service: str | None
    specialty: str | None
    practitioner: str | None


def make(engine: Engine, hours: Hours, first: int, last: int) -> None:
    """Make the derived sessions and one row per room and day, from ``first`` to ``last``."""
    rooms = _rooms(engine)
    pieces = [piece for piece in _pieces(engine, hours, rooms, first, last) if first <= piece.day <= last]
    _insert_sessions(engine, pieces)
    _insert_days(engine, rooms, hours, pieces, first, last)


def _rooms(engine: Engine) -> list[Room]:
    rows = engine.fetch(
        f"SELECT id, type, service, valid_from, valid_to, reserved, site FROM {raw_name('rooms')} ORDER BY file, line"
    )
    return [
        Room(name, kind, service or SERVICE_OF.get(kind), since, until, reserved is not None, site)
        for name, kind, service, since, until, reserved, site in rows
    ]


def _pieces(engine: Engine, hours: Hours, rooms: list[Room], first: int, last: int) -> Iterator[Piece]:
    sites = {room.id: room.site for room in rooms}
    recorded, lines = _recorded(engine, sites)
    yield from recorded
    yield from _standard(engine, hours, sites, lines, first, last)


def _recorded(engine: Engine, sites: dict[str, str | None]) -> tuple[list[Piece], set[tuple[str, int]]]:
    """Return the pieces of the sessions held, and the (room, first day of month) that have any line, held or not."""
    rows = engine.fetch(
        "SELECT r.room, r.start_at, r.end_at, COALESCE(r.held, 1), r.site, r.service, s.shown, r.practitioner "
        f"FROM {raw('sessions')} {shown('s', 'specialty')} ORDER BY r.file, r.line"
    )
    months = {(room, period_of(start // 86_400, "month").first) for room, start, *_ in rows}
    pieces = [
        Piece(day, interval, room, RECORDED, site or sites.get(room), service, specialty, practitioner)
        for room, start, end, held, site, service, specialty, practitioner in rows
        if held
        for day, interval in by_day(start, end)
    ]
    return pieces, months


def _standard(
    engine: Engine, hours: Hours, sites: dict[str, str | None], recorded: set[tuple[str, int]], first: int, last: int
) -> Iterator[Piece]:
    """Yield the standard week, absences and closures taken away, for rooms and months without any recorded session."""
    weeks = _standard_lines(engine)
    absences = engine.fetch(f"SELECT first_day, last_day, room, specialty, practitioner FROM {raw_name('absences')}")
    for day in range(first - 1, last + 1):
        month = period_of(day, "month").first
        for line in weeks[weekday(day)]:
            site = line["site"] or sites.get(line["room"])
            if not _in_force(line, day) or hours.closed(day, site) or _absent(line, day, absences):
                continue
            if (line["room"], month) in recorded:
                continue
            for shift, interval in enumerate(clock(line["time_from"], line["time_to"])):
                if interval[0] < interval[1]:
                    yield Piece(
                        day + shift,
                        interval,
                        line["room"],
                        STANDARD,
                        site,
                        line["service"],
                        line["specialty"],
                        line["practitioner"],
                    )


def _standard_lines(engine: Engine) -> dict[int, list[dict[str, Any]]]:
    names = (
        "room",
        "weekday",
        "time_from",
        "time_to",
        "service",
        "specialty",
        "practitioner",
        "valid_from",
        "valid_to",
        "site",
    )
    columns = ", ".join("s.shown" if name == "specialty" else f"r.{name}" for name in names)
    rows = engine.fetch(
        f"SELECT {columns} FROM {raw('standard_week')} {shown('s', 'specialty')} ORDER BY r.file, r.line"
    )
    lines: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        line = dict(zip(names, row, strict=True))
        lines[WEEKDAYS.index(line["weekday"])].append(line)
    return lines


def _in_force(line: dict[str, Any], day: int) -> bool:
    since, until = line["valid_from"], line["valid_to"]
    return (since is None or since <= day) and (until is None or day <= until)


def _absent(line: dict[str, Any], day: int, absences: list[tuple[Any, ...]]) -> bool:
    return any(
        first <= day <= last
        and room in (None, line["room"])
        and (specialty is None or fold(specialty) == fold(line["specialty"] or ""))
        and practitioner in (None, line["practitioner"])
        for first, last, room, specialty, practitioner in absences
    )


def _insert_sessions(engine: Engine, pieces: list[Piece]) -> None:
    names = ("day", "last", "site", "service", "specialty", "practitioner", "held_s")
    engine.create(SESSIONS.name, {name: "BIGINT" if name in ("day", "last", "held_s") else "VARCHAR" for name in names})
    engine.insert(
        SESSIONS.name,
        [
            (one.day, one.day, one.site, one.service, one.specialty, one.practitioner, length([one.interval]))
            for one in pieces
        ],
    )


def _insert_days(engine: Engine, rooms: list[Room], hours: Hours, pieces: list[Piece], first: int, last: int) -> None:
    held: dict[tuple[str, int], list[Interval]] = defaultdict(list)
    basis: dict[tuple[str, int], str] = {}
    for piece in pieces:
        held[piece.room, piece.day].append(piece.interval)
        basis.setdefault((piece.room, period_of(piece.day, "month").first), piece.basis)
    texts = ("site", "service", "room", "type", "basis")
    names = (
        "day",
        "last",
        "site",
        "service",
        "room",
        "type",
        "reserved",
        "available_s",
        "occupied_s",
        "held_s",
        "basis",
    )
    engine.create(ROOM_DAYS.name, {name: "VARCHAR" if name in texts else "BIGINT" for name in names})
    engine.insert(ROOM_DAYS.name, _room_days(rooms, hours, held, basis, first, last))


def _room_days(
    rooms: list[Room],
    hours: Hours,
    held: dict[tuple[str, int], list[Interval]],
    basis: dict[tuple[str, int], str],
    first: int,
    last: int,
) -> Iterator[tuple[Any, ...]]:
    for room in rooms:
        for day in range(first, last + 1):
            busy = union(held.get((room.id, day), ()))
            if not busy and not room.serves(day):
                continue
            opened = _opened(hours, room, day)
            month = period_of(day, "month").first
            yield (
                *(day, day, room.site, room.service, room.id, room.type, int(room.reserved)),
                *(length(opened), length(common(busy, opened)), length(busy), basis.get((room.id, month))),
            )


def _opened(hours: Hours, room: Room, day: int) -> list[Interval]:
    """Return when the room could be used that day: a room without a site follows the only site, or all of them."""
    if not room.serves(day) or not hours.known:
        return []
    if room.site is None or room.site not in hours.sites:
        return hours.anywhere(day, "accueil")
    return hours.intervals(day, room.site)
