"""The same checks for every statistic: finite numbers, counts within their totals, a level between 0 and 1."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from statistics import NormalDist

from levier.i18n import _
from levier.stats.errors import BadSeries, TooFew

Series = tuple[float | None, ...]


def normal_quantile(level: float) -> float:
    """Return z such that a standard normal lies within ±z with probability ``level``.

    >>> round(normal_quantile(0.95), 3)
    1.96
    """
    if not 0 < level < 1:
        raise BadSeries(_("Niveau de confiance {level} : attendu entre 0 et 1, par exemple 0,95.").format(level=level))
    return NormalDist().inv_cdf((1 + level) / 2)


def series(values: Sequence[float | None], what: str) -> Series:
    """Return the values as floats, unknown points kept as None.

    Raises:
        BadSeries: a value is infinite or not a number.
    """
    for rank, value in enumerate(values, 1):
        if value is not None and not isfinite(value):
            raise BadSeries(
                _("{what}, point {rank} : « {value} » lu ; attendu : un nombre, ou rien quand il est inconnu.").format(
                    what=what, rank=rank, value=value
                )
            )
    return tuple(None if value is None else float(value) for value in values)


def same_length(first: Sequence[object], second: Sequence[object], what: str) -> None:
    """Refuse two series of different lengths."""
    if len(first) != len(second):
        raise BadSeries(
            _("{what} : {n} valeurs d'un côté, {m} de l'autre ; attendu : autant des deux.").format(
                what=what, n=len(first), m=len(second)
            )
        )


def counted(
    counts: Sequence[float | None], totals: Sequence[float | None], what: str
) -> tuple[tuple[float, float] | None, ...]:
    """Return (count, total) for each point, None where one is unknown or the total is 0.

    Raises:
        BadSeries: lengths differ, a value is negative, or a count exceeds its total.
    """
    same_length(counts, totals, what)
    pairs = zip(series(counts, what), series(totals, what), strict=True)
    return tuple(_pair(count, total, rank, what) for rank, (count, total) in enumerate(pairs, 1))


def _pair(count: float | None, total: float | None, rank: int, what: str) -> tuple[float, float] | None:
    if count is None or total is None:
        return None
    if not 0 <= count <= total:
        raise BadSeries(
            _("{what}, point {rank} : {count} sur {total} lus ; attendu : entre 0 et le total.").format(
                what=what, rank=rank, count=f"{count:g}", total=f"{total:g}"
            )
        )
    return (count, total) if total > 0 else None


def at_least(found: int, needed: int, what: str) -> None:
    """Refuse fewer than ``needed`` points."""
    if found < needed:
        raise TooFew(what, found, needed)
