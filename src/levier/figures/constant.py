"""Amounts at constant tariffs: quantities of now at the mean amounts, by code, of the same period a year before.

Codes are followed service by service, as the bridge of revenue follows them: what tariffs explain of a centre is the
sum of what they explain of its services, on every page. An amount per hour is divided by its own hours in both series:
only tariffs differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from levier.catalogue.definition import Indicator
from levier.figures.evaluate import values_of
from levier.figures.figure import Figure
from levier.figures.run import Run
from levier.figures.sums import PeriodIndex, sum_cube
from levier.measures.facts import FACTS
from levier.measures.language import Measure
from levier.periods import Period

CENTS = 100
# Cents and quantities (billionths) by service and code, by code alone where purged lines left no more.
Codes = dict[tuple[Any, ...], tuple[int, int]]
Where = tuple[Period, tuple[Any, ...]]


def with_constant_tariffs(run: Run, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures, those that are amounts of acts with their second series (contract §3, last definition)."""
    asked = {one.name: one for one in run.request.indicators if one.amounts_of_acts is not None}
    series = {name: _codes(run, one) for name, one in asked.items() if set(run.request.dims) <= set(FACTS["acts"].dims)}
    return [
        replace(one, constant=_second(one, series[one.indicator]))
        if one.indicator in series and one.basis == "fichiers"
        else one
        for one in figures
    ]


def quantity_of(amount: Measure) -> Measure:
    """Return the quantities of the acts that an amount sums."""
    return Measure("acts", "sum", amount.where, "quantity", "decimal")


def _codes(run: Run, indicator: Indicator) -> dict[Where, Codes]:
    """Return cents and quantities by code, for each asked period and the one a year before, and each slice."""
    amount, dims = indicator.amounts_of_acts, run.request.dims
    if amount is None:
        return {}
    whole = _by(run, amount, (*dims, "code"))
    if "service" in dims:
        return whole
    cut = _by(run, amount, (*dims, "service", "code"))
    return cut if _total(cut) == _total(whole) else whole


def _by(run: Run, amount: Measure, dims: tuple[str, ...]) -> dict[Where, Codes]:
    cube = run.source.cube(FACTS["acts"], dims, [amount, quantity_of(amount)])
    periods = sorted({*run.request.periods, *(one.year_before() for one in run.request.periods)})
    sums = sum_cube(cube, PeriodIndex(periods), dims, run.request.as_of)
    found: dict[Where, Codes] = defaultdict(dict)
    width = len(run.request.dims)
    for (rank, key), (cents, quantities) in sums.totals.items():
        found[periods[rank], key[:width]][key[width:]] = (cents, quantities)
    return found


def _total(found: dict[Where, Codes]) -> tuple[int, int]:
    pairs = [pair for codes in found.values() for pair in codes.values()]
    return sum(cents for cents, _quantity in pairs), sum(quantity for _cents, quantity in pairs)


def _second(figure: Figure, codes: dict[Where, Codes]) -> dict[str, Any] | None:
    slice_ = values_of(figure.slice)
    now, before = codes.get((figure.period, slice_), {}), codes.get((figure.period.year_before(), slice_), {})
    if not now or not before:
        return None
    common = [code for code in now if code in before and before[code][1]]
    value = sum((Fraction(now[code][1] * before[code][0], before[code][1]) for code in common), Fraction())
    billed = sum(now[code][0] for code in common)
    under = CENTS * (figure.denominator or 1)
    return {
        "reference": figure.period.year_before().label,
        "value": float(value / under),
        "tariff_effect": float((billed - value) / under),
        "new_codes": float(sum(cents for code, (cents, _quantity) in now.items() if code not in common) / under),
        "deleted_codes": float(sum(cents for code, (cents, _quantity) in before.items() if code not in common) / under),
    }
