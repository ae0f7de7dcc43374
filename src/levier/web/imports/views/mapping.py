"""Saying once what the columns of a file are."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from levier.readers.profiles import load
from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.imports import selectors, services
from levier.web.imports.forms import MappingForm, TableForm, tables
from levier.web.imports.models import Delivery, SentFile


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("centre.import")
def file(request: HttpRequest, centre: Centre, delivery_id: uuid.UUID, file_id: int) -> HttpResponse:
    """Show the columns of a file beside ours; once saved, the file is read again with that layout."""
    delivery = selectors.delivery_of(centre, delivery_id)
    found = get_object_or_404(SentFile, delivery=delivery, pk=file_id)
    if delivery.state != Delivery.State.REVIEW or not found.report.get("columns"):
        return redirect(delivery.get_absolute_url())
    draft = found.layout or found.report.get("proposal", "")
    table = _table(request, found, draft)
    about = {"table": table, "columns": found.report["columns"], "draft": draft}
    sent = request.method == "POST"
    form = MappingForm(request.POST, **about) if sent else MappingForm(initial={"label": _label(found)}, **about)
    if sent and form.is_valid():
        found.delivery = delivery
        services.choose_layout(found, form.text, form.name, form.cleaned_data["label"], table)
        return redirect("job", job_id=delivery.job_id)
    context = {
        "delivery": delivery,
        "file": found,
        "form": form,
        "tables": TableForm(initial={"table": table}),
        "table": table,
    }
    return render(request, "imports/mapping.html", context)


def _table(request: HttpRequest, found: SentFile, draft: str) -> str:
    """Return the table asked for, else the one read or proposed."""
    known = [name for name, _label in tables()]
    given = request.POST.get("table") or request.GET.get("table", "")
    if given in known:
        return given
    sheet = next((one for one in found.report["sheets"] if one["table"] in known), None)
    if sheet:
        return str(sheet["table"])
    proposed = next((one.table.name for one in load(draft, "x")), "") if draft else ""
    return proposed if proposed in known else "appointments"


def _label(found: SentFile) -> Any:
    return found.name.rpartition(".")[0][:100]
