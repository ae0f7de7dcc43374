"""Someone who leaves, as a person types it: by name, or by specialty and count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from levier.holding import Holding
from levier.i18n import _
from levier.outlook.words import day
from levier.periods import to_day
from levier.problems import WrongCommand, suggest
from levier.text import fold

PATTERN = re.compile(r"(?P<who>.+?)(?::(?P<count>\d+))?@(?P<day>\d{4}-\d{2}-\d{2})")
SPECIALTY = ("specialty", "specialite", "spécialité")
Slot = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Departure:
    """How many practitioners of which specialty leave, from which day; ``typed`` is what the user wrote."""

    typed: str
    specialty: str | None
    count: int
    day: int

    def said(self) -> str:
        """Return the departure in words, without naming anybody beyond what was typed."""
        who = (
            self.typed
            if self.specialty is None
            else _("{n} praticien(s), {name}").format(n=self.count, name=self.specialty)
        )
        return _("{who}, à partir du {day}").format(who=who, day=day(self.day))


@dataclass(frozen=True, slots=True)
class Leaving:
    """A departure found in the lines: its service and specialty, how many of how many practitioners leave."""

    departure: Departure
    slot: Slot
    of: int

    @property
    def share(self) -> float:
        """Return the share of the specialty's activity that goes: heads, never somebody's own activity."""
        return min(1.0, self.departure.count / self.of)


def parse_departure(text: str) -> Departure:
    """Read ``PRATICIEN@DATE`` or ``specialty=NOM[:NOMBRE]@DATE``.

    Raises:
        WrongCommand: another shape, or a date that does not exist.

    >>> parse_departure("specialty=dermatologie:2@2025-09-01").count
    2
    """
    found = PATTERN.fullmatch(text.strip())
    try:
        leaves = to_day(date.fromisoformat(found["day"])) if found else None
    except ValueError:
        leaves = None
    if found is None or leaves is None:
        raise WrongCommand(
            _(
                "--without « {text} » ; attendu : PRATICIEN@2025-09-01, ou specialty=dermatologie@2025-09-01 "
                "(specialty=dermatologie:2@… pour deux)."
            ).format(text=text)
        )
    key, separator, name = found["who"].partition("=")
    if separator and key.strip() in SPECIALTY:
        return Departure(name.strip(), name.strip(), int(found["count"] or 1), leaves)
    return Departure(found["who"].strip(), None, 1, leaves)


def find_leaving(holding: Holding, departure: Departure, as_of: int) -> Leaving:
    """Return the service, the specialty and the team of a departure, from the lines of the last twelve months.

    Raises:
        WrongCommand: no line of this practitioner or specialty in these months.
    """
    rows = [row for row in holding.source().teams(("service", "specialty")) if as_of - 365 < row[1] <= as_of]
    if departure.specialty is None:
        code = holding.practitioner(departure.typed)
        slots = [(row[2], row[3]) for row in rows if row[0] == code]
    else:
        slots = [(row[2], row[3]) for row in rows if row[3] and fold(row[3]) == fold(departure.specialty)]
    if not slots:
        raise WrongCommand(_unknown(departure, rows))
    slot = max(dict.fromkeys(slots), key=slots.count)
    return Leaving(departure, slot, len({row[0] for row in rows if (row[2], row[3]) == slot}))


def _unknown(departure: Departure, rows: list[tuple[object, ...]]) -> str:
    if departure.specialty is None:
        return _(
            "--without « {who} » : aucune ligne de ce praticien sur les douze derniers mois. → "
            "Donnez l'identifiant tel "
            "qu'il est dans vos fichiers, ou specialty=NOM@DATE."
        ).format(who=departure.typed)
    names = sorted({str(row[3]) for row in rows if row[3]})
    near = suggest(departure.specialty, names) or _("Spécialités lues : {names}.").format(names=", ".join(names))
    return _("--without : aucune ligne de la spécialité « {name} » sur les douze derniers mois. {near}").format(
        name=departure.specialty, near=near
    )
