"""The poster on the door."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from levier.tables.columns import WEEKDAYS
from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.entry import hours
from levier.web.entry.views.common import entry_url, path
from levier.web.ui.formats import number
from levier.web.ui.parts import Link


@require_http_methods(["GET", "POST"])
@allowed("centre.type")
def entry_hours(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Type the opening hours of an ordinary week."""
    form = hours.HoursForm(request.POST or None, initial=hours.initial(centre))
    if request.method == "POST" and form.is_valid():
        total = hours.save(centre, request.user, form.rows)
        said = _("Horaires enregistrés : {n} heures d'ouverture par semaine.")
        messages.success(request, said.format(n=number(total, 0 if total == int(total) else 1)))
        return redirect(entry_url(centre))
    days = [(day, [form[f"{day}_{name}"] for name in hours.FIELDS]) for day in WEEKDAYS]
    context = {"form": form, "days": days, "path": path(centre, Link(_("Horaires d'ouverture")))}
    return render(request, "entry/hours.html", context, status=422 if form.is_bound else 200)
