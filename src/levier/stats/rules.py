"""Signals of a control chart by the rules of Making Data Count, each saying which points made it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from levier.stats.chart import Chart

RUN = 7
OUTSIDE, SHIFT, TREND, TWO_OF_THREE = "outside", "shift", "trend", "two_of_three"
ABOVE, BELOW = "above", "below"
METHOD = "Making Data Count"


@dataclass(frozen=True, slots=True)
class Signal:
    """One departure from usual variation: the rule, its points (0 = first), and the side (``above``/``below``).

    For a trend ``above`` means rising. ``points`` are in order; the last one confirmed the signal.
    """

    rule: str
    points: tuple[int, ...]
    side: str
    method: str
    level: str


def making_data_count(chart: Chart, since: int = 0, run: int = RUN) -> tuple[Signal, ...]:
    """Return the signals of a chart, in order of the point that ends them.

    Source: NHS England, *Making Data Count*; Western Electric 1956. Outside a limit; ``run`` points in a row
    strictly on one side of the centre; ``run`` points each above (or below) the one before; two of three
    consecutive points beyond two thirds of the limits on the same side. An unknown point ends a run; no rule looks
    across a rebase; a point on the centre is on no side. On a chart that is not symmetric (g) the last rule, made
    for bell-shaped values, is not used. On a stable series of 24 points the four rules together signal in about one
    case in five: signal only new points (``since``), and control the false discovery rate over many charts.

    Args:
        chart: from ``xmr``, ``p_chart``, ``p_prime``, ``g_chart`` or ``t_chart``.
        since: only signals with a point at or after this one (0 = all): what is new.
        run: points in a row for the two rules of runs.

    >>> from levier.stats.xmr import xmr
    >>> signals = making_data_count(xmr([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]))
    >>> [(one.rule, one.points) for one in signals]
    [('outside', (4,))]
    """
    rules: list[Callable[[Chart, range], Iterable[tuple[str, list[int], str]]]] = [
        _outside, lambda one, rows: _shift(one, rows, run), lambda one, rows: _trend(one, rows, run),
    ]  # fmt: skip
    if chart.symmetric:
        rules.append(_two_of_three)
    found = [
        Signal(rule, tuple(points), side, METHOD, chart.level)
        for segment in chart.segments
        for look in rules
        for rule, points, side in look(chart, range(segment.first, segment.last + 1))
    ]
    return tuple(sorted((one for one in found if one.points[-1] >= since), key=lambda one: (one.points[-1], one.rule)))


Found = Iterator[tuple[str, list[int], str]]


def _outside(chart: Chart, rows: range) -> Found:
    for row in rows:
        side = _beyond(chart.values[row], chart.low[row], chart.high[row])
        if side:
            yield OUTSIDE, [row], side


def _shift(chart: Chart, rows: range, run: int) -> Found:
    sides = {row: _beyond(chart.values[row], chart.center[row], chart.center[row]) for row in rows}
    for points in _runs(rows, sides):
        if len(points) >= run:
            yield SHIFT, points, sides[points[0]]


def _trend(chart: Chart, rows: range, run: int) -> Found:
    steps = {row: _beyond(chart.values[row], chart.values[row - 1], chart.values[row - 1]) for row in rows[1:]}
    for points in _runs(rows[1:], steps):
        if len(points) >= run - 1:
            yield TREND, [points[0] - 1, *points], steps[points[0]]


def _two_of_three(chart: Chart, rows: range) -> Found:
    sides = {row: _beyond(chart.values[row], chart.low2[row], chart.high2[row]) for row in rows}
    for side in (ABOVE, BELOW):
        far = [row for row in rows if sides[row] == side]
        pairs = [(one, two) for one, two in pairwise(far) if two - one <= 2 and _known(chart, one, two)]
        yield from ((TWO_OF_THREE, points, side) for points in _chained(pairs))


def _known(chart: Chart, first: int, last: int) -> bool:
    return all(chart.values[row] is not None for row in range(first, last + 1))


def _chained(pairs: list[tuple[int, int]]) -> Iterator[list[int]]:
    """Join pairs that share a point: three far points in a row are one signal."""
    chain: list[int] = []
    for first, second in pairs:
        if chain and chain[-1] != first:
            yield chain
            chain = []
        chain = [*(chain or [first]), second]
    if chain:
        yield chain


def _runs(rows: range, sides: dict[int, str]) -> Iterator[list[int]]:
    """Yield the longest stretches of consecutive rows on one side."""
    points: list[int] = []
    for row in rows:
        if points and sides[row] != sides[points[-1]]:
            yield points
            points = []
        if sides[row]:
            points.append(row)
    if points:
        yield points


def _beyond(value: float | None, low: float | None, high: float | None) -> str:
    if value is None:
        return ""
    if high is not None and value > high:
        return ABOVE
    return BELOW if low is not None and value < low else ""
