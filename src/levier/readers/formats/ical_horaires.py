"""Calendars (iCalendar, RFC 5545) whose name says that they hold ``horaires``."""

from levier.readers.converted import Format
from levier.readers.formats._ical_kinds import OPENINGS
from levier.readers.formats._ical_read import opener, recogniser

FORMAT = Format(
    OPENINGS, "Horaires d'un calendrier (.ics)", "iCalendar (RFC 5545)", recogniser(OPENINGS), opener(OPENINGS)
)
