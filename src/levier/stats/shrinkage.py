"""A small centre's figure, drawn towards its group as much as its size leaves it to chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from statistics import fmean
from typing import Any

from levier.i18n import _
from levier.stats.checks import at_least, counted, normal_quantile, series
from levier.stats.errors import BadSeries
from levier.stats.extra import load
from levier.stats.interval import Interval

MINIMUM_UNITS = 4
LARGEST_PRIOR = log(1e6)


@dataclass(frozen=True, slots=True)
class JamesStein:
    """Shrunk values: the group mean plus ``factor`` (0 to 1) times the distance of each value to it."""

    values: tuple[float, ...]
    mean: float
    factor: float
    method: str
    level: None = None


@dataclass(frozen=True, slots=True)
class BetaBinomial:
    """The group's Beta(``alpha``, ``beta``) and the shrunk proportion of each unit with its interval."""

    mean: float
    alpha: float
    beta: float
    units: tuple[Interval | None, ...]
    level: float
    method: str


def james_stein(values: Sequence[float], variance: float) -> JamesStein:
    """Return values of the same precision, shrunk towards their mean.

    Source: Efron & Morris 1975, J Am Stat Assoc 70:311; 1977, Sci Am 236:119. Factor: 1 − (k − 3) × variance ÷ sum
    of squared distances to the mean, never under 0 (positive part), k being the number of values.

    Args:
        values: one per unit, at least four.
        variance: sampling variance of each, the same for all, in squared units, ≥ 0.

    Raises:
        BadSeries: a value that is not finite, a negative variance.
        TooFew: fewer than 4 values.

    >>> shrunk = james_stein([1, 2, 3, 4, 5], 1)
    >>> shrunk.factor, shrunk.values
    (0.8, (1.4, 2.2, 3.0, 3.8, 4.6))
    """
    known = [value for value in series(values, _("Valeurs à rapprocher")) if value is not None]
    at_least(len(known), MINIMUM_UNITS, _("Valeurs à rapprocher"))
    if not variance >= 0:
        raise BadSeries(_("Variance {variance} lue ; attendu : positive ou nulle.").format(variance=variance))
    mean = fmean(known)
    squares = sum((value - mean) ** 2 for value in known)
    factor = max(0.0, 1 - (len(known) - 3) * variance / squares) if squares else 0.0
    return JamesStein(tuple(mean + factor * (value - mean) for value in known), mean, factor, "James–Stein")


def beta_binomial(counts: Sequence[float | None], totals: Sequence[float | None], level: float = 0.95) -> BetaBinomial:
    """Return the proportion of each unit shrunk towards its group, units being of any size.

    Source: Griffin & Krutchkoff 1971; Casella 1985, Am Stat 39:83 (empirical Bayes). The group's proportions
    follow a Beta fitted by maximum likelihood on the beta-binomial counts; a unit of x among n then has
    (α + x) ÷ (α + β + n), with the quantiles of its Beta. The interval takes the group's Beta as known: it is a
    little too narrow with few units.

    Args:
        counts, totals: lines counted and lines of each unit; None where unknown.
        level: confidence of the intervals, a fraction.

    Raises:
        BadSeries: a count outside 0…total, or all proportions 0 or all 1.
        TooFew: fewer than 4 units.
        MissingExtra: scipy is not installed.

    >>> group = beta_binomial([2, 30, 10, 22, 5], [20, 100, 80, 90, 60])
    >>> 0.1 < group.units[0].value < group.mean
    True
    """
    normal_quantile(level)
    what = _("Centres du groupe")
    pairs = counted(counts, totals, what)
    known = [pair for pair in pairs if pair]
    at_least(len(known), MINIMUM_UNITS, what)
    if sum(x for x, _n in known) in (0, sum(n for _x, n in known)):
        raise BadSeries(_("{what} : proportions toutes à 0 ou toutes à 1 ; rien ne les sépare.").format(what=what))
    alpha, beta = _fitted(known)
    units = tuple(_posterior(pair, alpha, beta, level) if pair else None for pair in pairs)
    return BetaBinomial(alpha / (alpha + beta), alpha, beta, units, level, "bêta-binomiale (Bayes empirique)")


def _purpose() -> str:
    return _("Le rapprochement des centres vers leur groupe")


def _fitted(known: list[tuple[float, float]]) -> tuple[float, float]:
    """Return α and β of greatest likelihood, searched on the logarithms of odds and of α + β."""
    numpy, special = load("numpy", _purpose()), load("scipy.special", _purpose())
    optimize = load("scipy.optimize", _purpose())
    x, n = (numpy.array([pair[side] for pair in known]) for side in (0, 1))

    def lost(point: Any) -> tuple[float, Any]:
        alpha, beta = _shape(*point)
        likelihood = (special.betaln(alpha + x, beta + n - x) - special.betaln(alpha, beta)).sum()
        common = special.psi(alpha + beta) - special.psi(alpha + beta + n)
        by_alpha = alpha * (special.psi(alpha + x) - special.psi(alpha) + common).sum()
        by_beta = beta * (special.psi(beta + n - x) - special.psi(beta) + common).sum()
        mean = alpha / (alpha + beta)
        # α moves with the odds as α(1 − mean), β as −β·mean; both with the logarithm of their sum.
        return -float(likelihood), -numpy.array([(1 - mean) * by_alpha - mean * by_beta, by_alpha + by_beta])

    mean = x.sum() / n.sum()
    # The first start wins ties: totals of 1 say nothing of the spread, and units are then drawn together.
    starts = [(log(mean / (1 - mean)), log(size)) for size in (1e6, 1e3, 10.0)]
    bounds = [(-15, 15), (-3, LARGEST_PRIOR)]
    found = [optimize.minimize(lost, start, jac=True, method="L-BFGS-B", bounds=bounds) for start in starts]
    return _shape(*min(found, key=lambda one: one.fun).x)


def _shape(odds: float, size: float) -> tuple[float, float]:
    mean = 1 / (1 + exp(-odds))
    return mean * exp(size), (1 - mean) * exp(size)


def _posterior(pair: tuple[float, float], alpha: float, beta: float, level: float) -> Interval:
    special = load("scipy.special", _purpose())
    a, b = alpha + pair[0], beta + pair[1] - pair[0]
    low, high = (float(special.betaincinv(a, b, share)) for share in ((1 - level) / 2, (1 + level) / 2))
    return Interval(a / (a + b), low, high, level, "bêta-binomiale")
