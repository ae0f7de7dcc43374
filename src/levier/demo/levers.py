"""The nine levers of the fictitious region: the published table, who chose what, when, with what true effect.

Counts are those of the report of 2014 (28 centres, end of 2013): retained, activated, and positive by its own
rule, "une évolution positive" of the lever's indicator. Dental is 20 activated: the 19 of its section 2.2.5 agrees
neither with its summary (83 %, 85 %) nor with the overall 74 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from levier.demo.days import day_of


@dataclass(frozen=True, slots=True)
class Lever:
    """A lever and its published counts; ``indicator`` is the one that the report's rule looks at."""

    number: int
    key: str
    label: str
    indicator: str
    better: str
    retained: int
    activated: int
    positive: int
    service: str | None = None


LEVERS = (
    Lever(1, "no_show", "Rendez-vous non honorés", "no_show_rate", "baisse", 26, 26, 19),
    Lever(2, "medical_coding", "Codage des actes médicaux", "ccam_act_share", "hausse", 28, 21, 9),
    Lever(3, "room_occupancy", "Occupation des cabinets", "room_occupancy_rate", "hausse", 27, 26, 21),
    Lever(4, "imaging", "Imagerie", "imaging_revenue_per_hour", "hausse", 19, 10, 7, "imagerie"),
    Lever(5, "dental", "Dentaire", "dental_revenue_per_hour", "hausse", 24, 20, 17, "dentaire"),
    Lever(6, "unpaid_and_rejects", "Impayés et rejets", "payer_rejection_rate", "baisse", 27, 22, 13),
    Lever(7, "lab_sampling", "Prélèvements", "lab_subsidy_per_file", "hausse", 12, 10, 9, "prelevements"),
    Lever(8, "coordination_option", "Rémunérations forfaitaires", "coordination_option_amount", "hausse", 25, 11, 9),
    Lever(9, "purchases", "Achats", "purchases_to_revenue", "baisse", 26, 12, 6),
)

_EARLIEST, _LATEST = day_of("2024-10-01"), day_of("2025-03-03")
"""Six months before and after stay free of any activation: the rule compares them (see LISEZMOI.txt)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What one centre did with one lever: ``since`` is the day of activation, ``positive`` the report's reading.

    ``strength`` between 0 and 1 places the true effect in the lever's range; ``ramp`` is the number of days that the
    effect takes to come; ``drift`` is what moves without any lever, a yearly relative change, favourable when positive.
    """

    lever: Lever
    retained: bool
    since: int | None
    positive: bool | None
    strength: float
    ramp: int
    drift: float

    def share(self, day: int) -> float:
        """Return the part of the true effect in force on a day, from 0 to 1."""
        if self.since is None or not self.positive or day < self.since:
            return 0.0
        return 1.0 if self.ramp == 0 else min(1.0, (day - self.since + 1) / self.ramp)


def distribute(
    seed: int, codes: tuple[str, ...], services: dict[str, tuple[str, ...]]
) -> dict[str, tuple[Choice, ...]]:
    """Deal the published counts over the centres; a lever of a service goes only to centres that have it."""
    dealt: dict[str, list[Choice]] = {code: [] for code in codes}
    for lever in LEVERS:
        rng = Random(f"{seed}/levier/{lever.number}")
        able = [code for code in codes if lever.service is None or lever.service in services[code]]
        order = sorted(able, key=lambda code: rng.random())
        for rank, code in enumerate([*order, *(code for code in codes if code not in able)]):
            dealt[code].append(_choice(lever, rank, Random(f"{seed}/levier/{lever.number}/{code}")))
    return {code: tuple(choices) for code, choices in dealt.items()}


def _choice(lever: Lever, rank: int, rng: Random) -> Choice:
    activated, positive = rank < lever.activated, rank < lever.positive
    since = _EARLIEST + int(rng.random() * (_LATEST - _EARLIEST)) if activated else None
    strength, ramp = rng.random(), (0, 0, 45, 90)[int(rng.random() * 4)]
    # What is billed varies more by itself than what is counted: a drift must stay readable there too.
    drift = _drift(activated, positive, rng.random()) * (1.6 if lever.number in (2, 4, 5) else 1.0)
    outcome = positive if activated else None
    return Choice(lever, rank < lever.retained, since, outcome, strength, ramp, drift)


def _drift(activated: bool, positive: bool, draw: float) -> float:
    """Return what moves by itself in a year: against the lever where it had no effect, either way elsewhere."""
    if activated and not positive:
        return -0.13 - 0.07 * draw
    return (0.04 if positive else 0.10) * (2 * draw - 1)
