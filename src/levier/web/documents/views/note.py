"""The note of one page: read on screen, written by the direction, taken as DOCX or PDF."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from levier.web.accounts.access import allowed
from levier.web.audit.services import record
from levier.web.centres.models import Centre
from levier.web.documents import downloads
from levier.web.documents import note as notes
from levier.web.documents.forms import NoteForm
from levier.web.documents.models import CentreNote
from levier.web.documents.views.common import handed
from levier.web.home.navigation import may
from levier.web.ui.parts import Column, Link


@require_safe
@allowed("centre.note")
def note(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show the note as it would leave."""
    made = notes.note_of(centre, money=may(request.user, "centre.money", centre))
    heads = [Column(label, number=at in (1, 2), heads=at == 0) for at, label in enumerate(made.heads)]
    context = {
        "note": made, "parts": notes.parts(made), "columns": heads,
        "rows": [(one.label, one.value, one.before, one.reading) for one in made.numbers],
        "may_write": may(request.user, "centre.settings", centre), "path": _path(centre),
    }  # fmt: skip
    return render(request, "documents/note.html", context)


@require_safe
@allowed("centre.note")
def note_file(request: HttpRequest, centre: Centre, ext: str) -> HttpResponse:
    """Give the note as a document to edit, or as a PDF."""
    writers = {"docx": (notes.as_docx, downloads.DOCX), "pdf": (notes.as_pdf, downloads.PDF)}
    if ext not in writers:
        raise Http404
    write, kind = writers[ext]
    content = write(notes.note_of(centre, money=may(request.user, "centre.money", centre)))
    record("export.note", user=request.user, centre=centre, kind=ext)
    return handed(content, f"note-{centre.code}.{ext}", kind)


@require_http_methods(("GET", "HEAD", "POST"))
@allowed("centre.settings")
def note_edit(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Write the situation and what is asked."""
    mine = CentreNote.objects.filter(centre=centre).first() or CentreNote(centre=centre)
    form = NoteForm(request.POST if request.method == "POST" else None, instance=mine)
    if request.method == "POST" and form.is_valid():
        form.instance._history_user = request.user
        form.save()
        messages.success(request, _("La note est enregistrée."))
        return redirect("note", centre.code)
    return render(request, "documents/note_edit.html", {"form": form, "path": _path(centre)})


def _path(centre: Centre) -> list[Link]:
    return [Link(_("Documents"), reverse("documents", args=[centre.code])), Link(_("Note d'une page"), current=True)]
