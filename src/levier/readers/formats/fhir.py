"""Appointments as FHIR gives them (R4; R5 and STU3 tolerated): bundles, NDJSON, lists, single resources, pages.

A line of ``rendez_vous`` for each ``Appointment`` that is a booking. Names (``display``), comments, reasons and texts
are never looked at; patients and professionals are hashed by their number. Every other resource is left out and
counted by its kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from levier.i18n import _
from levier.readers import encoding
from levier.readers.context import Context
from levier.readers.converted import Batch, Converted, Format, Tally
from levier.readers.encoding import Survey
from levier.readers.formats import _fhir_appointment as appointment
from levier.readers.formats._fhir_parts import Named, Node, entry, nodes, scalar
from levier.readers.formats._json_stream import CUT, Item, items
from levier.readers.lines import Record
from levier.readers.refusals import Refusal

BATCH = 5_000
MOST_KINDS = 60
_START = re.compile(rb"[\s,\x1e]*[\[{]")
_RESOURCE = re.compile(rb'"resourceType"\s*:\s*"[A-Z][A-Za-z]+"')
_FLAT = re.compile(rb'"(?:minutesDuration|gearriveerd)"\s*:')
_KIND = re.compile(r"[A-Z][A-Za-z]{1,40}")
_PEOPLE = ("Patient", "Practitioner", "PractitionerRole", "Location")
_SUPPLY = ("Slot", "Schedule")


def recognises(head: bytes, name: str) -> bool:
    """Tell whether the first bytes are FHIR, in JSON (or in XML: then it is refused with what to ask for)."""
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\0", b"")
    if bare.lstrip().startswith(b"<"):
        return b"http://hl7.org/fhir" in bare[:2_000] and b"<html" not in bare[:2_000].lower()
    return bool(_START.match(bare) and (_RESOURCE.search(bare) or (_FLAT.search(bare) and b'"start"' in bare)))


def open_fhir(stream: BinaryIO, name: str, context: Context) -> list[Converted] | Refusal:
    """Return the appointments of a file."""
    stream.seek(0)
    head = stream.read(65_536)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _in_xml()
    found = encoding.survey(stream)
    return [Converted("appointments", appointment.HEADERS, partial(_lines, stream, found), None, found.encoding)]


def _in_xml() -> Refusal:
    return Refusal(
        "fhir_xml",
        "XML",
        _("des ressources FHIR en JSON (Bundle, NDJSON)"),
        _("Demandez le même export en JSON : « _format=json », ou un export en lot (NDJSON)."),
    )


def _lines(stream: BinaryIO, found: Survey, tally: Tally) -> Iterator[Batch]:
    teller = Teller(tally, directory(stream, found))
    records: list[Record] = []
    lines: list[int] = []
    for place, value in _places(items(encoding.texts(stream, found))):
        if isinstance(value, Item):
            teller.broken(value, place)
        elif (cells := teller.cells(value, place)) is not None:
            records.append(cells)
            lines.append(place)
        if len(records) >= BATCH:
            yield records, lines
            records, lines = [], []
    yield records, lines
    teller.finish()


def _places(found: Iterator[Item]) -> Iterator[tuple[int, Node | Item]]:
    """Yield each resource with its line; several on one line (a file without line ends) are numbered on."""
    last = 0
    for item in found:
        for value in [item] if item.why else resources(item.value):
            last = max(item.line, last + 1)
            yield last, value


def resources(value: Any) -> Iterator[Node]:
    """Yield the resources of a value: itself, those of its entries, those of a list."""
    if isinstance(value, list):
        for one in value:
            yield from resources(one)
    elif isinstance(value, dict) and value.get("resourceType") == "Bundle":
        for one in nodes(value.get("entry")):
            yield from resources(one)
    elif isinstance(value, dict) and isinstance(value.get("resource"), dict):
        yield from resources(value["resource"])
    else:
        yield value if isinstance(value, dict) else {}


def directory(stream: BinaryIO, found: Survey) -> dict[str, Named]:
    """Return the people and places that the file itself describes, by the address that references use.

    Read only where addresses do not tell what they name (``urn:uuid:``).
    """
    if "urn:uuid:" not in found.head.decode("latin-1"):
        return {}
    known = {}
    for item in items(encoding.texts(stream, found)):
        value = item.value if isinstance(item.value, dict) else {}
        for one in nodes(value.get("entry")) if "entry" in value else [value]:
            resource, address = one.get("resource"), scalar(one.get("fullUrl"))
            if address and isinstance(resource, dict) and resource.get("resourceType") in _PEOPLE:
                known[address] = entry(resource)
    return known


class Teller:
    """Turns resources into lines, and says what it leaves out."""

    def __init__(self, tally: Tally, known: dict[str, Named]) -> None:
        self.tally, self.known = tally, known
        self.said: Counter[str] = Counter()

    def cells(self, resource: Node, place: int) -> Record | None:
        """Return the cells of an appointment; ``None`` when the resource gives no line: it is then counted."""
        if appointment.is_flat(resource):
            return self._flat(resource, place)
        status = scalar(resource.get("status"))
        if resource.get("resourceType") != "Appointment":
            self._other(resource, place)
        elif status in appointment.NO_BOOKING:
            self.tally.left_out(why=f"statut_{status}")
        elif status == "cancelled" and not resource.get("start"):
            self.tally.left_out(why="annule_sans_date")
        elif status not in appointment.ATTENDANCE:
            self._unknown_status(status, place)
        else:
            return appointment.line(resource, self.known, self.said)
        return None

    def _flat(self, row: Node, place: int) -> Record | None:
        cells = appointment.flat_line(row)
        status = scalar(row.get("status"))
        if cells is None and status in appointment.NO_BOOKING:
            self.tally.left_out(why=f"statut_{status}")
        elif cells is None:
            self._unknown_status(status, place)
        self.said["lignes_a_plat"] += cells is not None
        return cells

    def _other(self, resource: Node, place: int) -> None:
        kind = scalar(resource.get("resourceType"))
        known = self.tally.account.controls
        shown = kind if _KIND.fullmatch(kind) and (kind in known or len(known) < MOST_KINDS) else "autre"
        if kind in _SUPPLY and kind not in known:
            self.tally.warn("fhir_sans_presence", place, "resourceType", kind, *_no_attendance())
        self.tally.left_out(why=shown)

    def _unknown_status(self, status: str, place: int) -> None:
        expected = ", ".join((*filter(None, appointment.ATTENDANCE), *appointment.NO_BOOKING))
        fix = _("Demandez un export FHIR R4 : ces statuts sont ceux de la norme ; celui-ci ne se devine pas.")
        self.tally.aside(
            "fhir_statut", place, "status", status[:40], _("l'un des statuts : {list}").format(list=expected), fix
        )

    def broken(self, item: Item, place: int) -> None:
        """Set aside a value that is no JSON."""
        if item.why == CUT:
            expected = _("un fichier JSON entier : il s'arrête au milieu de cet objet")
            fix = _("Recommencez l'export ou la copie ; ce qui précède est gardé.")
        else:
            expected = _("un objet JSON bien formé")
            fix = _("Recommencez l'export sans modifier le fichier ; les autres objets sont gardés.")
        self.tally.aside(str(item.why), place, None, None, expected, fix)

    def finish(self) -> None:
        """Say what was kept with less than it could have said."""
        self.tally.account.controls |= {name: count for name, count in sorted(self.said.items()) if count}


def _no_attendance() -> tuple[str, str]:
    return (
        _(
            "des ressources Appointment ; les créneaux et plannings (Slot, Schedule) sont laissés de côté : ils ne "
            "disent pas qui est venu"
        ),
        _("Rien à faire, ou demandez aussi les Appointment ; pour l'occupation des salles, donnez la semaine type."),
    )


FORMAT = Format(
    "fhir",
    "Rendez-vous FHIR (Appointment, R4)",
    "HL7 FHIR R4, https://hl7.org/fhir/R4/appointment.html ; R5 et STU3 tolérés",
    recognises,
    open_fhir,
    "manual",
)
