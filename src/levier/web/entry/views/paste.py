"""Paste a block from a spreadsheet: see first what it would write, then write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.entry import services
from levier.web.entry.numbers import checked, spaced
from levier.web.entry.paste import MOST_CELLS, Pasted, laid, rows_of
from levier.web.entry.sheet import SheetView
from levier.web.entry.views.blocks import block_sheet, read_changes
from levier.web.entry.views.common import asked_year, block_for, path
from levier.web.ui.parts import Link

WRITTEN, SAME, REFUSED, NOWHERE = "written", "same", "refused", "nowhere"


@dataclass(frozen=True, slots=True)
class Seen:
    """A number of the block as the preview shows it."""

    pasted: Pasted
    fate: str
    value: str = ""
    error: str = ""


@require_POST
@allowed("centre.type")
def entry_paste(request: HttpRequest, centre: Centre, block: str) -> HttpResponse:
    """Show what a pasted block would write; write it once confirmed."""
    about = block_for(request, centre, block)
    query = request.POST.get("retour", "")
    back = reverse("entry_block", args=[centre.code, about.name]) + (f"?{query}" if query else "")
    if request.POST.get("ecrire"):
        return _write(request, centre, about, back)
    asked = QueryDict(query)
    found = block_sheet(centre, about, asked, asked_year(request, asked))
    seen = [
        _seen(one)
        for one in laid(rows_of(request.POST.get("bloc", "")), found.lines, found.periods, _at(request, found))
    ]
    if not seen:
        messages.error(
            request, _("Rien à coller : copiez des cases de votre classeur, puis collez-les dans le tableau.")
        )
        return redirect(back)
    return render(
        request,
        "entry/paste.html",
        {
            "about": about,
            "back": back,
            "query": query,
            "year": found.year,
            "seen": seen,
            "written": [one for one in seen if one.fate == WRITTEN],
            "same": sum(one.fate == SAME for one in seen),
            "refused": [one for one in seen if one.fate == REFUSED],
            "nowhere": [one for one in seen if one.fate == NOWHERE],
            "full": len(seen) >= MOST_CELLS,
            "path": path(centre, Link(about.title, back), Link(_("Coller un bloc"))),
        },
    )


def _at(request: HttpRequest, found: SheetView) -> tuple[int, int]:
    """Return the line and the column where the block was pasted (``c3-2`` names a cell)."""
    row, _sign, column = request.POST.get("case", "c0-0").removeprefix("c").partition("-")
    return (int(row), int(column)) if _small(row) and _small(column) else (0, 0)


def _small(text: str) -> bool:
    return text.isdecimal() and len(text) < 6


def _seen(one: Pasted) -> Seen:
    if one.cell is None:
        return Seen(one, NOWHERE)
    read = checked(one.text, one.cell.key)
    if read.error:
        return Seen(one, REFUSED, error=read.error)
    return Seen(one, SAME if read.value == one.cell.was else WRITTEN, spaced(read.value))


def _write(request: HttpRequest, centre: Centre, about: Any, back: str) -> HttpResponse:
    outcomes = services.save(centre, request.user, read_changes(request.POST, about.name), why="collage")
    counts = services.counted(outcomes)
    said = ngettext("{n} nombre écrit.", "{n} nombres écrits.", counts["saved"]).format(n=counts["saved"])
    messages.success(request, said)
    for one in outcomes:
        if one.state == "conflict":
            messages.error(request, f"{one.cell.line.about.label}, {one.cell.period} : {one.message}")
    return redirect(back)
