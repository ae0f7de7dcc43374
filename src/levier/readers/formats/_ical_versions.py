"""Events that share a UID: versions of one event, changes of some of its times, or a careless export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from levier.readers.converted import Tally
from levier.readers.formats import _ical_said as said
from levier.readers.formats._ical_text import Component

_MOMENT = re.compile(r"(\d{8}T\d{6})Z?")
_LASTING = re.compile(r"\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?")


def lasting(event: Component) -> timedelta | None:
    """Return how long an event with hours lasts; ``None`` when it is in days, or does not say."""
    start, end = (_MOMENT.fullmatch(event.value(name).upper()) for name in ("DTSTART", "DTEND"))
    length = _LASTING.fullmatch(event.value("DURATION").upper())
    try:
        if start and end:
            return datetime.fromisoformat(end[1]) - datetime.fromisoformat(start[1])
    except ValueError:
        return None
    if not start or not length or not length[0].strip("+P"):
        return None
    weeks, days, hours, minutes = (min(int(part or 0), 99_999) for part in length.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)


def latest(events: list[Component], tally: Tally) -> Iterator[list[Component]]:
    """Yield the events of one UID to be read together: the latest version of the event and of each change.

    Versions that say nothing of which is the latest, and start at different moments, are several events: each is kept.
    """
    masters = [one for one in events if not one.has("RECURRENCE-ID")]
    changes: dict[str, list[Component]] = {}
    for one in events:
        if one.has("RECURRENCE-ID"):
            changes.setdefault(one.value("RECURRENCE-ID"), []).append(one)
    kept = [_newest(versions, tally) for versions in changes.values()]
    if len({version(one) for one in masters}) == 1 and len({one.value("DTSTART") for one in masters}) > 1:
        said.warn(tally, "uid_partage", masters[1].line)
        yield from ([one] for one in (*masters, *map(alone, kept)))
    elif masters:
        yield [_newest(masters, tally), *kept]
    else:
        yield from ([alone(one)] for one in kept)


def _newest(versions: list[Component], tally: Tally) -> Component:
    newest = max(versions, key=lambda one: (version(one), one.line))
    if len(versions) > 1:
        tally.left_out(len(versions) - 1, "doublons")
        said.warn(tally, "uid", newest.line)
    return newest


def version(event: Component) -> tuple[int, str, str]:
    """Return what tells which version is the latest: its sequence, then when it was changed, then when it was made."""
    sequence = event.value("SEQUENCE")
    rank = int(sequence) if sequence.isascii() and sequence.isdecimal() and len(sequence) < 10 else 0
    return rank, event.value("LAST-MODIFIED"), event.value("DTSTAMP")


def alone(change: Component) -> Component:
    """Return a change whose event is not in the file as an event by itself."""
    lines = [line for line in change.lines if not line.upper().startswith("RECURRENCE-ID")]
    return Component(change.kind, change.line, lines)
