"""What the pages of the administration read: centres, bodies, people. Never a figure."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from levier.web.accounts.models import Invitation, Membership, Role, User
from levier.web.centres.models import Body, Centre

AT_MOST = 300


def centres(asked: str = "") -> QuerySet[Centre]:
    """Return the centres, closed ones last, with the number of their directors and of those who have a role there."""
    found = Centre.objects.select_related("body").annotate(
        directors=Count("membership", filter=Q(membership__role=Role.DIRECTOR, membership__user__is_active=True)),
        people=Count("membership"),
    )
    if asked:
        found = found.filter(Q(name__icontains=asked) | Q(code__icontains=asked) | Q(body__name__icontains=asked))
    return found.order_by("closed", "name", "code")


def bodies() -> QuerySet[Body]:
    """Return managing bodies with the number of their centres."""
    return Body.objects.annotate(size=Count("centres")).order_by("name")


def everybody(asked: str = "", role: str = "") -> QuerySet[User]:
    """Return people with their roles, by name or address, of a role when one is asked for."""
    roles = Membership.objects.select_related("centre", "body").order_by("role", "pk")
    found = User.objects.prefetch_related(Prefetch("memberships", roles))
    if asked:
        found = found.filter(Q(name__icontains=asked) | Q(email__icontains=asked))
    if role:
        found = found.filter(pk__in=Membership.objects.filter(role=role).values("user"))
    return found.order_by("name", "email")


def waiting() -> list[Invitation]:
    """Return the invitations that nobody answered."""
    return list(Invitation.objects.waiting().select_related("centre", "body", "invited_by")[:AT_MOST])


def second_factors(people: Any) -> set[int]:
    """Return which of these people have a second factor, in one query."""
    from allauth.mfa.models import Authenticator

    wanted = [one.pk for one in people]
    found = Authenticator.objects.filter(user__in=wanted).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return set(found.values_list("user_id", flat=True))
