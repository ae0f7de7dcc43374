"""The calendar: opening time of each day and site, and which calls came while someone should answer."""

from __future__ import annotations

from levier.derive.hours import Hours
from levier.derive.intervals import length
from levier.derive.sql import day_of, hour_of, make_table, raw, weekday_of
from levier.engine.base import Engine
from levier.measures.facts import CALENDAR, CALLS


def make_calendar(engine: Engine, hours: Hours, first: int, last: int) -> None:
    """Make one row per day and site, from ``first`` to ``last``."""
    columns = {"day": "BIGINT", "last": "BIGINT", "site": "VARCHAR", "weekly_s": "BIGINT", "open_s": "BIGINT"}
    engine.create(CALENDAR.name, columns)
    engine.insert(
        CALENDAR.name,
        [
            (day, day, site, hours.weekly(day, site), length(hours.intervals(day, site)))
            for site in (hours.sites if hours.known else [])
            for day in range(first, last + 1)
        ],
    )


def make_calls(engine: Engine, hours: Hours) -> None:
    """Make the derived calls, each told inside or outside the telephone hours."""
    day = day_of("r.start_at")
    _make_line_hours(engine, hours)
    inside = "CASE WHEN h.day IS NULL THEN 0 ELSE 1 END" if hours.known else "1"
    second = "r.start_at % 86400"
    join = (
        f"LEFT JOIN line_hours h ON h.day = {day} AND {second} >= h.time_from AND {second} < h.time_to"
        if hours.known
        else ""
    )
    make_table(
        engine,
        CALLS,
        f"SELECT r.file, r.line, {day} AS day, {day} AS last, r.site, COALESCE(r.direction, 'entrant') AS direction, "
        "r.answered, COALESCE(r.answered_by, 'humain') AS answered_by, r.wait_s, "
        f"{inside} AS in_hours, {weekday_of(day)} AS weekday, {hour_of('r.start_at')} AS hour "
        f"FROM {raw('calls')} {join}",
    )


def _make_line_hours(engine: Engine, hours: Hours) -> None:
    days = [day for (day,) in engine.fetch(f"SELECT DISTINCT {day_of('r.start_at')} FROM {raw('calls')}")]
    engine.create("line_hours", {"day": "BIGINT", "time_from": "BIGINT", "time_to": "BIGINT"})
    audience = hours.line_audience
    engine.insert("line_hours", [(day, *pair) for day in days for pair in hours.anywhere(day, audience)])
