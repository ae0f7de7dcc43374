"""What the figures of a centre rest on: files, lines, days, what was set aside and why, marking of appointments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from levier.figures.calendar import opening_days
from levier.figures.coverage import Coverage
from levier.periods import Period, period_of, to_date
from levier.problems import Problem
from levier.store_source import StoreHolding
from levier.tables.rows import Account


def quality_of(holding: StoreHolding) -> dict[str, Any]:
    """Return ``{"tables": {table: {files, kept, set_aside, share_aside, first, last, coverage}}, "problems": {code:
    count}}``; coverage is that of the last twelve months known, a fraction of the opening days."""
    year = _last_year(holding)
    coverage = Coverage(holding.source(), holding.as_of or 0, opening_days(holding.source()))
    names = dict.fromkeys(one.table for one in holding.accounts if one.table is not None)
    tables = {
        name: _table([one for one in holding.accounts if one.table == name])
        | {"coverage": None if year is None else coverage.of((name,), year)}
        for name in names
    }
    return {"tables": tables, "problems": _problems(holding.problems)}


def _last_year(holding: StoreHolding) -> Period | None:
    span = holding.span(holding.as_of or 0)
    return None if span is None else period_of(span[1], "rolling12")


def _table(accounts: list[Account]) -> dict[str, Any]:
    kept, aside = sum(one.kept for one in accounts), sum(one.set_aside for one in accounts)
    first = min((one.first for one in accounts if one.first is not None), default=None)
    last = max((one.last for one in accounts if one.last is not None), default=None)
    return {
        "files": [one.file for one in accounts],
        "kept": kept,
        "set_aside": aside,
        "share_aside": aside / (kept + aside) if kept + aside else 0.0,
        "first": None if first is None else to_date(first).isoformat(),
        "last": None if last is None else to_date(last).isoformat(),
    }


def _problems(problems: Iterable[Problem]) -> dict[str, int]:
    return dict(Counter(one.code for one in problems))
