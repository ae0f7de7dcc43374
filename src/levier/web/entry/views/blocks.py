"""The list of the blocks, and the table of one of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from levier.catalogue.typed import TYPED
from levier.periods import parse_period
from levier.problems import WrongCommand
from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.entry import selectors, services
from levier.web.entry.keys import LineKey, cell_key, line_key
from levier.web.entry.selectors import blocks_of, is_director, values_of
from levier.web.entry.sheet import SheetView, grid_pages, sheet
from levier.web.entry.views.common import asked_year, block_for, path
from levier.web.entry.words import grain_word
from levier.web.jobs.models import Job
from levier.web.ui.formats import period_label
from levier.web.ui.parts import Link

VALUE, WAS = "v:", "w:"
# What the address of a block says of the view; a form carries it as well.
VIEW = ("annee", "rythme", "periode", "detail", "rappel", "comptage")


@require_GET
@allowed("centre.type")
def entry(request: HttpRequest, centre: Centre) -> HttpResponse:
    """List the source documents: what to open, how far one is, what it gives."""
    year, today = asked_year(request), timezone.localdate()
    mine = blocks_of(request.user, centre)
    blocks = selectors.block_views(centre, mine, year, today)
    return render(
        request,
        "entry/entry.html",
        {
            "blocks": blocks,
            "year": year,
            "years": [
                Link(str(one), f"?annee={one}", current=one == year) for one in selectors.years_of(centre, today)
            ],
            "empty": not any(one.progress.values for one in blocks),
            "poor": [one for one in blocks if one.poor],
            "director": is_director(request.user, centre),
            "hours": list(centre.opening_rows.all()),
            "tasks": [one.task for one in blocks if one.task and _mine(one.task, request.user)],
            "path": path(centre)[:1],
        },
    )


def _mine(task: Any, user: Any) -> bool:
    return task.assignee_id == user.pk or (not task.assignee_id and task.email.lower() == user.email.lower())


@require_http_methods(["GET", "POST"])
@allowed("centre.type")
def entry_block(request: HttpRequest, centre: Centre, block: str) -> HttpResponse:
    """Show the table of a block, or write what was typed in it."""
    about = block_for(request, centre, block)
    if request.method == "POST":
        return _saved(request, centre, about)
    return render(request, "entry/block.html", block_context(request, centre, about, request.GET))


def block_context(
    request: HttpRequest, centre: Centre, about: Any, asked: QueryDict, outcomes: Sequence[services.Outcome] = ()
) -> dict[str, Any]:
    """Return what the table of a block shows."""
    year = asked_year(request, asked)
    found = block_sheet(centre, about, asked, year)
    _tell(found, outcomes)
    files = selectors.against_files(centre, about.name, year)
    _mark(found, files.won)
    view = {name: asked[name] for name in VIEW if asked.get(name)} | {"annee": str(year)}
    task = next((one for one in selectors.open_tasks(centre) if one.block == about.name), None)
    today = timezone.localdate()
    return {
        "about": about,
        "sheet": found,
        "year": year,
        "view": view,
        "plus": asked.getlist("plus"),
        "years": _links(view, "annee", [(str(one), str(one)) for one in selectors.years_of(centre, today)], str(year)),
        "grains": _links(
            view | {"periode": ""}, "rythme", [(one, grain_word(one)) for one in found.grains], found.grain
        ),
        "only": _only(found, year, view),
        "recall": asked.get("rappel") != "non",
        "recall_url": _address(view | {"rappel": "" if asked.get("rappel") == "non" else "non"}),
        "detail_url": _address(view | {"detail": "" if asked.get("detail") else "oui"}),
        "detail": bool(asked.get("detail")),
        "sampled": found.grain == "sample",
        "may_add": _may_add(found, year, about, centre),
        "gaps": [(name, period_label(period), said) for name, period, said in files.gaps],
        "won": any(cell.won for line in found.lines for cell in line.cells),
        "task": task,
        "late": bool(task and task.late),
        "director": is_director(request.user, centre),
        "path": path(centre, Link(about.title)),
        "query": asked.urlencode(),
        "user_key": request.user.pk,
        "any_before": any(line.any_before for line in found.lines),
    }


def block_sheet(centre: Centre, about: Any, asked: QueryDict, year: int) -> SheetView:
    """Return the table of a block as the address asks for it."""
    values = values_of(centre, year)
    more = [key for key in map(line_key, asked.getlist("plus")) if key is not None]
    pages = grid_pages(values, year, selectors.services_of(centre), more)
    page = next((one for one in pages if one.block.name == about.name), None)
    if page is None:
        page = next(one for one in grid_pages(values, year, (), more) if one.block.name == about.name)
    return sheet(
        page, values, year,
        grain=asked.get("rythme", ""), only=asked.get("periode", ""), detail=bool(asked.get("detail")),
        sample=_sample(asked.get("comptage", ""), year),
    )  # fmt: skip


def _sample(text: str, year: int) -> str:
    try:
        return text if text and parse_period(text).grain == "sample" and text.startswith(str(year)) else ""
    except WrongCommand:
        return ""


def _address(view: Mapping[str, str]) -> str:
    return "?" + urlencode({name: said for name, said in view.items() if said})


def _links(view: Mapping[str, str], name: str, choices: Sequence[tuple[str, str]], current: str) -> list[Link]:
    return [Link(label, _address({**view, name: value}), current=value == current) for value, label in choices]


def _only(found: SheetView, year: int, view: Mapping[str, str]) -> list[Link]:
    """Return the links to one month at a time: what a phone, or a monthly habit, asks for."""
    if found.grain != "month":
        return []
    months = [(f"{year}-{rank:02d}", period_label(f"{year}-{rank:02d}").split(" ")[0]) for rank in range(1, 13)]
    asked = [
        (label, word)
        for label, word in months
        if any(line.key.about.months in ((), None) or rank_in(line, label) for line in found.lines)
    ]
    return _links(view, "periode", [("", _("Toute l'année")), *asked], str(view.get("periode", "")))


def rank_in(line: Any, label: str) -> bool:
    """Tell whether a line asks for a month."""
    return int(label[-2:]) in line.key.about.months


def _may_add(found: SheetView, year: int, about: Any, centre: Centre) -> dict[str, Any]:
    """Return the measures that may have a line for a specialty, a site or another service, and the services."""
    from levier.catalogue.words import in_language
    from levier.grid.layout import service_word
    from levier.tables.columns import SERVICES

    free = {"specialite", "site", "service"}
    measures = [in_language(one) for one in TYPED.values() if one.block == about.name and free & set(one.keys)]
    known = selectors.services_of(centre) or tuple(SERVICES)
    return {
        "measures": [(one.name, one.label) for one in measures],
        "services": [(one, service_word(one)) for one in known],
        "specialty": any("specialite" in one.keys for one in measures),
    }


def _tell(found: SheetView, outcomes: Sequence[services.Outcome]) -> None:
    """Put beside each cell what became of what was typed in it."""
    said = {one.cell: one for one in outcomes}
    for line in found.lines:
        for cell in line.cells:
            if one := said.get(cell.key):
                cell.text = one.text if one.state in ("refused", "conflict") else cell.text
                cell.error, cell.doubts = one.message, one.doubts or cell.doubts


def _mark(found: SheetView, won: Collection[tuple[str, str]]) -> None:
    """Mark the cells that files win over: what is typed there is kept, and not counted."""
    for line in found.lines:
        for cell in line.cells:
            cell.won = (line.key.measure, cell.key.period) in won


def read_changes(posted: QueryDict, block: str) -> list[services.Change]:
    """Return what a form says of cells of a block; a name that is no cell is left out."""
    found = []
    for name, text in posted.items():
        if not name.startswith(VALUE):
            continue
        token = name.removeprefix(VALUE)
        cell = cell_key(token)
        if cell is not None and cell.line.about.block == block:
            found.append(services.Change(cell, text[:60], posted.get(WAS + token, "")))
    return found


def _saved(request: HttpRequest, centre: Centre, about: Any) -> HttpResponse:
    changes = read_changes(request.POST, about.name)
    script = request.headers.get("Accept", "").startswith("application/json")
    typed = [one for one in changes if script or one.text.strip() or one.was]
    outcomes = services.save(centre, request.user, typed)
    if script:
        return JsonResponse({"cells": [_told(one) for one in outcomes], "state": state_sentence(centre)})
    wrong = [one for one in outcomes if one.state in ("refused", "conflict")]
    _announce(request, outcomes)
    if not wrong:
        query = request.POST.get("retour", "")
        return redirect(reverse("entry_block", args=[centre.code, about.name]) + (f"?{query}" if query else ""))
    asked = QueryDict(request.POST.get("retour", ""))
    return render(request, "entry/block.html", block_context(request, centre, about, asked, wrong), status=422)


def _told(one: services.Outcome) -> dict[str, Any]:
    return {
        "cell": one.cell.token, "state": one.state, "text": one.text, "was": one.was,
        "message": one.message, "doubts": one.doubts,
    }  # fmt: skip


def _announce(request: HttpRequest, outcomes: Sequence[services.Outcome]) -> None:
    counts = services.counted(outcomes)
    done = counts["saved"] + counts["cleared"]
    if done:
        said = ngettext("{n} nombre enregistré.", "{n} nombres enregistrés.", done).format(n=done)
        messages.success(request, f"{said} " + _("Les chiffres du centre suivront dans une minute environ."))
    bad = counts["refused"] + counts["conflict"]
    if bad:
        said = ngettext("{n} case à revoir : voir le tableau.", "{n} cases à revoir : voir le tableau.", bad)
        messages.error(request, said.format(n=bad))
    if not done and not bad:
        messages.info(request, _("Rien n'a changé."))


def state_sentence(centre: Centre) -> str:
    """Say when the figures will hold what was typed."""
    job = Job.objects.filter(centre=centre, kind="compute").order_by("-created").first()
    if job is None:
        return ""
    said = {
        Job.State.WAITING: _("Chiffres du centre : recalcul dans une minute environ."),
        Job.State.RUNNING: _("Chiffres du centre : recalcul en cours."),
        Job.State.FAILED: _("Chiffres du centre : le recalcul a échoué, les anciens restent affichés."),
    }
    return said.get(job.state, "") or _("Chiffres du centre : à jour ({at}).").format(
        at=f"{timezone.localtime(job.finished or job.created):%H:%M}"
    )


@require_GET
@allowed("centre.type")
def entry_state(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Say whether the figures hold what was typed; the page asks from time to time."""
    return JsonResponse({"state": state_sentence(centre)})


@require_http_methods(["POST"])
@allowed("centre.type")
def entry_add(request: HttpRequest, centre: Centre, block: str) -> HttpResponse:
    """Show one line more (a specialty, a site), or one more counting; written with its first number."""
    about = block_for(request, centre, block)
    asked = QueryDict(request.POST.get("retour", ""), mutable=True)
    if request.POST.get("du") or request.POST.get("au"):
        said = _new_sample(request)
        if said:
            asked["comptage"], asked["rythme"] = said, "sample"
            asked["annee"] = said[:4]
    else:
        key = _new_line(request, about)
        if key is not None:
            asked.appendlist("plus", key.token)
    return redirect(reverse("entry_block", args=[centre.code, about.name]) + f"?{asked.urlencode()}")


def _new_sample(request: HttpRequest) -> str:
    from levier.grid.heads import period_label as label_of

    label = label_of(request.POST.get("du", ""), request.POST.get("au", ""))
    if isinstance(label, str) and parse_period(label).grain == "sample":
        return label
    messages.error(
        request, _("Dates du comptage : attendu un premier et un dernier jour, comme 03/03/2025 et 14/03/2025.")
    )
    return ""


def _new_line(request: HttpRequest, about: Any) -> LineKey | None:
    measure = TYPED.get(request.POST.get("mesure", ""))
    if measure is None or measure.block != about.name:
        return None
    said = {
        name: " ".join(request.POST.get(field, "").replace("~", " ").split())
        for name, field in (("service", "service"), ("specialty", "specialite"), ("site", "site"))
    }
    open_ = {"service": "service", "specialty": "specialite", "site": "site"}
    key = LineKey(measure.name, **{name: text for name, text in said.items() if text and open_[name] in measure.keys})
    if not (key.service or key.specialty or key.site):
        messages.error(request, _("Ligne à ajouter : attendu un service, une spécialité ou un site."))
        return None
    return line_key(key.token)
