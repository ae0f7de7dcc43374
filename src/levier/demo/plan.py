"""Who is who in the fictitious region: 28 centres, their size, services, manager, habits and files.

The plan of a centre depends on the seed and on its code only, whatever the order or the number of centres asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from levier.demo.levers import Choice, distribute

CODES = tuple(f"A{number:02d}" for number in range(1, 29))
EXPORTS, MIXED, GRID = "exports", "mixte", "grille"

_SIZES = (3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 8, 9, 9, 10, 10, 11, 12, 12, 13, 14, 15, 16, 17, 18, 20, 22, 25)
_WITH = {"imagerie": 20, "dentaire": 25, "prelevements": 14, "infirmier": 22}
_MANAGERS = (
    ("commune", "M57", "centre municipal de santé", 16), ("intercommunalite", "M57", "centre intercommunal", 2),
    ("ccas", "M57", "centre communal d'action sociale", 1), ("association", "associations", "centre associatif", 6),
    ("mutuelle", "mutualite", "centre mutualiste", 2), ("cpam", "PCG", "centre de caisse", 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Habits:
    """What a centre is like before any lever: rates are fractions, amounts in cents."""

    no_show: float
    answered: float
    marked: float
    reminders: float
    rejected: float
    unpaid: float
    technical: float
    occupancy: float
    fill: float
    imaging_fill: float
    dental_fill: float
    walk_in: float
    precarious: float
    full_third_party: bool
    purchases: float
    support: float
    lab_cents: int
    lump_sum_cents: int
    saturday: bool
    lunch: bool
    august_closing: int


@dataclass(frozen=True, slots=True)
class CentrePlan:
    """A fictitious centre: everything that its files depend on."""

    seed: int
    code: str
    kind: str
    size: int
    manager: str
    regime: str
    label: str
    area: str
    priority_area: bool
    services: tuple[str, ...]
    choices: tuple[Choice, ...]
    habits: Habits
    rank: int

    def rng(self, theme: str) -> Random:
        """Return the generator of one theme: a change in one theme moves no other."""
        return Random(f"{self.seed}/{self.code}/{theme}")

    def choice(self, lever: int) -> Choice:
        """Return what the centre did with a lever (1 to 9)."""
        return self.choices[lever - 1]

    @property
    def is_town(self) -> bool:
        """Tell whether the centre's costs are partly in the books of a town."""
        return self.regime == "M57"


@cache
def region_plan(seed: int) -> dict[str, CentrePlan]:
    """Return the plan of the 28 centres for a seed.

    >>> plan = region_plan(2013)
    >>> sum(choice.retained for centre in plan.values() for choice in centre.choices)
    214
    """
    rng = Random(f"{seed}/region")
    sizes = dict(zip(CODES, _shuffled(_SIZES, rng), strict=True))
    services = _services(sizes, rng)
    kinds = _kinds(rng)
    managers = _shuffled(tuple(entry[:3] for entry in _MANAGERS for _ in range(entry[3])), rng)
    choices = distribute(seed, CODES, services)
    areas = [f"99{1 + rank % 3}" for rank in range(len(CODES))]
    return {
        code: CentrePlan(seed, code, kinds[code], sizes[code], *managers[rank], areas[rank], rng.random() < 0.4,
                         services[code], choices[code], _habits(Random(f"{seed}/{code}/habitudes")), rank)
        for rank, code in enumerate(CODES)
    }  # fmt: skip


def _shuffled[T](values: tuple[T, ...], rng: Random) -> list[T]:
    return [value for _, value in sorted((rng.random(), value) for value in values)]


def _kinds(rng: Random) -> dict[str, str]:
    """Return how each centre hands over: 14 exports, 9 typed statements only, 5 with some of both."""
    kinds = _shuffled((EXPORTS,) * 14 + (GRID,) * 9 + (MIXED,) * 5, rng)
    return dict(zip(CODES, kinds, strict=True))


def _services(sizes: dict[str, int], rng: Random) -> dict[str, tuple[str, ...]]:
    """Give each service to its number of centres, large ones more often; every centre is medical."""
    owners = {}
    for service, number in _WITH.items():
        order = sorted(CODES, key=lambda code: -sizes[code] * (0.3 + rng.random()))
        owners[service] = set(order[:number])
    return {code: ("medical", *(s for s in _WITH if code in owners[s])) for code in CODES}


def _habits(rng: Random) -> Habits:
    def between(low: float, high: float) -> float:
        return low + (high - low) * rng.random()

    return Habits(
        no_show=between(0.11, 0.27), answered=between(0.58, 0.88), marked=1 - between(0.02, 0.6) ** 2,
        reminders=between(0.05, 0.3), rejected=between(0.055, 0.16), unpaid=between(0.05, 0.16),
        technical=between(0.55, 0.95), occupancy=between(0.45, 0.72), fill=between(0.72, 0.9),
        imaging_fill=between(0.45, 0.6), dental_fill=between(0.55, 0.66), walk_in=between(0.3, 1.6),
        precarious=between(0.1, 0.34), full_third_party=rng.random() < 0.7, purchases=between(0.07, 0.2),
        support=between(1.2, 2.1), lab_cents=int(between(480, 580)), lump_sum_cents=int(between(1_200_000, 2_400_000)),
        saturday=rng.random() < 0.5, lunch=rng.random() < 0.7, august_closing=(0, 1, 2)[int(rng.random() * 3)],
    )  # fmt: skip
