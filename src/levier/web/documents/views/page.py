"""The page of documents: each person sees what they may take."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from levier.web.accounts.access import allowed
from levier.web.audit.services import record
from levier.web.centres.models import Centre
from levier.web.documents import downloads, papers
from levier.web.documents.models import InstallationSettings
from levier.web.documents.views.common import handed, may_prepare
from levier.web.home.navigation import may


@require_safe
@allowed("centre.documents")
def documents(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show what can be read, produced and downloaded."""
    user, made = request.user, []
    if may_prepare(user, centre):
        made = papers.listed(papers.installation_of(centre, InstallationSettings.here()))
    context = {
        "papers": made, "blanks": sum(one.blanks for one in made), "may_note": may(user, "centre.note", centre),
        "may_export": may(user, "centre.export", centre), "may_type": may(user, "centre.type", centre),
    }  # fmt: skip
    return render(request, "documents/documents.html", context)


@require_safe
@allowed("centre.documents")
def models(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Give every model of a file."""
    name, content = downloads.models(centre)
    record("export.models", user=request.user, centre=centre)
    return handed(content, name, downloads.ZIP)


@require_safe
@allowed("centre.documents")
def grid(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Give the empty grid of the year."""
    name, content = downloads.grid(centre)
    record("export.grid", user=request.user, centre=centre)
    return handed(content, name, downloads.XLSX)
