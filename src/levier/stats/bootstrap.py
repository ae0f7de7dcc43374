"""The interval of a ratio of sums (€ per hour, share of purchases), which no binomial formula gives."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, sqrt
from random import Random

from levier.i18n import _
from levier.stats.checks import at_least, normal_quantile, same_length, series
from levier.stats.errors import BadSeries
from levier.stats.interval import Interval

MINIMUM_WEEKS = 8


def ratio_bootstrap(
    numerators: Sequence[float | None],
    denominators: Sequence[float | None],
    level: float = 0.95,
    *,
    block: int = 1,
    draws: int = 2000,
    seed: int = 1,
) -> Interval:
    """Return the interval of sum(numerators) ÷ sum(denominators), weeks being what is drawn again.

    Source: Künsch 1989, Ann Stat 17:1217; Politis & Romano 1992 (circular blocks). Weeks are drawn with
    replacement, ``block`` consecutive weeks at a time, until there are as many as observed; the ratio is
    computed on each drawn sample; the limits are its percentiles, spread around the ratio by √(n/(n − 1)) and by
    Student's quantile over the normal one, because drawn samples vary too little when weeks are few (Hesterberg
    2015, Am Stat 69:371). The same seed always gives the same limits.

    Args:
        numerators: one sum per week (euros …); None where the week is unknown.
        denominators: one sum per week (hours …), ≥ 0.
        level: confidence, a fraction.
        block: consecutive weeks drawn together; above 1 when neighbouring weeks resemble each other.
        draws: number of drawn samples.
        seed: of the generator.

    Raises:
        BadSeries: lengths differ, a value is not finite, a denominator is negative, all are zero, or ``block`` is
            not between 1 and the number of weeks.
        TooFew: fewer than 8 known weeks.

    >>> limits = ratio_bootstrap([100, 120, 90, 110, 95, 105, 115, 85], [2, 2, 2, 2, 2, 2, 2, 2])
    >>> limits.value, limits.low < 51.25 < limits.high
    (51.25, True)
    """
    z = normal_quantile(level)
    weeks = _weeks(numerators, denominators)
    if not 1 <= block <= len(weeks):
        raise BadSeries(
            _("Bloc de {block} semaines : attendu entre 1 et {weeks}.").format(block=block, weeks=len(weeks))
        )
    ratio = _ratio(sum(weeks))
    spread = _expansion(len(weeks) - 1, z)
    drawn = sorted(_drawn(weeks, block, draws, Random(seed)))
    low, high = (ratio + spread * (quantile(drawn, share) - ratio) for share in ((1 - level) / 2, (1 + level) / 2))
    method = _("bootstrap par semaine (blocs de {block}, {draws} tirages, graine {seed})").format(
        block=block, draws=draws, seed=seed
    )
    return Interval(ratio, min(low, ratio), max(high, ratio), level, method)


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile of sorted values, interpolated (Hyndman & Fan 1996, type 7, that of R and numpy).

    >>> quantile([0, 10, 20], 0.25)
    5.0
    """
    position = share * (len(ordered) - 1)
    below = min(floor(position), len(ordered) - 2) if len(ordered) > 1 else 0
    if len(ordered) == 1:
        return float(ordered[0])
    return ordered[below] + (position - below) * (ordered[below + 1] - ordered[below])


def _weeks(numerators: Sequence[float | None], denominators: Sequence[float | None]) -> list[complex]:
    what = _("Semaines du rapport de sommes")
    same_length(numerators, denominators, what)
    pairs = zip(series(numerators, what), series(denominators, what), strict=True)
    # One complex number holds both sums, so that one addition moves both together.
    weeks = [complex(above, under) for above, under in pairs if above is not None and under is not None]
    if any(week.imag < 0 for week in weeks) or (weeks and not any(week.imag for week in weeks)):
        raise BadSeries(_("{what} : dénominateurs positifs attendus, non tous nuls.").format(what=what))
    at_least(len(weeks), MINIMUM_WEEKS, what)
    return weeks


def _drawn(weeks: list[complex], block: int, draws: int, random: Random) -> list[float]:
    blocks = [sum((weeks + weeks)[first : first + block]) for first in range(len(weeks))]
    whole, rest = divmod(len(weeks), block)
    tails = [sum((weeks + weeks)[first : first + rest]) for first in range(len(weeks))]
    totals = (sum(random.choices(blocks, k=whole)) + (random.choice(tails) if rest else 0) for _draw in range(draws))
    return [_ratio(total) for total in totals if total.imag]


def _ratio(total: complex) -> float:
    return total.real / total.imag


def _expansion(freedom: int, z: float) -> float:
    """Return how much wider limits must be with few weeks (Student's quantile: Abramowitz & Stegun 26.7.5)."""
    first, second = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    student = z + first / freedom + second / freedom**2 + third / freedom**3
    return student / z * sqrt((freedom + 1) / freedom)
