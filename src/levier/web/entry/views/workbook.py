"""The grid as a workbook: take it away, bring it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from levier.web.accounts.access import allowed
from levier.web.audit.services import record
from levier.web.centres.models import Centre
from levier.web.entry import services, workbook
from levier.web.entry.keys import cell_key
from levier.web.entry.selectors import blocks_of
from levier.web.entry.views.common import asked_year, entry_url, path
from levier.web.ui.parts import Link

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "levier.entry.workbook"
AN_HOUR = 3600
SHOWN = 300


@require_GET
@allowed("centre.type")
def entry_workbook(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Give the grid of a year as a workbook, with what was typed."""
    year = asked_year(request)
    blocks = blocks_of(request.user, centre)
    record("export.grid", user=request.user, centre=centre, year=year, blocks=len(blocks))
    answer = HttpResponse(workbook.written(centre, year, blocks), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="grille-{centre.code}-{year}.xlsx"'
    return answer


@require_http_methods(["GET", "POST"])
@allowed("centre.type")
def entry_upload(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Read a workbook filled elsewhere, show what it would change, write it once confirmed."""
    if request.POST.get("lu"):
        return _write(request, centre)
    context: dict[str, Any] = {"path": path(centre, Link(_("Reprendre un classeur"))), "year": asked_year(request)}
    if request.method == "GET":
        return render(request, "entry/upload.html", context)
    given = request.FILES.get("classeur")
    if given is None or given.size > workbook.LIMIT:
        context["wrong"] = _wrong_file(given)
        return render(request, "entry/upload.html", context, status=422)
    found = workbook.read(given, given.name, centre, blocks_of(request.user, centre))
    context |= {
        "file": given.name,
        "found": found,
        "shown": found.found[:SHOWN],
        "more": max(0, len(found.found) - SHOWN),
        "lu": signing.dumps([centre.pk, workbook.packed(found.found)], salt=SALT, compress=True),
    }
    return render(request, "entry/upload.html", context)


def _wrong_file(given: Any) -> str:
    if given is None:
        return _("Aucun fichier : choisissez la grille remplie (.xlsx ou .ods).")
    return _("« {name} » : {size} Mo lus ; attendu 5 Mo au plus. Reprenez une grille téléchargée ici.").format(
        name=given.name, size=round(given.size / 1_000_000)
    )


def _write(request: HttpRequest, centre: Centre) -> HttpResponse:
    try:
        owner, packed = signing.loads(request.POST["lu"], salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        owner, packed = None, []
    if owner != centre.pk:
        messages.error(request, _("Cette lecture du classeur a plus d'une heure : envoyez-le de nouveau."))
        return redirect(reverse("entry_upload", args=[centre.code]))
    mine = blocks_of(request.user, centre)
    changes = [
        services.Change(cell, text, was, about)
        for token, text, was, about in packed
        if (cell := cell_key(token)) and cell.line.about.block in mine
    ]
    outcomes = services.save(centre, request.user, changes, why="classeur")
    counts = services.counted(outcomes)
    record("import.grid", user=request.user, centre=centre, saved=counts["saved"], refused=counts["refused"])
    said = ngettext("{n} nombre repris du classeur.", "{n} nombres repris du classeur.", counts["saved"])
    messages.success(request, said.format(n=counts["saved"]))
    for one in outcomes:
        if one.state in ("conflict", "refused"):
            messages.error(request, f"{one.cell.line.about.label}, {one.cell.period} : {one.message}")
    return redirect(entry_url(centre))
