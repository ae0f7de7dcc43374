"""What is late: files, blocks of the grid, actions, duties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, DateField, F, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from levier.catalogue.typed import BLOCKS
from levier.catalogue.words import in_language
from levier.i18n import _ as said_by_library
from levier.tables import TABLES
from levier.web.accounts.models import Role
from levier.web.centres.models import Centre, Event
from levier.web.entry.models import BlockTask
from levier.web.monday.kinds import OWNERS
from levier.web.monday.models import Duty
from levier.web.ui.formats import french_date
from levier.worklists.model import days_said

# Days after which a file that was once supplied is late: exports of the week, statements of the month.
WEEKLY, MONTHLY = 10, 45
RHYTHMS = {
    **dict.fromkeys(("appointments", "acts", "invoices", "payer_flows", "calls"), WEEKLY),
    **dict.fromkeys(("patient_debts", "purchases", "lab_sampling"), MONTHLY),
}
AHEAD = timedelta(14)


@dataclass(frozen=True, slots=True)
class Late:
    """Something late: ``label`` in the list, ``todo`` as a thing to do, ``since`` a text."""

    kind: str
    label: str
    todo: str
    since: str
    days: int
    url: str = ""
    owner: str = ""


def late_files(code: str, quality: Mapping[str, Any] | None, today: date, *, may_import: bool) -> Iterator[Late]:
    """Yield the tables that were supplied once and whose last day is too far, the latest first."""
    tables = (quality or {}).get("tables", {})
    for name, limit in RHYTHMS.items():
        last = tables.get(name, {}).get("last")
        if not last or (today - date.fromisoformat(last)).days <= limit:
            continue
        label = said_by_library(TABLES[name].label)
        days = (today - date.fromisoformat(last)).days
        yield Late(
            "file",
            label,
            _("Importer « {table} »").format(table=label),
            _("arrêté au {day}").format(day=french_date(last)),
            days,
            reverse("imports", args=[code]) if may_import else "",
            str(OWNERS["direction"]),
        )


def dated(centre: Centre, user: Any, today: date) -> list[tuple[str, str, date, str]]:
    """Return blocks, actions and duties to be done soon or late, ``(kind, label, due, more)``, in one query."""
    soon = today + AHEAD
    director = any(one.role == Role.DIRECTOR and one.covers(centre) for one in user.roles)
    mine = Q() if director else Q(assignee=user)
    tasks = BlockTask.objects.filter(mine, centre=centre, done=None, due__lt=today)
    actions = Event.objects.filter(centre=centre, kind=Event.Kind.ACTION, done=False, day__lt=today)
    parts = [
        _columns("block", tasks, "block", "due", "period"),
        _columns("action", actions, "label", "day", "indicator"),
    ]
    if director:
        duties = Duty.objects.filter(centre=centre, done=None, due__lte=soon)
        parts.append(_columns("duty", duties, "label", "due", "asked_by"))
    return sorted(parts[0].union(*parts[1:], all=True).order_by(), key=lambda row: row[2])


def _columns(kind: str, rows: Any, label: str, day: str, more: str) -> Any:
    text = CharField()
    found = rows.order_by().annotate(
        x_kind=Value(kind, text),
        x_label=Cast(F(label), text),
        x_day=Cast(F(day), DateField()),
        x_more=Cast(F(more), text),
    )
    return found.values_list("x_kind", "x_label", "x_day", "x_more")


def late_dated(code: str, rows: list[tuple[str, str, date, str]], today: date) -> Iterator[Late]:
    """Yield the dated things as the page says them, the oldest first."""
    for kind, label, due, more in rows:
        days = (today - due).days
        yield _BUILD[kind](code, label, more, _due(due, days), days)


def _due(due: date, days: int) -> str:
    if days <= 0:
        return _("avant le {day}").format(day=french_date(due))
    return _("depuis le {day} ({days})").format(day=french_date(due), days=days_said(days))


def _block(code: str, name: str, _period: str, since: str, days: int) -> Late:
    title = in_language(BLOCKS[name]).title if name in BLOCKS else name
    label = _("Saisie : {block}").format(block=title)
    return Late(
        "block",
        label,
        _("Saisir « {block} »").format(block=title),
        since,
        days,
        reverse("entry_block", args=[code, name]),
    )


def _action(_code: str, label: str, _more: str, since: str, days: int) -> Late:
    return Late("action", _("Action : {label}").format(label=label), label, since, days)


def _duty(code: str, label: str, asked_by: str, since: str, days: int) -> Late:
    return Late("duty", label, label, since, days, reverse("duties", args=[code]), asked_by)


_BUILD = {"block": _block, "action": _action, "duty": _duty}
