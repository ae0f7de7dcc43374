"""JSON (FHIR) and calendars: the tree stays, its leaves change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from levier.catalogue.parameters import theme
from levier.pack.disguise import Disguise
from levier.readers.names import fold

KEYS = frozenset(theme("mots")["fhir"]["keys"].split())
LEAVES = frozenset(map(fold, theme("mots")["fhir"]["codes"].split()))
TYPES = frozenset(theme("mots")["fhir"]["types"].split())
ADDRESSES = tuple(theme("mots")["fhir"]["addresses"])
_REFERENCE = re.compile(r"(.*?)([A-Z][A-Za-z]+)/([^/]+)(.*)", re.DOTALL)
_CAMEL = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
LINKS = ("reference", "id", "fullUrl")
NARRATIVE = '<div xmlns="http://www.w3.org/1999/xhtml"></div>'


class Tree:
    """Disguises JSON: known keys and codes stay, and a link goes on pointing at what it pointed at."""

    def __init__(self, disguise: Disguise) -> None:
        self.disguise = disguise
        self._links: dict[str, str] = {}

    def value(self, value: Any, key: str = "") -> Any:
        """Return a value of a tree, disguised."""
        if isinstance(value, dict):
            return {self._key(name): self.value(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [self.value(one, key) for one in value]
        if isinstance(value, str):
            return self._text(value, key)
        if isinstance(value, bool) or value is None:
            return value
        made = self.disguise.shape(json.dumps(value))
        return type(value)(made)

    def _key(self, name: str) -> str:
        known = all(word.lower() in KEYS for word in _CAMEL.findall(name) if len(word) > 2)
        return name if known and "".join(_CAMEL.findall(name)) == name.lstrip("_") else self.disguise.title(name)

    def _text(self, text: str, key: str) -> str:
        if key == "div":
            return NARRATIVE
        if (
            text in TYPES
            or fold(text) in LEAVES
            or (key in ("system", "url", "profile") and text.startswith(ADDRESSES))
        ):
            return text
        if key in LINKS:
            return self._link(text)
        return self.disguise.cell(text)

    def _link(self, text: str) -> str:
        found = _REFERENCE.fullmatch(text)
        if found and found[2] in TYPES:
            start, after = self.disguise.shape(found[1]), self.disguise.shape(found[4])
            return f"{start}{found[2]}/{self._one(found[3])}{after}"
        return self._one(text)

    def _one(self, text: str) -> str:
        return self._links.setdefault(text, self.disguise.shape(text))


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text, key and number of a tree."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def shortened(tree: Any, lines: int) -> Any:
    """Return a tree with its first entries only."""
    if isinstance(tree, list):
        return tree[:lines]
    if isinstance(tree, dict) and isinstance(tree.get("entry"), list):
        return tree | {"entry": tree["entry"][:lines]}
    return tree


# -- calendars ---------------------------------------------------------------------------------------------------------

NAMES = frozenset(theme("mots")["icalendar"]["names"].split())
WORDS = frozenset(theme("mots")["icalendar"]["words"].split())
_RULE = re.compile(r"UNTIL=(\d{8}(T\d{6}Z?)?)")


def calendar_lines(text: str) -> list[tuple[str, str]]:
    """Return the lines of a calendar with their ends; a folded line is joined to the one that it goes on from."""
    parts = re.split(r"(\r\n|\n|\r)", text)
    lines: list[tuple[str, str]] = []
    for body, end in zip(parts[::2], [*parts[1::2], ""], strict=False):
        if body[:1] in (" ", "\t") and lines:
            lines[-1] = (lines[-1][0] + body[1:], end)
        elif body or end:
            lines.append((body, end))
    return lines


def first_events(lines: list[tuple[str, str]], count: int) -> list[tuple[str, str]]:
    """Return a calendar with its first events only."""
    kept, events, inside = [], 0, False
    for body, end in lines:
        if body.upper() == "BEGIN:VEVENT":
            events, inside = events + 1, True
        if not (inside and events > count):
            kept.append((body, end))
        inside = inside and body.upper() != "END:VEVENT"
    return kept


class Calendar:
    """Disguises a calendar: names, statuses, recurrences and known time zones stay."""

    def __init__(self, disguise: Disguise) -> None:
        self.disguise = disguise

    def text(self, lines: list[tuple[str, str]]) -> str:
        """Return the text of lines, disguised; the rules of a time zone are no one's."""
        made, zone = [], False
        for body, end in lines:
            zone = zone or body.upper() == "BEGIN:VTIMEZONE"
            made.append((self._zone_line(body) if zone else self._line(body)) + end)
            zone = zone and body.upper() != "END:VTIMEZONE"
        return "".join(made)

    def _zone_line(self, body: str) -> str:
        ruled = re.fullmatch(r"(DTSTART|RDATE|TZOFFSETFROM|TZOFFSETTO|RRULE)[:;][A-Z0-9:;=,+-]*", body)
        return body if ruled else self._line(body)

    def _line(self, body: str) -> str:
        head, colon, value = _parted(body)
        name, *params = head.split(";")
        known = name.lower() in NAMES
        shown = ";".join((name if known else self.disguise.shape(name), *(self._param(one) for one in params)))
        return f"{shown}{colon}{self._value(name.upper(), value)}"

    def _param(self, text: str) -> str:
        name, equal, value = text.partition("=")
        known = name if name.lower() in NAMES else self.disguise.shape(name)
        return f"{known}{equal}{self._value(name.upper(), value)}"

    def _value(self, name: str, value: str) -> str:
        if value.upper() in WORDS or (name in ("TZID", "X-WR-TIMEZONE", "X-LIC-LOCATION") and _is_zone(value)):
            return value
        if name == "VERSION" or (name == "SEQUENCE" and len(value) < 3):
            return value
        if name in ("RRULE", "EXRULE"):
            return self._rule(value)
        return self.disguise.cell(value)

    def _rule(self, value: str) -> str:
        said = re.fullmatch(r"[A-Z]+=[A-Z0-9,+-]+(;[A-Z]+=[A-Z0-9,+-]+)*", value)
        parts = {part.partition("=")[0] for part in value.split(";")}
        known = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"} | {f"BY{unit}" for unit in UNITS}
        if not said or not parts <= known:
            return self.disguise.shape(value)
        return _RULE.sub(lambda found: f"UNTIL={self.disguise.shape(found[1])}", value)


UNITS = ("DAY", "MONTH", "MONTHDAY", "YEARDAY", "WEEKNO", "HOUR", "MINUTE", "SECOND", "SETPOS")


def _parted(body: str) -> tuple[str, str, str]:
    """Cut a line at the colon that no quote holds."""
    quoted = False
    for place, sign in enumerate(body):
        quoted ^= sign == '"'
        if sign == ":" and not quoted:
            return body[:place], ":", body[place + 1 :]
    return body, "", ""


def _is_zone(name: str) -> bool:
    from zoneinfo import available_timezones

    return name in available_timezones()
