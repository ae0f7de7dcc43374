"""The papers to have before the first import: of a centre, or of the whole installation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from levier.papers import papers_of
from levier.web.accounts.access import allowed, allowed_here
from levier.web.accounts.views.administration import tabs
from levier.web.audit.services import record
from levier.web.centres.models import Centre
from levier.web.documents import downloads, papers
from levier.web.documents.forms import PapersForm
from levier.web.documents.models import InstallationSettings
from levier.web.documents.views.common import handed, must_prepare
from levier.web.ui.parts import Link

READ_WRITE = ("GET", "HEAD", "POST")


@require_safe
@allowed("centre.papers")
def paper(request: HttpRequest, centre: Centre, name: str) -> HttpResponse:
    """Give a paper of a centre."""
    must_prepare(request.user, centre)
    return _paper(request, centre, name)


@require_safe
@allowed("centre.papers")
def dossier(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Give every paper of a centre in one file."""
    must_prepare(request.user, centre)
    return _dossier(request, centre, f"dossier-{centre.code}.zip")


@require_http_methods(READ_WRITE)
@allowed("centre.papers")
def papers_settings(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Ask for what only people know."""
    must_prepare(request.user, centre)
    return _asked(request, reverse("documents", args=[centre.code]))


@require_safe
@allowed_here("installation.manage")
def installation_papers(request: HttpRequest) -> HttpResponse:
    """Show the papers of the whole installation."""
    made = papers.listed(papers.installation_of(None))
    context = {"papers": made, "blanks": sum(one.blanks for one in made), "tabs": tabs("installation_papers")}
    return render(request, "documents/installation.html", context)


@require_safe
@allowed_here("installation.manage")
def installation_paper(request: HttpRequest, name: str) -> HttpResponse:
    """Give a paper of the installation."""
    return _paper(request, None, name)


@require_safe
@allowed_here("installation.manage")
def installation_dossier(request: HttpRequest) -> HttpResponse:
    """Give every paper of the installation in one file."""
    return _dossier(request, None, "dossier-levier.zip")


@require_http_methods(READ_WRITE)
@allowed_here("installation.manage")
def installation_settings(request: HttpRequest) -> HttpResponse:
    """Ask for what only people know, for the installation."""
    return _asked(request, reverse("installation_papers"))


def _paper(request: HttpRequest, centre: Centre | None, name: str) -> HttpResponse:
    installation = papers.installation_of(centre)
    one = next((each for each in papers_of(installation) if each.name == name), None)
    if one is None:
        raise Http404
    made = papers.written(one, installation)
    record("export.paper", user=request.user, centre=centre, paper=name)
    return handed(made.content, made.file, downloads.DOCX)


def _dossier(request: HttpRequest, centre: Centre | None, name: str) -> HttpResponse:
    content = papers.zipped(papers.installation_of(centre))
    record("export.papers", user=request.user, centre=centre)
    return handed(content, name, downloads.ZIP)


def _asked(request: HttpRequest, back: str) -> HttpResponse:
    form = PapersForm(request.POST if request.method == "POST" else None, instance=InstallationSettings.here())
    if request.method == "POST" and form.is_valid():
        keep(form, request.user)
        messages.success(request, _("C'est noté : tous les documents sont refaits avec ces réponses."))
        return redirect(back)
    path = [Link(_("Documents"), back), Link(_("Ce que les documents demandent"), current=True)]
    return render(request, "documents/settings.html", {"form": form, "path": path, "back": back})


def keep(form: PapersForm, user: Any) -> None:
    """Keep what was answered, with who answered."""
    form.instance._history_user = user
    form.save()
