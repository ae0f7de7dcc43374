"""« Contre le chiffre de votre logiciel »."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.imports import selectors, services
from levier.web.imports.forms import CompareForm


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("centre.imports")
def comparison(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Ask for the number of the software, then show where the gap comes from."""
    job = selectors.job_shown(centre, request, "explain")
    asked = {} if job is None else {name: job.asked.get(name) for name in ("indicator", "period", "what", "total")}
    named = {name: request.GET[name] for name in ("indicator", "period") if name in request.GET}
    form = CompareForm(request.POST or None, initial=asked or named)
    if request.method == "POST" and form.is_valid():
        return redirect("job", job_id=services.compare(centre, request.user, **form.cleaned_data).pk)
    found = job.result if job is not None and job.result else None
    if found and found["gap"]:
        found["gap_words"], found["more"] = f"{round(found['gap']):+}".replace("-", "−"), -round(found["gap"])
    context = {"form": form, "job": job, "found": found}
    return render(request, "imports/compare.html", context)
