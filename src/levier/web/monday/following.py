"""Rows that a centre follows from one week to the next: kept, treated, closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from levier.periods import to_date
from levier.web.centres.models import Centre
from levier.web.config.installation import CENTRE
from levier.web.monday.kinds import KINDS, OWNERS, ListKind
from levier.web.monday.models import FollowedRow, Following
from levier.web.monday.sealing import mark, seal
from levier.worklists import Row

BATCH = 500
FRESH = ("day", "amount", "reason", "payer_type", "payer")


def possible() -> bool:
    """Tell whether this installation may keep rows at all: that of a centre only."""
    return settings.KIND == CENTRE


def following_of(centre: Centre) -> Following | None:
    """Return the choice of a centre when it follows its lists, else ``None``."""
    return Following.objects.filter(centre=centre, on=True).first() if possible() else None


def keep(centre: Centre, kind: ListKind, rows: Sequence[Row]) -> None:
    """Make the followed rows those of the list: new ones come, those that are no longer there go for good.

    What was decided on a row stays. Nothing is done for a centre that does not follow its lists.
    """
    chosen = following_of(centre)
    if chosen is None:
        return
    today = timezone.localdate()
    fresh = {one.mark: one for one in (_row(centre, kind, row, today) for row in rows)}
    with transaction.atomic():
        known = {one.mark: one for one in FollowedRow.objects.filter(centre=centre, kind=kind.name)}
        closed = [one.pk for name, one in known.items() if name not in fresh]
        for start in range(0, len(closed), BATCH):
            FollowedRow.objects.filter(pk__in=closed[start : start + BATCH]).delete()
        FollowedRow.objects.bulk_create([one for name, one in fresh.items() if name not in known], batch_size=BATCH)
        FollowedRow.objects.bulk_update(_changed(known, fresh), FRESH, batch_size=BATCH)
    expire(centre, chosen.days)


def _row(centre: Centre, kind: ListKind, row: Row, today: date) -> FollowedRow:
    return FollowedRow(
        centre=centre,
        kind=kind.name,
        mark=mark(centre, kind.name, "\0".join(_key(kind, row))),
        sealed=seal(centre, row.number),
        day=to_date(row.day),
        amount=row.amount,
        reason=row.reason[:200],
        payer_type=getattr(row, "payer_type", ""),
        payer=getattr(row, "payer", "")[:100],
        first_seen=today,
        owner=kind.owner,
    )


def _key(kind: ListKind, row: Row) -> tuple[str, ...]:
    """Return what makes a row the same one next week: an invoice may wait at two payers, or be owed in two parts."""
    more = {"rejections": getattr(row, "payer_type", ""), "debts": str(row.day)}
    return row.number, more.get(kind.name, "")


def _changed(known: dict[str, FollowedRow], fresh: dict[str, FollowedRow]) -> list[FollowedRow]:
    found = []
    for name, one in fresh.items():
        former = known.get(name)
        if former is None or all(getattr(former, field) == getattr(one, field) for field in FRESH):
            continue
        for field in FRESH:
            setattr(former, field, getattr(one, field))
        found.append(former)
    return found


def expire(centre: Centre, days: int, today: date | None = None) -> int:
    """Forget the rows kept for more than so many days; return how many."""
    limit = (today or timezone.localdate()) - timedelta(days)
    return FollowedRow.objects.filter(centre=centre, first_seen__lt=limit).delete()[0]


def purge(today: date | None = None) -> int:
    """Forget what every centre kept long enough, and all that is kept by those that follow nothing; return how many."""
    choices = {one.centre_id: one for one in Following.objects.select_related("centre").filter(on=True)}
    gone = FollowedRow.objects.exclude(centre__in=choices if possible() else []).delete()[0]
    return gone + sum(expire(one.centre, one.days, today) for one in choices.values())


def choose(centre: Centre, *, on: bool, days: int) -> Following:
    """Begin to follow the lists of a centre, or stop: everything that was kept goes at once.

    Raises:
        PermissionError: a regional installation keeps no row.
    """
    if on and not possible():
        raise PermissionError("a regional installation keeps no row")
    with transaction.atomic():
        chosen, _made = Following.objects.update_or_create(centre=centre, defaults={"on": on, "days": days})
        if on:
            expire(centre, days)
        else:
            FollowedRow.objects.filter(centre=centre).delete()
    return chosen


def decide(row: FollowedRow, *, owner: str, person: Any, outcome: str, snoozed_until: date | None) -> None:
    """Write who treats a row, what became of it, until when it waits."""
    if outcome != row.outcome:
        row.decided = timezone.localdate() if outcome else None
    row.owner = owner if owner in OWNERS else ""
    row.person, row.outcome, row.snoozed_until = person, outcome, snoozed_until
    row.save(update_fields=["owner", "person", "outcome", "decided", "snoozed_until"])


def rows_of(centre: Centre, kinds: Iterable[str] = KINDS) -> Any:
    """Return the followed rows of a centre, the most money first, then the oldest."""
    from django.db.models import F

    found = FollowedRow.objects.filter(centre=centre, kind__in=list(kinds)).select_related("person")
    return found.order_by(F("amount").desc(nulls_last=True), "day", "pk")
