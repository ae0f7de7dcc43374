"""What happened and what was decided: dated lines that the curves show."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from levier.catalogue.indicators import indicators
from levier.catalogue.levers import levers
from levier.web.accounts.access import allowed
from levier.web.centres import services
from levier.web.centres.forms import EventForm
from levier.web.centres.models import Centre, Event
from levier.web.centres.views.common import around
from levier.web.centres.views.settings import READ_WRITE


@require_safe
@allowed("centre.settings")
def events(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show the events and actions of the centre, the last first."""
    rows = [_row(one) for one in centre.events.order_by("-day", "-pk")[:300]]
    return render(
        request,
        "centres/events.html",
        around(request, centre, "settings_events", _("Événements et actions"), rows=rows),
    )


def _row(one: Event) -> dict[str, object]:
    known, lever = indicators().get(one.indicator), levers().get(one.lever)
    return {
        "event": one, "indicator": known.label if known else "",
        "lever": f"{lever.number}. {lever.label}" if lever else "",
    }  # fmt: skip


@require_http_methods(READ_WRITE)
@allowed("centre.settings")
def event_new(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Add an event or an action."""
    asked = {name: request.GET.get(name, "") for name in ("indicator", "lever", "kind")}
    initial = {name: value for name, value in asked.items() if value}
    return _form(request, centre, Event(centre=centre), _("Ajouter un événement ou une action"), initial)


@require_http_methods(READ_WRITE)
@allowed("centre.settings")
def event(request: HttpRequest, centre: Centre, number: int) -> HttpResponse:
    """Change an event or an action."""
    one = get_object_or_404(Event, centre=centre, pk=number)
    return _form(request, centre, one, _("Modifier"), {})


def _form(request: HttpRequest, centre: Centre, one: Event, title: str, initial: dict[str, str]) -> HttpResponse:
    form = EventForm(request.POST if request.method == "POST" else None, instance=one, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.note(form.save(commit=False), user=request.user)
        messages.success(request, _("C'est noté. Les courbes le montreront à leur prochain dessin."))
        return redirect("settings_events", centre.code)
    context = around(request, centre, "settings_events", title, form=form, event=one if one.pk else None)
    return render(request, "centres/event.html", context)


@require_POST
@allowed("centre.settings")
def event_delete(request: HttpRequest, centre: Centre, number: int) -> HttpResponse:
    """Take an event out."""
    one = get_object_or_404(Event, centre=centre, pk=number)
    label = one.label
    services.forget(one, user=request.user)
    messages.success(request, _("« {label} » est supprimé.").format(label=label))
    return redirect("settings_events", centre.code)
