"""Whether a process, as it goes, will meet its target."""

from __future__ import annotations

from dataclasses import dataclass

from levier.i18n import _
from levier.stats.chart import Chart
from levier.stats.errors import BadSeries, TooFew

HIGHER, LOWER = "higher", "lower"
ALWAYS, NEVER, SOMETIMES = "always_met", "never_met", "sometimes_met"


@dataclass(frozen=True, slots=True)
class Assurance:
    """``always_met``, ``never_met`` or ``sometimes_met``: where the target stands against the latest limits."""

    status: str
    target: float
    low: float
    high: float
    firm: bool
    method: str
    level: str


def assurance(chart: Chart, target: float, better: str) -> Assurance:
    """Return whether usual variation alone meets the target, at the latest limits of a chart.

    Source: NHS England, *Making Data Count*, assurance icons. A target beyond the better limit is never met by
    chance, one beyond the worse limit always is; between the limits, sometimes.

    Args:
        chart: any control chart.
        target: in the unit of the chart.
        better: ``higher`` or ``lower``.

    Raises:
        BadSeries: ``better`` is neither.
        TooFew: the last segment has no limits yet.

    >>> from levier.stats.xmr import xmr
    >>> assurance(xmr([10, 12, 10, 12, 11, 12, 10]), 20, "higher").status
    'never_met'
    """
    if better not in (HIGHER, LOWER):
        raise BadSeries(_("Sens « {better} » lu ; attendu : higher ou lower.").format(better=better))
    low, high = _latest(chart)
    over, under = (NEVER, ALWAYS) if better == HIGHER else (ALWAYS, NEVER)
    status = over if target > high else under if target < low else SOMETIMES
    return Assurance(status, target, low, high, chart.segments[-1].firm, "Making Data Count", chart.level)


def _latest(chart: Chart) -> tuple[float, float]:
    last = chart.segments[-1]
    for row in range(last.last, last.first - 1, -1):
        low, high = chart.low[row], chart.high[row]
        if low is not None and high is not None:
            return low, high
    raise TooFew(_("Limites de la dernière période de la carte"), last.baseline, 3)
