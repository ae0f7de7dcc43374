"""Charts of proportions: p, and p′ which knows that large totals make p cry wolf."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

from levier.i18n import _
from levier.stats.chart import Chart, Lines, Rebase, draw
from levier.stats.checks import counted
from levier.stats.xmr import D2, mean_moving_range

Pairs = tuple[tuple[float, float] | None, ...]


def p_chart(
    counts: Sequence[float | None],
    totals: Sequence[float | None],
    *,
    baseline: int | None = None,
    rebases: Sequence[Rebase] = (),
) -> Chart:
    """Return the p chart of a proportion, whose only variation is that of independent lines.

    Source: Shewhart; Montgomery 2009, *Introduction to Statistical Quality Control*, §7.2. Centre: sum of counts ÷
    sum of totals of the baseline. Limits: three times √(p(1 − p) ÷ total of the point), kept within 0 and 1.

    Args:
        counts, totals: lines counted and lines of each week or month; None, or a total of 0, where unknown.
        baseline, rebases: as :func:`levier.stats.xmr`.

    Raises:
        BadSeries: a count outside 0…total, series of different lengths, or as :func:`levier.stats.xmr`.
        TooFew: fewer than 3 points with lines.

    >>> chart = p_chart([10, 12, 8, 10], [100, 100, 100, 100])
    >>> [round(line[0], 3) for line in (chart.low, chart.center, chart.high)]
    [0.01, 0.1, 0.19]
    """
    pairs = counted(counts, totals, _("Série de proportions"))
    return _draw(pairs, lambda _rows, _mean: 1.0, "p", baseline, rebases, False)


def p_prime(
    counts: Sequence[float | None],
    totals: Sequence[float | None],
    *,
    baseline: int | None = None,
    rebases: Sequence[Rebase] = (),
    screened: bool = False,
    floor: float = 0.0,
) -> Chart:
    """Return Laney's p′ chart: the limits of p times σz, the variation really met from one point to the next.

    Source: Laney 2002, Qual Eng 14:531. σz is the mean moving range of the z-scores ((p − centre) ÷ √(p(1 − p)/n))
    ÷ 1.128; with σz = 1 the chart is the p chart.

    Args:
        counts, totals, baseline, rebases: as :func:`p_chart`.
        screened: leave wide moving ranges of z out once (Nelson 1982); recorded.
        floor: smallest σz accepted; 1 never draws limits narrower than p.

    Raises:
        BadSeries, TooFew: as :func:`p_chart`.

    >>> chart = p_prime([10, 20, 10, 20], [100, 100, 100, 100])
    >>> round(chart.segments[0].spread, 3), round(chart.high[0], 3)
    (2.483, 0.416)
    """
    pairs = counted(counts, totals, _("Série de proportions"))

    def spread(rows: range, mean: float) -> float | None:
        if mean in (0, 1):
            return None
        scores = tuple(_score(pair, mean) for pair in pairs[rows.start : rows.stop])
        ranges = mean_moving_range(scores, screened)
        return None if ranges is None else max(floor, ranges / D2)

    return _draw(pairs, spread, "p′ (Laney)", baseline, rebases, screened)


def _draw(
    pairs: Pairs,
    spread: Callable[[range, float], float | None],
    method: str,
    baseline: int | None,
    rebases: Sequence[Rebase],
    screened: bool,
) -> Chart:
    def lines(rows: range) -> Lines | None:
        known = [pair for pair in pairs[rows.start : rows.stop] if pair]
        mean = sum(count for count, _total in known) / sum(total for _count, total in known)
        return _lines(pairs, mean, spread(rows, mean))

    values = tuple(pair[0] / pair[1] if pair else None for pair in pairs)
    return draw(values, lines, method, baseline, rebases, screened)


def _lines(pairs: Pairs, mean: float, spread: float | None) -> Lines:
    def limit(row: int, width: float) -> float | None:
        pair = pairs[row]
        # Without variation in the baseline, nothing says how far the next point may go.
        if pair is None or not spread or mean in (0, 1):
            return None
        return min(1.0, max(0.0, mean + width * spread * sqrt(mean * (1 - mean) / pair[1])))

    return Lines(mean, spread, limit)


def _score(pair: tuple[float, float] | None, mean: float) -> float | None:
    return None if pair is None else (pair[0] / pair[1] - mean) / sqrt(mean * (1 - mean) / pair[1])
