"""Calendars made for the tests, and what is read of them."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any

from levier.readers import Context, Reading

SECRET = b"a secret of the tests"


def read(data: bytes | str, name: str, profile: str | None = None) -> tuple[list[dict[str, Any]], Reading]:
    raw = data if isinstance(data, bytes) else data.encode()
    reading = Reading(io.BytesIO(raw), name, Context(SECRET, profile=profile))
    rows = [
        dict(zip(chunk.columns, values, strict=True))
        for chunk in reading.chunks()
        for values in zip(*chunk.columns.values(), strict=True)
    ]
    for account in reading.accounts:
        assert account.read == account.kept + account.set_aside + account.not_data
    return rows, reading


def event(start: str, end: str = "", *others: str, uid: str = "u1") -> str:
    ends = [f"DTEND{end}"] if end else []
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART{start}", *ends, *others, "END:VEVENT", ""])


def calendar(*events: str, name: str = "", extra: str = "") -> str:
    named = f"X-WR-CALNAME:{name}\r\n" if name else ""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{named}{extra}{''.join(events)}END:VCALENDAR\r\n"


def wall(seconds: int) -> str:
    return (datetime(1970, 1, 1) + timedelta(seconds=seconds)).isoformat(" ", "minutes")


def days(rows: list[dict[str, Any]], first: str, last: str) -> list[tuple[str, str]]:
    def shown(day: int | None) -> str:
        return "" if day is None else (date(1970, 1, 1) + timedelta(days=day)).isoformat()

    return [(shown(row[first]), shown(row[last])) for row in rows]


def spans(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(wall(row["start_at"]), wall(row["end_at"])) for row in rows]


ROOM = ("LOCATION:Cabinet 2", "SUMMARY:Dr Martin dermatologie")
