"""Hand a block to somebody, by link and deadline."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.entry import handing
from levier.web.entry.forms import AssignForm
from levier.web.entry.models import BlockTask
from levier.web.entry.selectors import is_director
from levier.web.entry.views.common import asked_year, block_for, entry_url, path
from levier.web.ui.parts import Link


@require_http_methods(["GET", "POST"])
@allowed("centre.assign")
def entry_assign(request: HttpRequest, centre: Centre, block: str) -> HttpResponse:
    """Give a block to somebody; show the link to send."""
    about = block_for(request, centre, block)
    year = asked_year(request)
    form = AssignForm(request.POST or None, people=handing.people(centre), year=year)
    if request.method == "POST" and form.is_valid():
        task = handing.hand(centre, request.user, about.name, year, form.cleaned_data)
        messages.success(request, _("« {block} » est confié à {who}.").format(block=about.title, who=handing.who(task)))
        return redirect(reverse("entry_assign", args=[centre.code, about.name]) + f"?annee={year}")
    given = list(BlockTask.objects.filter(centre=centre, block=about.name).select_related("assignee")[:20])
    context = {
        "about": about,
        "year": year,
        "form": form,
        "given": [(one, handing.who(one), handing.link(request, one), one.late) for one in given],
        "path": path(centre, Link(about.title, handing.address(centre, about.name, year)), Link(_("Confier"))),
    }
    return render(request, "entry/assign.html", context, status=422 if form.is_bound else 200)


@require_POST
@allowed("centre.type")
def entry_task(request: HttpRequest, centre: Centre, task: int) -> HttpResponse:
    """Say that a task is done (whoever has it, or the director), or take it back (the director)."""
    found = get_object_or_404(BlockTask, pk=task, centre=centre)
    director = is_director(request.user, centre)
    if not director and not handing.is_of(found, request.user):
        raise PermissionDenied
    if request.POST.get("quoi") == "retirer":
        if not director:
            raise PermissionDenied
        handing.take_back(found, request.user)
        messages.success(request, _("La demande est retirée."))
    else:
        handing.finish(found)
        messages.success(request, _("Merci : le bloc est rendu."))
    return redirect(entry_url(centre))
