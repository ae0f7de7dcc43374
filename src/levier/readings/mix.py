"""The part of a change that comes from a change of specialties: direct standardisation on the baseline's mix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from levier.catalogue.definition import Basis, Indicator
from levier.figures.needs import dimensions
from levier.figures.run import Request, Run
from levier.figures.source import Source
from levier.measures.language import Ratio, measures_of
from levier.periods import Period, to_date
from levier.readings.plan import Plan

BY = "specialty"
KNOWN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Mix:
    """The difference as it is, and with the specialties of the baseline; ``effect`` is what separates them."""

    raw: float
    constant: float

    @property
    def effect(self) -> float:
        """Return the part of the difference that comes from a change of specialties."""
        return self.raw - self.constant

    def as_json(self) -> dict[str, float]:
        """Return the two differences as JSON writes them."""
        return {"raw": self.raw, "same_specialties": self.constant, "mix_effect": self.effect}


def standardised(now: dict[Any, tuple[float, float]], before: dict[Any, tuple[float, float]]) -> Mix | None:
    """Return the difference at constant specialties.

    Source: direct standardisation (Breslow & Day 1987, §2.2). Rates of now are weighted by the denominators of before,
    over the specialties that both periods have. ``None`` under two such specialties, or when most lines have none.

    Args:
        now, before: numerator and denominator of each specialty; ``None`` is not a specialty.

    >>> mix = standardised({"a": (10, 100), "b": (90, 300)}, {"a": (30, 300), "b": (30, 100)})
    >>> round(mix.raw, 3), round(mix.effect, 3)
    (0.1, 0.1)
    """
    common = [one for one in before if one is not None and before[one][1] > 0 and now.get(one, (0, 0))[1] > 0]
    whole = sum(under for _over, under in before.values())
    weights = {one: before[one][1] for one in common}
    if len(common) < 2 or sum(weights.values()) < KNOWN_SHARE * whole:
        return None
    share = sum(weights.values())
    was = sum(before[one][0] for one in common) / share
    same = sum(weights[one] * now[one][0] / now[one][1] for one in common) / share
    is_ = sum(now[one][0] for one in common) / sum(now[one][1] for one in common)
    return Mix(is_ - was, same - was)


def mix_of(source: Source, indicator: Indicator, basis: Basis, plan: Plan, as_of: int) -> Mix | None:
    """Return the effect of a change of specialties on a ratio of lines; ``None`` where it has no meaning."""
    formula = basis.formula
    if not isinstance(formula, Ratio) or BY not in dimensions(indicator) or not measures_of(formula):
        return None
    spans = [_sample(*plan.recent), _sample(*plan.baseline)]
    run = Run(source, Request([indicator], spans, as_of, (BY,)))
    names = {one for measure in measures_of(formula) for one in run.evaluator.slices(measure)}
    now, before = (_parts(run, basis, rank, names) for rank in (0, 1))
    return standardised(now, before)


def _parts(run: Run, basis: Basis, rank: int, names: set[tuple[Any, ...]]) -> dict[Any, tuple[float, float]]:
    found = {one[0]: run.evaluator.formula(basis.formula, rank, ((BY, one[0]),)) for one in names}
    return {
        name: (float(one.numerator), float(one.denominator))
        for name, one in found.items()
        if one is not None and one.numerator is not None and one.denominator is not None
    }


def _sample(first: int, last: int) -> Period:
    return Period(first, last, "sample", f"{to_date(first).isoformat()}/{to_date(last).isoformat()}")
