"""How much a figure chosen because it was bad would improve by itself."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt
from statistics import NormalDist

from levier.i18n import _
from levier.stats.errors import BadSeries

NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Regression:
    """What is expected of the next measure without any action; ``shift`` = expected − observed, in its unit."""

    observed: float
    expected: float
    shift: float
    reliability: float
    method: str


def reliability(between: float, within: float, measures: int = 1) -> float:
    """Return the share of the variance of a mean of several measures that is lasting difference between centres.

    Source: Spearman–Brown; Barnett, van der Pols & Dobson 2005, Int J Epidemiol 34:215.

    Args:
        between: standard deviation of the centres' true levels.
        within: standard deviation of one measure of a centre around its level.
        measures: number of measures averaged.

    Raises:
        BadSeries: a negative deviation, both zero, or no measure.

    >>> reliability(3, 4), reliability(3, 4, 4)
    (0.36, 0.6923076923076923)
    """
    if not (between >= 0 and within >= 0 and between + within > 0 and measures >= 1):
        raise BadSeries(
            _(
                "Écarts-types {between} et {within}, {measures} mesure(s) : attendu des écarts positifs et une mesure."
            ).format(between=between, within=within, measures=measures)
        )
    return between**2 / (between**2 + within**2 / measures)


def regression_to_mean(observed: float, mean: float, share: float) -> Regression:
    """Return what is expected of the next measure of one centre whose measure is known.

    Source: Galton 1886; Linden 2013, BMC Med Res Methodol 13:119. The distance to the mean of the group, times the
    reliability of the measure.

    Args:
        observed: measure of the centre, in its unit.
        mean: mean of its group.
        share: reliability of the measure, 0 to 1 (see :func:`reliability`).

    Raises:
        BadSeries: the reliability is outside 0…1.

    >>> regression_to_mean(0.20, 0.12, 0.5).expected
    0.16
    """
    if not 0 <= share <= 1:
        raise BadSeries(_("Fiabilité {share} lue ; attendu : entre 0 et 1.").format(share=share))
    expected = mean + share * (observed - mean)
    return Regression(observed, expected, expected - observed, share, "régression vers la moyenne")


def regression_of_selected(
    cutoff: float, mean: float, between: float, within: float, measures: int = 1, side: str = "above"
) -> Regression:
    """Return what is expected of the next measure of centres chosen for being beyond a cut-off.

    Source: Barnett, van der Pols & Dobson 2005, Int J Epidemiol 34:215; Davis 1976. The mean moves back by
    (within² ÷ measures) ÷ total deviation × φ(z) ÷ (1 − Φ(z)), z being the distance of the cut-off to the mean in
    total deviations. ``observed`` is the mean of the chosen centres. Measures are taken as normal.

    Args:
        cutoff: limit of choice, in the unit of the measure.
        mean: mean of all centres.
        between, within, measures: as :func:`reliability`.
        side: ``above`` or ``below`` the cut-off.

    Raises:
        BadSeries: as :func:`reliability`, or another side.

    >>> chosen = regression_of_selected(0, 0, 3, 4)
    >>> round(chosen.observed, 3), round(chosen.expected, 3)
    (3.989, 1.436)
    """
    share = reliability(between, within, measures)
    if side not in ("above", "below"):
        raise BadSeries(_("Côté « {side} » lu ; attendu : above ou below.").format(side=side))
    sign = 1 if side == "above" else -1
    total = sqrt(between**2 + within**2 / measures)
    z = sign * (cutoff - mean) / total
    return regression_to_mean(mean + sign * total * _hazard(z), mean, share)


def _hazard(z: float) -> float:
    # erfc keeps its digits far in the tail, where 1 − Φ loses them; beyond 30 the hazard is z + 1/z.
    return NORMAL.pdf(z) / (erfc(z / sqrt(2)) / 2) if z < 30 else z + 1 / z
