"""Levier: from a health centre's files to figures, and from figures to decisions.

>>> import levier
>>> holding = levier.hold_texts({"horaires": "jour;de;a\\nlundi;09:00;17:00\\n"})
>>> asked = levier.Asked(first="2025-01", last="2025-01", names=("weekly_opening_hours",))
>>> [figure.value for figure in levier.measure(holding, asked)]
[Fraction(8, 1)]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from levier.explain import explain
    from levier.figures.figure import Figure
    from levier.holding import Holding, hold_texts
    from levier.measuring import Asked, measure
    from levier.national.opening import open_together
    from levier.opening import open_centres
    from levier.periods import Period, parse_period
    from levier.problems import LevierError, Problem
    from levier.store import Store

__version__ = "0.1.0"

__all__ = [
    "Asked",
    "Figure",
    "Holding",
    "LevierError",
    "Period",
    "Problem",
    "Store",
    "explain",
    "hold_texts",
    "measure",
    "open_centres",
    "open_together",
    "parse_period",
]

_HOMES = {
    "Asked": "measuring",
    "Figure": "figures.figure",
    "Holding": "holding",
    "LevierError": "problems",
    "Period": "periods",
    "Problem": "problems",
    "Store": "store",
    "explain": "explain",
    "hold_texts": "holding",
    "measure": "measuring",
    "open_centres": "opening",
    "open_together": "national.opening",
    "parse_period": "periods",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: ``levier --help`` must not pay for an engine."""
    if name not in _HOMES:
        raise AttributeError(f"module 'levier' has no attribute {name!r}")
    return getattr(import_module(f"levier.{_HOMES[name]}"), name)
