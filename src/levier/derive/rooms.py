"""Rooms: opening time, occupied time and held time of each, day by day (contract §3, rules 5, 6 and 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from levier.derive.hours import Hours
from levier.derive.intervals import Interval, common, length, union
from levier.engine.base import Engine, raw_name
from levier.measures.facts import ROOM_DAYS

SERVICE_OF = {"fauteuil": "dentaire", "imagerie": "imagerie"}
TEXTS = ("site", "service", "room", "type", "basis")
NAMES = ("day", "last", "site", "service", "room", "type", "reserved", "available_s", "occupied_s", "held_s", "basis")


@dataclass(frozen=True, slots=True)
class Room:
    """A line of ``cabinets``: a room as it is between two days."""

    type: str
    service: str | None
    valid_from: int | None
    valid_to: int | None
    reserved: bool
    site: str | None

    def serves(self, day: int) -> bool:
        """Tell whether the room is in service that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Rooms:
    """The rooms of a centre; one may have several lines, in force one after the other."""

    def __init__(self, lines: Mapping[str, Sequence[Room]]) -> None:
        self.lines = lines

    def on(self, name: str, day: int) -> Room | None:
        """Return the first line of a room in force that day, else its first line, ``None`` for an unknown room."""
        lines = self.lines.get(name, ())
        return next((line for line in lines if line.serves(day)), lines[0] if lines else None)

    def site(self, name: str, day: int) -> str | None:
        """Return the site of a room."""
        room = self.on(name, day)
        return None if room is None else room.site


def read_rooms(engine: Engine) -> Rooms:
    """Read the rooms that an engine holds."""
    columns = "id, type, service, valid_from, valid_to, reserved, site"
    lines: dict[str, list[Room]] = defaultdict(list)
    for name, kind, service, since, until, reserved, site in engine.fetch(
        f"SELECT {columns} FROM {raw_name('rooms')} ORDER BY file, line"
    ):
        lines[name].append(Room(kind, service or SERVICE_OF.get(kind), since, until, reserved is not None, site))
    return Rooms(lines)


def make(
    engine: Engine,
    hours: Hours,
    rooms: Rooms,
    held: Mapping[tuple[str, int], Sequence[Interval]],
    basis: Mapping[tuple[str, int], str | None],
    days: range,
) -> None:
    """Make one row per room and day of service, and those outside service where a session was held all the same.

    ``held`` gives the intervals of each room and day, ``basis`` where those of the room and day come from.
    """
    engine.create(ROOM_DAYS.name, {name: "VARCHAR" if name in TEXTS else "BIGINT" for name in NAMES})
    engine.insert(ROOM_DAYS.name, _rows(hours, rooms, held, basis, days))


def _rows(
    hours: Hours,
    rooms: Rooms,
    held: Mapping[tuple[str, int], Sequence[Interval]],
    basis: Mapping[tuple[str, int], str | None],
    days: range,
) -> Iterator[tuple[Any, ...]]:
    for name in rooms.lines:
        for day in days:
            room, busy = rooms.on(name, day), union(held.get((name, day), ()))
            if room is not None and (busy or room.serves(day)):
                opened = hours.of_room(day, room.site) if room.serves(day) else []
                yield (
                    *(day, day, room.site, room.service, name, room.type, int(room.reserved)),
                    *(length(opened), length(common(busy, opened)), length(busy), basis[name, day]),
                )
