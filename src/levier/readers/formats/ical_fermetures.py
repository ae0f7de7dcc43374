"""Calendars (iCalendar, RFC 5545) whose name says that they hold ``fermetures``."""

from levier.readers.converted import Format
from levier.readers.formats._ical_kinds import CLOSURES
from levier.readers.formats._ical_read import opener, recogniser

FORMAT = Format(
    CLOSURES, "Fermetures d'un calendrier (.ics)", "iCalendar (RFC 5545)", recogniser(CLOSURES), opener(CLOSURES)
)
