"""Where a person may go from a page: the headings of a centre, or those of somebody who sees several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import rules
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from levier.web.accounts.models import Role
from levier.web.config.installation import REGION
from levier.web.monday.kinds import kinds_of


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its words, the name of its address, who may open it, and whether it speaks of patients' lines."""

    label: str | Promise
    name: str
    icon: str
    right: str
    lines: bool = False


OF_A_CENTRE = (
    Heading(_("Lundi"), "monday", "monday", "centre.monday"),
    Heading(_("Tableau de bord"), "dashboard", "dashboard", "centre.see"),
    Heading(_("Indicateurs"), "indicators", "explore", "centre.see"),
    Heading(_("Recettes"), "revenue", "euro", "centre.money"),
    Heading(_("Leviers"), "levers", "lever", "centre.money"),
    Heading(_("À traiter"), "worklist", "list", "centre.lists", lines=True),
    Heading(_("Saisie"), "entry", "entry", "centre.type"),
    Heading(_("Imports"), "imports", "upload", "centre.import", lines=True),
    Heading(_("Documents"), "documents", "file", "centre.documents"),
    Heading(_("Réglages"), "centre_settings", "settings", "centre.settings"),
)
OF_SEVERAL = (
    Heading(_("Territoire"), "region", "centre", "region.see"),
    Heading(_("Synthèse anonyme"), "synthesis", "peers", "region.synthesis"),
    Heading(_("Administration"), "administration", "settings", "installation.manage"),
    Heading(_("Journal"), "audit", "lock", "installation.audit"),
)


OF_SEVERAL_CENTRES = (Role.BODY, Role.DELEGATION, Role.AGENCY)


@dataclass(frozen=True, slots=True)
class Place:
    """A heading as a page shows it."""

    label: str
    url: str
    icon: str
    current: bool = False


def may(user: Any, right: str, centre: Any = None) -> bool:
    """Tell whether a person has a right: roles only, read once for a request."""
    return bool(rules.has_perm(right, user, centre))


def places(request: HttpRequest) -> list[Place]:
    """Return the headings of the page, in order; none for a visitor."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    centre, path = centre_of(request), request.path
    return list(of_several(user, path) if centre is None else of_centre(user, centre, path))


def of_centre(user: Any, centre: Any, path: str = "") -> Iterator[Place]:
    """Yield the headings of a centre that a person may open."""
    first = reverse("dashboard", args=[centre.code])
    for one in OF_A_CENTRE:
        if one.lines and settings.KIND == REGION:
            continue
        if may(user, one.right, centre):
            # The heading of the lists leads to the first that the person treats: the others are beside it.
            args = [kind.slug for kind in kinds_of(user, centre)[:1]] if one.name == "worklist" else []
            if one.name == "worklist" and not args:
                continue
            url = reverse(one.name, args=[centre.code, *args])
            beside = url.removesuffix(f"{args[0]}/") if args else url
            yield Place(str(one.label), url, one.icon, path == url or (url != first and path.startswith(beside)))


def of_several(user: Any, path: str = "") -> Iterator[Place]:
    """Yield the headings that speak of no centre and that a person may open."""
    for one in OF_SEVERAL:
        if may(user, one.right):
            url = reverse(one.name)
            yield Place(str(one.label), url, one.icon, path.startswith(url))


def centre_of(request: HttpRequest) -> Any:
    """Return the centre of the page, else the only one of the person, else ``None``."""
    return getattr(request, "centre", None) or only_centre(request.user)


def only_centre(user: Any) -> Any:
    """Return the centre of somebody whose roles name one and open no other, without a query.

    Whoever installed the tool for their own centre administers it and directs it: the centre is theirs.
    """
    centres = {one.centre_id: one.centre for one in user.roles if one.centre_id}
    alone = len(centres) == 1 and not any(one.role in OF_SEVERAL_CENTRES for one in user.roles)
    return next(iter(centres.values())) if alone else None


def sees_several(user: Any) -> bool:
    """Tell whether a person may open more centres than those that name them."""
    return any(one.role in (*OF_SEVERAL_CENTRES, Role.ADMINISTRATOR) for one in user.roles)


def own_centres(user: Any) -> list[Any]:
    """Return the centres that name a person, by code, without a query."""
    found = {one.centre_id: one.centre for one in user.roles if one.centre_id}
    return sorted(found.values(), key=lambda one: one.code)
