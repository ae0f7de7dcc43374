"""Figures known by the quarter or the year only: a comparison, never a conclusion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from levier.catalogue.definition import Indicator
from levier.figures.figure import Figure
from levier.figures.run import Request, Run
from levier.figures.source import Source
from levier.periods import periods_between
from levier.stats import Runs, anhoej, newcombe

RUN_QUARTERS = 8


@dataclass(frozen=True, slots=True)
class Comparison:
    """The last year (or quarter) and the same one before; limits of the difference at 95 % where lines are counted."""

    now: Figure
    before: Figure
    low: float | None
    high: float | None
    quarters: int
    runs: Runs | None

    @property
    def difference(self) -> float:
        """Return now minus before."""
        return float((self.now.value or 0) - (self.before.value or 0))


def compare(
    source: Source, indicators: Sequence[Indicator], span: tuple[int, int], as_of: int
) -> dict[str, Comparison]:
    """Return the comparison of the indicators that have the same period twice, a year apart, whole years first.

    Args:
        source: totals of the centre.
        indicators: those that months could not tell.
        span: first and last day of which something is known.
        as_of: last day known.
    """
    periods = [one for grain in ("quarter", "year") for one in periods_between(*span, grain) if one.last <= as_of]
    found: dict[str, list[Figure]] = {}
    for figure in Run(source, Request(indicators, periods, as_of)).figures():
        if figure.value is not None and figure.coverage == 1.0:
            found.setdefault(figure.indicator, []).append(figure)
    made = {name: _comparison(figures) for name, figures in found.items()}
    return {name: one for name, one in made.items() if one is not None}


def _comparison(figures: Sequence[Figure]) -> Comparison | None:
    quarters = [one for one in figures if one.period.grain == "quarter"]
    for grain in ("year", "quarter"):
        known = {one.period: one for one in figures if one.period.grain == grain}
        for period in sorted(known, reverse=True):
            before = known.get(period.year_before())
            if before is not None and before.basis == known[period].basis:
                return _compared(known[period], before, quarters)
    return None


def _compared(now: Figure, before: Figure, quarters: Sequence[Figure]) -> Comparison:
    low, high = _limits(now, before)
    values = [float(one.value) for one in quarters if one.value is not None]
    runs = anhoej(values) if len(values) >= RUN_QUARTERS else None
    return Comparison(now, before, low, high, len(values), runs)


def _limits(now: Figure, before: Figure) -> tuple[float | None, float | None]:
    if now.low is None or before.low is None or None in (now.numerator, now.denominator, before.denominator):
        return None, None
    counts = (now.numerator, now.denominator, before.numerator, before.denominator)
    found = newcombe(*(float(one or 0) for one in counts))
    return found.low, found.high
