"""How far the last months are from the baseline, with an interval that knows how much weeks and months really vary."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf, sqrt
from statistics import NormalDist, fmean, stdev

from levier.i18n import _
from levier.readings.plan import Plan
from levier.readings.points import LEVEL, PROPORTION, Point, Series, mean_of
from levier.stats import dispersion, newcombe, ratio_bootstrap
from levier.stats.bootstrap import MINIMUM_WEEKS

NORMAL = NormalDist()
DRAWS, BLOCK = 400, 2
LARGEST_MEMORY, FARTHEST = 20.0, 13
Z95 = NORMAL.inv_cdf(0.975)
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Difference:
    """Last months minus baseline, in the indicator's unit.

    ``down`` and ``up`` are the standard distances (one standard error) under and over it, ``freedom`` the degrees of
    freedom of these. ``against`` says with what: the whole ``year`` of the baseline, or the ``same`` months in it.
    """

    recent: float
    baseline: float
    value: float
    down: float
    up: float
    freedom: float
    method: str
    against: str = "year"

    def limits(self, level: float) -> tuple[float, float]:
        """Return the interval at a confidence level (a fraction)."""
        width = student(level, self.freedom)
        return self.value - _times(width, self.down), self.value + _times(width, self.up)

    @property
    def p_value(self) -> float:
        """Return the two-sided probability of a distance at least as large when nothing changed."""
        facing = self.down if self.value > 0 else self.up
        if not self.value:
            return 1.0
        return 2 * NORMAL.cdf(-normal_of(abs(self.value) / facing, self.freedom)) if facing else 0.0

    def moved(self, shift: float) -> Difference:
        """Return the same once a known part of the difference is taken off."""
        return replace(self, value=self.value - shift)


def _times(width: float, error: float) -> float:
    return width * error if error else 0.0


def normal_of(t: float, freedom: float) -> float:
    """Return the normal deviate as rare as a Student one.

    Source: Abramowitz & Stegun 1964, 26.7.8 (Wallace 1959): t(1 − 1/4ν) ÷ √(1 + t²/2ν).

    >>> round(normal_of(2.228, 10), 2)
    1.94
    """
    if freedom == inf:
        return t
    return t * (1 - 1 / (4 * freedom)) / sqrt(1 + t * t / (2 * freedom))


def student(level: float, freedom: float) -> float:
    """Return t such that a Student variable lies within ±t with this probability; infinite where the formula ends.

    The inverse of :func:`normal_of`.

    >>> round(student(0.95, 16), 2), round(student(0.95, inf), 2)
    (2.13, 1.96)
    """
    z = NORMAL.inv_cdf((1 + level) / 2)
    if freedom == inf:
        return z
    under = (1 - 1 / (4 * freedom)) ** 2 - z * z / (2 * freedom)
    return z / sqrt(under) if under > 0 else inf


def difference(series: Series, plan: Plan) -> Difference:
    """Return the difference between the last months and the baseline of a series."""
    recent, baseline = series.between(*plan.recent), series.between(*plan.baseline)
    if series.kind == PROPORTION:
        return _of_proportions(series, plan, recent, baseline)
    by_month = _of_levels(recent, baseline, series.kind)
    if series.kind == LEVEL:
        return by_month
    paired = _of_pairs(series, plan)
    if paired is not None:
        return paired
    by_week = _of_ratios(series, plan, by_month)
    return by_week if by_week and by_week.down + by_week.up > by_month.down + by_month.up else by_month


def _sums(points: tuple[Point, ...]) -> tuple[float, float]:
    return sum(point.numerator or 0 for point in points), sum(point.denominator or 0 for point in points)


def _of_proportions(series: Series, plan: Plan, recent: tuple[Point, ...], baseline: tuple[Point, ...]) -> Difference:
    """Newcombe, both groups as dispersed as weeks are around their own period, or months if they vary more."""
    by_week = [series.between(*span, weeks=True) for span in (plan.recent, plan.baseline)]
    alike = memory([_scores(group) for group in by_week])
    phi = max(pooled_dispersion(by_week) * alike, pooled_dispersion([recent, baseline]))
    (count, total), (other, other_total) = _sums(recent), _sums(baseline)
    limits = newcombe(count, total, other, other_total, 0.95, phi)
    freedom = sum(max(0, len(one) - 1) for one in (recent, baseline)) if phi > 1 else inf
    if phi > 1 and all(len(one) > MINIMUM_WEEKS for one in by_week):
        freedom = sum(len(one) - 1 for one in by_week)
    return Difference(
        count / total, other / other_total, _clean(limits.value, count / total),
        (limits.value - limits.low) / Z95, (limits.high - limits.value) / Z95, freedom, limits.method,
    )  # fmt: skip


def _scores(points: tuple[Point, ...]) -> list[float]:
    """Return how far each point is from the proportion of all, in binomial standard errors."""
    above, under = _sums(points)
    mean = above / under if under else 0.0
    if not 0 < mean < 1:
        return []
    return [((one.numerator or 0.0) - mean * (one.denominator or 0.0)) / sqrt(one.denominator or 1.0) for one in points]


def memory(groups: list[list[float]], caution: float = 0.5) -> float:
    """Return by how much the variance of a mean grows because neighbouring points resemble each other, at least 1.

    Source: Geyer 1992, Stat Sci 7:473, initial positive sequence: 1 + 2 × the sum of correlations at growing
    distances, taken two by two while their sum stays positive. Correlations are within groups and freed of their
    bias (+ 2 ÷ n); the first is taken with ``caution`` standard errors more. The straight trend of each group is
    taken off first: a steady drift is a change, not a memory.

    >>> memory([])
    1.0
    """
    centred = [detrended(group) for group in groups if len(group) > 1]
    number = sum(len(group) for group in centred)
    if number < MINIMUM_WEEKS or not any(one for group in centred for one in group):
        return 1.0
    known = [correlation(centred, apart, 2 / number if caution else 0.0) for apart in range(1, FARTHEST + 1)]
    whole = 1 + 2 * max(0.0, known[0] + caution / sqrt(number))
    for first in range(1, FARTHEST - 1, 2):
        two = known[first] + known[first + 1]
        if two <= 0 or known[0] <= 0:
            break
        whole += 2 * two
    return min(LARGEST_MEMORY, whole)


def detrended(group: list[float]) -> list[float]:
    """Return what is left of points once their straight line is taken off.

    >>> detrended([1.0, 2.0, 3.0])
    [0.0, 0.0, 0.0]
    """
    middle, mean = (len(group) - 1) / 2, fmean(group)
    squares = sum((rank - middle) ** 2 for rank in range(len(group)))
    slope = sum((rank - middle) * one for rank, one in enumerate(group)) / squares
    return [one - mean - slope * (rank - middle) for rank, one in enumerate(group)]


def correlation(centred: list[list[float]], apart: int, bias: float = 0.0) -> float:
    """Return the correlation of points so many places apart, within groups already centred.

    >>> correlation([[1.0, -1.0, 1.0, -1.0]], 1)
    -0.75
    """
    squares = sum(one * one for group in centred for one in group)
    found = sum(one * after for group in centred for one, after in zip(group, group[apart:], strict=False))
    return found / squares + bias


def pooled_dispersion(groups: list[tuple[Point, ...]]) -> float:
    """Return the over-dispersion within groups of points, each around its own proportion."""
    found = [
        (len(group) - 1, dispersion([point.numerator for point in group], [point.denominator for point in group]))
        for group in groups
        if len(group) > 1
    ]
    freedom = sum(weight for weight, _phi in found)
    return sum(weight * phi for weight, phi in found) / freedom if freedom else 1.0


def _of_levels(recent: tuple[Point, ...], baseline: tuple[Point, ...], kind: str) -> Difference:
    """Student on months: the spread of months around the mean of their own period."""
    now, before = mean_of(recent, kind) or 0.0, mean_of(baseline, kind) or 0.0
    groups = [[point.value or 0.0 for point in group] for group in (recent, baseline)]
    freedom = sum(len(group) - 1 for group in groups)
    squares = sum((value - fmean(group)) ** 2 for group in groups for value in group) * memory(groups, caution=0)
    error = sqrt(squares / freedom * sum(1 / len(group) for group in groups)) if freedom else 0.0
    error = 0.0 if error < TINY * max(abs(now), abs(before)) else error
    return Difference(now, before, _clean(now - before, before), error, error, freedom, _("Student sur les mois"))


def _of_ratios(series: Series, plan: Plan, by_month: Difference) -> Difference | None:
    """Bootstrap by week of each ratio of sums, their distances to the limits combined as in Newcombe's method."""
    weeks = [series.between(*span, weeks=True) for span in (plan.recent, plan.baseline)]
    if any(len(group) < MINIMUM_WEEKS for group in weeks):
        return None
    now, before = (
        ratio_bootstrap([one.numerator for one in group], [one.denominator for one in group], block=BLOCK, draws=DRAWS)
        for group in weeks
    )
    down = sqrt((now.value - now.low) ** 2 + (before.high - before.value) ** 2) / Z95
    up = sqrt((now.high - now.value) ** 2 + (before.value - before.low) ** 2) / Z95
    freedom = len(weeks[0]) - 1
    return Difference(by_month.recent, by_month.baseline, by_month.value, down, up, freedom, now.method)


def _of_pairs(series: Series, plan: Plan) -> Difference | None:
    """Bootstrap by week of the difference with the same weeks of the baseline: the season is in neither.

    Each ratio of sums is taken apart into weeks (its linear part), the two weeks of a pair being drawn together. The
    pairs of months must not vary more: the larger error is kept.
    """
    baseline_weeks = series.between(*plan.baseline, weeks=True)
    weeks = pairs_of(series.between(*plan.recent, weeks=True), baseline_weeks)
    months = pairs_of(series.between(*plan.recent), series.between(*plan.baseline))
    if len(weeks) < MINIMUM_WEEKS or len(months) < len(series.between(*plan.recent)):
        return None
    parts = _linear(weeks)
    limits = ratio_bootstrap(parts, [1.0] * len(parts), draws=DRAWS)
    before = pairs_of(series.between(plan.baseline[1] + 1, plan.recent[0] - 1, weeks=True), baseline_weeks)
    alike = sqrt(memory([_linear(before), parts], caution=0))
    by_month = _error_of_mean(_linear(months))
    down, up = (max(by_month, alike * side / Z95) for side in (limits.value - limits.low, limits.high - limits.value))
    now, was = (_ratio(tuple(one[side] for one in months)) for side in (0, 1))
    freedom = len(weeks) - 1
    return Difference(now, was, _clean(now - was, was), down, up, freedom, limits.method, SAME)


SAME = "same"
Pair = tuple[Point, Point]


def pairs_of(recent: tuple[Point, ...], baseline: tuple[Point, ...]) -> list[Pair]:
    """Return each last week (or month) with the one of the same number in the baseline."""
    there = {one.period.label[5:]: one for one in baseline}
    return [(one, there[one.period.label[5:]]) for one in recent if one.period.label[5:] in there]


def _ratio(points: tuple[Point, ...]) -> float:
    above, under = _sums(points)
    return above / under if under else 0.0


def _linear(pairs: list[Pair]) -> list[float]:
    """Return the part of each pair in the difference of the two ratios; their mean is the difference."""
    if not pairs:
        return []
    sides = [tuple(one[side] for one in pairs) for side in (0, 1)]
    ratios = [_ratio(side) for side in sides]
    weights = [len(side) / total if (total := _sums(side)[1]) else 0.0 for side in sides]
    parts = [
        [weight * ((one.numerator or 0.0) - ratio * (one.denominator or 0.0)) for one in side]
        for side, ratio, weight in zip(sides, ratios, weights, strict=True)
    ]
    return [ratios[0] - ratios[1] + now - before for now, before in zip(*parts, strict=True)]


def _error_of_mean(parts: list[float]) -> float:
    return stdev(parts) / sqrt(len(parts)) if len(parts) > 1 else 0.0


def _clean(difference_: float, scale: float) -> float:
    """Return 0 for what is only the rounding of a computer."""
    return 0.0 if abs(difference_) <= TINY * abs(scale) else difference_
