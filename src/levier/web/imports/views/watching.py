"""The folder that is looked at."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from levier.web.accounts.access import allowed
from levier.web.audit.services import record
from levier.web.centres.models import Centre
from levier.web.imports.forms import WatchForm
from levier.web.imports.models import Watched


@require_http_methods(["GET", "POST"])
@allowed("centre.watch")
def folder(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Choose the folder of the server where exports arrive; a region has none."""
    if settings.KIND != "centre":
        raise Http404
    former = Watched.objects.filter(centre=centre).first()
    if request.method == "POST" and "oublier" in request.POST:
        Watched.objects.filter(centre=centre).delete()
        record("import.watch", user=request.user, centre=centre, active=False)
        messages.success(request, _("Ce dossier n'est plus surveillé."))
        return redirect("watched_folder", code=centre.code)
    form = WatchForm(request.POST or None, instance=former or Watched(centre=centre), centre=centre)
    if request.method == "POST" and form.is_valid():
        form.save()
        record("import.watch", user=request.user, centre=centre, active=form.cleaned_data["active"])
        messages.success(request, _("Enregistré. Le dossier est regardé chaque minute."))
        return redirect("watched_folder", code=centre.code)
    return render(request, "imports/watched.html", {"form": form, "watched": former})
