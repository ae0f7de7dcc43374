"""The lines behind a figure: asked of the worker, followed, read, downloaded. Centre installations, director only."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from levier.web.accounts.access import allowed
from levier.web.audit.services import record
from levier.web.centres.models import Centre
from levier.web.figures.lines import kept
from levier.web.figures.presenters.asked import read_asked
from levier.web.figures.tasks import explain_figure
from levier.web.figures.views.indicator import known
from levier.web.jobs.models import Job
from levier.web.jobs.services import start
from levier.web.ui.formats import period_label
from levier.web.ui.parts import Link

View = Callable[..., HttpResponse]


def where_lines_are(view: View) -> View:
    """Open a view in the installation of a centre only: a region holds no line."""

    @wraps(view)
    def guarded(request: HttpRequest, centre: Centre, **more: Any) -> HttpResponse:
        if settings.KIND != "centre":
            raise Http404
        return view(request, centre, **more)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("centre.lines")
@where_lines_are
def ask(request: HttpRequest, centre: Centre, name: str) -> HttpResponse:
    """Ask the worker for the lines behind a figure; whoever comes back to the address goes to the figure."""
    if request.method != "POST":
        return redirect("indicator", code=centre.code, name=known(name).name)
    one, asked = known(name), read_asked(request.POST)
    if asked.period is None:
        return redirect("indicator", code=centre.code, name=name)
    wanted = {"indicator": one.name, "period": asked.period.label, "dimension": asked.dimension, "slice": asked.slice}
    job = start(explain_figure, "lines", centre=centre, user=request.user, language=get_language() or "fr", **wanted)
    record("read.lines", user=request.user, centre=centre, indicator=one.name, period=asked.period.label)
    return redirect("lines_of", code=centre.code, name=name, job=job.pk)


def _job(centre: Centre, job: uuid.UUID, name: str) -> Job:
    found = get_object_or_404(Job, pk=job, centre=centre, kind="lines")
    if found.asked.get("indicator") != name:
        raise Http404
    return found


@require_safe
@allowed("centre.lines")
@where_lines_are
def show(request: HttpRequest, centre: Centre, name: str, job: uuid.UUID) -> HttpResponse:
    """Show how far the work is, then what was counted and what was left out."""
    one, found = known(name), _job(centre, job, name)
    address = reverse("indicator", kwargs={"code": centre.code, "name": name})
    said = {
        "one": one,
        "job": found,
        "told": found.result if found.state == Job.State.DONE else None,
        "subtitle": " · ".join(filter(None, (period_label(found.asked["period"]), found.asked.get("slice")))),
        "path": [
            Link(_("Tableau de bord"), reverse("dashboard", kwargs={"code": centre.code})),
            Link(one.label, address),
            Link(_("Les lignes")),
        ],
        "file": kept(centre, str(job)) is not None,
    }
    return render(request, "figures/lines.html", said)


@require_safe
@allowed("centre.lines")
@where_lines_are
def download(request: HttpRequest, centre: Centre, name: str, job: uuid.UUID) -> HttpResponse | FileResponse:
    """Give the lines as a file, while it is there."""
    path = kept(centre, str(_job(centre, job, name).pk))
    if path is None:
        raise Http404
    record("export.lines", user=request.user, centre=centre, indicator=name)
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"lignes-{name}.csv", content_type="text/csv")
