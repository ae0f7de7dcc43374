"""How the value of an indicator varies, from its formula: what it counts decides how it is read."""

from __future__ import annotations

from levier.catalogue.definition import Basis, Indicator
from levier.figures.needs import is_typed
from levier.measures.facts import FACTS
from levier.measures.language import Measure, Median, Total, measures_of
from levier.readings.points import LEVEL, PROPORTION, RATIO, TOTAL

# Facts whose rows state a month or a year: their days are no days, and weeks of them say nothing.
WHOLE = {"staffing", "lab_sampling", "accounts", "service_accounts", "town_charges", "lump_sums", "purchases"}
STATES = {"calendar"}


def kind_of(indicator: Indicator, basis: Basis) -> str:
    """Return ``proportion``, ``ratio``, ``total`` or ``level``."""
    measures = measures_of(basis.formula)
    if indicator.interval:
        return PROPORTION
    if isinstance(basis.formula, Median) or any(one.fact in STATES for one in measures):
        return LEVEL
    if isinstance(basis.formula, Total):
        return LEVEL if any(map(_is_state, measures)) or is_typed_state(indicator) else TOTAL
    return LEVEL if measures and all(map(_is_state, measures)) else RATIO


def _is_state(measure: Measure) -> bool:
    return bool(measure.state) or measure.kind == "distinct" or measure.fact == "lump_sums"


def is_typed_state(indicator: Indicator) -> bool:
    """Tell whether the total of an indicator is not spread over days, whatever its basis."""
    return any(_is_state(one) for basis in indicator.bases for one in measures_of(basis.formula))


def has_weeks(basis: Basis) -> bool:
    """Tell whether the lines of a basis have days of their own."""
    measures = measures_of(basis.formula)
    whole = any(one.fact in WHOLE or FACTS[one.fact].monthly or one.kind == "distinct" for one in measures)
    return bool(measures) and not whole and not is_typed(basis) and not isinstance(basis.formula, Median)
