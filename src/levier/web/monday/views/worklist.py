"""A list of the everyday: its groups, the file of the day, the followed rows."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from levier.web.accounts.access import allowed
from levier.web.audit.services import record
from levier.web.centres.models import Centre
from levier.web.monday.annotating import FORMATS
from levier.web.monday.exporting import groups_csv, groups_xlsx
from levier.web.monday.following import possible
from levier.web.monday.kinds import ListKind
from levier.web.monday.presenters.lists import list_view
from levier.web.monday.presenters.rows import followed
from levier.web.monday.views.common import data_of, day_of, kind_of, tabs

WRITERS = {"xlsx": groups_xlsx, "csv": groups_csv}


@require_safe
@allowed("centre.lists")
def worklist(request: HttpRequest, centre: Centre, name: str) -> HttpResponse:
    """Show a list."""
    return page(request, centre, kind_of(request, centre, name))


def page(request: HttpRequest, centre: Centre, kind: ListKind, status: int = 200, **more: Any) -> HttpResponse:
    """Return the page of a list, with a problem of the file of the day if any."""
    data = data_of(centre, kind)
    shown = {
        "kind": kind,
        "tabs": tabs(request, centre, kind),
        "data": data,
        "view": list_view(kind, data, request.GET, money=True) if data else None,
        "may_lines": possible(),
        "may_all": possible() and request.user.has_perm("centre.lines", centre),
        "may_settle": possible() and request.user.has_perm("centre.settings", centre),
        "followed": followed(centre, kind, request.GET, day_of(centre, data)) if possible() else None,
        "query": request.GET.urlencode(),
    }
    return render(request, "monday/worklist.html", shown | more, status=status)


@require_safe
@allowed("centre.lists")
def worklist_export(request: HttpRequest, centre: Centre, name: str, ext: str) -> HttpResponse:
    """Give the groups of a list, as the page shows them; those of a small team stay on the screen."""
    kind = kind_of(request, centre, name)
    data = data_of(centre, kind)
    if ext not in WRITERS or not data:
        raise Http404
    if data["private"]:
        raise PermissionDenied
    groups = list_view(kind, data, request.GET, money=True).groups
    record("export.list", user=request.user, centre=centre, list=kind.name, groups=len(groups), format=ext)
    answer = HttpResponse(WRITERS[ext](kind, groups, data["amount"] is not None), content_type=FORMATS[ext])
    answer["Content-Disposition"] = f'attachment; filename="{centre.code}-{kind.slug}.{ext}"'
    return answer
