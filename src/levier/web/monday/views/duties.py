"""The calendar of duties."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.monday.duties import finish, seed
from levier.web.monday.forms import DutyDoneForm, DutyForm
from levier.web.monday.models import Duty

KEPT = 30
EDIT = require_http_methods(["GET", "HEAD", "POST"])


@EDIT
@allowed("centre.settings")
def duties(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show the calendar; add an obligation."""
    form = DutyForm(request.POST or None, instance=Duty(centre=centre))
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("duties", code=centre.code)
    found = list(Duty.objects.filter(centre=centre))
    shown = {
        "open": [one for one in found if one.done is None],
        "done": sorted((one for one in found if one.done), key=lambda one: one.done, reverse=True)[:KEPT],
        "today": timezone.localdate(),
        "form": form,
    }
    return render(request, "monday/duties.html", shown, status=422 if form.is_bound else 200)


@EDIT
@allowed("centre.settings")
def duty(request: HttpRequest, centre: Centre, duty: int) -> HttpResponse:
    """Change an obligation, or say that it is done."""
    found = get_object_or_404(Duty, centre=centre, pk=duty, done=None)
    form = DutyForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("duties", code=centre.code)
    done = DutyDoneForm(initial={"done": timezone.localdate()})
    shown = {"duty": found, "form": form, "done_form": done}
    return render(request, "monday/duty.html", shown, status=422 if form.is_bound else 200)


@require_POST
@allowed("centre.settings")
def duty_done(request: HttpRequest, centre: Centre, duty: int) -> HttpResponse:
    """Write that an obligation is done."""
    found = get_object_or_404(Duty, centre=centre, pk=duty)
    form = DutyDoneForm(request.POST)
    if not form.is_valid():
        shown = {"duty": found, "form": DutyForm(instance=found), "done_form": form}
        return render(request, "monday/duty.html", shown, status=422)
    again = finish(found, form.cleaned_data["done"], form.cleaned_data["proof"])
    said = _("« {label} » est faite.").format(label=found.label)
    more = _(" La prochaine échéance est le {day}.").format(day=again.due.strftime("%d/%m/%Y")) if again else ""
    messages.success(request, said + more)
    return redirect("duties", code=centre.code)


@require_POST
@allowed("centre.settings")
def duty_delete(request: HttpRequest, centre: Centre, duty: int) -> HttpResponse:
    """Take an obligation out of the calendar."""
    get_object_or_404(Duty, centre=centre, pk=duty).delete()
    return redirect("duties", code=centre.code)


@require_POST
@allowed("centre.settings")
def duties_seed(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Add the usual obligations that are not there yet."""
    count = seed(centre, timezone.localdate())
    text = ngettext(
        "{n} obligation ajoutée : vérifiez sa date.", "{n} obligations ajoutées : vérifiez leurs dates.", count
    )
    messages.success(request, text.format(n=count) if count else _("Le calendrier type est déjà là."))
    return redirect("duties", code=centre.code)
