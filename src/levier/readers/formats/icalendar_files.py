"""The other calendars: refused, with what to do, since nothing says what they hold (or they hold patients)."""

from levier.readers.converted import Format
from levier.readers.formats._ical_kinds import is_calendar
from levier.readers.formats._ical_read import refused

FORMAT = Format(
    "icalendar",
    "Calendrier (.ics) dont rien ne dit ce qu'il contient",
    "iCalendar (RFC 5545)",
    lambda head, name: is_calendar(head),
    refused,
)
