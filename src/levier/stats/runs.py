"""Runs around the median: a change that needs no limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import comb, log2
from statistics import median

from levier.i18n import _
from levier.stats.chart import MINIMUM_POINTS
from levier.stats.checks import at_least, series

ERROR = 0.05


@dataclass(frozen=True, slots=True)
class Runs:
    """Longest run and crossings of the centre, and the most and the least that chance gives.

    ``useful`` points are not on the centre; ``points`` are those of the longest run (0 = first).
    """

    center: float
    useful: int
    longest: int
    longest_max: int
    crossings: int
    crossings_min: int
    points: tuple[int, ...]
    signal: bool
    method: str
    level: str


def anhoej(values: Sequence[float | None], center: float | None = None, baseline: int | None = None) -> Runs:
    """Return whether the runs of a series around its median are longer, or fewer, than chance gives.

    Source: Anhøj & Olesen 2014, PLoS One 9:e113825; longest run: Schilling 2012; crossings: Chen 2010. A signal is
    a longest run above round(log2 n) + 3, or fewer crossings than the 5 % quantile of a binomial of n − 1 tosses,
    n being the points not on the centre. Unknown points are left out.

    Args:
        values: one per week or month, in order; None where unknown.
        center: line to cross; None: the median of the baseline.
        baseline: known points whose median is the centre; None: all.

    Raises:
        BadSeries: a value that is not finite.
        TooFew: fewer than 3 known points.

    >>> result = anhoej([1, 2, 1, 2, 1, 2, 1, 2, 1, 2])
    >>> result.longest, result.longest_max, result.crossings, result.crossings_min, result.signal
    (1, 6, 9, 2, False)
    """
    known = [(row, value) for row, value in enumerate(series(values, _("Série"))) if value is not None]
    at_least(len(known), MINIMUM_POINTS, _("Points de la carte des séquences"))
    line = median(value for _row, value in known[:baseline]) if center is None else center
    sides = [(row, value > line) for row, value in known if value != line]
    runs = [tuple(row for row, _side in group) for _side, group in groupby(sides, key=lambda one: one[1])]
    longest = max(runs, key=len, default=())
    most, least = run_limits(len(sides))
    crossings = max(0, len(runs) - 1)
    signal = len(longest) > most or crossings < least
    return Runs(
        line, len(sides), len(longest), most, crossings, least, longest, signal, "Anhøj", _("erreur de 5 % au plus")
    )


def run_limits(useful: int) -> tuple[int, int]:
    """Return the longest run and the fewest crossings that are still chance, for n points off the centre.

    >>> [run_limits(points) for points in (10, 24, 100)]
    [(6, 2), (8, 8), (10, 41)]
    """
    if useful == 0:
        return 3, 0
    return round(log2(useful)) + 3, _binomial_quantile(useful - 1)


def _binomial_quantile(tosses: int) -> int:
    below, heads = 0, 0
    while (below := below + comb(tosses, heads)) < ERROR * 2**tosses:
        heads += 1
    return heads
