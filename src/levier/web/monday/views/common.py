"""What the pages of the lists share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from levier.web.centres.models import Centre
from levier.web.figures.selectors import Viewer, result
from levier.web.monday.kinds import BY_SLUG, ListKind, kinds_of
from levier.web.ui.parts import Link


def kind_of(request: HttpRequest, centre: Centre, name: str) -> ListKind:
    """Return the list of an address.

    Raises:
        Http404: no list has this name.
        PermissionDenied: it is not one that the person treats.
    """
    kind = BY_SLUG.get(name)
    if kind is None:
        raise Http404
    if kind not in kinds_of(request.user, centre):
        raise PermissionDenied
    return kind


def data_of(centre: Centre, kind: ListKind) -> Any:
    """Return the stored list whole, ``None`` without any: who treats a list sees it whole (:func:`kind_of`)."""
    return result(centre, kind.result, Viewer(private=True))


def tabs(request: HttpRequest, centre: Centre, kind: ListKind) -> list[Link]:
    """Return the lists that a person treats."""
    return [
        Link(str(one.title), reverse("worklist", args=[centre.code, one.slug]), current=one is kind)
        for one in kinds_of(request.user, centre)
    ]


def day_of(centre: Centre, data: Any) -> date:
    """Return the day of a page: a fictitious centre lives on the day of its lists."""
    return date.fromisoformat(data["as_of"]) if centre.fictitious and data else timezone.localdate()
