"""The journal for the administration, and the history of edited values for the director."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from levier.french_csv import csv_text
from levier.web.accounts.access import allowed, allowed_here
from levier.web.accounts.models import Role
from levier.web.accounts.views.administration import tabs
from levier.web.audit import history, selectors
from levier.web.audit.forms import JournalForm
from levier.web.audit.models import AuditEvent
from levier.web.audit.services import record
from levier.web.audit.words import DETAILS, action_words
from levier.web.centres.models import Centre
from levier.web.ui.parts import Action, Link

PER_PAGE = 100


@require_GET
@allowed_here("installation.audit")
def audit(request: HttpRequest) -> HttpResponse:
    """Show the journal."""
    form = JournalForm(request.GET)
    form.is_valid()
    page = Paginator(selectors.lines(**form.asked()), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.urlencode()
    download = Action(_("Télécharger (CSV)"), reverse("audit_csv") + (f"?{query}" if query else ""), icon="download")
    return render(request, "audit/journal.html", {
        "form": form, "page": page, "lines": [(one, action_words(one.action), detail(one)) for one in page],
        "tabs": tabs("audit"), "actions": [download], "months": settings.AUDIT_MONTHS,
    })  # fmt: skip


@require_GET
@allowed_here("installation.audit")
def audit_csv(request: HttpRequest) -> HttpResponse:
    """Give the lines asked for, as a file for a French spreadsheet."""
    form = JournalForm(request.GET)
    form.is_valid()
    record("journal.exported", user=request.user)
    said = StreamingHttpResponse(_csv(selectors.lines(**form.asked())), content_type="text/csv; charset=utf-8")
    said["Content-Disposition"] = f'attachment; filename="journal-{timezone.localdate():%Y-%m-%d}.csv"'
    return said


def _csv(found: Any) -> Iterator[str]:
    yield csv_text([_("date"), _("personne"), _("centre"), _("action"), _("code"), _("précisions")], [])
    for one in found.iterator(chunk_size=2000):
        when = timezone.localtime(one.at).strftime("%d/%m/%Y %H:%M:%S")
        who = one.user.email if one.user else ""
        cells = [when, who, one.centre.code if one.centre else "", action_words(one.action), one.action, detail(one)]
        yield _line(cells)


def _line(cells: list[str]) -> str:
    return csv_text(["x"], [cells]).partition("\r\n")[2]


def detail(one: AuditEvent) -> str:
    """Return what a line adds, as ``name : value``, in the words of the page."""
    said = {name: value for name, value in one.detail.items() if value not in ("", [], {}, None)}
    return " · ".join(f"{DETAILS.get(name, name)} : {_said(name, value)}" for name, value in said.items())


def _said(name: str, value: Any) -> str:
    if name == "role" and value in Role.values:
        return str(Role(value).label)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@require_GET
@allowed("centre.settings")
def centre_history(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show who changed which value, and when."""
    kind = request.GET.get("quoi", "")
    page = Paginator(history.changes(centre, kind), PER_PAGE).get_page(request.GET.get("page"))
    path = [Link(str(centre), reverse("dashboard", args=[centre.code])), Link(_("Historique"))]
    kinds = [Link(label, f"?quoi={name}", current=name == kind) for name, label in history.kinds()]
    context = {"page": page, "lines": [history.said(one) for one in page], "path": path, "kinds": kinds}
    return render(request, "audit/history.html", context)
