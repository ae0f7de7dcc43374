"""Rows of a chart: words, drawing and value side by side on a screen, words above the drawing on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from levier.charts.drawing import Box, Spec
from levier.charts.keys import KEY_HEIGHT, Key, key_layers, key_rows
from levier.charts.marks import at, texts
from levier.charts.words import cut_to, wide

FULL_WIDTH, PHONE = 720, 520
BESIDE, ABOVE = 34, 48
MARGIN, SPACE = 4, 14
LETTERS = 12


@dataclass(frozen=True, slots=True)
class Rows:
    """The places of rows, in pixels: words at the left, drawing from ``left`` to ``right``, value at the right."""

    box: Box
    keys: list[list[Key]]
    left: float
    right: float
    beside: bool

    @property
    def across(self) -> float:
        """Return the width of the drawings."""
        return max(1.0, self.right - self.left)

    def middle(self, rank: int) -> float:
        """Return the height of the middle of a drawing."""
        return rank * BESIDE + BESIDE / 2 if self.beside else rank * ABOVE + 32.0

    def words(self, labels: Sequence[str], values: Sequence[str]) -> list[Spec]:
        """Return the words and the values of the rows, and the key under them."""
        line = [self.middle(rank) - (0 if self.beside else 20) for rank in range(len(labels))]
        room = self.left - SPACE if self.beside else self.box.across - max(map(_ends, values), default=0) - SPACE
        names = [at(0, y, cut_to(text, room, LETTERS)) for y, text in zip(line, labels, strict=True)]
        ends = [at(self.box.across, y, text) for y, text in zip(line, values, strict=True)]
        return [
            texts("levier-label", names, middle=1),
            texts("levier-value", ends, align="right", middle=1),
            *key_layers(self.keys, self.box),
        ]


def _ends(text: str) -> float:
    return wide(text, LETTERS) * 1.06


def rows_of(labels: Sequence[str], values: Sequence[str], keys: Sequence[Key], width: int | None) -> Rows:
    """Return the places of rows with these words and these values.

    Args:
        width: of the whole, pixels; 720 by default, words go above the drawings under 520.
    """
    size = width or FULL_WIDTH
    beside, across = size >= PHONE, size - 2 * MARGIN
    placed = key_rows(keys, across)
    name = min(max(map(_ends, labels), default=0.0), across * 0.45) + SPACE
    value = max(map(_ends, values), default=0.0) + SPACE
    bottom = 8 + KEY_HEIGHT * len(placed) if placed else 4
    box = Box(size, 4 + len(labels) * (BESIDE if beside else ABOVE) + bottom, MARGIN, MARGIN, 4, bottom)
    return Rows(box, placed, name if beside else 0.0, across - value if beside else across, beside)
