"""How far work is, and stopping it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from levier.web.accounts.access import allowed, logged_in
from levier.web.centres.models import Centre
from levier.web.jobs.models import Job
from levier.web.jobs.selectors import job_of, may_cancel, recent, told
from levier.web.jobs.services import cancel
from levier.web.jobs.words import name_of


@require_GET
@never_cache
@logged_in
def job(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Show how far a job is; the page asks again each second, and goes on by itself once it is done."""
    found = job_of(request.user, job_id)
    request.centre = found.centre
    if request.htmx:
        return _fragment(request, found)
    if found.state == Job.State.DONE and (after := after_of(found)):
        return redirect(after)
    return render(request, "jobs/job.html", _shown(request, found))


def _fragment(request: HttpRequest, found: Job) -> HttpResponse:
    if found.over and (after := after_of(found)):
        return HttpResponseClientRedirect(after)
    return render(request, "jobs/progress.html", _shown(request, found))


def after_of(found: Job) -> str:
    """Return the page that shows what the job made."""
    back = found.asked.get("back", "")
    return f"{back}?travail={found.pk}" if back else ""


def _shown(request: HttpRequest, found: Job) -> dict[str, Any]:
    states = {Job.State.DONE: "done", Job.State.FAILED: "failed", Job.State.CANCELLED: "failed"}
    return {
        "job": found,
        "name": name_of(found.kind),
        "told": told(request.user, found),
        "bar": states.get(found.state, "running"),
        "after": after_of(found) if found.over else "",
        "cancellable": may_cancel(request.user, found),
    }


@require_POST
@logged_in
def job_cancel(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Stop a job; one that is over stays as it is."""
    found = job_of(request.user, job_id)
    if may_cancel(request.user, found):
        cancel(found)
    return redirect("job", job_id=found.pk)


@require_GET
@allowed("centre.see")
def jobs(request: HttpRequest, centre: Centre) -> HttpResponse:
    """List the last jobs of a centre."""
    rows = [(one, name_of(one.kind), told(request.user, one)) for one in recent(centre)]
    return render(
        request,
        "jobs/list.html",
        {"rows": rows, "path": [{"label": centre, "url": reverse("imports", args=[centre.code])}]},
    )
