"""Proportions of counted lines, their differences, and how much more they vary than a coin."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from levier.figures.interval import wilson as wilson_limits
from levier.i18n import _
from levier.stats.checks import at_least, counted, normal_quantile
from levier.stats.errors import BadSeries
from levier.stats.interval import Interval


def wilson(count: float, total: float, level: float = 0.95, phi: float = 1.0) -> Interval:
    """Return the Wilson interval of a proportion.

    Source: Wilson 1927; Newcombe 1998, Stat Med 17:857, method 3. The proportions that a score test does not
    reject. With over-dispersion ``phi`` count and total are divided by it: as many independent lines as the
    variance shows.

    Args:
        count: lines counted, 0 ≤ count ≤ total.
        total: lines, > 0.
        level: confidence, a fraction.
        phi: variance of the counts ÷ binomial variance, ≥ 1 (see :func:`dispersion`).

    Raises:
        BadSeries: total 0, a count outside 0…total, phi under 1, or a level outside 0…1.

    >>> limits = wilson(81, 263)
    >>> round(limits.low, 4), round(limits.high, 4)
    (0.2553, 0.3662)
    """
    z = normal_quantile(level)
    count, total = _proportion(count, total, phi)
    low, high = wilson_limits(count, total, z)
    value = count / total
    # An interval holds its value; the formula alone misses it by one bit at 0 and 1.
    return Interval(value, min(low, value), max(high, value), level, _name("Wilson", phi))


def newcombe(
    count: float, total: float, other_count: float, other_total: float, level: float = 0.95, phi: float = 1.0
) -> Interval:
    """Return the interval of the difference of two independent proportions, first minus other.

    Source: Newcombe 1998, Stat Med 17:873, method 10. The distances from each proportion to its Wilson limits,
    combined as the sides of a right triangle.

    Args:
        count, total: lines counted and lines of the first group.
        other_count, other_total: the same in the other group.
        level: confidence, a fraction.
        phi: over-dispersion of both groups, ≥ 1.

    Raises:
        BadSeries: as :func:`wilson`.

    >>> limits = newcombe(56, 70, 48, 80)
    >>> round(limits.low, 4), round(limits.high, 4)
    (0.0524, 0.3339)
    """
    first, other = wilson(count, total, level, phi), wilson(other_count, other_total, level, phi)
    value = first.value - other.value
    down = sqrt((first.value - first.low) ** 2 + (other.high - other.value) ** 2)
    up = sqrt((first.high - first.value) ** 2 + (other.value - other.low) ** 2)
    return Interval(value, value - down, value + up, level, _name("Newcombe 10", phi))


def dispersion(counts: Sequence[float | None], totals: Sequence[float | None]) -> float:
    """Return how many times more the proportions of successive weeks vary than independent lines would, at least 1.

    Appointments are clustered by patient and by day. Pearson's estimate (McCullagh & Nelder 1989, §4.5): sum of
    the squared z-scores of each week around the overall proportion ÷ (weeks − 1). Never under 1.

    Args:
        counts: lines counted in each week, None where unknown.
        totals: lines of each week.

    Raises:
        BadSeries: a count outside 0…total.
        TooFew: fewer than two weeks with lines.

    >>> round(dispersion([10, 30, 10, 30], [100, 100, 100, 100]), 3)
    8.333
    """
    what = _("Semaines pour la sur-dispersion")
    pairs = [pair for pair in counted(counts, totals, what) if pair]
    at_least(len(pairs), 2, what)
    mean = sum(count for count, _total in pairs) / sum(total for _count, total in pairs)
    if mean in (0, 1):
        return 1.0
    squares = sum((count - mean * total) ** 2 / total for count, total in pairs)
    return max(1.0, squares / (mean * (1 - mean)) / (len(pairs) - 1))


def _proportion(count: float, total: float, phi: float) -> tuple[float, float]:
    if not (total > 0 and 0 <= count <= total):
        raise BadSeries(
            _("Proportion {count} sur {total} : attendu un total positif et un effectif entre 0 et ce total.").format(
                count=count, total=total
            )
        )
    if not phi >= 1:
        raise BadSeries(_("Sur-dispersion {phi} lue ; attendu : 1 ou plus.").format(phi=phi))
    return count / phi, total / phi


def _name(method: str, phi: float) -> str:
    return method if phi == 1 else f"{method}, φ = {phi:.2f}"
