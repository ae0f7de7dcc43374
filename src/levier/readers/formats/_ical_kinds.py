"""What a calendar holds, told by its name: sessions, closures or openings. Nothing is guessed from its events."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from levier.readers.formats._agenda_words import rooms
from levier.readers.formats._ical_text import after, name_of, plain
from levier.readers.names import fold, stem

SESSIONS, CLOSURES, OPENINGS = "ical_vacations", "ical_fermetures", "ical_horaires"
PATIENTS, ABSENCES = "agenda", "absences"
_HOLIDAYS = ("ferie", "feries", "holidays", "holiday", "jours_feries")
_WORDS = {
    SESSIONS: "vacation vacations planning plannings presence presences permanence permanences occupation sessions",
    CLOSURES: " ".join(("fermeture fermetures ferme closures closed", *_HOLIDAYS)),
    OPENINGS: "horaire horaires ouverture ouvertures opening openings",
    ABSENCES: "absence absences conge conges vacances leave",
    PATIENTS: "rdv rendez rendezvous patient patients consultations agenda appointments doctolib maiia keldoc",
}
_CALENDAR = re.compile(rb"\s*BEGIN\s*:\s*VCALENDAR", re.IGNORECASE)


def is_calendar(head: bytes) -> bool:
    """Tell whether the first bytes are those of a calendar."""
    return bool(_CALENDAR.match(head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\0", b"")))


def calendar_name(head: bytes) -> str:
    """Return the name that the first bytes give to the calendar, empty without any."""
    text = head.replace(b"\0", b"").decode("utf-8", "replace").replace("\r", "")
    lines = re.sub(r"\n[ \t]", "", text).split("\n")
    return next((plain(after(line)) for line in lines if name_of(line) in ("X-WR-CALNAME", "NAME")), "")


def kind(name: str, calname: str) -> str | None:
    """Return what a calendar holds, told by the file's name, else by its own; ``None``: neither tells one thing.

    >>> kind("fermetures_2025.ics", "Agenda"), kind("export.ics", "Cabinet 2"), kind("basic.ics", "")
    ('ical_fermetures', 'ical_vacations', None)
    """
    for text in (stem(name), calname):
        found = _kinds(text)
        if len(found) > 1:
            return None
        if found:
            return found.pop()
    return SESSIONS if rooms(stem(name), False) or rooms(calname, False) else None


def _kinds(text: str) -> set[str]:
    wanted = f"_{fold(text)}_"
    found = {one for one, words in _WORDS.items() if any(f"_{word}_" in wanted for word in words.split())}
    return found - {PATIENTS} or found


def is_holidays(name: str, calname: str) -> bool:
    """Tell whether closures come from a calendar of public holidays: it holds other feasts as well."""
    wanted = f"_{fold(stem(name))}_{fold(calname)}_"
    return any(f"_{word}_" in wanted for word in _HOLIDAYS) and not re.search("_fermetures?_", wanted)


@lru_cache(maxsize=128)
def holidays(year: int) -> frozenset[date]:
    """Return the eleven public holidays of a year (article L3133-1 of the French labour code).

    >>> sorted(holidays(2025))[1]
    datetime.date(2025, 4, 21)
    """
    fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    moving = (easter(year) + timedelta(days=days) for days in (1, 39, 50))
    return frozenset((*(date(year, month, day) for month, day in fixed), *moving))


def easter(year: int) -> date:
    """Return the Sunday of Easter (Meeus, Jones and Butcher).

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    month, day = divmod(d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114, 31)
    return date(year, month, day + 1)
