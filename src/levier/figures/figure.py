"""A figure: the value of an indicator for a centre, a period and a slice, and how it was made."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from levier.periods import Period, to_date

OK, PARTIAL = "ok", "partial"
NOT_APPLICABLE, NOT_AVAILABLE, NOT_COMPUTABLE = "not_applicable", "not_available", "not_computable"

Slice = tuple[tuple[str, Any], ...]
# Flags are stored as 0 and 1; a person reads them as the standard files write them.
FLAGS = {"first_visit": {0: "non", 1: "oui"}}
Number = Fraction | None


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of an indicator.

    Rates are fractions; ``numerator`` and ``denominator`` are in the unit of their measures (lines, euros, hours, FTE,
    files, members), exact; a total's denominator is ``None``. ``value`` is never rounded.
    """

    centre: str
    indicator: str
    period: Period
    slice: Slice
    numerator: Number
    denominator: Number
    value: Number
    unit: str
    status: str
    coverage: float | None
    version: int
    as_of: int
    low: float | None = None
    high: float | None = None
    bounds: tuple[float, float] | None = None
    basis: str | None = None
    notes: tuple[str, ...] = ()
    constant: dict[str, Any] | None = None
    previous: dict[str, Any] | None = None
    conventions: dict[str, int | str] = field(default_factory=dict)
    small_team: bool = False
    team: int | None = None
    units: tuple[str | None, str | None] = (None, None)

    def with_note(self, note: str) -> Figure:
        """Return the figure with one more note."""
        return replace(self, notes=(*self.notes, note))

    def as_json(self) -> dict[str, Any]:
        """Return the figure as ``levier measure --format json`` prints it."""
        shown = {
            "centre": self.centre,
            "indicator": self.indicator,
            "period": self.period.label,
            "from": to_date(self.period.first).isoformat(),
            "to": to_date(self.period.last).isoformat(),
            "slice": shown_slice(self.slice) or None,
            "numerator": _counted(self.numerator, self.units[0]),
            "denominator": _counted(self.denominator, self.units[1]),
            "value": number(self.value),
            "unit": self.unit,
            "status": self.status,
            "coverage": self.coverage,
            "low": self.low,
            "high": self.high,
            "interval": None if self.low is None else "wilson95",
            "version": self.version,
            "as_of": to_date(self.as_of).isoformat(),
            "bounds": None if self.bounds is None else {"low": self.bounds[0], "high": self.bounds[1]},
            "notes": list(self.notes),
            "basis": self.basis,
            "conventions": dict(self.conventions),
            "numerator_unit": self.units[0],
            "denominator_unit": self.units[1],
        }
        extra = {"constant_tariffs": self.constant, "n-1": self.previous}
        return shown | {name: value for name, value in extra.items() if value is not None}


def shown_slice(slice_: Slice) -> dict[str, Any]:
    """Return a slice with the values of the standard files.

    >>> shown_slice((("first_visit", 1), ("site", None)))
    {'first_visit': 'oui', 'site': None}
    """
    return {dim: FLAGS.get(dim, {}).get(value, value) for dim, value in slice_}


def _counted(value: Number, unit: str | None) -> int | float | None:
    """Return a numerator or a denominator: euros are rounded to their cents, everything else is exact."""
    if value is not None and unit == "euros":
        return float(round(value, 2))
    return number(value)


def number(value: Number) -> int | float | None:
    """Return an exact number as JSON writes it: whole when it is whole, never rounded otherwise.

    >>> number(Fraction(7, 2)), number(Fraction(4))
    (3.5, 4)
    """
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)
