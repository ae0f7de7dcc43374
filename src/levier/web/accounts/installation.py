"""Making, changing and closing centres and managing bodies: the administration's writes."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from levier.web.accounts.models import Invitation, User
from levier.web.audit.services import record
from levier.web.centres.models import DEFAULT_FOLLOWED, Body, Centre


def make_centre(centre: Centre, *, by: User) -> Centre:
    """Write a new centre, with the indicators that one usually follows."""
    centre.followed = centre.followed or list(DEFAULT_FOLLOWED)
    with transaction.atomic():
        centre.save()
        record("centre.made", user=by, centre=centre)
    return centre


def change_centre(centre: Centre, changed: list[str], *, by: User) -> None:
    """Write what changed in a centre."""
    with transaction.atomic():
        centre.save()
        record("centre.changed", user=by, centre=centre, fields=changed)


def close_centre(centre: Centre, *, by: User) -> None:
    """Close a centre: nobody opens its pages any more, its invitations are withdrawn, its data stay."""
    now = timezone.now()
    with transaction.atomic():
        centre.closed = now
        centre.save()
        count = Invitation.objects.waiting().filter(centre=centre).update(revoked_at=now)
        record("centre.closed", user=by, centre=centre, invitations=count)


def open_centre(centre: Centre, *, by: User) -> None:
    """Open a closed centre again, to those who had a role there."""
    with transaction.atomic():
        centre.closed = None
        centre.save()
        record("centre.opened", user=by, centre=centre)


def name_body(body: Body, *, by: User) -> None:
    """Write a managing body."""
    made = body.pk is None
    with transaction.atomic():
        body.save()
        record("body.made" if made else "body.changed", user=by, body=body.pk)
