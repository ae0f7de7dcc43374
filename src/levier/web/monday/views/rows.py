"""Treating a followed row in place; choosing whether rows are followed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from levier.web.accounts.access import allowed
from levier.web.audit.services import record
from levier.web.centres.models import Centre
from levier.web.figures.services import recompute
from levier.web.monday.following import choose, decide, following_of, possible
from levier.web.monday.forms import FollowingForm, RowForm, people_of
from levier.web.monday.models import FollowedRow
from levier.web.monday.presenters.rows import row_view
from levier.web.monday.views.common import data_of, day_of, kind_of


@require_POST
@allowed("centre.lists")
def worklist_row(request: HttpRequest, centre: Centre, name: str, row: int) -> HttpResponse:
    """Write who treats a row, what became of it, until when it waits."""
    kind = kind_of(request, centre, name)
    if following_of(centre) is None:
        raise PermissionDenied
    found = get_object_or_404(FollowedRow.objects.filter(centre=centre, kind=kind.name), pk=row)
    people = people_of(centre, kind)
    form = RowForm(request.POST, row=found, kind=kind, people=people)
    if form.is_valid():
        decide(found, **form.decision())
    if not request.htmx:
        return redirect("worklist", code=centre.code, name=kind.slug)
    wrong = None if form.is_valid() else form
    shown = row_view(centre, kind, found, people, day_of(centre, data_of(centre, kind)), wrong)
    return render(request, "monday/parts/row.html", {"row": shown, "kind": kind}, status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("centre.settings")
def worklist_settings(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Choose whether the rows of the lists are kept from one week to the next."""
    if not possible():
        raise PermissionDenied
    current = following_of(centre)
    initial = {"on": current is not None, "days": current.days if current else 180}
    form = FollowingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        _choose(request, centre, form.cleaned_data["on"], form.cleaned_data["days"])
        return redirect("worklist_settings", code=centre.code)
    status = 422 if request.method == "POST" else 200
    kept = FollowedRow.objects.filter(centre=centre).count()
    return render(
        request, "monday/following.html", {"form": form, "on": current is not None, "kept": kept}, status=status
    )


def _choose(request: HttpRequest, centre: Centre, on: bool, days: int) -> None:
    choose(centre, on=on, days=days)
    record("lists.follow" if on else "lists.forget", user=request.user, centre=centre, days=days)
    if on:
        recompute(centre, user=request.user, reason=_("listes suivies"))
        messages.success(request, _("Les listes sont suivies : leurs lignes arrivent au calcul suivant."))
    else:
        messages.success(request, _("Les listes ne sont plus suivies : toutes leurs lignes sont effacées."))
