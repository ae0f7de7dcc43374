"""Lines of months that share one scale, each with a dash and a sign of its own, and the range of what is to come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from levier.charts.drawing import Box, Spec, framed
from levier.charts.keys import BAND, KEY_HEIGHT, LINE, Key, key_layers, key_rows
from levier.charts.marks import layer, on, points, rules, segment, texts
from levier.charts.scales import Axis, axis_of, days_axis, days_scale
from levier.charts.trend_layers import room_of, unit_above
from levier.readings.numbers import shown

APART, DOTS = 15.0, 34
LINK = 8
BEFORE, AFTER = 12.0, 6.0  # days of air


class Curve(NamedTuple):
    """A line: its words, the style of its line and of its points (none: ``""``), one value a month, holes ``None``.

    ``said`` tells whether its last value is written beside it; ``last`` are other words for that value.
    """

    label: str
    style: str
    point: str
    values: Sequence[float | None]
    said: bool = True
    last: str = ""


class Spread(NamedTuple):
    """The range of a curve, month by month, ``None`` where it is known."""

    label: str
    ends: Sequence[tuple[float, float] | None]


def curves_spec(
    title: str, said: str, unit: str, days: Sequence[int], curves: Sequence[Curve], size: tuple[int, int], *,
    spread: Spread | None = None, zero: bool = True,
) -> Spec:  # fmt: skip
    """Return the specification of curves over months, the last value of each beside it.

    Args:
        title, said: what the drawing is and what it shows.
        unit: of the values.
        days: first day of each month, as day numbers, in order.
        curves: drawn in this order, the most important last.
        size: pixels.
        spread: range around the curves.
        zero: whether the scale begins at zero.
    """
    known = [value for one in curves for value in one.values if value is not None]
    around = [end for pair in (spread.ends if spread else ()) if pair for end in pair]
    axis = axis_of([*known, *around], unit, zero=zero)
    ends = _ends(curves, unit)
    rows = key_rows([*_keys(curves, spread)], size[0] - 8)
    right = max((room_of(text) for _rank, _value, text in ends), default=0) + LINK
    box = Box(*size, int(axis.widest) + 12, right, 24, 42 + KEY_HEIGHT * len(rows))
    layers = _layers(axis, days, curves, spread, box) + _written(axis, days, ends, box)
    return framed(box, title, said, layers + key_layers(rows, box))


def _keys(curves: Sequence[Curve], spread: Spread | None) -> list[Key]:
    found = [Key(one.style, LINE, one.label) for one in reversed(curves) if any(v is not None for v in one.values)]
    return found + ([Key("levier-band", BAND, spread.label)] if spread and any(spread.ends) else [])


def _ends(curves: Sequence[Curve], unit: str) -> list[tuple[int, float, str]]:
    """Return rank, value and words of the last value of each curve that says it."""
    found = []
    for one in curves:
        known = [(rank, value) for rank, value in enumerate(one.values) if value is not None]
        if known and one.said:
            found.append((*known[-1], one.last or shown(known[-1][1], unit)))
    return found


def _layers(
    axis: Axis, days: Sequence[int], curves: Sequence[Curve], spread: Spread | None, box: Box
) -> list[Spec]:  # fmt: skip
    first, last = days[0] - BEFORE, days[-1] + AFTER
    x, y = days_scale(first, last), axis.scale()
    named = y | {"axis": {"values": list(axis.ticks), "labelExpr": axis.label, "title": None}}
    ground = layer(
        {"type": "point", "opacity": 0, "size": 0}, [{"x": first, "y": axis.low}],
        x=on("x", days_axis(days, box.across, first, last)), y=on("y", named),
    )  # fmt: skip
    found = [*unit_above(axis, box), ground, *(_band(days, spread, x, y) if spread else [])]
    for one in curves:
        found += _curve(one, days, x, y)
    return found


def _band(days: Sequence[int], spread: Spread, x: Spec, y: Spec) -> list[Spec]:
    rows = [{"x": day, "y": pair[0], "y2": pair[1]} for day, pair in zip(days, spread.ends, strict=True) if pair]
    if len(rows) < 2:
        return []
    area = layer({"type": "area", "style": "levier-band"}, rows, x=on("x", x), y=on("y", y), y2={"field": "y2"})
    edges = [
        layer({"type": "line", "style": "levier-limit"}, rows, x=on("x", x), y=on(side, y)) for side in ("y", "y2")
    ]
    return [area, *edges]


def _curve(one: Curve, days: Sequence[int], x: Spec, y: Spec) -> list[Spec]:
    rows = [{"x": day, "y": value} for day, value in zip(days, one.values, strict=True)]
    dots = [row for row in rows if row["y"] is not None]
    if not dots:
        return []
    line = layer({"type": "line", "style": one.style}, rows, x=on("x", x), y=on("y", y))
    return [line, *([points(one.point, dots, x, y, size=DOTS)] if one.point else [])]


def _written(axis: Axis, days: Sequence[int], ends: Sequence[tuple[int, float, str]], box: Box) -> list[Spec]:
    """Return the last values in the margin, moved apart where they would meet; above a curve that ends early."""
    if not ends:
        return []
    placed: list[float] = []
    rows, links = [], []
    edge, last = float(box.across), len(days) - 1
    for _rank, value, text in sorted((one for one in ends if one[0] == last), key=lambda one: -one[1]):
        true = box.down - axis.place(value, box.down)
        y = max(true, placed[-1] + APART) if placed else max(0.0, true)
        placed.append(y)
        rows.append({"x": edge + 12, "y": y, "text": text})
        links.append(segment(edge + 2, true, edge + 9, y))
    early = [{"x": days[rank], "y": value, "text": text} for rank, value, text in ends if rank < last]
    places = days_scale(days[0] - BEFORE, days[-1] + AFTER), axis.scale()
    return [
        *([texts("levier-value", early, align="center", x=places[0], y=places[1], dy=-10)] if early else []),
        *([rules("levier-link", links), texts("levier-value", rows, middle=1)] if rows else []),
    ]
