"""Where a centre would lie among its peers if it did as they do: limits that widen when totals are small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, pi, sin, sqrt

from levier.i18n import _
from levier.stats.bootstrap import quantile
from levier.stats.checks import at_least, counted, normal_quantile, same_length, series
from levier.stats.errors import BadSeries
from levier.stats.laws import exact_law

LEVELS = (0.95, 0.998)
BINOMIAL, POISSON = "binomial", "poisson"
WINSORISED = 0.10
FEW_UNITS = 30
MINIMUM_UNITS = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a proportion (binomial) or of observed ÷ expected (poisson) for a unit of this ``total``."""

    total: float
    low: float
    high: float
    level: float
    method: str


@dataclass(frozen=True, slots=True)
class Spread:
    """How much units differ beyond chance: ``phi`` (1 = chance alone) and ``tau2``, variance of their true levels.

    ``tau2`` is on the transformed scale (asin√p, or √ratio). ``imprecise``: fewer than 30 units, say so.
    """

    phi: float
    tau2: float
    units: int
    imprecise: bool
    winsorised: float
    method: str


@dataclass(frozen=True, slots=True)
class Place:
    """A unit in the funnel: its value, its limits at each level, and the highest level it lies outside of.

    ``beyond`` is None inside all limits; ``side`` is ``above`` or ``below`` the target. None where unknown.
    """

    value: float
    limits: tuple[Limits, ...]
    beyond: float | None
    side: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """The target (overall value unless given), the spread of units, and their places in the order given."""

    target: float
    spread: Spread
    places: tuple[Place | None, ...]
    method: str
    level: tuple[float, ...]


def funnel(
    counts: Sequence[float | None],
    totals: Sequence[float | None],
    *,
    kind: str = BINOMIAL,
    target: float | None = None,
    levels: Sequence[float] = LEVELS,
    overdispersed: bool = True,
    winsorised: float = WINSORISED,
) -> Funnel:
    """Return where units lie around their target.

    Source: Spiegelhalter 2005, Stat Med 24:1185; over-dispersion: Spiegelhalter 2005, Qual Saf Health Care 14:347,
    and 2012, J R Stat Soc A 175:1. Exact limits when units differ by chance alone, additive random-effects limits
    otherwise. With exact limits a unit is beyond a level when the probability of its count, or of a more extreme
    one, is at most half of the rest (BMC Med Res Methodol 2012;12:98): a drawn line lies between two counts.

    Args:
        counts: lines counted of each unit (binomial), or events observed (poisson); None where unknown.
        totals: lines of each unit, or events expected.
        kind: ``binomial`` or ``poisson``.
        target: proportion, or ratio; None: sum of counts ÷ sum of totals.
        levels: confidence levels of the limits, fractions.
        overdispersed: False draws exact limits whatever the spread.
        winsorised: see :func:`overdispersion`. At 10 %, extreme units do not hide themselves by widening the
            limits; in exchange the spread is under-estimated: among 28 units that truly differ, about 11 % lie
            beyond the 95 % limits. 0 uses the whole spread.

    Raises:
        BadSeries: another kind, a target outside its range, a count outside 0…total.
        TooFew: fewer than 5 units.
        MissingExtra: scipy is not installed.

    >>> result = funnel([10, 12, 8, 11, 40], [100, 100, 100, 100, 100], target=0.10, overdispersed=False)
    >>> [place.beyond for place in result.places]
    [None, None, None, None, 0.998]
    """
    pairs = _pairs(counts, totals, kind)
    known = [pair for pair in pairs if pair]
    at_least(len(known), MINIMUM_UNITS, _("Centres comparés"))
    goal = sum(count for count, _n in known) / sum(total for _x, total in known) if target is None else target
    spread = overdispersion(counts, totals, goal, kind=kind, winsorised=winsorised)
    tau2 = spread.tau2 if overdispersed else 0.0
    places = tuple(_place(pair, goal, kind, levels, tau2) if pair else None for pair in pairs)
    return Funnel(goal, spread, places, _method(kind, tau2), tuple(levels))


def funnel_limits(
    total: float, target: float, level: float = 0.95, *, kind: str = BINOMIAL, tau2: float = 0.0
) -> Limits:
    """Return the limits for a unit of this total that does as the target says.

    Source: Spiegelhalter 2005, Stat Med 24:1185, appendix A.1. Without ``tau2``: the exact quantile r of the
    distribution, brought back by α = (P(R ≤ r) − p) ÷ P(R = r), divided by the total. With it: on the scale
    asin√ (or √), the target ± z√(1/(4·total) + τ²), brought back.

    Args:
        total: lines of the unit, or events expected, > 0.
        target: proportion strictly between 0 and 1, or ratio above 0.
        level: confidence, a fraction: half of the rest lies on each side.
        kind: ``binomial`` or ``poisson``.
        tau2: variance of true levels on the transformed scale (see :func:`overdispersion`).

    Raises:
        BadSeries: another kind, a total, target or level out of range.
        MissingExtra: scipy is not installed.

    >>> limits = funnel_limits(100, 0.10)
    >>> round(limits.low, 4), round(limits.high, 4)
    (0.0404, 0.1577)
    """
    z = normal_quantile(level)
    _check_target(total, target, kind)
    if tau2:
        low, high = _transformed(target, kind, z * sqrt(1 / (4 * total) + tau2))
    else:
        low, high = _exact(total, target, level, kind)
    return Limits(total, low, high, level, _method(kind, tau2))


def overdispersion(
    counts: Sequence[float | None],
    totals: Sequence[float | None],
    target: float,
    *,
    kind: str = BINOMIAL,
    winsorised: float = WINSORISED,
) -> Spread:
    """Return φ and τ² of units around a target.

    Source: Spiegelhalter 2005, Qual Saf Health Care 14:347. On y = asin√p with s = 1/(2√n) (√ratio for poisson),
    z = (y − y of the target) ÷ s; the share ``winsorised`` of z at each end is brought to its quantile; φ is the mean
    of z²; τ² = (Iφ − (I − 1)) ÷ (Σw − Σw²/Σw), w = 1/s², never under 0.

    Args:
        counts, totals, target, kind: as :func:`funnel`.
        winsorised: share at each end, 0 to under 0.5.

    Raises:
        BadSeries, TooFew: as :func:`funnel`.

    >>> spread = overdispersion([10, 10, 10, 10, 10], [100, 100, 100, 100, 100], 0.10)
    >>> spread.phi, spread.tau2
    (0.0, 0.0)
    """
    known = [pair for pair in _pairs(counts, totals, kind) if pair]
    at_least(len(known), MINIMUM_UNITS, _("Centres comparés"))
    _check_target(1, target, kind)
    if not 0 <= winsorised < 0.5:
        raise BadSeries(_("Part ramenée {share} : attendu de 0 à moins de 0,5.").format(share=winsorised))
    middle = _scale(target, kind)
    scores = _winsorise([(_scale(x / n, kind) - middle) * 2 * sqrt(n) for x, n in known], winsorised)
    phi = sum(score**2 for score in scores) / len(scores)
    weights = [4 * total for _x, total in known]
    room = sum(weights) - sum(weight**2 for weight in weights) / sum(weights)
    tau2 = max(0.0, (len(scores) * phi - (len(scores) - 1)) / room)
    return Spread(phi, tau2, len(scores), len(scores) < FEW_UNITS, winsorised, "Spiegelhalter 2005")


def _winsorise(scores: list[float], share: float) -> list[float]:
    ordered = sorted(scores)
    low, high = quantile(ordered, share), quantile(ordered, 1 - share)
    return [min(high, max(low, score)) for score in scores]


def _pairs(
    counts: Sequence[float | None], totals: Sequence[float | None], kind: str
) -> tuple[tuple[float, float] | None, ...]:
    what = _("Centres comparés")
    if kind == BINOMIAL:
        return counted(counts, totals, what)
    if kind != POISSON:
        raise BadSeries(_("Loi « {kind} » lue ; attendu : binomial ou poisson.").format(kind=kind))
    same_length(counts, totals, what)
    rows = list(zip(series(counts, what), series(totals, what), strict=True))
    if any(value is not None and value < 0 for row in rows for value in row):
        raise BadSeries(_("{what} : nombres positifs ou nuls attendus.").format(what=what))
    return tuple((count, total) if count is not None and total else None for count, total in rows)


def _check_target(total: float, target: float, kind: str) -> None:
    if kind not in (BINOMIAL, POISSON):
        raise BadSeries(_("Loi « {kind} » lue ; attendu : binomial ou poisson.").format(kind=kind))
    if not (total > 0 and target > 0 and (kind == POISSON or target < 1)):
        raise BadSeries(
            _("Entonnoir : effectif {total} et cible {target} lus ; attendu : un effectif et une cible positifs, "
              "une proportion cible sous 1.").format(total=total, target=target)
        )  # fmt: skip


def _place(pair: tuple[float, float], target: float, kind: str, levels: Sequence[float], tau2: float) -> Place:
    value = pair[0] / pair[1]
    limits = tuple(funnel_limits(pair[1], target, level, kind=kind, tau2=tau2) for level in levels)
    outside = [one.level for one in limits if _outside(pair, target, kind, one, tau2)]
    return Place(value, limits, max(outside, default=None), "above" if value > target else "below")


def _outside(pair: tuple[float, float], target: float, kind: str, limits: Limits, tau2: float) -> bool:
    """Tell whether a unit is beyond; by its exact probability, interpolated limits being a little too narrow."""
    if tau2:
        return not limits.low <= pair[0] / pair[1] <= limits.high
    return exact_law(pair[1], target, kind).tail(pair[0]) <= (1 - limits.level) / 2


def _scale(value: float, kind: str) -> float:
    return asin(sqrt(min(1.0, value))) if kind == BINOMIAL else sqrt(value)


def _transformed(target: float, kind: str, reach: float) -> tuple[float, float]:
    low, high = max(0.0, _scale(target, kind) - reach), _scale(target, kind) + reach
    if kind == BINOMIAL:
        return sin(low) ** 2, sin(min(high, pi / 2)) ** 2
    return low**2, high**2


def _exact(total: float, target: float, level: float, kind: str) -> tuple[float, float]:
    law = exact_law(total, target, kind)
    low, high = (law.interpolated(share) / total for share in ((1 - level) / 2, (1 + level) / 2))
    # With a total of one or two the interpolation falls short of the target itself.
    return max(0.0, min(low, target)), max(high, target)


def _method(kind: str, tau2: float) -> str:
    if tau2:
        return _("effets aléatoires additifs (Spiegelhalter 2005)")
    return _("binomiale exacte") if kind == BINOMIAL else _("Poisson exacte")
