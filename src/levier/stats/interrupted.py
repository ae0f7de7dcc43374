"""What changed when an action started: a series cut in two, its trend and its season kept."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt
from typing import Any

from levier.i18n import _
from levier.stats.checks import at_least, counted, normal_quantile, same_length, series
from levier.stats.design import Design, build
from levier.stats.errors import BadSeries
from levier.stats.extra import load
from levier.stats.interval import Interval
from levier.stats.memory import autoregressive, newey_west, usual, wider

BEFORE, AFTER = 12, 6
POISSON, BINOMIAL = "poisson", "binomial"
USUAL, AR1, NEWEY_WEST = "usual", "ar1", "newey_west"
ERRORS = (USUAL, AR1, NEWEY_WEST)
FLAT = 1e-12


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The effect of an interruption, as ratios (rates for poisson, odds for binomial).

    ``step``: level just after ÷ level expected there. ``slope``: change of the trend, per point (None
    when not asked). ``trend``: ratio from one point to the next before. ``excess``: events after the start more (or
    fewer) than expected. ``expected`` holds what each point would have been without the action (None where
    unknown), ``fitted`` what the model says. ``dispersion``: variance of the residuals ÷ that of the family.
    ``autocorrelation``: of neighbouring residuals, freed of the bias of short series, 0 when negative.
    """

    step: Interval
    slope: Interval | None
    trend: Interval
    excess: Interval
    expected: tuple[float | None, ...]
    fitted: tuple[float | None, ...]
    before: int
    after: int
    dispersion: float
    autocorrelation: float
    level: float
    method: str


def interrupted_series(
    counts: Sequence[float | None],
    start: int,
    *,
    totals: Sequence[float | None] | None = None,
    family: str = POISSON,
    slope: bool = False,
    period: int | None = 12,
    harmonics: int = 2,
    errors: str = AR1,
    level: float = 0.95,
    small_sample: bool = True,
) -> Interrupted:
    """Return what changed in a series of counts from point ``start`` on.

    Source: Lopez Bernal, Cummins & Gasparrini 2017, Int J Epidemiol 46:348, with its correction (slope on time
    counted from the interruption); Newey & West 1987. Segmented regression: logarithm of the rate (logit of the
    proportion) = level + trend + step after the start (+ change of slope) + ``harmonics`` sine and cosine pairs of
    the season. Variance proportional to that of the family, the factor (dispersion) taken from Pearson's residuals
    and never under 1: a series smoother than chance is no proof.
    Months that resemble the one before are worth fewer: errors follow an AR(1) whose correlation is freed of the
    bias of short series, or Newey–West; they are never narrower than the usual ones. In simulation (docs/adr/0020)
    Newey–West alone announces an effect that does not exist up to three times too often on 36 points.

    Args:
        counts: events of each week or month, in order; None where unknown (a hole is left out).
        start: first point with the action (0 = the first point of the series).
        totals: exposure of each point (poisson: population, hours; None: 1) or lines (binomial).
        family: ``poisson`` or ``binomial``.
        slope: also let the trend change.
        period: points in a year (12 months, 52 weeks); None: no season.
        harmonics: sine and cosine pairs.
        errors: ``ar1``, ``newey_west`` or ``usual`` (residuals without memory, as in the published examples).
        level: confidence, a fraction.
        small_sample: Student's quantile with the residual degrees of freedom instead of the normal one.

    Raises:
        TooFew: fewer than 12 known points before or 6 after.
        BadSeries: another family or kind of errors, counts out of range, no event before or after, or columns that
            cannot be told apart (a season longer than the series).
        MissingExtra: statsmodels is not installed.

    >>> fall = interrupted_series([100, 104, 96] * 6 + [80, 84, 76] * 4, 18, period=None)
    >>> round(fall.step.value, 1), fall.before, fall.after
    (0.8, 18, 12)
    """
    z = normal_quantile(level)
    if errors not in ERRORS:
        raise BadSeries(_("Erreurs « {errors} » lues ; attendu : usual, ar1 ou newey_west.").format(errors=errors))
    rows, exposure = _rows(counts, totals, family)
    design = build(rows, exposure, start, slope, period, harmonics, len(counts))
    _check(design, family)
    fit = _fit(design, family, errors)
    if small_sample:
        z = float(load("scipy.special", _purpose()).stdtrit(fit.freedom, (1 + level) / 2))
    return _result(design, family, fit, z, level, errors)


def _purpose() -> str:
    return _("L'effet d'une action (série interrompue)")


def _rows(
    counts: Sequence[float | None], totals: Sequence[float | None] | None, family: str
) -> tuple[list[tuple[int, float]], list[float]]:
    what = _("Série interrompue")
    if family not in (POISSON, BINOMIAL):
        raise BadSeries(_("Loi « {kind} » lue ; attendu : binomial ou poisson.").format(kind=family))
    if family == BINOMIAL:
        pairs = list(counted(counts, [] if totals is None else totals, what))
    else:
        exposures = [1.0] * len(counts) if totals is None else list(totals)
        same_length(counts, exposures, what)
        both = zip(series(counts, what), series(exposures, what), strict=True)
        pairs = [(count, total) if count is not None and total else None for count, total in both]
        if any(pair and min(pair) < 0 for pair in pairs):
            raise BadSeries(_("{what} : nombres positifs ou nuls attendus.").format(what=what))
    known = [(row, *pair) for row, pair in enumerate(pairs) if pair]
    return [(row, count) for row, count, _total in known], [total for _row, _count, total in known]


def _check(design: Design, family: str) -> None:
    at_least(design.before, BEFORE, _("Points avant l'action"))
    at_least(design.after, AFTER, _("Points après l'action"))
    for label, side in ((_("avant"), design.post == 0), (_("après"), design.post == 1)):
        events = design.counts[side].sum()
        if events == 0 or (family == BINOMIAL and events == design.totals[side].sum()):
            raise BadSeries(
                _(
                    "Série interrompue : tous les points {label} l'action sont à 0 (ou à 100 %) ; "
                    "un rapport n'a pas de sens. → Comparez les deux périodes directement."
                ).format(label=label)
            )
    if design.rank < design.matrix.shape[1]:
        raise BadSeries(
            _("Série interrompue trop courte pour séparer tendance, saison et action. → Retirez la saison.")
        )


@dataclass(frozen=True, slots=True)
class _Fit:
    params: Any
    scale: float
    freedom: int
    errors: Any
    memory: float
    lags: int


def _fit(design: Design, family: str, errors: str) -> _Fit:
    numpy = load("numpy", _purpose())
    model = _model(numpy, design, family)
    with warnings.catch_warnings():
        # A flat series is fitted without residual: statsmodels warns of it, the floor on the dispersion answers.
        warnings.simplefilter("ignore")
        fit = model.fit(scale="X2")
        covariance, memory, lags = usual(fit), 0.0, 0
        if fit.scale > FLAT:
            weights = design.totals * fit.mu * (1 - fit.mu) if family == BINOMIAL else fit.mu
            correlated, memory = autoregressive(fit, design.matrix, weights)
            if errors == NEWEY_WEST:
                correlated, lags = newey_west(fit)
            covariance = covariance if errors == USUAL else wider(covariance, correlated)
    return _Fit(fit.params, float(fit.scale), int(fit.df_resid), covariance, memory, lags)


def _model(numpy: Any, design: Design, family: str) -> Any:
    module = load("statsmodels.genmod.generalized_linear_model", _purpose())
    families = load("statsmodels.genmod.families", _purpose())
    if family == BINOMIAL:
        ends = numpy.column_stack([design.counts, design.totals - design.counts])
        return module.GLM(ends, design.matrix, family=families.Binomial())
    return module.GLM(design.counts, design.matrix, family=families.Poisson(), offset=numpy.log(design.totals))


def _result(design: Design, family: str, fit: _Fit, z: float, level: float, errors: str) -> Interrupted:
    method = _method(design, family, errors, fit.lags)

    def ratio(column: int) -> Interval:
        value, reach = float(fit.params[column]), z * sqrt(float(fit.errors[column, column]))
        return Interval(exp(value), exp(value - reach), exp(value + reach), level, method)

    fitted, expected, gradient = _counterfactual(design, family, fit.params)
    more = float((fitted - expected)[design.post == 1].sum())
    reach = z * sqrt(max(0.0, float(gradient @ fit.errors @ gradient)))
    return Interrupted(
        step=ratio(2), slope=ratio(3) if design.slope else None, trend=ratio(1),
        excess=Interval(more, more - reach, more + reach, level, method),
        expected=_spread(design, expected), fitted=_spread(design, fitted),
        before=design.before, after=design.after, dispersion=fit.scale, autocorrelation=fit.memory,
        level=level, method=method,
    )  # fmt: skip


def _counterfactual(design: Design, family: str, params: Any) -> tuple[Any, Any, Any]:
    """Return fitted and expected counts, and the gradient of their difference after the start (delta method)."""
    numpy = load("numpy", _purpose())
    without = design.matrix.copy()
    without[:, 2 : 4 if design.slope else 3] = 0
    sides = []
    for matrix in (design.matrix, without):
        line = matrix @ params
        share = 1 / (1 + numpy.exp(-line)) if family == BINOMIAL else numpy.exp(line)
        weight = share * (1 - share) if family == BINOMIAL else share
        sides.append((design.totals * share, (matrix * (design.totals * weight * design.post)[:, None]).sum(axis=0)))
    (fitted, one), (expected, other) = sides
    return fitted, expected, one - other


def _spread(design: Design, values: Any) -> tuple[float | None, ...]:
    by_row = dict(zip(design.rows, values.tolist(), strict=True))
    return tuple(by_row.get(row) for row in range(design.length))


def _method(design: Design, family: str, errors: str, lags: int) -> str:
    name = "quasi-Poisson" if family == POISSON else "quasi-binomiale"
    season = _(", saison de {n} harmoniques").format(n=design.harmonics) if design.harmonics else ""
    said = {
        USUAL: "",
        AR1: _(", erreurs autocorrélées d'ordre 1"),
        NEWEY_WEST: _(", erreurs Newey–West ({n} retards)").format(n=lags),
    }
    return _("série interrompue {name}{season}{errors}").format(name=name, season=season, errors=said[errors])
