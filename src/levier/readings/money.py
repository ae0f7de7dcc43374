"""Euros beside a reading: what the change is worth in a year, and what tariffs alone added."""

from __future__ import annotations

from levier.readings.judge import Judgement
from levier.readings.plan import Plan
from levier.readings.points import TOTAL, Series

MONTHS = 12
SMALLEST = 0.5


def euros_per_year(series: Series, plan: Plan, found: Judgement) -> float | None:
    """Return the change in euros a year at today's volume; ``None`` when the indicator is not made of euros.

    The difference (euros per opening day, per hour, per invoice, per euro billed …) times the denominators of the
    last months, over twelve months.
    """
    if series.units[0] != "euros":
        return None
    recent = series.between(*plan.recent)
    if any(one.denominator is not None for one in recent):
        under = sum(one.denominator or 0.0 for one in recent)
        return found.difference.value * under * MONTHS / len(recent)
    return found.difference.value * MONTHS


def tariff_effect(series: Series, plan: Plan) -> float:
    """Return what tariffs added over the last months, in euros a year; 0 when the indicator is no amount of acts."""
    if series.units[0] != "euros" or (series.kind != TOTAL and series.units[1] == "euros"):
        return 0.0
    recent = series.between(*plan.recent)
    added = sum((one.billed or 0.0) - (one.numerator or 0.0) for one in recent)
    year = added * MONTHS / len(recent) if recent else 0.0
    return year if abs(year) >= SMALLEST else 0.0
