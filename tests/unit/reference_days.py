"""Dates as people write them, for the tests of the reference. 6 January 2025 is a Monday."""

from datetime import UTC, date, datetime

from levier.centre import Centre
from levier.periods import to_day
from levier.reference import Row, Rows, derive


def day(text: str) -> int:
    """Return a day number: ``2025-01-06``."""
    return to_day(date.fromisoformat(text))


def moment(text: str) -> int:
    """Return a moment: ``2025-01-06 14:30``."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def clock(text: str) -> int:
    """Return seconds since midnight: ``14:30``, ``24:00``."""
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def derived(
    fact: str, rows: Rows, first: str = "2025-01-06", last: str = "2025-01-06", centre: Centre | None = None
) -> list[Row]:
    """Return the derived rows of one fact."""
    return derive(rows, centre or Centre(), day(first), day(last))[fact]


def values(rows: list[Row], *names: str) -> list[object]:
    """Return one column of derived rows, or tuples of several."""
    return [row[names[0]] if len(names) == 1 else tuple(row[name] for name in names) for row in rows]


def opening(weekday: str, start: str, end: str, **more: object) -> Row:
    """Return a line of opening hours or of a standard week."""
    return {"weekday": weekday, "time_from": clock(start), "time_to": clock(end)} | more


def closure(first: str, last: str, **more: object) -> Row:
    """Return a line of closures or absences."""
    return {"first_day": day(first), "last_day": day(last)} | more
