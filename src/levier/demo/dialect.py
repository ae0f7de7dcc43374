"""How the software of each centre writes: dates, amounts, yes and no, encoding, end of line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from levier.demo.days import DAYS, FIRST
from levier.demo.plan import EXPORTS, CentrePlan

LABEL = "Données fictives — région de démonstration Levier"
BEFORE, AFTER = 400, 60


class Money(dict[int, str]):
    """Amounts in cents to text, each written once."""

    def __init__(self, decimal: str) -> None:
        super().__init__()
        self.decimal = decimal

    def __missing__(self, cents: int) -> str:
        sign, whole = ("-" if cents < 0 else ""), abs(cents)
        text = f"{sign}{whole // 100}{self.decimal}{whole % 100:02d}"
        if len(self) < 200_000:
            self[cents] = text
        return text


@dataclass(frozen=True, slots=True)
class Dialect:
    """Precomputed texts: ``day`` by day number, ``clock`` by minute of the day, ``rank`` back from a date."""

    name: str
    encoding: str
    newline: str
    day: dict[int, str]
    clock: list[str]
    money: Money
    yes: str
    no: str
    unmarked: str
    capitals: bool
    rank: dict[str, int]


_KINDS = {
    # name: (encoding, day, clock, decimal, yes, no, unmarked, capitals)
    "cp1252": ("cp1252", "%d/%m/%Y", "{h:02d}:{m:02d}", ",", "oui", "non", "", False),
    "bom": ("utf-8-sig", "%d/%m/%Y", "{h:02d}h{m:02d}", ",", "Oui", "Non", "non_pointe", False),
    "utf8": ("utf-8", "%d/%m/%Y", "{h:02d}:{m:02d}", ",", "o", "n", "", True),
    "ancien": ("cp1252", "%d/%m/%Y", "{h:02d}:{m:02d}:00", ".", "1", "0", "non_pointe", True),
    "iso": ("utf-8", "%Y-%m-%d", "{h:02d}:{m:02d}", ".", "vrai", "faux", "", False),
}
_ROTATION = ("cp1252", "bom", "utf8", "ancien", "cp1252")


@cache
def dialect(name: str) -> Dialect:
    """Return a way of writing: ``cp1252``, ``bom``, ``utf8``, ``ancien`` or ``iso``.

    >>> dialect("bom").day[0], dialect("bom").clock[870], dialect("bom").money[2650]
    ('01/01/2024', '14h30', '26,50')
    """
    encoding, day, clock, decimal, yes, no, unmarked, capitals = _KINDS[name]
    days = {rank: (FIRST + timedelta(days=rank)).strftime(day) for rank in range(-BEFORE, DAYS + AFTER)}
    clocks = [clock.format(h=minute // 60, m=minute % 60) for minute in range(1440)]
    ranks = {text: rank for rank, text in days.items()}
    newline = "\n" if name == "iso" else "\r\n"
    return Dialect(name, encoding, newline, days, clocks, Money(decimal), yes, no, unmarked, capitals, ranks)


WORKBOOK, DOCTOLIB, TEXT = "classeur", "doctolib", "texte"
_SOFTWARE = (TEXT, DOCTOLIB, TEXT, WORKBOOK, TEXT, TEXT, DOCTOLIB)


def software_of(plan: CentrePlan) -> str:
    """Return what the centre's diary software hands over: text, a workbook (small centres), or Doctolib's layout."""
    kind = _SOFTWARE[plan.rank % len(_SOFTWARE)]
    if plan.kind != EXPORTS or (kind == WORKBOOK and plan.size > 12):
        return TEXT
    return kind


def dialect_of(plan: CentrePlan) -> Dialect:
    """Return the way of writing of a centre."""
    return dialect("iso" if software_of(plan) == WORKBOOK else _ROTATION[plan.rank % len(_ROTATION)])
