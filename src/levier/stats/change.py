"""Whether a ratio of sums changed between two sets of weeks, with the probability that alerts need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from levier.i18n import _
from levier.stats.checks import at_least, normal_quantile, same_length, series
from levier.stats.errors import BadSeries
from levier.stats.extra import load
from levier.stats.interval import Interval

MINIMUM_BEFORE, MINIMUM_AFTER = 6, 3
LARGEST, CAUTION = 0.9, 0.5
Weeks = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Change:
    """The ratio before and after, their ``difference`` (after − before) with its interval, and its p-value.

    ``phi``: variance of a week's sum for one unit of its denominator (for a proportion, φ·p(1 − p)), memory included.
    """

    before: float
    after: float
    difference: Interval
    p_value: float
    phi: float
    weeks: tuple[int, int]
    level: float
    method: str


def ratio_change(
    numerators: Sequence[float | None],
    denominators: Sequence[float | None],
    split: int,
    level: float = 0.95,
    *,
    counted: bool = False,
    independent: bool = False,
) -> Change:
    """Return the change of sum(numerators) ÷ sum(denominators) from week ``split`` on.

    Source: ratio estimator and its delta method, Cochran 1977, *Sampling Techniques*, §6; quasi-likelihood,
    McCullagh & Nelder 1989, §9. Around the ratio of its side, the square of each week's residual, over its
    denominator, is summed and divided by (weeks − 2): φ. The variance of a ratio is φ ÷ its sum of denominators; the
    difference is read on Student's law with weeks − 2 degrees of freedom. Weeks that resemble the one before are
    worth fewer: φ is multiplied by (1 + r) ÷ (1 − r), r being the correlation of neighbouring residuals, freed of
    its bias (+ 2 ÷ weeks) and taken with half its standard error of caution, between 0 and 0.9. A season or a
    trend asks for an interrupted series.

    Args:
        numerators, denominators: one sum per week (or month); None where unknown; denominators ≥ 0, a week at 0 is
            left out.
        split: first week of the new side (0 = the first week).
        level: confidence of the interval, a fraction.
        counted: numerators count lines of the denominators: φ is then never under p(1 − p).
        independent: take weeks as independent, r = 0.

    Raises:
        BadSeries: lengths differ, a value is not finite, a denominator is negative, or (counted) a count is
            outside 0…total.
        TooFew: fewer than 6 weeks before or 3 after.
        MissingExtra: scipy is not installed.

    >>> change = ratio_change([15, 16, 14, 15, 16, 14, 10, 9, 11], [100] * 9, 6, counted=True)
    >>> round(change.before, 3), round(change.after, 3), round(change.difference.value, 3)
    (0.15, 0.1, -0.05)
    """
    normal_quantile(level)
    before, after = _sides(numerators, denominators, split, counted)
    ratios = [sum(above for above, _d in side) / sum(under for _n, under in side) for side in (before, after)]
    phi = _phi(before, after, ratios, counted, independent)
    error = sqrt(sum(phi / sum(under for _n, under in side) for side in (before, after)))
    freedom = len(before) + len(after) - 2
    student = load("scipy.special", _("La comparaison de deux périodes"))
    reach = float(student.stdtrit(freedom, (1 + level) / 2)) * error
    value = ratios[1] - ratios[0]
    p_value = 2 * float(student.stdtr(freedom, -abs(value) / error)) if error else float(value == 0)
    method = _("rapport de sommes par semaine, loi de Student ({n} degrés de liberté)").format(n=freedom)
    difference = Interval(value, value - reach, value + reach, level, method)
    return Change(ratios[0], ratios[1], difference, p_value, phi, (len(before), len(after)), level, method)


def _sides(
    numerators: Sequence[float | None], denominators: Sequence[float | None], split: int, counted: bool
) -> tuple[Weeks, Weeks]:
    what = _("Semaines comparées")
    same_length(numerators, denominators, what)
    pairs = list(zip(series(numerators, what), series(denominators, what), strict=True))
    sides = [[(above, under) for above, under in part if above is not None and under]
             for part in (pairs[: max(0, split)], pairs[max(0, split) :])]  # fmt: skip
    before, after = sides
    if any(under < 0 or (counted and not 0 <= above <= under) for above, under in before + after):
        raise BadSeries(
            _("{what} : dénominateurs positifs et effectifs entre 0 et le total attendus.").format(what=what)
        )
    at_least(len(before), MINIMUM_BEFORE, _("Semaines avant le changement"))
    at_least(len(after), MINIMUM_AFTER, _("Semaines après le changement"))
    return before, after


def _phi(before: Weeks, after: Weeks, ratios: list[float], counted: bool, independent: bool) -> float:
    sides = zip((before, after), ratios, strict=True)
    residuals = [(above - ratio * under) / sqrt(under) for side, ratio in sides for above, under in side]
    squares = sum(one**2 for one in residuals)
    phi = squares / (len(residuals) - 2)
    if counted:
        lines = sum(under for _above, under in before + after)
        share = sum(above for above, _under in before + after) / lines
        phi = max(phi, share * (1 - share))
    return phi if independent or not squares else phi * _inflation(residuals, squares)


def _inflation(residuals: list[float], squares: float) -> float:
    size = len(residuals)
    seen = sum(before * after for before, after in pairwise(residuals)) / squares
    unbiased = seen + 2 / size
    memory = min(LARGEST, unbiased + CAUTION / sqrt(size)) if unbiased > 0 else 0.0
    return (1 + memory) / (1 - memory)
