"""The columns of an interrupted series: level, trend, step, change of slope, season."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi
from typing import Any

from levier.i18n import _
from levier.stats.extra import load


@dataclass(frozen=True, slots=True)
class Design:
    """Known points only: their rows in the series, counts, totals, 0/1 before/after, and the columns.

    Columns: 1, time, after, (time since the start after it), then sines and cosines.
    """

    rows: tuple[int, ...]
    counts: Any
    totals: Any
    post: Any
    matrix: Any
    slope: bool
    harmonics: int
    length: int

    @property
    def before(self) -> int:
        """Return the number of known points before the start."""
        return int((self.post == 0).sum())

    @property
    def after(self) -> int:
        """Return the number of known points from the start on."""
        return int((self.post == 1).sum())

    @property
    def rank(self) -> int:
        """Return how many columns can be told apart."""
        return int(load("numpy", _("Une série interrompue")).linalg.matrix_rank(self.matrix))


def build(
    rows: list[tuple[int, float]],
    totals: list[float],
    start: int,
    slope: bool,
    period: int | None,
    harmonics: int,
    length: int,
) -> Design:
    """Return the columns of a segmented regression; time is counted from the start, so that the step is read there."""
    numpy = load("numpy", _("Une série interrompue"))
    time = numpy.array([row - start for row, _count in rows], dtype=float)
    post = (time >= 0).astype(float)
    columns = [numpy.ones_like(time), time, post, *([time * post] if slope else [])]
    waves = harmonics if period else 0
    for wave in range(1, waves + 1):
        angle = 2 * pi * wave * time / (period or 1)
        columns += [numpy.sin(angle), numpy.cos(angle)]
    counts = numpy.array([count for _row, count in rows], dtype=float)
    matrix = numpy.column_stack(columns)
    known = tuple(row for row, _count in rows)
    return Design(known, counts, numpy.array(totals, dtype=float), post, matrix, slope, waves, length)
