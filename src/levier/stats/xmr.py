"""The chart of individual values and moving ranges: hours, euros, FTE, anything that is not a count on a total."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

from levier.i18n import _
from levier.stats.chart import Chart, Lines, Rebase, draw
from levier.stats.checks import Series, series

D2 = 1.128  # mean range of two normal values, in standard deviations
SCREEN = 3.267  # upper limit of moving ranges, in mean moving ranges


def xmr(
    values: Sequence[float | None],
    *,
    baseline: int | None = None,
    rebases: Sequence[Rebase] = (),
    screened: bool = True,
) -> Chart:
    """Return the XmR chart of a series.

    Source: Shewhart; Wheeler & Chambers 1992; screening: Nelson 1982, J Qual Technol 14:172. Centre: mean of the
    baseline. Limits: three times the mean moving range ÷ 1.128 on each side (2.66 moving ranges). Screened, moving
    ranges above 3.267 times their mean are left out once. A range across an unknown point is not computed. A flat
    baseline (no moving range above 0) has no limits: it says nothing of usual variation.

    Args:
        values: one per week or month, in order, in any unit; None where unknown.
        baseline: known points that make the limits, then frozen (12 to 20 advised); None: all.
        rebases: where limits start anew, each with its date and reason.
        screened: leave wide moving ranges out once; recorded in the chart.

    Raises:
        BadSeries: a value that is not finite, a baseline under 3, a rebase without reason or misplaced.
        TooFew: fewer than 3 known points.

    >>> chart = xmr([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1])
    >>> [round(line[0], 2) for line in (chart.low, chart.center, chart.high)]
    [-0.72, 1.94, 4.6]
    """
    known = series(values, _("Série"))

    def lines(rows: range) -> Lines | None:
        part = known[rows.start : rows.stop]
        spread = mean_moving_range(part, screened)
        center = fmean(value for value in part if value is not None)
        return None if spread is None else straight(center, spread, spread / D2)

    return draw(known, lines, "XmR", baseline, rebases, screened)


def straight(center: float, spread: float, sigma: float) -> Lines:
    """Return lines at a constant number of sigmas from the centre, none when sigma is 0."""
    return Lines(center, spread, lambda _row, width: center + width * sigma if sigma > 0 else None)


def mean_moving_range(values: Series, screened: bool) -> float | None:
    """Return the mean distance between neighbours, None when no two neighbours are known.

    >>> mean_moving_range((1.0, 3.0, None, 4.0, 5.0), False)
    1.5
    """
    ranges = [abs(after - before) for before, after in pairwise(values) if before is not None and after is not None]
    if not ranges:
        return None
    kept = [one for one in ranges if one <= SCREEN * fmean(ranges)] if screened else ranges
    return fmean(kept)
