"""Events to the times when they happen, on the wall clock of the centre. The only module that knows the libraries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.util import find_spec
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from levier.readers.bad import FIRST_YEAR, LAST_YEAR
from levier.readers.formats._ical_text import Component, after, name_of

# A series without an end is followed for five years after the last day written in the file.
YEARS_AHEAD = 5
MOST_TIMES = 24
MOST_ROWS = 20_000
DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
TIMES = ("DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID")
_ZONE = re.compile(r';TZID=(?:"([^"]*)"|([^":;]*))', re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_WRITTEN = ("DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED", "CREATED", "RECURRENCE-ID", "RDATE")
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")


class Unreadable(Exception):
    """An event that cannot be read; ``why`` is one of the words of :data:`levier.readers.formats._ical_said.WHY`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Happening:
    """One time when an event happens: days (``end`` excluded) or moments of the wall clock, and its event."""

    start: date | datetime
    end: date | datetime
    event: Component
    mark: str
    endless: bool = False

    @property
    def whole_days(self) -> bool:
        """Tell whether it is given in days, without hours."""
        return not isinstance(self.start, datetime)


def installed() -> bool:
    """Tell whether the libraries that read calendars are there."""
    return find_spec("icalendar") is not None and find_spec("recurring_ical_events") is not None


def written_days(component: Component) -> Iterator[date]:
    """Yield the days that an event writes: when it starts, was made, was changed (not the end of its series)."""
    for line in component.lines:
        if name_of(line) in _WRITTEN:
            yield from filter(None, (_day(match) for match in _DAY.finditer(line)))


def _day(match: re.Match[str]) -> date | None:
    try:
        found = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def horizon(last: date | None) -> date:
    """Return the day after which no series is followed, for a file whose last written day is this one.

    >>> horizon(date(2025, 9, 1))
    datetime.date(2030, 12, 31)
    """
    return date(min((last or date(FIRST_YEAR, 1, 1)).year + YEARS_AHEAD, LAST_YEAR), 12, 31)


@lru_cache(maxsize=256)
def known_zone(name: str) -> str | None:
    """Return the usual name of a time zone: of Windows, behind an address, in another case; ``None``: not known.

    >>> known_zone("Romance Standard Time"), known_zone("/mozilla.org/20050126_1/Europe/Paris"), known_zone("Ici")
    ('Europe/Paris', 'Europe/Paris', None)
    """
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    every = {one.casefold(): one for one in available_timezones()}
    parts = name.strip().strip("/").split("/")
    tails = ("/".join(parts[place:]) for place in range(len(parts)))
    return WINDOWS_TO_OLSON.get(name.strip()) or next(
        (every[one.casefold()] for one in tails if one.casefold() in every), None
    )


class Zones:
    """The time zones of a file: those that everyone knows, those that it describes, and the others (said)."""

    def __init__(self) -> None:
        from icalendar.timezone import tzp

        # The library remembers descriptions from one file to the next.
        tzp.use_default()
        self.unknown: dict[str, int] = {}
        self.exceptions: list[int] = []
        self._described: set[str] = set()

    def describe(self, zone: Component) -> None:
        """Learn a time zone that the file describes."""
        from icalendar import Calendar

        text = "\r\n".join(("BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", *zone.lines, "END:VTIMEZONE", "END:VCALENDAR", ""))
        try:
            Calendar.from_ical(text)
        except Exception:  # Whatever a broken description raises, its zone is simply not known.
            return
        self._described.add(zone.value("TZID").strip("/"))

    def settled(self, line: str, number: int) -> str:
        """Return a line with the usual name of its zone; an unknown zone is taken away: the centre's wall clock."""
        if name_of(line) not in TIMES:
            return line
        match = _ZONE.search(line)
        name = (match[1] or match[2] or "") if match else ""
        if match is None or name.strip("/") in self._described:
            return line
        known = known_zone(name)
        if known is None:
            self.unknown.setdefault(name, number)
        return line[: match.start()] + (f";TZID={known}" if known else "") + line[match.end() :]


@dataclass(frozen=True, slots=True)
class Clock:
    """What times are brought to: the zone of the centre, and the day after which series are not followed."""

    zone: ZoneInfo
    last: date
    zones: Zones

    def wall(self, moment: Any) -> Any:
        """Return a moment on the wall clock of the centre; a day, or a moment without zone, as it is."""
        if isinstance(moment, datetime) and moment.tzinfo is not None:
            return moment.astimezone(self.zone).replace(tzinfo=None)
        return moment


def happenings(events: Sequence[Component], clock: Clock) -> Iterator[Happening]:
    """Yield the times of the events of one UID: the event, and those that replace some of its times.

    Raises:
        Unreadable: no start, or a rule that cannot be followed.
    """
    parsed = [_parsed(one, clock) for one in events]
    if len(parsed) == 1 and not any(events[0].has(name) for name in ("RRULE", "RDATE")):
        yield _single(parsed[0], events[0], clock)
        return
    yield from _series(parsed, events, clock)


def _parsed(event: Component, clock: Clock) -> Any:
    from icalendar import Event

    lines = [
        clock.zones.settled(line, event.line) for line in event.lines if name_of(line) not in ("STATUS", "SUMMARY")
    ]
    try:
        found = Event.from_ical("\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", "")))
    except Exception:  # The library raises of every kind on what is no calendar.
        raise Unreadable("evenement") from None
    wrong = {str(name).upper() for name, _why in found.errors}
    if "DTSTART" in wrong or not isinstance(_part(found.get("DTSTART"), "dt"), date):
        raise Unreadable("debut")
    for name, why in (("DTEND", "fin"), ("DURATION", "fin"), ("RRULE", "serie"), ("RECURRENCE-ID", "serie")):
        if name in wrong:
            raise Unreadable(why)
    if _without_broken(found) or wrong & {"EXDATE", "RDATE", "EXRULE"}:
        clock.zones.exceptions.append(event.line)
    _bounded(event)
    found["X-PLACE"] = event.line
    return found


def _without_broken(found: Any) -> bool:
    """Take away added and removed times that are no dates; tell whether there were any."""
    broken = False
    for name in ("RDATE", "EXDATE"):
        given = found.get(name, [])
        given = given if isinstance(given, list) else [given]
        kept = [one for one in given if _all_dates(one)]
        broken = broken or len(kept) < len(given)
        found.pop(name, None)
        if kept:
            found[name] = kept
    return broken


def _all_dates(times: Any) -> bool:
    listed = _part(times, "dts")
    return listed is not None and all(isinstance(_part(one, "dt"), (date, tuple)) for one in listed)


def _part(value: Any, name: str) -> Any:
    """Return a part of a property; ``None`` when it has none (a broken one raises of its own kind)."""
    try:
        return getattr(value, name, None)
    except Exception:
        return None


def _rules(event: Component) -> list[dict[str, str]]:
    """Return the rules of a series, by name of their parts."""
    lines = (after(line).upper() for line in event.lines if name_of(line) == "RRULE")
    return [dict(part.split("=", 1) for part in line.split(";") if "=" in part) for line in lines]


def _bounded(event: Component) -> None:
    """Refuse rules that make a time every minute, or that turn for ever without making any: no planning does."""
    for rule in _rules(event):
        times = 1
        for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
            times *= rule.get(name, "").count(",") + 1
        often = rule.get("FREQ") in _TOO_OFTEN or times > MOST_TIMES or not rule.get("FREQ")
        if often or _whole(rule.get("INTERVAL", "1")) < 1 or not _is_day(rule):
            raise Unreadable("serie")


def _is_day(rule: dict[str, str]) -> bool:
    """Tell whether some day is asked for, when both days and months are (30 February never comes)."""
    if "BYMONTH" not in rule or "BYMONTHDAY" not in rule:
        return True
    longest = max((LONGEST[_whole(one) - 1] for one in rule["BYMONTH"].split(",") if 1 <= _whole(one) <= 12), default=0)
    return any(1 <= _whole(one.lstrip("+-")) <= longest for one in rule["BYMONTHDAY"].split(","))


def _whole(text: str) -> int:
    return min(int(text), 1_000_000) if text.isascii() and text.isdecimal() and len(text) < 20 else 0


def _single(found: Any, event: Component, clock: Clock) -> Happening:
    start = found["DTSTART"].dt
    end = _part(found.get("DTEND"), "dt")
    if end is None and "DURATION" in found:
        end = start + found["DURATION"].dt if isinstance(start, datetime) else _days(start, found["DURATION"].dt)
    return _made(start, end, event, clock, "")


def _days(start: date, lasting: timedelta) -> date:
    return start + timedelta(days=max(-(-lasting // timedelta(days=1)), 0))


def _made(start: Any, end: Any, event: Component, clock: Clock, mark: str, endless: bool = False) -> Happening:
    """Return a time: a day without an end, or whose end is its start, is that day (ends of days are excluded)."""
    begin = clock.wall(start)
    if isinstance(begin, datetime):
        finish = begin if end is None else clock.wall(end)
        if not isinstance(finish, datetime):
            raise Unreadable("fin")
        return Happening(begin, finish, event, mark or f"{begin:%Y%m%dT%H%M}", endless)
    stop = clock.wall(end).date() if isinstance(end, datetime) else end
    if stop is None or stop == begin:
        stop = begin + timedelta(days=1)
    return Happening(begin, stop, event, mark or f"{begin:%Y%m%d}", endless)


def _series(parsed: list[Any], events: Sequence[Component], clock: Clock) -> Iterator[Happening]:
    from icalendar import Calendar
    from recurring_ical_events import of  # type: ignore[import-untyped]

    calendar = Calendar()
    for one in parsed:
        calendar.add_component(one)
    origin = {one.line: one for one in events}
    endless = any(_endless(one, clock.last) for one in events)
    try:
        found = of(calendar).between(date(FIRST_YEAR, 1, 1), clock.last + timedelta(days=1))
    except Exception:  # The library raises of every kind on rules that contradict their start.
        raise Unreadable("serie") from None
    if len(found) > MOST_ROWS:
        raise Unreadable("serie")
    for one in found:
        event = origin[int(one["X-PLACE"])]
        mark = _mark(one, event, clock)
        yield _made(one["DTSTART"].dt, _part(one.get("DTEND"), "dt"), event, clock, mark, endless)


def _mark(one: Any, event: Component, clock: Clock) -> str:
    """Return what a time of a series is known by: when it was planned, wherever it was moved."""
    planned = _part(one.get("RECURRENCE-ID"), "dt")
    following = any("RANGE=THISANDFUTURE" in line.upper() for line in event.lines if name_of(line) == "RECURRENCE-ID")
    moment = clock.wall(one["DTSTART"].dt if planned is None or following else planned)
    place = f"{moment:%Y%m%dT%H%M}" if isinstance(moment, datetime) else f"{moment:%Y%m%d}"
    return f"{place}F" if following else place


def _endless(event: Component, last: date) -> bool:
    """Tell whether a series goes on after the day until which it is followed."""
    start = next(written_days(Component("", 0, [line for line in event.lines if name_of(line) == "DTSTART"])), last)
    for rule in _rules(event):
        if "COUNT" in rule:
            each = max(rule.get(name, "").count(",") + 1 for name in ("BYDAY", "BYMONTHDAY", "BYMONTH"))
            days = DAYS.get(rule.get("FREQ", ""), 1) * _whole(rule.get("INTERVAL", "1")) * _whole(rule["COUNT"]) // each
            goes_on = days > (last - start).days + DAYS["YEARLY"]
        else:
            goes_on = rule.get("UNTIL", "99999999")[:8] > f"{last:%Y%m%d}"
        if goes_on:
            return True
    return False
