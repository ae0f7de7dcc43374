"""What was imported: the list, one import, deleting it."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from levier.holding import SUFFIXES
from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.figures.models import Run
from levier.web.imports import selectors, services
from levier.web.imports.models import Imported, Watched
from levier.web.imports.standing import standings

PAGE = 30


@require_GET
@never_cache
@allowed("centre.import")
def imports(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show where to drop files, what waits, where each export stands, and the imports made."""
    rows = list(Imported.objects.filter(centre=centre).defer("accounts", "problems"))
    director = request.user.has_perm("centre.imports", centre)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, selectors.effects(one)) for one in page],
        "waiting": [(one, selectors.waiting_words(one)) for one in services.open_deliveries(centre)],
        "standings": standings(centre, rows),
        "limit": services.limit_words(),
        "accept": ",".join(sorted(SUFFIXES)),
        "region": settings.KIND == "region",
        "director": director,
        "watched": Watched.objects.filter(centre=centre).first() if director else None,
    }
    return render(request, "imports/list.html", context)


@require_GET
@allowed("centre.import")
def one(request: HttpRequest, centre: Centre, number: int) -> HttpResponse:
    """Show one import: its files, what it did to former lines, its problems."""
    found = get_object_or_404(Imported, centre=centre, number=number)
    context = {
        "one": found,
        "effects": selectors.effects(found),
        "accounts": found.accounts,
        "problems": selectors.problem_groups([{"problems": found.problems}]),
        "director": request.user.has_perm("centre.imports", centre),
    }
    return render(request, "imports/one.html", context)


@require_http_methods(["GET", "POST"])
@allowed("centre.imports")
def delete(request: HttpRequest, centre: Centre, number: int) -> HttpResponse:
    """Ask, then have an import deleted."""
    found = get_object_or_404(Imported, centre=centre, number=number)
    if request.method == "POST":
        return redirect("job", job_id=services.delete(found, request.user).pk)
    return render(request, "imports/delete.html", {"one": found, "effects": selectors.effects(found)})


@require_GET
@allowed("centre.imports")
def deleted(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Say what a deletion gave back, and the figures that moved."""
    job = selectors.job_shown(centre, request, "import.delete")
    if job is None or not job.result:
        return redirect("imports", code=centre.code)
    context = {
        "job": job,
        "removed": selectors.lines_of(job.result.get("removed", {})),
        "given_back": selectors.lines_of(job.result.get("given_back", {})),
        "moved": selectors.moved(Run.objects.filter(pk=job.result.get("run"), centre=centre).first()),
    }
    return render(request, "imports/deleted.html", context)
