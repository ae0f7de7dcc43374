"""Many readings at once: how many of those announced may be false."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from levier.i18n import _
from levier.stats.errors import BadSeries


@dataclass(frozen=True, slots=True)
class Discoveries:
    """For each test, in the order given: its adjusted p-value and whether it is announced at rate ``level``."""

    adjusted: tuple[float, ...]
    announced: tuple[bool, ...]
    level: float
    method: str


def benjamini_hochberg(p_values: Sequence[float], rate: float = 0.05) -> Discoveries:
    """Return which tests may be announced together so that on average at most ``rate`` of them are false.

    Source: Benjamini & Hochberg 1995, J R Stat Soc B 57:289. The p-values are ranked; the adjusted value of rank i
    among m is the smallest of p·m ÷ rank over ranks i and above; those at or under the rate are announced.
    Valid for tests that are independent or positively dependent (Benjamini & Yekutieli 2001).

    Args:
        p_values: one per test, between 0 and 1.
        rate: share of false ones accepted among those announced, a fraction.

    Raises:
        BadSeries: a p-value or the rate is outside 0…1.

    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.5]).announced
    (True, False, False, False)
    """
    wrong = next((value for value in (*p_values, rate) if not 0 <= value <= 1), None)
    if wrong is not None:
        raise BadSeries(_("Probabilité {value} lue ; attendu : entre 0 et 1.").format(value=wrong))
    adjusted = [0.0] * len(p_values)
    smallest = 1.0
    for rank, row in sorted(enumerate(_ranked(p_values), 1), reverse=True):
        smallest = min(smallest, p_values[row] * len(p_values) / rank)
        adjusted[row] = smallest
    announced = tuple(value <= rate for value in adjusted)
    return Discoveries(tuple(adjusted), announced, rate, "Benjamini–Hochberg")


def _ranked(p_values: Sequence[float]) -> list[int]:
    return sorted(range(len(p_values)), key=lambda row: p_values[row])
