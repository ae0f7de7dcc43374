"""A reading (*lecture*): what became of one indicator of one centre, in words, with the numbers behind them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from levier.catalogue.definition import DOWN, UP
from levier.i18n import _
from levier.periods import to_date
from levier.readings.judge import COMPARED, EARLY, LIKELY, REAL, USUAL
from levier.readings.limits import Limit

BETTER, WORSE, CHANGED = "better", "worse", "changed"
UNKNOWN, NOT_SUPPLIED, NO_OBJECT = "unknown", "not_available", "not_applicable"

WORDS = {
    (REAL, BETTER): "amélioration avérée",
    (LIKELY, BETTER): "amélioration probable",
    (REAL, WORSE): "dégradation avérée",
    (LIKELY, WORSE): "dégradation probable",
    (REAL, CHANGED): "changement avéré",
    (LIKELY, CHANGED): "changement probable",
    (USUAL, ""): "variation habituelle",
    (EARLY, ""): "trop tôt pour conclure",
    (COMPARED, ""): "comparaison, pas conclusion",
    (UNKNOWN, NOT_SUPPLIED): "donnée non fournie",
    (UNKNOWN, NO_OBJECT): "sans objet",
}
WORST_FIRST = (
    (REAL, WORSE), (LIKELY, WORSE), (REAL, CHANGED), (LIKELY, CHANGED), (USUAL, ""), (COMPARED, ""),
    (LIKELY, BETTER), (REAL, BETTER), (EARLY, ""), (UNKNOWN, NOT_SUPPLIED), (UNKNOWN, NO_OBJECT),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Activation:
    """A dated action on an indicator: months after it are new.

    ``chosen_on`` is the period whose bad figures made the action be chosen: it is left out of the baseline, because
    it would have come back towards usual by itself.
    """

    indicator: str
    on: date
    label: str = ""
    chosen_on: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A value to reach, in the indicator's unit (a fraction for a rate), and where it comes from."""

    indicator: str
    value: float
    source: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its days, its sums and its value, as many points as are known."""

    first: int
    last: int
    numerator: float | None
    denominator: float | None
    value: float | None
    points: int

    def as_json(self) -> dict[str, Any]:
        """Return the side as JSON writes it."""
        shown = {"from": to_date(self.first).isoformat(), "to": to_date(self.last).isoformat()}
        numbers = {"numerator": self.numerator, "denominator": self.denominator, "value": self.value}
        return shown | numbers | {"points": self.points}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one indicator of one centre did.

    ``outcome`` is ``real`` ``likely`` ``usual`` ``early`` ``compared`` or ``unknown``; ``sense`` is ``better``
    ``worse`` ``changed`` or empty (why, when unknown); ``words`` says both in French. ``difference`` is last months
    minus baseline with its 95 % limits, in the indicator's unit (per opening day for a total). ``money`` is euros a
    year, positive when more comes in or goes out than before. ``facts`` hold what JSON prints beside. ``limits`` are
    the control chart of its months, in the unit of the figures. ``alone`` is the same without the
    reading of a small team that is said beside it: what may be shared.
    """

    centre: str
    indicator: str
    label: str
    unit: str
    direction: str
    outcome: str
    sense: str
    sentence: str
    how: str = ""
    rising: bool | None = None
    recent: Side | None = None
    baseline: Side | None = None
    same_months: float | None = None
    difference: tuple[float, float | None, float | None] | None = None
    p_value: float | None = None
    money: float | None = None
    missing: str = ""
    known_on: int | None = None
    small_team: bool = False
    notes: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    as_of: int = 0
    limits: tuple[Limit, ...] = ()
    alone: Reading | None = None

    @property
    def words(self) -> str:
        """Return the reading in the words of the interface."""
        return _(WORDS[self.outcome, self.sense])

    @property
    def rank(self) -> tuple[int, float, str]:
        """Return the place of the reading: worst first, then the largest amounts, then the rarest."""
        return WORST_FIRST.index((self.outcome, self.sense)), -abs(self.money or 0.0), self.indicator

    def as_json(self) -> dict[str, Any]:
        """Return the reading as ``levier readings --format json`` prints it."""
        value, low, high = self.difference or (None, None, None)
        return {
            "centre": self.centre,
            "indicator": self.indicator,
            "label": self.label,
            "unit": self.unit,
            "direction": self.direction,
            "reading": self.words,
            "outcome": self.outcome,
            "sense": self.sense or None,
            "sentence": self.sentence,
            "how": self.how,
            "recent": self.recent and self.recent.as_json(),
            "baseline": self.baseline and self.baseline.as_json(),
            "same_months": self.same_months,
            "difference": None if value is None else {"value": value, "low": low, "high": high, "level": 0.95},
            "p_value": self.p_value,
            "euros_per_year": self.money,
            "missing": self.missing or None,
            "known_on": None if self.known_on is None else to_date(self.known_on).isoformat(),
            "small_team": self.small_team,
            "notes": list(self.notes),
            "as_of": to_date(self.as_of).isoformat(),
        } | self.facts


def sense_of(direction: str, rising: bool, *, before: float, now: float, target: float | None = None) -> str:
    """Return whether a change is ``better``, ``worse`` or only a change.

    A band has no good side, unless a target says which value is wanted.
    """
    if direction in (UP, DOWN):
        return BETTER if rising == (direction == UP) else WORSE
    if target is not None and direction == "zone cible":
        return BETTER if abs(now - target) < abs(before - target) else WORSE
    return CHANGED
