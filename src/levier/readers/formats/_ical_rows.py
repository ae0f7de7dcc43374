"""Times of events to lines of ``vacations``, ``fermetures`` or ``horaires``: by closed lists, never by guess."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Protocol

from levier.readers.context import person_hash
from levier.readers.converted import Tally
from levier.readers.formats import _agenda_words as words
from levier.readers.formats._agenda_words import Work
from levier.readers.formats._ical_events import Happening
from levier.readers.formats._ical_kinds import CLOSURES, OPENINGS, SESSIONS, holidays, is_holidays
from levier.readers.formats._ical_said import set_aside, warn
from levier.readers.formats._ical_text import Component
from levier.readers.lines import Record
from levier.readers.names import fold, stem
from levier.tables.columns import WEEKDAYS

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MARK_LENGTH = 16


@dataclass(frozen=True, slots=True)
class About:
    """What stands for every event: the file's name, the calendar's, the key of the hashes, the last day followed."""

    name: str
    calname: str
    secret: bytes
    last: date


class Maker(Protocol):
    """Turns times into lines of one table."""

    def add(self, one: Happening) -> Iterator[Record]:
        """Yield the lines of a time, at once or later."""

    def rest(self) -> Iterator[Record]:
        """Yield the lines that needed all the times."""


@dataclass(slots=True)
class Sessions:
    """A session for each time: room, service, specialty and professional told by place, category, title or name."""

    tally: Tally
    about: About

    def add(self, one: Happening) -> Iterator[Record]:
        """Yield the session."""
        if why := _no_session(one):
            set_aside(self.tally, why, one.event.line)
            return
        found = self._where(one.event)
        if isinstance(found, str):
            set_aside(self.tally, found, one.event.line)
            return
        room, work, who = found
        times = (f"{one.start:%Y-%m-%d %H:%M:%S}", f"{one.end:%Y-%m-%d %H:%M:%S}")
        yield [self._mark(one), who or "", work.specialty or "", work.service, room, *times]

    def rest(self) -> Iterator[Record]:
        """Yield nothing more."""
        yield from ()

    def _mark(self, one: Happening) -> str:
        """Return what a session is known by from one export to the next: its UID may hold a name, so it is hashed."""
        uid = one.event.value("UID")
        return f"{person_hash(self.about.secret, 'uid', uid)[:MARK_LENGTH]}-{one.mark}" if uid else ""

    def _where(self, event: Component) -> tuple[str, Work, str | None] | str:
        """Return room, work and professional, or why they are not known."""
        title, place = event.text("SUMMARY"), event.text("LOCATION")
        category, resources = event.text("CATEGORIES"), event.text("RESOURCES")
        names = (self.about.calname, stem(self.about.name))
        texts = ((place, True), (resources, True), *((text, False) for text in (title, category, *names)))
        found = next(filter(None, (words.rooms(text, whole) for text, whole in texts)), [])
        if len(found) != 1:
            return "deux_cabinets" if found else "cabinet"
        work = words.work(category, title, place, resources, *names)
        if work is None and fold(found[0]).startswith("fauteuil"):
            work = Work("dentaire")
        return (found[0], work, words.practitioner(title)) if work else "service"


def _no_session(one: Happening) -> str | None:
    if not isinstance(one.start, datetime) or not isinstance(one.end, datetime):
        return "sans_heures"
    if one.end <= one.start:
        return "fin"
    return "trop_longue" if one.end - one.start > DAY else None


@dataclass(slots=True)
class Closures:
    """A closure for each time, in whole days; of a calendar of holidays, the public holidays only."""

    tally: Tally
    about: About

    def add(self, one: Happening) -> Iterator[Record]:
        """Yield the closure."""
        first, last = whole_days(one)
        if last < first:
            set_aside(self.tally, "fin" if one.end < one.start else "partielle", one.event.line)
            return
        if not one.whole_days and _partly(one):
            warn(self.tally, "partie", one.event.line)
        if is_holidays(self.about.name, self.about.calname):
            yield from self._legal(first, last, one)
        else:
            yield [first.isoformat(), last.isoformat(), words.reason(one.event.text("SUMMARY"))]

    def rest(self) -> Iterator[Record]:
        """Yield nothing more."""
        yield from ()

    def _legal(self, first: date, last: date, one: Happening) -> Iterator[Record]:
        days = [first + DAY * step for step in range((last - first).days + 1)]
        legal = [day for day in days if day in holidays(day.year)]
        if not legal:
            warn(self.tally, "feries", one.event.line)
            self.tally.left_out(why="fetes_non_feriees")
        yield from ([day.isoformat(), day.isoformat(), "férié"] for day in legal)


def whole_days(one: Happening) -> tuple[date, date]:
    """Return the first and last whole days of a time; the last is before the first when there is none."""
    if not isinstance(one.start, datetime) or not isinstance(one.end, datetime):
        return one.start, one.end - DAY
    first = one.start.date() + (DAY if one.start.time() > time(0) else timedelta(0))
    # Some agendas end a whole day at 23:59.
    last = (one.end + timedelta(minutes=1)).date() - DAY
    return first, last


def _partly(one: Happening) -> bool:
    """Tell whether hours of a first or last day are left."""
    start, end = one.start, one.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return False
    return start.time() > time(0) or (end + timedelta(minutes=1)).time() > time(0, 1)


Range = tuple[int, str, str, str]


@dataclass(slots=True)
class Openings:
    """The week of the door (or of the telephone): the days that share weekday and hours, as spans of whole weeks."""

    tally: Tally
    about: About
    days: dict[Range, dict[date, bool]] = field(default_factory=dict)

    def add(self, one: Happening) -> Iterator[Record]:
        """Keep the time; lines need all of them."""
        if why := _no_session(one):
            set_aside(self.tally, why, one.event.line)
            return
        whose = "telephone" if self._is_phone(one.event) else "accueil"
        for day, start, end in cut_at_midnight(one):
            known = self.days.setdefault((day.weekday(), start, end, whose), {})
            known[day] = known.get(day, False) or one.endless
        yield from ()

    def rest(self) -> Iterator[Record]:
        """Yield a line for each weekday, hours and span of weeks without a gap."""
        for (weekday, start, end, whose), days in sorted(self.days.items()):
            for first, last in spans(sorted(days)):
                goes_on = days[last] and last + WEEK > self.about.last
                until = "" if goes_on else last.isoformat()
                yield [WEEKDAYS[weekday], start, end, first.isoformat(), until, whose]

    def _is_phone(self, event: Component) -> bool:
        texts = (self.about.name, self.about.calname, event.text("SUMMARY"), event.text("CATEGORIES"))
        return any(word in f"_{fold(' '.join(texts))}_" for word in ("_telephone_", "_telephonique_", "_standard_"))


def cut_at_midnight(one: Happening) -> Iterator[tuple[date, str, str]]:
    """Yield the day and hours of a time, cut at midnight."""
    start, end = one.start, one.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return
    midnight = datetime.combine(start.date() + DAY, time(0))
    if end <= midnight:
        yield start.date(), f"{start:%H:%M}", "24:00" if end == midnight else f"{end:%H:%M}"
        return
    yield start.date(), f"{start:%H:%M}", "24:00"
    yield midnight.date(), "00:00", "24:00" if end - midnight == DAY else f"{end:%H:%M}"


def spans(days: list[date]) -> Iterator[tuple[date, date]]:
    """Yield the first and last of days that follow each other by a week.

    >>> [one[1].day for one in spans([date(2025, 1, 6), date(2025, 1, 13), date(2025, 1, 27)])]
    [13, 27]
    """
    first = last = None
    for day in days:
        if first is None or last is None or day - last != WEEK:
            if first is not None and last is not None:
                yield first, last
            first = day
        last = day
    if first is not None and last is not None:
        yield first, last


HEADERS = {
    SESSIONS: ("id", "praticien", "specialite", "service", "cabinet", "debut", "fin"),
    CLOSURES: ("du", "au", "motif"),
    OPENINGS: ("jour", "de", "a", "du", "au", "public"),
}
TABLE = {SESSIONS: "sessions", CLOSURES: "closures", OPENINGS: "opening_hours"}
MAKER: dict[str, Callable[[Tally, About], Maker]] = {SESSIONS: Sessions, CLOSURES: Closures, OPENINGS: Openings}
