"""The control chart of a reading, month by month, in the unit of the figures that a page shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from levier.periods import Period, to_date
from levier.readings.judge import draw_chart, span_of
from levier.readings.plan import Plan
from levier.readings.points import TOTAL, Point, Series
from levier.stats import Chart, making_data_count
from levier.stats.errors import BadSeries, TooFew


@dataclass(frozen=True, slots=True)
class Limit:
    """The usual range of one period: centre and limits, in the unit of the figure; ``signal`` tells an unusual one.

    ``baseline`` says that the period made the limits.
    """

    period: Period
    middle: float
    low: float | None
    high: float | None
    signal: bool
    baseline: bool

    def as_json(self) -> dict[str, Any]:
        """Return the range as JSON writes it."""
        ends = {"from": to_date(self.period.first).isoformat(), "to": to_date(self.period.last).isoformat()}
        marks = {name: True for name in ("signal", "baseline") if getattr(self, name)}
        return {"period": self.period.label} | ends | {"mid": self.middle, "low": self.low, "high": self.high} | marks


def limits_of(billed: Series, series: Series, plan: Plan) -> tuple[Limit, ...]:
    """Return the limits of the months from the baseline on; none when they are too few for a chart.

    The chart is made on what is compared: opening days for a total, tariffs of the baseline for amounts. Its limits
    are then put back where the figures are: times the opening days of the month, tariffs of the month included.

    Args:
        billed: the months as their figures are.
        series: the same months as they were judged.
        plan: the baseline that froze the limits.
    """
    points = span_of(series.points, plan)
    try:
        chart = draw_chart(series, points, len(series.between(*plan.baseline)))
    except (BadSeries, TooFew):
        return ()
    first = sum(one.period.first < plan.recent[0] for one in points)
    unusual = {place for one in making_data_count(chart, first) for place in one.points if place >= first}
    shown = {one.period: one for one in billed.points}
    return tuple(_limits(series.kind, points, shown, chart, unusual, plan))


def _limits(
    kind: str, points: tuple[Point, ...], shown: dict[Period, Point], chart: Chart, unusual: set[int], plan: Plan
) -> Iterator[Limit]:
    positive = all((one.value or 0.0) >= 0 for one in shown.values())
    for place, one in enumerate(points):
        middle, low, high = chart.center[place], chart.low[place], chart.high[place]
        if middle is None or one.value is None:
            continue
        shift, times = (shown[one.period].value or 0.0) - one.value, (one.denominator or 0.0) if kind == TOTAL else 1.0
        low, high = ((None if value is None else (value + shift) * times) for value in (low, high))
        low = max(low, 0.0) if low is not None and positive else low
        baseline = plan.baseline[0] <= one.period.first and one.period.last <= plan.baseline[1]
        yield Limit(one.period, (middle + shift) * times, low, high, place in unusual, baseline)
