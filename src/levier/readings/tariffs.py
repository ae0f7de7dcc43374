"""Amounts of acts at the tariffs of the baseline: what a new tariff adds is shown by itself, not read as activity.

Each code has one price, its mean amount over the baseline; the same prices value every month, those of the baseline
too, so that a tariff that changes in the middle of a year moves nothing. Codes that the baseline does not know keep
their own amounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from levier.figures.constant import quantity_of
from levier.figures.source import Source
from levier.measures.cube import Cube
from levier.measures.facts import FACTS
from levier.measures.language import Measure, Term, measures_of
from levier.periods import Period

CENTS = 100


def amounts_in(term: Term) -> list[Measure]:
    """Return the sums of amounts of acts that a term adds up."""
    return [one for one in measures_of(term) if (one.fact, one.column, one.kind) == ("acts", "amount", "sum")]


@dataclass(slots=True)
class Tariffs:
    """What tariffs added to amounts of acts, by day, in cents, against their prices in the baseline."""

    days: Mapping[int, float]

    def effect(self, period: Period) -> float:
        """Return what tariffs added over a period, in euros."""
        return sum(self.days.get(day, 0.0) for day in range(period.first, period.last + 1)) / CENTS


def tariffs(source: Source, amount: Measure, baseline: tuple[int, int], as_of: int) -> Tariffs:
    """Return the effect of tariffs on an amount of acts.

    Args:
        source: totals of the centre.
        amount: a sum of amounts of acts.
        baseline: first and last day of the period that gives the prices.
        as_of: last day known.
    """
    cube = source.cube(FACTS["acts"], ("code",), [amount, quantity_of(amount)])
    places = cube.measures.index(amount.key), cube.measures.index(quantity_of(amount).key)
    prices = _prices(cube, places, baseline)
    days: dict[int, float] = defaultdict(float)
    for (day, _last, code), row in cube.rows.items():
        price = prices.get(code)
        if price is not None and day <= as_of:
            days[day] += row[places[0]] - price * row[places[1]]
    return Tariffs(days)


def _prices(cube: Cube, places: tuple[int, int], baseline: tuple[int, int]) -> dict[str, float]:
    """Return the mean amount of each code over the baseline, in cents for the unit in which quantities are stored."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (day, _last, code), row in cube.rows.items():
        if code is not None and baseline[0] <= day <= baseline[1]:
            totals[code][0] += row[places[0]]
            totals[code][1] += row[places[1]]
    return {code: cents / quantity for code, (cents, quantity) in totals.items() if cents > 0 and quantity > 0}
