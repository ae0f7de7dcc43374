"""The few marks that drawings are made of: small Vega-Lite layers, each with its own data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from levier.charts.drawing import Spec

LINE_HEIGHT = 15
PIXEL: Spec = {"type": "quantitative", "scale": None, "axis": None}


def on(field: str, scale: Spec | None = None) -> Spec:
    """Return an encoding of a place: in pixels, or on a scale when one is given."""
    return {"field": field, **(scale or PIXEL)}


def at(x: float, y: float, text: str | Sequence[str]) -> dict[str, Any]:
    """Return the datum of a text; several lines are a list."""
    return {"x": x, "y": y, "text": text if isinstance(text, str) else list(text)}


def layer(mark: Spec, values: Sequence[Spec], **encoding: Any) -> Spec:
    """Return a layer: a mark, its data, its places."""
    return {"data": {"values": list(values)}, "mark": mark, "encoding": encoding}


def texts(
    style: str, values: Sequence[Spec], *, align: str = "left", x: Spec | None = None, y: Spec | None = None,
    dx: float = 0, dy: float = 0, middle: int = 0,
) -> Spec:  # fmt: skip
    """Return texts at (x, y); ``middle`` is a number of lines to centre around y, 0 to sit on it."""
    mark: Spec = {"type": "text", "style": style, "align": align, "baseline": "middle" if middle else "alphabetic"}
    mark |= {"dx": dx, "dy": dy - (middle - 1) * LINE_HEIGHT / 2 if middle else dy, "lineHeight": LINE_HEIGHT}
    return layer(mark, values, x=on("x", x), y=on("y", y), text={"field": "text"})


def rules(style: str, values: Sequence[Spec], x: Spec | None = None, y: Spec | None = None) -> Spec:
    """Return segments from (x, y) to (x2, y2)."""
    both = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    return layer({"type": "rule", "style": style}, values, x=on("x", x), y=on("y", y), **both)


def boxes(
    style: str, values: Sequence[Spec], x: Spec | None = None, y: Spec | None = None, *, corner: float = 0
) -> Spec:
    """Return rectangles from (x, y) to (x2, y2)."""
    both = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    mark: Spec = {"type": "rect", "style": style, "cornerRadius": corner}
    return layer(mark, values, x=on("x", x), y=on("y", y), **both)


def rectangle(style: str, x: float, y: float, x2: float, y2: float, *, corner: float = 0) -> Spec:
    """Return one rectangle in pixels."""
    return boxes(style, [segment(x, y, x2, y2)], corner=corner)


def whisker(x: float, x2: float, y: float) -> list[Spec]:
    """Return the data of a range lying under a bar: a segment and its two ends."""
    return [segment(x, y, x2, y), *(segment(end, y - 3, end, y + 3) for end in (x, x2))]


def points(
    style: str, values: Sequence[Spec], x: Spec | None = None, y: Spec | None = None, *, shape: str = "circle",
    size: int = 40,
) -> Spec:  # fmt: skip
    """Return points; ``said`` of a datum, when there, is what the pointer reads."""
    mark: Spec = {"type": "point", "style": style, "shape": shape, "size": size, "filled": True, "opacity": 1}
    more = {"tooltip": {"field": "said"}} if values and "said" in values[0] else {}
    return layer(mark, values, x=on("x", x), y=on("y", y), **more)


def segment(x: float, y: float, x2: float, y2: float) -> Spec:
    """Return the datum of a segment or of a rectangle."""
    return {"x": x, "y": y, "x2": x2, "y2": y2}
