"""Whether proportions rise or fall over ordered periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt

from levier.i18n import _
from levier.stats.checks import at_least, counted, normal_quantile, same_length
from levier.stats.errors import BadSeries


@dataclass(frozen=True, slots=True)
class Trend:
    """χ² of a linear trend (1 degree of freedom), its p-value, and the slope of the proportion per unit of score."""

    chi2: float
    p_value: float
    slope: float
    significant: bool
    level: float
    method: str


def cochran_armitage(
    counts: Sequence[float | None],
    totals: Sequence[float | None],
    scores: Sequence[float] | None = None,
    level: float = 0.95,
) -> Trend:
    """Return the test of a linear trend in proportions.

    Source: Cochran 1954, Biometrics 10:417; Armitage 1955, Biometrics 11:375. The squared sum of
    score × (count − expected count), over its variance under one common proportion p: p(1 − p) times the weighted
    sum of squares of the scores.

    Args:
        counts, totals: lines counted and lines of each period; None or a total of 0: the period is left out.
        scores: position of each period; None: 0, 1, 2 …
        level: confidence of ``significant``, a fraction.

    Raises:
        BadSeries: a count outside 0…total, lengths that differ, or scores all equal.
        TooFew: fewer than three periods.

    >>> round(cochran_armitage([994, 1023, 1199, 1332, 1367], [40299, 41527, 42811, 44064, 44701]).chi2, 2)
    47.9
    """
    normal_quantile(level)
    what = _("Périodes de la tendance")
    pairs = counted(counts, totals, what)
    places = list(range(len(pairs))) if scores is None else list(scores)
    same_length(pairs, places, what)
    rows = [(*pair, float(place)) for pair, place in zip(pairs, places, strict=True) if pair]
    at_least(len(rows), 3, what)
    chi2, slope = _test(rows)
    p_value = erfc(sqrt(chi2 / 2))
    return Trend(chi2, p_value, slope, p_value < 1 - level, level, "Cochran–Armitage")


def _test(rows: list[tuple[float, float, float]]) -> tuple[float, float]:
    total = sum(lines for _count, lines, _place in rows)
    mean = sum(count for count, _lines, _place in rows) / total
    middle = sum(lines * place for _count, lines, place in rows) / total
    score = sum((place - middle) * (count - lines * mean) for count, lines, place in rows)
    squares = sum(lines * (place - middle) ** 2 for _count, lines, place in rows)
    if squares <= 0:
        raise BadSeries(_("Scores de tendance tous égaux ; attendu : des périodes ordonnées."))
    variance = mean * (1 - mean) * squares
    return (score**2 / variance if variance > 0 else 0.0), score / squares
