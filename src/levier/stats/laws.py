"""Exact binomial and Poisson probabilities, from the special functions of scipy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor

from levier.i18n import _
from levier.stats.extra import load


@dataclass(frozen=True, slots=True)
class Law:
    """A law of counts: ``below(k)`` is P(R ≤ k); ``start`` gives a real number near a quantile."""

    mean: float
    below: Callable[[int], float]
    start: Callable[[float], float]

    def quantile(self, share: float) -> int:
        """Return the smallest k such that P(R ≤ k) ≥ share."""
        k = max(0, ceil(self.start(share)))
        while k > 0 and self.below(k - 1) >= share:
            k -= 1
        while self.below(k) < share:
            k += 1
        return k

    def interpolated(self, share: float) -> float:
        """Return the quantile r brought back by (P(R ≤ r) − share) ÷ P(R = r) (Spiegelhalter 2005, A.1)."""
        k = self.quantile(share)
        before = self.below(k - 1) if k else 0.0
        return k - (self.below(k) - share) / (self.below(k) - before)

    def tail(self, count: float) -> float:
        """Return the probability of this count or of one further from the mean, on its side."""
        if count > self.mean:
            return 1 - self.below(ceil(count) - 1)
        return self.below(floor(count))


def exact_law(total: float, target: float, kind: str) -> Law:
    """Return the law of the count of a unit: binomial (lines, proportion) or Poisson (expected, ratio).

    Raises:
        MissingExtra: scipy is not installed.

    >>> exact_law(10, 0.5, "binomial").quantile(0.05), round(exact_law(10, 0.5, "binomial").tail(8), 4)
    (2, 0.0547)
    """
    special = load("scipy.special", _("La limite exacte d'un entonnoir"))
    mean = total * target
    if kind == "binomial":
        size = round(total)
        return Law(
            mean,
            lambda k: float(special.bdtr(k, size, target)),
            lambda share: float(special.bdtrik(share, size, target)),
        )
    return Law(mean, lambda k: float(special.pdtr(k, mean)), lambda share: float(special.pdtrik(share, mean)))
