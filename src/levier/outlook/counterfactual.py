"""What would have been without the action: the trend before and the season, or only the same months a year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite, sqrt
from statistics import fmean

from levier.i18n import _
from levier.readings.difference import student
from levier.readings.points import LEVEL, PROPORTION, Point, Series, mean_of
from levier.stats import BadSeries, MissingExtra, TooFew, interrupted_series

LEAST_BEFORE, LEAST_AFTER = 12, 6
SERIES, SIMPLE = "interrupted", "same_months"
# Standard deviation of a yearly drift without any action, relative: hypothesis of the tool (ADR 25).
YEARLY_DRIFT = 0.10
ANNOUNCED = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A change in the indicator's unit (a fraction for a rate): raw, expected without the action, net.

    ``error`` is one standard error of the net effect, ``freedom`` its degrees of freedom; ``before`` and ``after``
    the two means, ``volume`` the denominator of a month after.
    """

    before: float
    after: float
    expected: float
    error: float
    freedom: float
    method: str
    kind: str
    volume: float
    months: int

    def moved(self, shift: float) -> Estimate:
        """Return the same with a shift expected without the action (regression to the mean)."""
        return replace(self, expected=self.expected + shift)

    @property
    def raw(self) -> float:
        """Return after minus before."""
        return self.after - self.before

    @property
    def drift(self) -> float:
        """Return what was expected to change by itself."""
        return self.expected - self.before

    @property
    def net(self) -> float:
        """Return what is left: the effect."""
        return self.after - self.expected

    def limits(self, level: float = ANNOUNCED) -> tuple[float, float]:
        """Return the interval of the net effect."""
        reach = student(level, self.freedom) * self.error
        return (self.net - reach, self.net + reach) if isfinite(reach) else (float("-inf"), float("inf"))


def sides(series: Series, since: int) -> tuple[list[Point], list[Point]]:
    """Return the known months over before a day, and those begun after it; its own month is in neither."""
    known = [one for one in series.points if one.value is not None]
    return [one for one in known if one.period.last < since], [one for one in known if one.period.first >= since]


def estimate(series: Series, since: int, *, least_before: int = LEAST_BEFORE) -> Estimate:
    """Return the effect: interrupted series where the extra is installed and the series lends itself to it.

    Source: Lopez Bernal 2017 (see :func:`levier.stats.interrupted_series`); Linden 2013 for the twelve months before.

    Raises:
        TooFew: fewer than 12 months before or 6 after.
    """
    before, after = sides(series, since)
    if len(before) < least_before:
        raise TooFew(_("Mois connus avant l'action"), len(before), least_before)
    if len(after) < LEAST_AFTER:
        raise TooFew(_("Mois connus après l'action"), len(after), LEAST_AFTER)
    if series.kind == LEVEL or least_before < LEAST_BEFORE:
        return simple(series.kind, before, after)
    try:
        return interrupted(series, before, after)
    except (MissingExtra, BadSeries, TooFew, ValueError):
        # statsmodels gives up with a ValueError on a series without any variation.
        return simple(series.kind, before, after)


def interrupted(series: Series, before: Sequence[Point], after: Sequence[Point]) -> Estimate:
    """Return what the trend and the season of the months before say of the months after."""
    known = {one.period.first: one for one in (*before, *after)}
    points = [known.get(one.period.first) for one in series.points if one.period.first >= before[0].period.first]
    start = next(rank for rank, one in enumerate(points) if one is not None and one is after[0])
    found = interrupted_series(
        [None if one is None else one.numerator for one in points],
        start,
        totals=[None if one is None else one.denominator for one in points],
        family="binomial" if series.kind == PROPORTION else "poisson",
    )
    under = sum(one.denominator or 0.0 for one in after)
    mean, freedom = (mean_of(tuple(after), series.kind) or 0.0), len(known) - 7.0
    net = found.excess.value / under
    error = (found.excess.high - found.excess.low) / 2 / under / student(found.level, freedom)
    first = mean_of(tuple(before[-12:]), series.kind) or 0.0
    return Estimate(first, mean, mean - net, error, freedom, found.method, SERIES, under / len(after), len(after))


def simple(kind: str, before: Sequence[Point], after: Sequence[Point]) -> Estimate:
    """Return after against the same months a year before, with room for a drift that nobody can see in one year."""
    there = {one.period.label[-2:]: one for one in before[-12:]}
    paired = [one for one in after if one.period.label[-2:] in there]
    chosen = paired if len(paired) >= LEAST_AFTER else list(after)
    same = [there[one.period.label[-2:]] for one in paired] if chosen is paired else list(before[-12:])
    base, mean = mean_of(tuple(before[-12:]), kind) or 0.0, mean_of(tuple(chosen), kind) or 0.0
    expected = mean_of(tuple(same), kind) or 0.0
    gaps = [(one.value or 0.0) - (other.value or 0.0) for one, other in zip(chosen, same, strict=False)]
    room = YEARLY_DRIFT * expected * (1 - expected if kind == PROPORTION else 1)
    error = sqrt(_variance_of_mean(gaps) + room**2)
    volume = fmean(one.denominator or 0.0 for one in chosen)
    said = _("mêmes mois de l'année d'avant, dérive possible de {share} % par an (hypothèse de l'outil)").format(
        share=round(100 * YEARLY_DRIFT)
    )
    return Estimate(base, mean, expected, error, max(3.0, len(gaps) - 1.0), said, SIMPLE, volume, len(chosen))


def _variance_of_mean(values: Sequence[float]) -> float:
    mean = fmean(values)
    return sum((one - mean) ** 2 for one in values) / (len(values) - 1) / len(values) if len(values) > 1 else 0.0
