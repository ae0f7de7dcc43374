"""What the first page reads: the centres of somebody, and the page that is theirs in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from levier.web.accounts.models import Role
from levier.web.centres.models import Centre
from levier.web.home import navigation

AT_MOST = 300


@dataclass(frozen=True, slots=True)
class Known:
    """A centre in somebody's list: its name, where it leads, what it is."""

    name: str
    url: str
    about: str

    @classmethod
    def of(cls, user: Any, centre: Centre) -> Known:
        """Return a centre as the list of a person shows it."""
        about = " · ".join(filter(None, (str(centre.body) if centre.body_id else "", _department(centre.department))))
        return cls(str(centre), place_in(user, centre), about)


def _department(number: str) -> str:
    return _("département {number}").format(number=number) if number else ""


def known_centres(user: Any, asked: str = "") -> QuerySet[Centre]:
    """Return the centres that a person may name, those whose name, code or managing body says what is asked."""
    found = Centre.objects.visible_to(user).select_related("body")
    if asked:
        found = found.filter(Q(name__icontains=asked) | Q(code__icontains=asked) | Q(body__name__icontains=asked))
    return found.order_by("name", "code")[:AT_MOST]


def place_in(user: Any, centre: Centre) -> str:
    """Return the page of a centre where somebody begins, empty when they may open none.

    Staff find what waits for them, elected members their note, the others the dashboard.
    """
    if _only(user, centre, Role.STAFF):
        return reverse("entry", args=[centre.code])
    if navigation.may(user, "centre.see", centre):
        return reverse("dashboard", args=[centre.code])
    if navigation.may(user, "centre.documents", centre):
        return reverse("documents", args=[centre.code])
    return reverse("people", args=[centre.code]) if navigation.may(user, "centre.people", centre) else ""


def _only(user: Any, centre: Centre, role: Role) -> bool:
    mine = {one.role for one in user.roles if one.covers(centre)}
    return mine == {role}


def where_to_begin(user: Any) -> str:
    """Return the only place of somebody, empty when they have several, or none."""
    roles = user.roles
    if centre := navigation.only_centre(user):
        return place_in(user, centre)
    if roles and all(one.role == Role.PARTNER for one in roles):
        return reverse("synthesis")
    return ""
