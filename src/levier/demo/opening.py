"""When a fictitious centre is open: the poster on the door, the telephone line, closures."""

from __future__ import annotations

from dataclasses import dataclass

from levier.demo.days import DAYS, HOLIDAYS, WEEKDAY_OF, day_of
from levier.demo.plan import CentrePlan

Interval = tuple[int, int]
_AUGUST = {1: (("2024-08-12", "2024-08-16"), ("2025-08-11", "2025-08-15")),
           2: (("2024-08-05", "2024-08-16"), ("2025-08-04", "2025-08-15"))}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opening:
    """Hours are minutes of the day, by weekday (0: Monday); a Saturday may open only ``saturday_from`` a day."""

    week: tuple[tuple[Interval, ...], ...]
    saturday_from: int
    phone: tuple[Interval, ...]
    closures: tuple[tuple[int, int, str], ...]
    closed: frozenset[int]

    def hours(self, day: int) -> tuple[Interval, ...]:
        """Return the intervals of the reception on a day, closures taken off."""
        weekday = WEEKDAY_OF[day]
        if day in self.closed or (weekday == 5 and day < self.saturday_from):
            return ()
        return self.week[weekday]

    def minutes(self, days: range) -> int:
        """Return the open minutes of some days."""
        return sum(end - start for day in days for start, end in self.hours(day))


def opening_of(plan: CentrePlan) -> Opening:
    """Return the opening of a centre; lever 3 opens the Saturday morning of some centres at its activation."""
    rng = plan.rng("horaires")
    first, last = (510, 1110) if rng.random() < 0.6 else (540, 1140)
    day = ((first, 750), (810, last)) if plan.habits.lunch else ((first, last),)
    saturday_from = _saturday_from(plan, rng.random())
    week = (day,) * 5 + (((first, 750),) if saturday_from < DAYS else (), ())
    closures = _closures(plan.habits.august_closing)
    closed = frozenset(day for start, end, _ in closures for day in range(start, end + 1))
    return Opening(week, saturday_from, ((540, 720), (810, 1050)), closures, closed)


def _saturday_from(plan: CentrePlan, draw: float) -> int:
    if plan.habits.saturday:
        return 0
    choice = plan.choice(3)
    return choice.since if choice.positive and choice.since is not None and draw < 0.5 else DAYS


def _closures(august: int) -> tuple[tuple[int, int, str], ...]:
    found = [(day, day, f"férié : {reason}") for day, reason in HOLIDAYS.items()]
    found += [(day_of(start), day_of(end), "fermeture d'été") for start, end in _AUGUST.get(august, ())]
    if august == 2:
        found += [(day_of("2024-12-26"), day_of("2024-12-27"), "fermeture de fin d'année")]
        found += [(day_of("2025-12-26"), day_of("2025-12-26"), "fermeture de fin d'année")]
    return tuple(sorted(found))
