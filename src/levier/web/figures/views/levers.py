"""The levers of a centre, and what they become under other hypotheses."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.figures import selectors
from levier.web.figures.forms import WhatIfForm
from levier.web.figures.presenters import levers as shown
from levier.web.figures.presenters.stills import drawn, of_results
from levier.web.figures.tasks import try_margins
from levier.web.jobs.models import Job
from levier.web.jobs.services import start
from levier.web.ui.parts import Link

STILL = "margins"


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("centre.money")
def levers(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show the margins of progress; a form asks for them under other hypotheses."""
    who = selectors.viewer(request.user, centre)
    beside = selectors.beside(centre, who, (), results=("margins",), stills=of_results(STILL))
    said = beside.results.get("margins")
    form = WhatIfForm(request.POST or None, names=_names(said))
    if request.method == "POST" and form.is_valid():
        asked: dict[str, Any] = {**form.stated(), "private": who.private, "language": get_language() or "fr"}
        job = start(try_margins, "what_if", centre=centre, user=request.user, **asked)
        return redirect("levers_tried", code=centre.code, job=job.pk)
    return render(request, "figures/levers.html", _page(centre, said, form, beside), status=400 if form.errors else 200)


def _names(said: Mapping[str, Any] | None) -> list[str]:
    return [one["lever"] for one in (said or {}).get("levers", ()) if one["state"] not in shown.ABSENT]


def _page(centre: Centre, said: Mapping[str, Any] | None, form: WhatIfForm, beside: selectors.Beside) -> dict[str, Any]:
    view = shown.view(centre.code, said) if said and "levers" in said else None
    fields = dict(form.by_lever())
    return {
        "view": view,
        "rows": [shown.row(one, fields.get(one.slug, ())) for one in shown.largest_first(view)] if view else [],
        "shared_fields": shown.row(None, fields[""]),
        "refused": (said or {}).get("refused", ""),
        "form": form,
        "chart": drawn(centre.code, beside, STILL),
        "path": _path(centre),
    }


def _path(centre: Centre) -> list[Link]:
    return [Link(_("Tableau de bord"), reverse("dashboard", kwargs={"code": centre.code})), Link(_("Leviers"))]


@require_safe
@allowed("centre.money")
def tried(request: HttpRequest, centre: Centre, job: uuid.UUID) -> HttpResponse:
    """Show how far the work is, then the margins under the hypotheses that were stated, beside those of the tool."""
    who = selectors.viewer(request.user, centre)
    found = get_object_or_404(Job, pk=job, centre=centre, kind="what_if")
    # What a director asked for speaks of small teams: a colleague does not open it.
    if found.asked.get("private") and not who.private:
        raise Http404
    done = found.state == Job.State.DONE
    before = selectors.result(centre, "margins", who) or {} if done else {}
    form = WhatIfForm(names=())
    said = {
        "job": found,
        "stated": list(_stated(found, form)),
        "rows": shown.tried(found.result, before) if done else [],
        "view": shown.view(centre.code, found.result) if done else None,
        "path": [
            *_path(centre)[:1],
            Link(_("Leviers"), reverse("levers", kwargs={"code": centre.code})),
            Link(_("Essai")),
        ],
    }
    return render(request, "figures/levers_tried.html", said)


def _stated(job: Job, form: WhatIfForm) -> Any:
    """Yield what the person stated, as the pages call it."""
    from levier.catalogue.indicators import indicators
    from levier.catalogue.words import in_language

    for name, text in job.asked.get("hypotheses", {}).items():
        about = form.known.get(name)
        yield (about.label, f"{text} {about.unit}") if about else (name, text)
    for name, text in job.asked.get("targets", {}).items():
        yield _("Objectif : {label}").format(label=in_language(indicators()[name]).label), text
