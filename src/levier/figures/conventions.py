"""The conventions that a definition depends on: they travel with its figures."""

from __future__ import annotations

from collections.abc import Iterable

from levier.catalogue.definition import Indicator
from levier.figures.needs import all_measures
from levier.figures.source import Source
from levier.measures.language import Measure
from levier.once import once

# Derived columns that a convention makes, beyond those that conditions name.
MADE_BY = {"late_cancel": "delai_annulation_h"}


def conventions_of(indicator: Indicator, source: Source) -> dict[str, int | str]:
    """Return the conventions of the centre that the definition of an indicator speaks of."""
    names = conventions_in(indicator)
    return {name: source.centre.conventions[name] for name in source.centre.conventions if name in names}


@once
def conventions_in(indicator: Indicator) -> frozenset[str]:
    """Return the names of the conventions that a definition depends on."""
    measures = all_measures(indicator)
    ages = {measure.older_than for measure in measures if isinstance(measure.older_than, str)}
    doubts = {indicator.doubt.limit, indicator.doubt.floor} if indicator.doubt else set()
    return frozenset(name for name in {*counted_by(measures), *ages, *doubts} if name)


def counted_by(measures: Iterable[Measure]) -> frozenset[str]:
    """Return the names of the conventions by which rows are counted, so that a total is only true under them."""
    text = " ".join(map(str, measures))
    named = {word.strip("$(),") for word in text.split() if word.startswith(("$", "($"))}
    return frozenset(named | {name for column, name in MADE_BY.items() if column in text})
