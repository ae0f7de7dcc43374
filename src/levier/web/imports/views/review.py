"""One delivery: read, looked at, confirmed, done."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from levier.french_csv import csv_text
from levier.web.accounts.access import allowed
from levier.web.audit.services import record
from levier.web.centres.models import Centre
from levier.web.figures.models import Run
from levier.web.imports import selectors, services
from levier.web.imports.models import Delivery, SentFile
from levier.web.imports.workbook import workbook

State = Delivery.State
TEMPLATES = {
    State.REVIEW: "imports/review.html",
    State.QUESTION: "imports/question.html",
    State.DONE: "imports/result.html",
    State.FAILED: "imports/stopped.html",
    State.DISCARDED: "imports/stopped.html",
}


@require_GET
@never_cache
@allowed("centre.import")
def delivery(request: HttpRequest, centre: Centre, delivery_id: uuid.UUID) -> HttpResponse:
    """Show a delivery as it is now; while a worker is at it, the page of its work."""
    found = selectors.delivery_of(centre, delivery_id)
    if found.state in (State.READING, State.IMPORTING):
        if found.job is not None and not found.job.over:
            return redirect("job", job_id=found.job_id)
        # Stopped while it waited, or given up after several tries: nothing will come any more.
        services.close(found, State.FAILED, found.job.problem if found.job else "")
    files = list(found.files.all())
    for file in files:
        file.delivery = found
    context = {"delivery": found, "files": files, "centre": centre}
    return render(request, TEMPLATES[State(found.state)], context | _more(found, files))


def _more(found: Delivery, files: list[SentFile]) -> dict[str, Any]:
    if found.state == State.DONE:
        return _done(found, files)
    return {
        "problems": _problems([one for one in files if one.importable]),
        "importable": any(one.importable for one in files),
        "attention": [(one, [] if one.importable else _problems([one])) for one in files if one.demanding],
        "plain": [one for one in files if not one.demanding],
        "totals": totals(files),
        "losses": [_loss(one) for one in found.result.get("losses", ())],
        "amendable": all(one["keyed"] for one in found.result.get("losses", ())),
        "problem": found.problem,
    }


def _problems(files: list[SentFile]) -> list[dict[str, Any]]:
    return selectors.problem_groups(one.report for one in files)


def totals(files: list[SentFile]) -> dict[str, int]:
    """Return the balance of lines of the files that take part."""
    sheets = [sheet for one in files if one.usable for sheet in one.report["sheets"]]
    return {name: sum(one[name] for one in sheets) for name in ("read", "kept", "set_aside", "not_data")}


def _loss(one: dict[str, Any]) -> str:
    sentence = _("{label} : {lost} lignes sur {covered} déjà connues pour ces jours n'y sont plus.")
    return sentence.format(label=selectors.label_of(one["table"]), lost=one["lost"], covered=one["covered"])


def _done(found: Delivery, files: list[SentFile]) -> dict[str, Any]:
    run = Run.objects.filter(pk=found.result.get("run"), centre=found.centre).first()
    imports = list(found.imported.all())
    return {
        "totals": totals(files),
        "imports": imports,
        "effects": [sentence for one in imports for sentence in selectors.effects(one)],
        "unchanged": found.result.get("unchanged", []),
        "grid": found.result.get("grid"),
        "moved": selectors.moved(run),
        "run": run,
        "problems": _problems(files),
    }


@require_POST
@allowed("centre.import")
def confirm(request: HttpRequest, centre: Centre, delivery_id: uuid.UUID) -> HttpResponse:
    """Import what was looked at, with the answers given; an answer that changes the reading is shown again first."""
    found = selectors.delivery_of(centre, delivery_id)
    if found.state != State.REVIEW:
        return redirect(found.get_absolute_url())
    files = list(found.files.all())
    services.leave_out(found, [one.pk for one in files if f"garder-{one.pk}" not in request.POST])
    changed = [one for one in files if one.questions and services.answer(one, _given(request, one))]
    if changed:
        return redirect("job", job_id=services.read_again(found).pk)
    if "importer" not in request.POST or not any(one.usable for one in found.files.all()):
        return redirect(found.get_absolute_url())
    return redirect("job", job_id=services.confirm(found, request.user).pk)


def _given(request: HttpRequest, file: SentFile) -> dict[str, str]:
    names = {ask["column"] for ask in file.questions} | set(file.constants)
    return {name: request.POST.get(f"{name}-{file.pk}", file.constants.get(name, "")) for name in names}


@require_POST
@allowed("centre.import")
def answer(request: HttpRequest, centre: Centre, delivery_id: uuid.UUID) -> HttpResponse:
    """Take the answer to « is this file everything for these days? »."""
    found = selectors.delivery_of(centre, delivery_id)
    mode = request.POST.get("mode", "")
    if found.state != State.QUESTION or mode not in ("whole", "amend"):
        return redirect(found.get_absolute_url())
    return redirect("job", job_id=services.confirm(found, request.user, mode).pk)


@require_POST
@allowed("centre.import")
def discard(request: HttpRequest, centre: Centre, delivery_id: uuid.UUID) -> HttpResponse:
    """Give a delivery up."""
    services.discard(selectors.delivery_of(centre, delivery_id), request.user)
    return redirect("imports", code=centre.code)


HEADERS = ("fichier", "feuille", "ligne", "colonne", "gravite", "code", "lu", "attendu", "que_faire", "nombre")


@require_GET
@allowed("centre.import")
def problems(request: HttpRequest, centre: Centre, delivery_id: uuid.UUID, ext: str) -> HttpResponse:
    """Give the problems line by line, to correct the export; no value of a patient is in it."""
    found = selectors.delivery_of(centre, delivery_id)
    if ext not in ("csv", "xlsx"):
        raise Http404
    rows = [row for one in found.files.all() for row in _rows(one)]
    record("export", user=request.user, centre=centre, what="problems", rows=len(rows))
    if ext == "csv":
        response = HttpResponse(csv_text(HEADERS, rows), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(workbook(_("Problèmes"), HEADERS, rows), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="problemes-{centre.code}.{ext}"'
    return response


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _rows(file: SentFile) -> Iterator[list[Any]]:
    """Yield each problem with its line, then those known by their group only."""
    details = file.report.get("details", [])
    told = {_kind(one) for one in details}
    for one in [*details, *(one for one in file.report.get("problems", ()) if _kind(one) not in told)]:
        yield [
            *(one["file"], one["sheet"], one["line"], one["column"], one["severity"], one["code"]),
            *(
                one["value"],
                one["expected"],
                selectors.on_screen(one, columns=bool(file.report.get("columns"))),
                one["count"],
            ),
        ]


def _kind(one: dict[str, Any]) -> str:
    return json.dumps([one[name] for name in ("code", "file", "sheet", "column", "expected", "fix")])
