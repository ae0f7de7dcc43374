"""Scales: round ticks, signs of the axis by unit, months along the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from levier.charts.drawing import Spec
from levier.charts.words import wide
from levier.i18n import _
from levier.periods import to_date

AIR, FEWEST, LEAST_SPREAD = 0.08, 3, 1e-9
FINER = 2.6  # from one of STEPS to the one before
STEPS = (1.0, 2.0, 5.0, 10.0)
DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Axis:
    """A vertical or horizontal scale of values: its ends, its round ticks, how they are written, and their unit."""

    low: float
    high: float
    ticks: tuple[float, ...]
    form: str
    divisor: float
    unit: str

    def place(self, value: float, length: float) -> float:
        """Return the pixel of a value on a length, from its low end."""
        return (min(max(value, self.low), self.high) - self.low) / (self.high - self.low) * length

    @property
    def label(self) -> str:
        """Return the Vega expression that writes a tick."""
        value = "datum.value" if self.divisor == 1 else f"datum.value / {self.divisor:g}"
        return f"format({value}, '{self.form}')"

    @property
    def widest(self) -> float:
        """Return the estimated width of the longest tick, in pixels."""
        digits = 0 if "." not in self.form else int(self.form.split(".")[1][0])
        factor = 100 if "%" in self.form else 1 / self.divisor
        said = [f"{one * factor:,.{digits}f}" + (" %" if "%" in self.form else "") for one in self.ticks]
        return max((wide(one) for one in said), default=0.0)

    def scale(self) -> Spec:
        """Return the scale alone, for the layers that follow the first one."""
        return {"type": "quantitative", "scale": {"domain": [self.low, self.high], "nice": False, "zero": False}}


def axis_of(values: Sequence[float], unit: str, *, ticks: int = 5, zero: bool = False) -> Axis:
    """Return a scale that holds values with some air.

    Zero is its end when asked, or when values come close to it; rates never go beyond 0 and 1 for nothing.

    >>> axis = axis_of([0.082, 0.154], "%")
    >>> axis.ticks, axis.form
    ((0.08, 0.1, 0.12, 0.14), '.0%')
    >>> axis_of([0, 42_000], "€", zero=True).unit
    'k€'
    """
    low, high = _ends(values, zero=zero, share=unit == "%")
    step = _step((high - low) / ticks)
    marks = _round(low, high, step)
    if len(marks) < FEWEST:
        step = _step(step / FINER)
        marks = _round(low, high, step)
    divisor, said = _thousands(max(abs(low), abs(high)), unit)
    form = f".{_digits(step * 100)}%" if unit == "%" else f",.{_digits(step / divisor)}f"
    return Axis(low, high, marks, form, divisor, said)


def _ends(values: Sequence[float], *, zero: bool, share: bool) -> tuple[float, float]:
    least, most = min(values, default=0.0), max(values, default=1.0)
    if zero:
        least, most = min(0.0, least), max(0.0, most)
    spread = most - least
    # Equal but for rounding, or too small to be read: some room around, so that the value stands in the middle.
    if spread <= max(abs(least), abs(most)) * 1e-9 or spread < LEAST_SPREAD:
        spread = abs(most) * 0.2 if abs(most) > LEAST_SPREAD else 1.0
    low, high = least - AIR * spread, most + AIR * spread
    if least >= 0 and (zero or least < 0.35 * spread):
        low = 0.0
    if zero and least < 0 and most <= 0:
        high = 0.0
    return low, (min(high, 1.0 + AIR / 8) if share and most <= 1 else high)


def _round(low: float, high: float, step: float) -> tuple[float, ...]:
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return tuple(round(step * rank, 12) for rank in range(first, last + 1))


def _step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return power * next(one for one in STEPS if one * power >= rough * 0.999)


def _digits(step: float) -> int:
    return next((digits for digits in range(6) if abs(step * 10**digits - round(step * 10**digits)) < 1e-6), 6)


def _thousands(most: float, unit: str) -> tuple[float, str]:
    if unit == "€" and most >= 10_000:
        return (1_000_000.0, "M€") if most >= 10_000_000 else (1_000.0, "k€")
    return 1.0, "" if unit in ("%", "ratio") else _(unit)


def days_axis(days: Sequence[int], across: float, first: float, last: float, grain: str = "") -> Spec:
    """Return the scale of the days with the names of some periods, the year under the first of each year.

    Args:
        days: first day of each period drawn, in order.
        across: pixels.
        first, last: ends, in days.
        grain: ``quarter`` or ``year`` when periods are; days and months show by themselves.
    """
    chosen = _chosen(days, max(1, int(across // 52)))
    years = [day for rank, day in enumerate(chosen) if rank == 0 or _year(chosen[rank - 1]) != _year(day)]
    name = {"year": "%Y", "quarter": _("T%q")}.get(grain, _name(days))
    moment = f"datum.value * {DAY_MS}"
    year = f"indexof({years}, datum.value) >= 0 ? utcFormat({moment}, '%Y') : ''"
    said = f"utcFormat({moment}, '%Y')" if name == "%Y" else f"[utcFormat({moment}, '{name}'), {year}]"
    axis = {"values": chosen, "grid": False, "labelExpr": said, "labelLineHeight": 14, "labelOverlap": True}
    return days_scale(first, last) | {"axis": axis | {"title": None, "labelFlush": False}}


def days_scale(first: float, last: float) -> Spec:
    """Return the scale of the days alone."""
    return {"type": "quantitative", "scale": {"domain": [first, last], "nice": False, "zero": False}}


def _year(day: int) -> int:
    return to_date(day).year


def _name(days: Sequence[int]) -> str:
    starts = [to_date(day) for day in days]
    return "%b" if all(one.day == 1 for one in starts) else "%e %b"


def _chosen(days: Sequence[int], most: int) -> list[int]:
    """Return at most so many days: months of the same rank in each year, else one in so many."""
    if all(to_date(day).day == 1 for day in days):
        for every in (1, 2, 3, 6, 12):
            kept = [day for day in days if (to_date(day).month - 1) % every == 0]
            if kept and len(kept) <= most:
                return kept
    every = max(1, ceil(len(days) / most))
    return list(days[::every])
