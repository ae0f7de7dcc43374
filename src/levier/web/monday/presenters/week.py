"""Last week in five numbers, against the same week of the year before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from levier.i18n import _
from levier.web.figures.selectors import speaks_of_money
from levier.web.ui.formats import period_label, value_of

MANY = 5


@dataclass(frozen=True, slots=True)
class Number:
    """One of the five: texts; ``private`` is for the director's screen alone (small team)."""

    label: str
    value: str
    before: str
    private: bool


@dataclass(frozen=True, slots=True)
class Week:
    """The week, the one it is compared to, the numbers."""

    label: str
    before: str
    numbers: tuple[Number, ...]


def week(data: Any, money: bool, small: Collection[str] = ()) -> Week | None:
    """Return last week as the page shows it, ``None`` when no file covers a whole week.

    Args:
        data: the result ``week`` (:func:`levier.web.figures.week.last_week`).
        money: whether euros are shown.
        small: indicators made by a small team: their numbers are never printed.
    """
    if not isinstance(data, Mapping) or not data.get("numbers"):
        return None
    known = [one for one in data["numbers"] if one.get("value") is not None]
    numbers = tuple(_number(one, small) for one in known if money or not _money(one))
    if not numbers:
        return None
    compared = data.get("compared") or {}
    return Week(period_label(data.get("week")), period_label(compared.get("week") or ""), numbers[:MANY])


def _money(one: Mapping[str, Any]) -> bool:
    return "€" in one.get("unit", "") or speaks_of_money(one.get("indicator", ""))


def _number(one: Mapping[str, Any], small: Collection[str]) -> Number:
    unit = one.get("unit", "")
    before = one.get("before")
    was = "" if before is None else _("un an avant : {before}").format(before=value_of(before, unit))
    return Number(one["label"], value_of(one["value"], unit), was, one.get("indicator") in small)
