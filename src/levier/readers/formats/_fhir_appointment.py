"""An ``Appointment`` of FHIR (R4, R5, STU3) as a line of ``rendez_vous``, or why it is none."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from levier.readers.formats._agenda_words import work
from levier.readers.formats._fhir_parts import (
    Directory,
    Named,
    Node,
    codes,
    contained,
    instant,
    named,
    nodes,
    scalar,
    words,
)

HEADERS = (
    *("id", "service", "specialite", "praticien", "cabinet", "patient", "pris_le", "debut", "fin", "statut"),
    *("annule_le", "annule_par", "sans_rdv", "premier_rdv"),
)
ATTENDANCE = {
    "fulfilled": "honore",
    "arrived": "honore",
    "checked-in": "honore",
    "noshow": "non_venu",
    "cancelled": "annule",
    "booked": "non_pointe",
    "": "",
}
# Not bookings: a wish, a request that waits for an answer, a queue, a mistake.
NO_BOOKING = ("proposed", "pending", "waitlist", "entered-in-error")
# What hospitals' rows made from FHIR say beside it (University Medical Center Utrecht).
FLAT = {"planned": "non_pointe", "finished": "honore"}
FLAT_ABSENT = "N"
_REASONS = "appointment-cancellation-reason"
_BY = {"pat": "patient", "prov": "centre", "maint": "centre"}
_MAIN = ("PPRF", "ATND")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}.*|\d{10,13}")
_LOCAL = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+")
_EPOCH = re.compile(r"\d{10}(\d{3})?")


def line(resource: Node, directory: Directory, said: Counter[str]) -> list[str]:
    """Return the cells of an appointment; ``said`` counts what was not taken because it could be taken two ways."""
    start = instant(resource.get("start"))
    said["heures_sans_fuseau"] += bool(_LOCAL.fullmatch(start))
    status = ATTENDANCE[scalar(resource.get("status"))]
    specialties = list(words(resource.get("specialty")))
    told = work(*specialties, *words(resource.get("serviceType")), *words(resource.get("serviceCategory")))
    people = _people(resource, directory, said)
    kinds = {code.upper() for _system, code in codes(resource.get("appointmentType"))}
    return [
        _own(resource),
        told.service if told else "",
        specialties[0] if specialties else "",
        *people,
        _booked(instant(resource.get("created")), said),
        start,
        instant(resource.get("end")) or after(start, resource.get("minutesDuration")),
        status,
        instant(resource.get("cancellationDate")) if status == "annule" else "",
        _cancelled_by(resource) if status == "annule" else "",
        "oui" if "WALKIN" in kinds else "",
        "non" if "FOLLOWUP" in kinds else "",
    ]


def _own(resource: Node) -> str:
    numbers = (scalar(one.get("value")) for one in nodes(resource.get("identifier")))
    return scalar(resource.get("id")) or next(filter(None, numbers), "")


def _booked(text: str, said: Counter[str]) -> str:
    """Return when it was booked; a year or a month alone is no day, and gives no delay."""
    whole = not text or _DAY.fullmatch(text) is not None or not re.fullmatch(r"\d{4}(-\d{2})?", text)
    said["pris_le_incomplet"] += not whole
    return text if whole else ""


def after(start: str, minutes: Any) -> str:
    """Return the end of what starts then and lasts so many minutes; empty when one of the two is not known.

    >>> after("2025-01-03T14:30:00+01:00", 15), after("1721120400000", "30"), after("", 15)
    ('2025-01-03T14:45:00+01:00', '1721122200000', '')
    """
    text = scalar(minutes)
    if not (text.isascii() and text.isdecimal() and len(text) < 6) or not start:
        return ""
    if _EPOCH.fullmatch(start):
        return str(int(start) + int(text) * (60_000 if len(start) == 13 else 60))
    try:
        return (datetime.fromisoformat(start) + timedelta(minutes=int(text))).isoformat()
    except (ValueError, OverflowError):
        return ""


def _cancelled_by(resource: Node) -> str:
    """Return who cancelled, when the code of the reason says it (HL7's list: ``pat…``, ``prov…``, ``maint…``)."""
    reasons = (resource.get("cancelationReason"), resource.get("cancellationReason"))
    found = {
        _BY[code.partition("-")[0].lower()]
        for reason in reasons
        for system, code in codes(reason)
        if code.partition("-")[0].lower() in _BY and (not system or _REASONS in system)
    }
    return found.pop() if len(found) == 1 else ""


def _people(resource: Node, directory: Directory, said: Counter[str]) -> list[str]:
    """Return practitioner, room and patient; two of a kind are none, unless their part says who is the main one."""
    inside = contained(resource)
    every: list[tuple[Named, Node]] = []
    for one in nodes(resource.get("participant")):
        actors = nodes(one.get("actor"))
        every += [(named(actor, directory, inside), one) for actor in actors]
    every += [(Named("Patient", found.id), {}) for one in nodes(resource.get("subject"))
              if (found := named(one, directory, inside)).kind in ("Patient", None)]  # fmt: skip
    said["participants_sans_genre"] += sum(one.kind is None and one.id is not None for one, _part in every)
    practitioner = _one(every, ("Practitioner",), said, "plusieurs_praticiens") or _one(
        every, ("PractitionerRole",), said
    )
    return [
        practitioner,
        _one(every, ("Location",), said, "plusieurs_lieux"),
        _one(every, ("Patient",), said, "plusieurs_patients"),
    ]


def _one(every: list[tuple[Named, Node]], kinds: tuple[str, ...], said: Counter[str], why: str | None = None) -> str:
    found = dict.fromkeys(one.id for one, _part in every if one.kind in kinds and one.id)
    main = dict.fromkeys(one.id for one, part in every if one.id in found and _is_main(part))
    chosen = [one for one in (main if len(main) == 1 else found) if one]
    if len(chosen) > 1 and why:
        said[why] += 1
    return chosen[0] if len(chosen) == 1 else ""


def _is_main(part: Node) -> bool:
    return any(code in _MAIN for _system, code in codes(part.get("type")))


def is_flat(value: Node) -> bool:
    """Tell whether an object is a row made from an appointment, without the shape of FHIR."""
    return "resourceType" not in value and "start" in value and "status" in value


def flat_line(row: Node) -> list[str] | None:
    """Return the cells of such a row; ``None`` when its status is none that is known.

    ``gearriveerd`` (arrived) is no attendance: in those files absent patients have one as well.
    """
    status = scalar(row.get("status"))
    ours = FLAT.get(status) or ATTENDANCE.get(status)
    if ours is None:
        return None
    if ours == "annule" and scalar(row.get("mutationReason_code")) == FLAT_ABSENT:
        ours = "non_venu"
    start, specialty = instant(row.get("start")), scalar(row.get("specialty_code"))
    told = work(specialty, scalar(row.get("hoofdagenda")))
    end = instant(row.get("end")) or after(start, row.get("minutesDuration"))
    patient = scalar(row.get("patient_id")) or scalar(row.get("pseudo_id"))
    own = scalar(row.get("APP_ID")) or scalar(row.get("id"))
    created = instant(row.get("created"))
    return [own, told.service if told else "", specialty, "", "", patient, created, start, end, ours, "", "", "", ""]
