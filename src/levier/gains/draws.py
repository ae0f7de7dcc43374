"""The range of a margin: its numbers drawn a thousand times, 80 % of the results kept.

A rate of counted lines follows a Beta (Jeffreys); an amount of euros a normal law whose deviation is that of the twelve
months of revenue; a hypothesis the law of its own range; peers are drawn again with replacement. The same seed always
gives the same range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from statistics import fmean, stdev
from typing import Any

from levier.figures.figure import Figure
from levier.gains.hypotheses import Hypothesis
from levier.stats.bootstrap import quantile

DRAWS, SEED = 1000, 2013
TAIL = 0.10
NINETIETH = 1.2815515655446004
DEFAULT_DEVIATION = 0.05


def range_of(values: Sequence[float]) -> tuple[float, float]:
    """Return the limits that hold 80 % of the values.

    >>> range_of([float(one) for one in range(11)])
    (1.0, 9.0)
    """
    ordered = sorted(values)
    low, high = (quantile(ordered, share) for share in (TAIL, 1 - TAIL))
    return low, high


def relative_deviation(months: Sequence[Figure]) -> float:
    """Return the standard error of a year of revenue, relative to it, from the months; 5 % with fewer than six."""
    known = [float(one.value) for one in months if one.value]
    if len(known) < 6 or fmean(known) <= 0:
        return DEFAULT_DEVIATION
    return float(stdev(known) / fmean(known) / len(known) ** 0.5)


@dataclass(slots=True)
class OneDraw:
    """The numbers of one draw: what has the same name is drawn once, so that levers move together."""

    seed: str
    deviation: float
    known: dict[str, Any] = field(default_factory=dict)

    def proportion(self, key: str, counted: Fraction, total: Fraction) -> float:
        """Return a rate drawn from its Beta."""
        name = f"proportion {key}"
        if name not in self.known:
            hits = min(max(float(counted), 0.0), float(total))
            self.known[name] = self._random(name).betavariate(hits + 0.5, float(total) - hits + 0.5)
        return float(self.known[name])

    def euros(self, key: str) -> float:
        """Return the factor of an amount."""
        name = f"euros {key}"
        if name not in self.known:
            self.known[name] = max(0.0, self._random(name).gauss(1, self.deviation))
        return float(self.known[name])

    def hypothesis(self, about: Hypothesis) -> float | None:
        """Return a hypothesis drawn from its range."""
        if about.value is None:
            return None
        name = f"hypothesis {about.name}"
        if name not in self.known:
            self.known[name] = self._drawn(about, float(about.value))
        return float(self.known[name])

    def _drawn(self, about: Hypothesis, value: float) -> float:
        spread = 0.0
        if about.low is not None and about.high is not None:
            spread = float(about.high - about.low) / (2 * NINETIETH)
        elif about.low_share is not None and about.high_share is not None:
            spread = value * float(about.high_share - about.low_share) / (2 * NINETIETH)
        if not spread:
            return value
        random = self._random(about.name)
        return (
            _beta(random, value, spread)
            if about.unit == "%" and 0 < value < 1
            else max(0.0, random.gauss(value, spread))
        )

    def _random(self, name: str) -> Random:
        """Return a generator of its own for each number: one lever more never changes the range of another."""
        return Random(f"{self.seed}/{name}")

    def peers(self, key: str, values: tuple[Fraction, ...]) -> list[float]:
        """Return peers drawn again, with replacement."""
        name = f"peers {key}"
        if name not in self.known:
            self.known[name] = self._again(name, values)
        return list(self.known[name])

    def _again(self, name: str, values: tuple[Fraction, ...]) -> list[float]:
        return sorted(map(float, self._random(name).choices(values, k=len(values)))) if values else []


def _beta(random: Random, mean: float, spread: float) -> float:
    size = mean * (1 - mean) / spread**2 - 1
    return float(random.betavariate(mean * size, (1 - mean) * size)) if size > 0 else mean


def all_draws(deviation: float, draws: int = DRAWS, seed: int = SEED) -> list[OneDraw]:
    """Return the draws of a range."""
    return [OneDraw(f"{seed}/{rank}", deviation) for rank in range(draws)]
