"""Last week in five numbers, against the same week of the year before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from levier.i18n import _
from levier.web.figures.selectors import speaks_of_money
from levier.web.ui.formats import period_label, value_of

MANY = 5


@dataclass(frozen=True, slots=True)
class Number:
    """One of the five: texts."""

    label: str
    value: str
    before: str
    note: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """The week, the one it is compared to, the numbers."""

    label: str
    before: str
    numbers: tuple[Number, ...]


def week(data: Any, money: bool) -> Week | None:
    """Return last week as the page shows it, ``None`` when nothing was computed or known."""
    if not isinstance(data, Mapping) or not data.get("numbers"):
        return None
    numbers = tuple(_number(one) for one in data["numbers"] if money or not speaks_of_money(one.get("indicator", "")))
    if not numbers:
        return None
    return Week(period_label(data.get("period")), period_label(data.get("before")), numbers[:MANY])


def _number(one: Mapping[str, Any]) -> Number:
    unit = one.get("unit", "")
    before = one.get("previous")
    return Number(
        one.get("label", ""),
        _("donnée non fournie") if one.get("value") is None else value_of(one["value"], unit),
        "" if before is None else value_of(before, unit),
        one.get("note") or "",
        bool(one.get("private")),
    )
