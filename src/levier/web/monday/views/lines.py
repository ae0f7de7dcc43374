"""Every line of a list, for the director: asked for, waited for, downloaded once the worker made it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from levier.web.accounts.access import allowed
from levier.web.audit.services import record
from levier.web.centres.models import Centre
from levier.web.jobs.models import Job
from levier.web.jobs.services import start
from levier.web.monday import listing
from levier.web.monday.annotating import FORMATS
from levier.web.monday.following import possible
from levier.web.monday.tasks import list_lines
from levier.web.monday.views.common import kind_of

JOB = "list_lines"


def _job(request: HttpRequest, centre: Centre, job: object) -> Job:
    """Return a job of this person in this centre."""
    if not possible():
        raise PermissionDenied
    return get_object_or_404(Job, pk=job, kind=JOB, centre=centre, user=request.user)


@require_POST
@allowed("centre.lines")
def worklist_lines(request: HttpRequest, centre: Centre, name: str) -> HttpResponse:
    """Ask for every line of a list."""
    kind = kind_of(request, centre, name)
    if not possible():
        raise PermissionDenied
    language = "en" if get_language() == "en" else "fr"
    job = start(list_lines, JOB, centre=centre, user=request.user, list=kind.name, language=language)
    return redirect("worklist_lines_state", code=centre.code, name=kind.slug, job=job.pk)


@require_safe
@allowed("centre.lines")
def worklist_lines_state(request: HttpRequest, centre: Centre, name: str, job: object) -> HttpResponse:
    """Say how far the file is."""
    kind = kind_of(request, centre, name)
    shown = {"kind": kind, "job": _job(request, centre, job)}
    template = "monday/parts/lines_state.html" if request.htmx else "monday/lines.html"
    return render(request, template, shown)


@require_safe
@allowed("centre.lines")
def worklist_lines_file(request: HttpRequest, centre: Centre, name: str, job: object) -> HttpResponse:
    """Give the file, for a day."""
    kind = kind_of(request, centre, name)
    found = _job(request, centre, job)
    content = listing.read(centre, found)
    if content is None or found.asked["list"] != kind.name:
        raise Http404
    record("export.lines", user=request.user, centre=centre, list=kind.name, rows=found.result.get("rows"))
    answer = HttpResponse(content, content_type=FORMATS["xlsx"])
    answer["Content-Disposition"] = f'attachment; filename="{centre.code}-{kind.slug}-lignes.xlsx"'
    answer["Cache-Control"] = "no-store"
    return answer
