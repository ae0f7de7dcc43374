"""The three lists as the worker stores them after each computation: groups and totals, nothing that names anybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from levier import worklists
from levier.disclosure import shared
from levier.i18n import speaking
from levier.measuring import Asked, measure_period
from levier.periods import period_of, to_date
from levier.store_source import StoreHolding
from levier.web.centres.models import Centre
from levier.web.figures.models import Result
from levier.web.monday.following import keep
from levier.web.monday.kinds import KINDS
from levier.worklists import Debt, WorkList

LANGUAGES = ("fr", "en")
Lister = Callable[[StoreHolding, int], WorkList[Any]]
LISTERS: dict[str, Lister] = {
    "rejections": worklists.rejections,
    "unmarked": worklists.unmarked,
    "debts": worklists.debts,
}
# The indicators whose numerators a list gives.
INDICATORS: dict[str, tuple[str, ...]] = {
    "rejections": ("payer_rejection_rate", "unanswered_claims_rate"),
    "unmarked": ("outcome_known_rate",),
    "debts": ("patient_bad_debt_rate",),
}


def lists_of(centre: Centre, holding: StoreHolding) -> list[Result]:
    """Return the lists of a centre as results (``list_rejections`` ``list_unmarked`` ``list_debts``).

    Each is ``{as_of, sentence, count, amount, groups, left_out, …}`` by language: no number of an invoice or of an
    appointment. The rows themselves are kept, encrypted, only by a centre that follows its lists.
    """
    if holding.as_of is None:
        return []
    day = day_of(centre, holding)
    return [_result(centre, holding, name, day) for name in KINDS]


def day_of(centre: Centre, holding: StoreHolding) -> int:
    """Return the day at which the lists are made: that of the figures; a fictitious centre lives where its data end."""
    as_of = holding.as_of or 0
    span = holding.span(as_of) if centre.fictitious else None
    return as_of if span is None else min(as_of, span[1])


def _result(centre: Centre, holding: StoreHolding, name: str, day: int) -> Result:
    said: dict[str, Any] = {}
    for language in LANGUAGES:
        with speaking(language):
            todo = LISTERS[name](holding, day)
            said[language] = told(todo)
        if language == "fr":
            keep(centre, KINDS[name], todo.rows)
    private = _small(holding, name, day)
    for one in said.values():
        one["private"] = private
    return Result(centre=centre, kind=KINDS[name].result, data=said, shared=_hidden(said) if private else said)


def _hidden(said: dict[str, Any]) -> dict[str, Any]:
    """Return what everybody may know of a list made by a small team: that there is something to do, or not."""
    return {
        language: {"as_of": one["as_of"], "hidden": True, "any": one["count"] > 0} for language, one in said.items()
    }


def told(todo: WorkList[Any]) -> dict[str, Any]:
    """Return a list without its rows."""
    return {
        "as_of": to_date(todo.as_of).isoformat(),
        "sentence": todo.sentence,
        "count": todo.total_count,
        "amount": todo.total_amount,
        "groups": [asdict(one) for one in todo.groups],
        "left_out": [asdict(one) for one in todo.left_out],
        "last_week": _last_week(todo) if todo.name == "unmarked" else None,
        "stages": _stages(todo.rows, todo.as_of) if todo.name == "debts" else None,
    }


def _last_week(todo: WorkList[Any]) -> dict[str, Any]:
    """Return how many of the last whole week are to be marked: that before the week of the list."""
    week = period_of(period_of(todo.as_of, "week").first - 1, "week")
    mine = [row for row in todo.rows if week.first <= row.day <= week.last]
    return {"from": to_date(week.first).isoformat(), "to": to_date(week.last).isoformat(), "count": len(mine)}


def _stages(rows: tuple[Debt, ...], as_of: int) -> dict[str, dict[str, Any]]:
    """Return the debts by stage, with the next day on which one of them changes stage."""
    found: dict[str, list[Debt]] = {}
    for row in rows:
        found.setdefault(row.stage, []).append(row)
    return {name: _stage(mine, as_of) for name, mine in found.items()}


def _stage(rows: list[Debt], as_of: int) -> dict[str, Any]:
    coming = [row.deadline for row in rows if row.deadline > as_of]
    return {
        "count": len(rows),
        "amount": sum(row.amount or 0 for row in rows),
        "oldest": max(row.age for row in rows),
        "reason": rows[0].reason,
        "remedy": rows[0].remedy,
        "next": to_date(min(coming)).isoformat() if coming else None,
    }


def _small(holding: StoreHolding, name: str, day: int) -> bool:
    """Tell whether a small team makes the indicators that a list is made from: its counts would be their numerators."""
    period = period_of(day, "rolling12")
    figures = measure_period(holding, Asked(as_of=to_date(day), names=INDICATORS[name]), period)
    return len(shared(figures, holding.centre.number("equipe_reduite"))) < len(figures)
