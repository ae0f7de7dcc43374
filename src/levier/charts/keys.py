"""The key of a chart: each sign with its words, in rows that fit the width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from levier.charts.drawing import Box, Spec
from levier.charts.marks import at, boxes, points, rules, segment, texts
from levier.charts.words import wide

KEY_HEIGHT = 18
SIGN, GAP, BETWEEN = 20, 6, 18
LINE, DASH, BAND, BAR, UPRIGHT = "line", "dash", "band", "bar", "upright"


class Key(NamedTuple):
    """A sign: its style, its form (``line``, ``upright``, ``band``, ``bar`` or the shape of a point), its words."""

    style: str
    form: str
    text: str


def key_rows(keys: Sequence[Key], width: float) -> list[list[Key]]:
    """Return the keys in rows no wider than so many pixels."""
    rows: list[list[Key]] = []
    used = width
    for key in keys:
        if used + _width(key) > width:
            rows.append([])
            used = 0.0
        rows[-1].append(key)
        used += _width(key) + BETWEEN
    return rows


def _width(key: Key) -> float:
    return SIGN + GAP + wide(key.text)


def key_layers(rows: Sequence[Sequence[Key]], box: Box) -> list[Spec]:
    """Return the layers of a key, at the bottom of the box, from its left edge."""
    found: list[Spec] = []
    for rank, row in enumerate(rows):
        y = box.down + box.bottom - KEY_HEIGHT * (len(rows) - rank) + KEY_HEIGHT / 2 - 2
        x = 4.0 - box.left
        for key in row:
            found += [_sign(key, x, y), texts("levier-note", [at(x + SIGN + GAP, y, key.text)], middle=1)]
            x += _width(key) + BETWEEN
    return found


def _sign(key: Key, x: float, y: float) -> Spec:
    if key.form in (LINE, DASH):
        return rules(key.style, [segment(x, y, x + SIGN, y)])
    if key.form == UPRIGHT:
        return rules(key.style, [segment(x + SIGN / 2, y - 7, x + SIGN / 2, y + 7)])
    if key.form in (BAND, BAR):
        return boxes(key.style, [segment(x, y - 5, x + SIGN, y + 5)], corner=2)
    size = 90 if key.form == "diamond" else 40
    return points(key.style, [{"x": x + SIGN / 2, "y": y}], shape=key.form, size=size)
