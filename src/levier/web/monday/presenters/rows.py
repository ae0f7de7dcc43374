"""The followed rows as the page shows them: open, waiting or treated, some at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from levier.i18n import _ as said_by_library
from levier.tables.columns import CENTS
from levier.web.accounts.models import User
from levier.web.centres.models import Centre
from levier.web.monday.following import following_of, rows_of
from levier.web.monday.forms import RowForm, people_of
from levier.web.monday.kinds import OWNERS, ListKind
from levier.web.monday.models import FollowedRow
from levier.web.monday.presenters.lists import Option
from levier.web.monday.sealing import Unreadable, unseal
from levier.web.ui.formats import euros, french_date
from levier.worklists.model import days_said

PER_PAGE = 25
OPEN, WAITING, TREATED, ALL = "a-traiter", "en-attente", "traites", "tous"


@dataclass(frozen=True, slots=True)
class RowView:
    """A followed row: texts, and the form that treats it."""

    pk: int
    number: str
    age: str
    amount: str
    reason: str
    state: str
    waiting: bool
    form: RowForm


@dataclass(frozen=True, slots=True)
class Followed:
    """The followed rows of a list: a page of them, or the sentence that says why they cannot be read."""

    rows: Sequence[RowView]
    page: Page
    states: list[Option]
    owners: list[Option]
    days: int
    problem: str = ""


def followed(centre: Centre, kind: ListKind, asked: QueryDict, day: date) -> Followed | None:
    """Return the followed rows of a list as the address asks for them, ``None`` when the centre follows nothing."""
    chosen = following_of(centre)
    if chosen is None:
        return None
    state = asked.get("voir", OPEN)
    owner = asked.get("pour", "")
    found = _state(rows_of(centre, [kind.name]), state, day)
    if owner in OWNERS:
        found = found.filter(owner=owner)
    page = Paginator(found, PER_PAGE).get_page(asked.get("page"))
    people = people_of(centre, kind)
    try:
        rows, problem = [row_view(centre, kind, one, people, day) for one in page], ""
    except Unreadable as error:
        rows, problem = [], str(error)
    return Followed(rows, page, _states(state), _owners(owner), chosen.days, problem)


def _state(rows: QuerySet, state: str, today: date) -> QuerySet:
    waits = Q(snoozed_until__gt=today)
    if state == WAITING:
        return rows.filter(waits)
    if state == TREATED:
        return rows.exclude(outcome="")
    return rows if state == ALL else rows.filter(outcome="").exclude(waits)


def _states(state: str) -> list[Option]:
    labels = {OPEN: _("à traiter"), WAITING: _("en attente"), TREATED: _("traités"), ALL: _("tous")}
    return [Option(value, label, value == state) for value, label in labels.items()]


def _owners(owner: str) -> list[Option]:
    return [Option(value, str(label), value == owner) for value, label in OWNERS.items()]


def row_view(
    centre: Centre, kind: ListKind, row: FollowedRow, people: list[User], today: date, form: RowForm | None = None
) -> RowView:
    """Return a row, its number read.

    Raises:
        Unreadable: the key of the installation is not the one that closed it.
    """
    waiting = row.snoozed_until is not None and row.snoozed_until > today
    payer = f"{row.payer_type} {row.payer}".strip()
    reason = said_by_library(row.reason)
    return RowView(
        row.pk,
        unseal(centre, row.sealed),
        days_said(max(0, (today - row.day).days)),
        "" if row.amount is None else euros(row.amount / CENTS, 2),
        f"{reason}, {payer}" if payer else reason,
        _said(kind, row, waiting),
        waiting,
        form or RowForm(row=row, kind=kind, people=people),
    )


def _said(kind: ListKind, row: FollowedRow, waiting: bool) -> str:
    outcome = str(dict(kind.outcomes).get(row.outcome, ""))
    parts = [
        _("{outcome} le {day}").format(outcome=outcome, day=french_date(row.decided))
        if outcome and row.decided
        else outcome,
        _("en attente jusqu'au {day}").format(day=french_date(row.snoozed_until)) if waiting else "",
    ]
    return " · ".join(filter(None, parts))
