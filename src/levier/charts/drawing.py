"""A drawing: one description for screen, paper and picture, with its sentence and its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from levier.charts.palette import LIGHT, config

Spec = dict[str, Any]
Raw = str | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """The data of a drawing: ``rows`` as people read them, ``raw`` the same cells as data, row by row."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    raw: tuple[tuple[Raw, ...], ...] = ()

    @classmethod
    def of(cls, headers: tuple[str, ...], cells: list[tuple[tuple[str, Raw], ...]]) -> Table:
        """Return a table from rows of (text, value).

        >>> Table.of(("Mois", "Valeur"), [(("mars", "2025-03"), ("12 %", 0.12))]).raw
        (('2025-03', 0.12),)
        """
        rows = tuple(tuple(text for text, _raw in row) for row in cells)
        return cls(headers, rows, tuple(tuple(raw for _text, raw in row) for row in cells))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: ``spec`` for Vega-Lite (data inside, nothing fetched), what it shows in a sentence, its data.

    ``spec["usermeta"]`` repeats title and sentence: a still is made from the specification alone. ``empty`` tells that
    there is nothing to draw: a page may then show the sentence alone.
    """

    spec: Spec
    title: str
    sentence: str
    table: Table
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """The size of a drawing in pixels, and the room kept around what is plotted."""

    width: int
    height: int
    left: int = 0
    right: int = 0
    top: int = 0
    bottom: int = 0

    @property
    def across(self) -> int:
        """Return the width of what is plotted."""
        return max(1, self.width - self.left - self.right)

    @property
    def down(self) -> int:
        """Return the height of what is plotted."""
        return max(1, self.height - self.top - self.bottom)


def framed(box: Box, title: str, sentence: str, layers: list[Spec]) -> Spec:
    """Return a whole specification: sizes fixed, so that the same text never falls elsewhere on paper."""
    return {
        "usermeta": {"title": title, "sentence": sentence},
        "config": config(LIGHT),
        "autosize": {"type": "none"},
        "padding": {"left": box.left, "right": box.right, "top": box.top, "bottom": box.bottom},
        "width": box.across,
        "height": box.down,
        "layer": layers,
    }


def themed(spec: Spec, theme: str) -> Spec:
    """Return the same specification in the colours of a theme (``light`` or ``dark``)."""
    return spec | {"config": config(theme)}


def without_data(box: Box, title: str, sentence: str, table: Table) -> Drawing:
    """Return the drawing of an empty series: a quiet frame that says why it is empty."""
    from levier.charts.marks import at, rectangle, texts
    from levier.charts.words import wrapped

    inner = Box(box.width, box.height)
    lines = wrapped(sentence, box.width - 32)
    layers = [
        rectangle("levier-band", 0, 0, inner.across, inner.down, corner=6),
        texts("levier-note", [at(inner.across / 2, inner.down / 2, lines)], align="center", middle=len(lines)),
    ]
    return Drawing(framed(inner, title, sentence, layers), title, sentence, table, empty=True)
