"""The pieces of a FHIR resource, whatever their shape: words and codes of concepts, who or what a reference names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Node = Mapping[str, Any]
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_TYPED = re.compile(r"(?:^|/)([A-Z][A-Za-z]{2,40})/([A-Za-z0-9.\-]{1,128})(?:/_history/[^/]*)?$")
# Identifiers of health professionals in France: RPPS, ADELI, and the professional's national number.
PROFESSIONALS = ("urn:oid:1.2.250.1.71.4.2.1", "https://rpps.esante.gouv.fr", "http://rpps.fr")


def nodes(value: Any) -> list[Node]:
    """Return the objects of a list, of one object, or of anything else (none)."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def scalar(value: Any) -> str:
    """Return a text or a number as a text; what is neither is empty. Half a character becomes the sign of a lost one.

    >>> scalar("a"), scalar(1721120400000), scalar(True), scalar(None)
    ('a', '1721120400000', '', '')
    """
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    text = str(value)
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def concepts(value: Any) -> Iterator[Node]:
    """Yield the concepts of a member: those of R4, and those that R5 puts in ``concept``."""
    for one in nodes(value):
        yield from nodes(one["concept"]) if "concept" in one else [one]


def codes(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the codes of concepts: system and code."""
    for concept in concepts(value):
        for coding in nodes(concept.get("coding")):
            yield scalar(coding.get("system")), scalar(coding.get("code"))


def words(value: Any) -> Iterator[str]:
    """Yield what concepts are called: their texts, the names of their codes, else the codes."""
    for concept in concepts(value):
        named = [scalar(concept.get("text")), *(scalar(one.get("display")) for one in nodes(concept.get("coding")))]
        coded = [scalar(one.get("code")) for one in nodes(concept.get("coding"))]
        yield from filter(None, named if any(named) else coded)


def instant(value: Any) -> str:
    """Return a moment as a text; milliseconds since 1970 that have fewer than thirteen digits (before 2001) in ISO.

    >>> instant(956048400000), instant("2025-01-03T14:30:00Z")
    ('2000-04-18T09:00:00+00:00', '2025-01-03T14:30:00Z')
    """
    text = scalar(value)
    short = len(text) in (11, 12) and text.isascii() and text.isdecimal()
    return datetime.fromtimestamp(int(text) // 1000, UTC).isoformat() if short else text


@dataclass(frozen=True, slots=True)
class Named:
    """Who or what a reference names: its kind (``Patient``), and its identifier; ``None``: not said."""

    kind: str | None
    id: str | None


Directory = Mapping[str, Named]


def named(actor: Node, directory: Directory, contained: Directory) -> Named:
    """Return what a reference names: by its address, its identifier, or what the file says of it. Never its name.

    >>> named({"reference": "https://s/fhir/Patient/12/_history/3", "display": "X"}, {}, {})
    Named(kind='Patient', id='12')
    """
    address, kind = scalar(actor.get("reference")), scalar(actor.get("type")).rpartition("/")[2] or None
    if found := directory.get(address) or contained.get(address):
        return found
    if match := _TYPED.search(address):
        return Named(match[1], match[2])
    if address.startswith(("urn:uuid:", "urn:oid:")):
        return Named(kind, address.rpartition(":")[2])
    for identifier in nodes(actor.get("identifier")):
        system, value = scalar(identifier.get("system")), scalar(identifier.get("value"))
        if value:
            return Named(kind or ("Practitioner" if system in PROFESSIONALS else None), value)
    return Named(kind, None)


def entry(resource: Node) -> Named:
    """Return a resource of the file as what references to it name: its own number, else its first identifier."""
    numbers = (scalar(one.get("value")) for one in nodes(resource.get("identifier")))
    own = scalar(resource.get("id")) or next(filter(None, numbers), "")
    return Named(scalar(resource.get("resourceType")) or None, own or None)


def contained(resource: Node) -> dict[str, Named]:
    """Return what a resource holds inside it; such a one has no number but inside: its identifiers alone name it."""
    found = {}
    for one in nodes(resource.get("contained")):
        numbers = (scalar(number.get("value")) for number in nodes(one.get("identifier")))
        address = f"#{scalar(one.get('id'))}"
        found[address] = Named(scalar(one.get("resourceType")) or None, next(filter(None, numbers), None))
    return found
