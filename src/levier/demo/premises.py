"""The files that describe a centre: rooms, standard week, absences, hours, closures, sessions held."""

from __future__ import annotations

from collections.abc import Iterator

from levier.demo.days import DAYS
from levier.demo.dialect import Dialect
from levier.demo.opening import Opening
from levier.demo.people import PREFIX, ROOM_TYPE, Session, Team
from levier.tables import TABLES
from levier.tables.columns import WEEKDAYS

SERVICE_OF_ROOM = {prefix: service for service, prefix in PREFIX.items()} | {"C": "medical", "U": "medical"}
UNSCHEDULED = "soins non programmés"


def room_rows(team: Team, way: Dialect, reserved: bool) -> Iterator[str]:
    """Yield the rooms; ``reserved`` adds one kept for unscheduled care."""
    for room in sorted(team.rooms, key=lambda name: (name[0], int(name[1:]))):
        yield f"{room};{ROOM_TYPE[room[0]]};{SERVICE_OF_ROOM[room[0]]};{way.day[0]};;"
    if reserved:
        yield f"U1;{ROOM_TYPE['U']};medical;{way.day[0]};;{UNSCHEDULED}"


def week_rows(team: Team, way: Dialect) -> Iterator[str]:
    """Yield the standard week; what began or ended within the two years carries its dates."""
    for session in sorted(team.sessions, key=lambda s: (s.room, s.weekday, s.start, s.first)):
        person = session.practitioner
        first = way.day[session.first] if session.first else ""
        last = way.day[session.last] if session.last < DAYS - 1 else ""
        yield (
            f"{session.room};{WEEKDAYS[session.weekday]};{hour(session.start)};{hour(session.end)};"
            f"{person.specialty.service};{person.specialty.name};{person.key};{first};{last}"
        )


def absence_rows(team: Team, way: Dialect) -> Iterator[str]:
    """Yield the days away of practitioners."""
    for absence in sorted(team.absences, key=lambda a: (a.first, a.practitioner.key)):
        person = absence.practitioner
        yield f"{way.day[absence.first]};{way.day[absence.last]};;{person.specialty.name};{person.key};{absence.reason}"


def opening_rows(opening: Opening, way: Dialect) -> Iterator[str]:
    """Yield the poster on the door, then the hours of the telephone line."""
    for weekday, intervals in enumerate(opening.week):
        since = way.day[opening.saturday_from] if weekday == 5 and opening.saturday_from else ""
        for start, end in intervals:
            yield f"{WEEKDAYS[weekday]};{hour(start)};{hour(end)};{since};;accueil"
    for weekday in range(5):
        for start, end in opening.phone:
            yield f"{WEEKDAYS[weekday]};{hour(start)};{hour(end)};;;telephone"


def closure_rows(opening: Opening, way: Dialect, forgotten: int | None) -> Iterator[str]:
    """Yield the closures, but one holiday when the centre forgot to write it."""
    for first, last, reason in opening.closures:
        if first != forgotten:
            yield f"{way.day[first]};{way.day[last]};{reason}"


def session_row(number: int, day: int, session: Session, held: bool, way: Dialect) -> str:
    """Return one recorded half-day."""
    person, date = session.practitioner, way.day[day]
    return (
        f"V{number:05d};{person.key};{person.specialty.name};{person.specialty.service};{session.room};"
        f"{date} {way.clock[session.start]};{date} {way.clock[session.end]};{way.yes if held else way.no}"
    )


def hour(minute: int) -> str:
    """Return a minute of the day as HH:MM.

    >>> hour(510)
    '08:30'
    """
    return f"{minute // 60:02d}:{minute % 60:02d}"


def file_of(table: str) -> str:
    """Return the name of the standard file of a table, without its ending."""
    return TABLES[table].file
