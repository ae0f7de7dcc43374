"""Last week in five numbers, against the same week of the year before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from levier.disclosure import shared
from levier.figures.figure import Figure
from levier.i18n import _
from levier.measuring import Asked, measure
from levier.periods import Period, period_of, to_date
from levier.store_source import StoreHolding

NAMES = ("no_show_rate", "call_answer_rate", "activity_revenue", "payer_rejection_rate", "outcome_known_rate")
WEEKS = 60
LEAST = 0.95
REJECTED = (
    "SELECT decided_on, COUNT(*) FROM raw_payer_flows WHERE status = 'rejete' AND decided_on IS NOT NULL GROUP BY 1"
)


def weekly(holding: StoreHolding) -> list[Figure]:
    """Return the last weeks of the indicators that a week speaks of, each with the same week of the year before."""
    span = holding.span(holding.as_of or 0)
    if span is None:
        return []
    first = max(span[0], span[1] - 7 * WEEKS)
    return measure(holding, Asked(every="week", first=period_of(first, "week").label, names=NAMES, compare=True))


def last_week(holding: StoreHolding, figures: list[Figure], *, shareable: bool) -> dict[str, Any]:
    """Return the last whole week in five numbers at most, those that exist.

    ``{"week", "from", "to", "compared", "numbers": [{"name", "label", "unit", "value", "before", "change"}]}``: values
    are counts, euros or fractions. A week counts when its files cover it.

    Args:
        holding: the centre.
        figures: its weeks, see :func:`weekly`.
        shareable: leave out what a small team makes.
    """
    kept = shared(figures, holding.centre.number("equipe_reduite")) if shareable else figures
    week = _last_whole(holding, figures)
    if week is None:
        return {"week": None, "numbers": []}
    mine = {one.indicator: one for one in kept if one.period == week}
    numbers = [one for one in (*_of_figures(mine), *_rejections(holding, week, mine)) if one["value"] is not None]
    before = week.year_before()
    return _ends(week) | {"compared": _ends(before), "numbers": numbers}


def _ends(week: Period) -> dict[str, str]:
    return {"week": week.label, "from": to_date(week.first).isoformat(), "to": to_date(week.last).isoformat()}


def _last_whole(holding: StoreHolding, figures: Iterable[Figure]) -> Period | None:
    """Return the last week that is over and that some file covers."""
    as_of = holding.as_of or 0
    covered = [one.period for one in figures if one.value is not None and (one.coverage or 0) >= LEAST]
    return max((week for week in covered if week.last <= as_of), default=None)


def _of_figures(mine: dict[str, Figure]) -> list[dict[str, Any]]:
    parts = (
        ("honoured", _("Rendez-vous honorés"), "", "no_show_rate", ("denominator", "-numerator")),
        ("no_shows", _("Rendez-vous non honorés"), "", "no_show_rate", ("numerator",)),
        ("calls_answered", _("Appels décrochés"), "%", "call_answer_rate", ("value",)),
        ("revenue", _("Recettes facturées"), "€", "activity_revenue", ("value",)),
    )
    return [_number(name, label, unit, mine[of], of, sums) for name, label, unit, of, sums in parts if of in mine]


def _number(name: str, label: str, unit: str, one: Figure, of: str, sums: tuple[str, ...]) -> dict[str, Any]:
    now = one.as_json()
    return _said(name, label, unit, _summed(now, sums), _summed(now.get("n-1") or {}, sums), of)


def _said(name: str, label: str, unit: str, value: Any, before: Any, of: str) -> dict[str, Any]:
    change = None if value is None or before is None else value - before
    return {"name": name, "label": label, "unit": unit, "value": value, "before": before, "change": change,
            "indicator": of}  # fmt: skip


def _summed(said: dict[str, Any], sums: tuple[str, ...]) -> Any:
    if said.get("small_team"):
        return None
    values = [(said.get(name.lstrip("-")), -1 if name.startswith("-") else 1) for name in sums]
    known = [value * sign for value, sign in values if value is not None]
    return sum(known) if len(known) == len(sums) else None


def _rejections(holding: StoreHolding, week: Period, mine: dict[str, Figure]) -> list[dict[str, Any]]:
    """Return the rejections received in the week, by the day of the answer; none where that day is in no file."""
    if "payer_rejection_rate" not in mine:
        return []
    days = {int(day): int(lines) for day, lines in holding.rows(REJECTED)}
    if not days:
        return []
    now, before = (
        sum(lines for day, lines in days.items() if day in one) if min(days) <= one.first else None
        for one in (week, week.year_before())
    )
    return [_said("rejections", _("Rejets reçus"), "", now, before, "payer_rejection_rate")]
