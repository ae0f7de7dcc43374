"""How much doubt is added when each month resembles the one before: covariances of an interrupted series."""

from __future__ import annotations

from math import floor, sqrt
from typing import Any

from levier.i18n import _
from levier.stats.extra import load

LARGEST, STEPS = 0.9, 19
CAUTION = 0.5  # of the standard error of a correlation, added to it: it is itself uncertain


def usual(fit: Any) -> Any:
    """Return the covariance of independent residuals, their dispersion never under 1."""
    return fit.normalized_cov_params * max(1.0, float(fit.scale))


def newey_west(fit: Any) -> tuple[Any, int]:
    """Return Newey and West's covariance, with ⌊4(n/100)^(2/9)⌋ lags, and the number of lags."""
    lags = floor(4 * (len(fit.resid_pearson) / 100) ** (2 / 9))
    robust = fit.model.fit(scale="X2", cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True})
    return robust.cov_params(), lags


def autoregressive(fit: Any, columns: Any, weights: Any) -> tuple[Any, float]:
    """Return the covariance when residuals follow an AR(1), and the correlation of neighbours.

    Fitted residuals look less alike than true ones, the more so as columns are many and points few (Andrews 1993 on
    the bias of autoregressions): the correlation kept is the one that would show what is seen, plus half its
    standard error. Negative correlations count for 0.

    Args:
        fit: result of the regression.
        columns: its columns; weights: their working weights, one per point.
    """
    numpy = load("numpy", _("Une série interrompue"))
    size = len(fit.resid_pearson)
    scaled = columns * numpy.sqrt(weights)[:, None]
    basis, _triangle = numpy.linalg.qr(scaled)
    left = numpy.eye(size) - basis @ basis.T
    residuals = fit.resid_pearson
    squares = float((residuals**2).sum())
    seen = float((residuals[1:] * residuals[:-1]).sum()) / squares
    memory = _unbiased(numpy, left, seen)
    law = _correlations(numpy, size, min(LARGEST, memory + CAUTION / sqrt(size)))
    scale = max(1.0, squares / float(numpy.trace(left @ law)))
    bread = fit.normalized_cov_params
    return scale * bread @ (scaled.T @ law @ scaled) @ bread, memory


def wider(usual_: Any, other: Any) -> Any:
    """Return the other covariance, its deviations stretched where they are smaller than the usual ones."""
    numpy = load("numpy", _("Une série interrompue"))
    stretch = numpy.maximum(1.0, numpy.sqrt(numpy.diag(usual_) / numpy.diag(other)))
    return other * numpy.outer(stretch, stretch)


def _unbiased(numpy: Any, left: Any, seen: float) -> float:
    """Return the correlation whose fitted residuals are expected to show the one seen (0 to 0.9)."""
    tries = numpy.linspace(0, LARGEST, STEPS)
    shown = []
    for memory in tries:
        after = left @ _correlations(numpy, len(left), memory) @ left
        shown.append(float(numpy.trace(after, offset=1) / numpy.trace(after)))
    return float(numpy.interp(seen, shown, tries))


def _correlations(numpy: Any, size: int, memory: float) -> Any:
    rows = numpy.arange(size)
    return float(memory) ** numpy.abs(rows[:, None] - rows[None, :])
