"""A list as its page shows it: groups by cause and payer, week or stage, chosen and sorted as the address says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from levier.tables.columns import CENTS
from levier.web.monday.kinds import DEBTS, REJECTIONS, ListKind
from levier.web.ui.formats import euros, number
from levier.web.ui.parts import Cell, Column
from levier.worklists.model import days_said

BY_MONEY, BY_AGE = "montant", "age"
# The groups that weigh most; the others are one click away.
FIRST = 15


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a filter."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ListView:
    """The groups shown, what they weigh together, the choices of the filters."""

    columns: list[Column]
    rows: list[list[Any]]
    total: list[str]
    causes: list[Option]
    payers: list[Option]
    groups: list[Mapping[str, Any]]
    sort: str
    remedies: list[tuple[str, str]]
    hidden: int


def list_view(kind: ListKind, data: Mapping[str, Any], asked: QueryDict, money: bool) -> ListView:
    """Return the groups of a list.

    Args:
        kind: of the list.
        data: as the worker stored it, in the language of the page.
        asked: ``cause``, ``payeur`` and ``tri`` of the address; what is not known is ignored.
        money: whether amounts are shown.
    """
    groups = list(data["groups"])
    causes = _options({one["labels"][0] for one in groups}, asked.get("cause", "")) if kind is REJECTIONS else []
    payers = _options({payer(one) for one in groups}, asked.get("payeur", "")) if kind is REJECTIONS else []
    chosen = [one for one in groups if _kept(one, causes, payers)]
    sort = BY_AGE if asked.get("tri") == BY_AGE else BY_MONEY
    if sort == BY_AGE:
        chosen.sort(key=lambda one: (-one["oldest"], -one["amount"]))
    with_money = money and data["amount"] is not None
    shown = chosen if asked.get("tout") else chosen[:FIRST]
    return ListView(
        columns=columns(kind, with_money),
        rows=[_row(kind, one, with_money) for one in shown],
        total=_total(chosen, with_money),
        causes=causes,
        payers=payers,
        groups=chosen,
        sort=sort,
        remedies=_remedies(kind, chosen),
        hidden=len(chosen) - len(shown),
    )


def _remedies(kind: ListKind, groups: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return what to do, once for each cause or stage, in the order of the groups; weeks have one for all."""
    if kind is REJECTIONS or kind is DEBTS:
        return list({one["labels"][0]: (one["labels"][0], one["remedy"]) for one in groups}.values())
    return [("", groups[0]["remedy"])] if groups else []


def payer(group: Mapping[str, Any]) -> str:
    """Return the payer of a group of claims, with its kind."""
    return " ".join(filter(None, group["labels"][1:]))


def _options(values: set[str], asked: str) -> list[Option]:
    return [Option(one, one, one == asked) for one in sorted(values)] if len(values) > 1 else []


def _kept(group: Mapping[str, Any], causes: Sequence[Option], payers: Sequence[Option]) -> bool:
    cause = next((one.value for one in causes if one.chosen), None)
    who = next((one.value for one in payers if one.chosen), None)
    return (cause is None or group["labels"][0] == cause) and (who is None or payer(group) == who)


def columns(kind: ListKind, money: bool) -> list[Column]:
    """Return the columns of the groups of a list."""
    head = {REJECTIONS: _("Cause et organisme"), DEBTS: _("Étape")}.get(kind, _("Semaine"))
    found = [Column(head, heads=True)]
    found += [Column(_("Nombre"), number=True)]
    found += [Column(_("Reste dû"), number=True)] if money else []
    return [*found, Column(_("Le plus ancien"), number=True)]


def _row(kind: ListKind, group: Mapping[str, Any], money: bool) -> list[Any]:
    worth = [euros(group["amount"] / CENTS)] if money else []
    head = Cell(group["labels"][0], note=payer(group) if kind is REJECTIONS else "")
    return [head, number(group["count"]), *worth, days_said(group["oldest"])]


def _total(groups: Sequence[Mapping[str, Any]], money: bool) -> list[str]:
    if len(groups) < 2:
        return []
    worth = [euros(sum(one["amount"] for one in groups) / CENTS)] if money else []
    return [
        _("Ensemble"),
        number(sum(one["count"] for one in groups)),
        *worth,
        days_said(max(one["oldest"] for one in groups)),
    ]
