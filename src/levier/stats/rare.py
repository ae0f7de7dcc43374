"""Charts of rare events: what happens between two of them, because counts of 0 and 1 show nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from statistics import fmean, median

from levier.i18n import _
from levier.stats.chart import Chart, Lines, Rebase, draw
from levier.stats.checks import Series, series
from levier.stats.errors import BadSeries
from levier.stats.xmr import D2, mean_moving_range, straight

POWER = 3.6  # makes exponential times nearly normal


def g_chart(between: Sequence[float | None], *, baseline: int | None = None, rebases: Sequence[Rebase] = ()) -> Chart:
    """Return the g chart of the number of lines between two rare events.

    Source: Benneyan 2001, Health Care Manag Sci 4:305; Montgomery 2009, §7.3.5. Such numbers are geometric: with m
    their mean in the baseline, limits stand at m ± 3√(m(m + 1)), never under 0. The centre is the median, so that
    as many points fall on each side. A point above the limit means that events became rarer.

    Args:
        between: lines without the event between two events, in order, ≥ 0; None where unknown.
        baseline, rebases: as :func:`levier.stats.xmr`.

    Raises:
        BadSeries: a negative number, or as :func:`levier.stats.xmr`.
        TooFew: fewer than 3 intervals.

    >>> chart = g_chart([8, 2, 20, 5, 15])
    >>> chart.center[0], round(chart.high[0], 2)
    (8.0, 41.46)
    """
    known = _positive(series(between, _("Nombres entre deux événements")), 0)

    def lines(rows: range) -> Lines:
        part = [value for value in known[rows.start : rows.stop] if value is not None]
        mean = fmean(part)
        sigma = sqrt(mean * (mean + 1))
        return Lines(median(part), None, lambda _row, width: max(0.0, mean + width * sigma) if sigma else None)

    return draw(known, lines, "g", baseline, rebases, symmetric=False)


def t_chart(
    between: Sequence[float | None],
    *,
    baseline: int | None = None,
    rebases: Sequence[Rebase] = (),
    screened: bool = False,
) -> Chart:
    """Return the t chart of the time between two rare events.

    Source: Nelson 1994, J Qual Technol 26:239; Montgomery 2009, §7.3.5. Times are raised to the power 1/3.6, which
    makes them nearly normal; an XmR chart is drawn there and brought back, the lower limit never under 0.

    Args:
        between: days (or hours) between two events, in order, > 0; None where unknown.
        baseline, rebases, screened: as :func:`levier.stats.xmr`.

    Raises:
        BadSeries: a time of 0 or less (count two events of one day as a fraction of it), or as ``xmr``.
        TooFew: fewer than 3 intervals.

    >>> chart = t_chart([1, 2**3.6, 1, 2**3.6, 1, 2**3.6, 1, 2**3.6])
    >>> round(chart.center[0] ** (1 / 3.6), 6), round(chart.high[0] ** (1 / 3.6), 2)
    (1.5, 4.16)
    """
    known = _positive(series(between, _("Temps entre deux événements")), None)
    scaled = tuple(None if value is None else value ** (1 / POWER) for value in known)

    def lines(rows: range) -> Lines | None:
        part = scaled[rows.start : rows.stop]
        spread = mean_moving_range(part, screened)
        center = fmean(value for value in part if value is not None)
        return None if spread is None else straight(center, spread, spread / D2)

    return _back(draw(scaled, lines, "t", baseline, rebases, screened), known)


def _back(chart: Chart, values: Series) -> Chart:
    """Bring a chart of powers back to the unit of the values."""
    segments = (replace(one, center=None if one.center is None else one.center**POWER) for one in chart.segments)
    return replace(
        chart,
        values=values,
        center=_raised(chart.center),
        low=_raised(chart.low),
        high=_raised(chart.high),
        low2=_raised(chart.low2),
        high2=_raised(chart.high2),
        segments=tuple(segments),
    )


def _raised(line: Series) -> Series:
    return tuple(None if one is None else max(0.0, one) ** POWER for one in line)


def _positive(values: Series, least: float | None) -> Series:
    """Refuse what cannot lie between two events; ``least`` None means strictly above 0."""
    for rank, value in enumerate(values, 1):
        if value is not None and (value < 0 or (least is None and value == 0)):
            raise BadSeries(
                _("Intervalle {rank} entre deux événements : {value} lu ; attendu : {least}.").format(
                    rank=rank,
                    value=f"{value:g}",
                    least=_("plus de 0") if least is None else _("0 ou plus"),
                )
            )
    return values
