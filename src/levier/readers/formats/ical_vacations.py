"""Calendars (iCalendar, RFC 5545) whose name says that they hold ``vacations``."""

from levier.readers.converted import Format
from levier.readers.formats._ical_kinds import SESSIONS
from levier.readers.formats._ical_read import opener, recogniser

FORMAT = Format(
    SESSIONS, "Vacations d'un calendrier (.ics)", "iCalendar (RFC 5545)", recogniser(SESSIONS), opener(SESSIONS)
)
