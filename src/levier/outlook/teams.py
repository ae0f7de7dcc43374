"""Which services are made by so few people that only the director sees them; the rule is that of ``disclosure``."""

from __future__ import annotations

from collections.abc import Iterable

from levier.catalogue.indicators import indicator
from levier.disclosure import mark_small_teams
from levier.figures.figure import OK, Figure, Slice
from levier.holding import Holding
from levier.periods import Period


def small_slices(
    holding: Holding, slices: Iterable[Slice], periods: Iterable[Period], name: str = "activity_revenue"
) -> set[Slice]:
    """Return the slices whose team is small, or cannot be counted, in one of these periods.

    Args:
        holding: the centre.
        slices: as in figures, e.g. ``(("service", "dentaire"),)``; ``()`` is the indicator as a whole.
        periods: a slice is small when it is in one of them.
        name: the indicator.
    """
    about, span = indicator(name), list(periods)
    asked = [
        Figure(holding.centre.name, name, period, slice_, None, None, None, about.unit, OK, None, about.version, 0)
        for slice_ in slices
        for period in span
    ]
    return {one.slice for one in mark_small_teams(holding, asked) if one.small_team}
