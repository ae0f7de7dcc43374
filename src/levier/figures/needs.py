"""What a figure needs: the files without which a derived table says nothing."""

from __future__ import annotations

from levier.catalogue.definition import Basis, Indicator
from levier.measures.facts import FACTS
from levier.measures.language import (
    Combination,
    Formula,
    Measure,
    Ratio,
    Term,
    Total,
    Typed,
    measures_of,
    typed_of,
)
from levier.measures.terms import SumOfKnown
from levier.once import once

# Each need is a tuple of files of which one is enough.
Need = tuple[str, ...]

NEEDS: dict[str, tuple[Need, ...]] = {
    "calendar": (("opening_hours",),),
    "room_days": (("rooms",), ("sessions", "standard_week"), ("opening_hours",)),
    "sessions": (("sessions", "standard_week"),),
    "accounts": (("ledger", "balances"),),
}
# Facts whose rows state a year or another whole: a period without a row is a period without data.
WHOLES = {"service_accounts", "town_charges", "lump_sums"}


@once
def needs_of(basis: Basis) -> tuple[Need, ...]:
    """Return what a basis needs; nothing for a basis that is typed."""
    found = dict.fromkeys(need for measure in measures_of(basis.formula) for need in _needs(measure))
    held = "held_s" in str(basis.formula) and "available_s" not in str(basis.formula)
    kept = [need for need in found if not (held and need == ("opening_hours",))]
    return (*kept, *((table,) for table in basis.tables))


def _needs(measure: Measure) -> tuple[Need, ...]:
    return NEEDS.get(measure.fact, ((measure.fact,),))


@once
def is_typed(basis: Basis) -> bool:
    """Tell whether the basis is made of typed measures only."""
    return not measures_of(basis.formula) and bool(typed_of(basis.formula))


def typed_needed(term: Term | Formula) -> list[Term]:
    """Return the typed terms without which a formula gives nothing: optional ones left out, sums of jobs as a whole."""
    if isinstance(term, Ratio):
        return typed_needed(term.numerator) + typed_needed(term.denominator)
    if isinstance(term, Total):
        return typed_needed(term.term)
    if isinstance(term, Combination):
        return [found for _sign, part in term.parts for found in typed_needed(part)]
    if isinstance(term, Typed | SumOfKnown):
        return [term] if typed_of(term) else []
    return [found for part in term.inside() for found in typed_needed(part)] if isinstance(term, Term) else []


@once
def facts_of(basis: Basis) -> tuple[str, ...]:
    """Return the derived tables that a basis reads, in order."""
    return tuple(dict.fromkeys(measure.fact for measure in measures_of(basis.formula)))


@once
def all_measures(indicator: Indicator) -> tuple[Measure, ...]:
    """Return every measure that the figures of an indicator read."""
    terms: list[Term] = [term for term in (indicator.complete, indicator.amounts_of_acts) if term is not None]
    if indicator.doubt:
        terms.append(indicator.doubt.term)
    if indicator.least_fte:
        terms.append(indicator.least_fte[0])
    terms += [term for basis in indicator.bases for term, _said in basis.given]
    formulas = [measure for basis in indicator.bases for measure in measures_of(basis.formula)]
    return (*formulas, *(measure for term in terms for measure in measures_of(term)))


@once
def dimensions(indicator: Indicator) -> tuple[str, ...]:
    """Return the dimensions that all the measures of every basis have; none when it holds for the centre only."""
    if indicator.centre_only:
        return ()
    facts = [FACTS[measure.fact] for basis in indicator.bases for measure in measures_of(basis.formula)]
    names: tuple[str, ...] = (
        "service",
        "specialty",
        "site",
        "payer_type",
        "payer",
        "channel",
        "reminder",
        "first_visit",
    )
    names += ("delay_band", "weekday", "hour", "room", "rejection_family")
    if not facts:
        return ("service", "specialty", "site", "payer_type")
    return tuple(name for name in names if all(fact.has(name) for fact in facts))
