"""The interval of a count."""

from __future__ import annotations

from math import sqrt

from levier.i18n import _
from levier.stats.checks import normal_quantile
from levier.stats.errors import BadSeries
from levier.stats.interval import Interval


def byar(count: float, level: float = 0.95) -> Interval:
    """Return Byar's interval of a count of events.

    Source: Breslow & Day 1987, *Statistical Methods in Cancer Research* II, p. 69. Lower limit: the count times
    the cube of (1 − 1/(9·count) − z/(3·√count)); upper limit: the same with the count plus one and + z.
    Within 0.2 % of the exact Poisson limits from 10 events on (Public Health England, technical guide, 2018).

    Args:
        count: number of events, ≥ 0. Zero gives a lower limit of 0.
        level: confidence, a fraction.

    Raises:
        BadSeries: the count is negative, or the level is not between 0 and 1.

    >>> limits = byar(10)
    >>> round(limits.low, 2), round(limits.high, 2)
    (4.79, 18.39)
    """
    z = normal_quantile(level)
    if not count >= 0:
        raise BadSeries(_("Effectif {count} lu ; attendu : un nombre positif ou nul.").format(count=count))
    low = max(0.0, _limit(count, -z)) if count else 0.0
    return Interval(float(count), low, _limit(count + 1, z), level, "Byar")


def _limit(count: float, z: float) -> float:
    return float(count * (1 - 1 / (9 * count) + z / (3 * sqrt(count))) ** 3)
