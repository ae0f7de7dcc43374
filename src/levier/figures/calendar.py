"""The opening days of a centre, from its calendar cube."""

from __future__ import annotations

from levier.figures.source import Source
from levier.measures.facts import CALENDAR
from levier.measures.language import total

OPEN = total("calendar", "open_s", "hours")
WEEKLY = total("calendar", "weekly_s", "hours")


def opening_days(source: Source) -> frozenset[int] | None:
    """Return the days on which a site at least is open; ``None`` when no hours were supplied."""
    cube = source.cube(CALENDAR, CALENDAR.dims, [WEEKLY, OPEN])
    return frozenset(key[0] for key, (_weekly, opened) in cube.rows.items() if opened) if cube.rows else None
