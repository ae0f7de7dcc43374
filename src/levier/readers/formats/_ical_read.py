"""A calendar read twice: once to know its series and its zones, once to give lines, an event at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import BinaryIO
from zoneinfo import ZoneInfo

from levier.readers.bad import FIRST_YEAR, LAST_YEAR
from levier.readers.context import Context
from levier.readers.converted import Batch, Converted, Tally
from levier.readers.formats import _ical_said as said
from levier.readers.formats._ical_events import (
    Clock,
    Happening,
    Unreadable,
    Zones,
    happenings,
    horizon,
    installed,
    written_days,
)
from levier.readers.formats._ical_kinds import ABSENCES, PATIENTS, SESSIONS, calendar_name, is_calendar, kind
from levier.readers.formats._ical_rows import HEADERS, MAKER, TABLE, About, Maker
from levier.readers.formats._ical_text import Component, components
from levier.readers.formats._ical_versions import lasting, latest
from levier.readers.lines import Record
from levier.readers.refusals import Refusal

BATCH = 5_000
HEAD = 65_536
MOST_ZONES = 200
# A session of less than an hour is rather an appointment; a few may be.
SHORT = timedelta(hours=1)
ENOUGH = 10


def recogniser(wanted: str) -> Callable[[bytes, str], bool]:
    """Return what recognises the calendars of a kind by the file's name, or by their own."""

    def recognises(head: bytes, name: str) -> bool:
        return is_calendar(head) and kind(name, calendar_name(head)) == wanted

    return recognises


def opener(wanted: str) -> Callable[[BinaryIO, str, Context], list[Converted] | Refusal]:
    """Return what opens the calendars of a kind."""

    def opened(stream: BinaryIO, name: str, context: Context) -> list[Converted] | Refusal:
        stream.seek(0)
        if not is_calendar(stream.read(HEAD)):
            return said.no_calendar()
        if not installed():
            return said.no_library()
        look = looked(stream)
        if wanted == SESSIONS and look.patients and context.profile != wanted:
            return said.patients()
        about = About(name, look.name, context.secret, horizon(look.last))
        lines = partial(_lines, wanted, stream, look, about, context.zone)
        return [Converted(TABLE[wanted], HEADERS[wanted], lines)]

    return opened


def refused(stream: BinaryIO, name: str, context: Context) -> list[Converted] | Refusal:
    """Say why a calendar is not read: its name tells nothing, patients, or leaves."""
    stream.seek(0)
    found = kind(name, calendar_name(stream.read(HEAD)))
    return said.patients() if found == PATIENTS else said.absences() if found == ABSENCES else said.no_kind()


@dataclass(slots=True)
class Look:
    """What the first reading found."""

    name: str = ""
    cancelled: bool = False
    last: date | None = None
    uids: Counter[str] = field(default_factory=Counter)
    zones: list[Component] = field(default_factory=list)
    timed: int = 0
    short: int = 0

    @property
    def patients(self) -> bool:
        """Tell whether most events are as short as appointments."""
        return self.timed >= ENOUGH and self.short * 2 >= self.timed


def looked(stream: BinaryIO) -> Look:
    """Read a calendar once: its name, its zones, the events that share a UID, how long events last."""
    found, about = Look(), dict[str, str]()
    for one in components(stream, about):
        if one.kind == "VTIMEZONE" and len(found.zones) < MOST_ZONES:
            found.zones.append(one)
        elif one.kind == "VEVENT":
            found.uids[one.value("UID")] += 1
            found.last = max(filter(None, (found.last, *written_days(one))), default=None)
            time = lasting(one)
            found.timed += time is not None
            found.short += time is not None and time < SHORT
    found.name = about.get("X-WR-CALNAME") or about.get("NAME", "")
    found.cancelled = about.get("METHOD", "").strip().upper() == "CANCEL"
    return found


def _lines(wanted: str, stream: BinaryIO, look: Look, about: About, zone: str, tally: Tally) -> Iterator[Batch]:
    zones = Zones()
    for one in look.zones:
        zones.describe(one)
    clock = Clock(ZoneInfo(zone), about.last, zones)
    maker = MAKER[wanted](tally, about)
    if look.patients and wanted == SESSIONS:
        said.warn(tally, "courtes", 1)
    records: list[Record] = []
    rank = 0
    for record in _records(groups(stream, look, tally), clock, maker, Sorter(tally, wanted, look.cancelled)):
        records.append(record)
        if len(records) >= BATCH:
            yield records, list(range(rank + 1, rank + len(records) + 1))
            records, rank = [], rank + len(records)
    yield records, list(range(rank + 1, rank + len(records) + 1))
    for name, line in zones.unknown.items():
        said.warn(tally, "fuseau", line, name)
    for line in zones.exceptions:
        said.warn(tally, "exception", line)


def _records(found: Iterator[Sequence[Component]], clock: Clock, maker: Maker, sorter: Sorter) -> Iterator[Record]:
    for events in found:
        try:
            for one in happenings(events, clock) if sorter.wanted_group(events, clock) else ():
                if sorter.takes(one):
                    yield from maker.add(one)
        except Unreadable as error:
            said.set_aside(sorter.tally, error.why, events[0].line, len(events))
    yield from maker.rest()
    sorter.finish(clock)


def groups(stream: BinaryIO, look: Look, tally: Tally) -> Iterator[list[Component]]:
    """Yield the events, those of one UID together; other things (tasks, free and busy times) are left out, counted."""
    held: dict[str, list[Component]] = {}
    for one in components(stream, {}):
        if one.kind == "VTIMEZONE":
            continue
        if one.kind != "VEVENT":
            tally.left_out(why=one.kind if one.kind in ("VTODO", "VJOURNAL", "VFREEBUSY", "VALARM") else "autre")
        elif one.cut:
            said.set_aside(tally, "coupe", one.line)
        elif (uid := one.value("UID")) and look.uids[uid] > 1:
            held.setdefault(uid, []).append(one)
        else:
            yield [one]
    for events in held.values():
        yield from latest(events, tally)


@dataclass(slots=True)
class Sorter:
    """Leaves out what did not take place, or takes no room: cancelled, tentative, free."""

    tally: Tally
    wanted: str
    cancelled: bool
    endless: int | None = None

    def wanted_group(self, events: Sequence[Component], clock: Clock) -> bool:
        """Tell whether the events of one UID are to be followed; a cancelled series takes its changes with it."""
        if self.cancelled or _status(events[0]) == "CANCELLED":
            self.tally.left_out(len(events), "annules")
            return False
        for one in events:
            _say_doubts(one, self.tally)
        return True

    def takes(self, one: Happening) -> bool:
        """Tell whether a time counts; one that does not is counted by reason."""
        why = self._why(one)
        if why == "an":
            said.set_aside(self.tally, why, one.event.line)
        elif why:
            self.tally.left_out(why=why)
        if one.endless and self.endless is None:
            self.endless = one.event.line
        return why is None

    def _why(self, one: Happening) -> str | None:
        if not FIRST_YEAR <= one.start.year <= one.end.year <= LAST_YEAR + 1:
            return "an"
        status = _status(one.event)
        if status == "CANCELLED":
            return "annules"
        if self.wanted != SESSIONS:
            return None
        if status == "TENTATIVE":
            return "provisoires"
        return "disponibles" if one.event.value("TRANSP").upper() == "TRANSPARENT" else None

    def finish(self, clock: Clock) -> None:
        """Say until when series without an end were followed."""
        if self.endless is not None:
            self.tally.account.controls["horizon"] = clock.last.isoformat()
            said.warn(self.tally, "bornee", self.endless, clock.last.isoformat())


def _status(event: Component) -> str:
    return event.value("STATUS").upper()


def _say_doubts(event: Component, tally: Tally) -> None:
    """Say what of a series may be wrong though it is read: exceptions that are no dates, hours in universal time."""
    lines = {name: event.value(name) for name in ("DTSTART", "RRULE")}
    if lines["RRULE"] and lines["DTSTART"].upper().endswith("Z") and "T" in lines["DTSTART"].upper():
        said.warn(tally, "utc", event.line)
