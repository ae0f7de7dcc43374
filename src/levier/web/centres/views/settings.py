"""The settings of a centre: where each is, who it is, what it counts and costs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from levier.problems import LevierError
from levier.web.accounts.access import allowed
from levier.web.centres import selectors, services
from levier.web.centres.forms import ConventionsForm, CostsForm, IdentityForm, refused
from levier.web.centres.models import Centre
from levier.web.centres.views.common import around

READ_WRITE = ("GET", "HEAD", "POST")


@require_safe
@allowed("centre.settings")
def centre_settings(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show what is set, and where to change it."""
    return render(request, "centres/settings.html", {"rows": selectors.overview(request.user, centre)})


@require_http_methods(READ_WRITE)
@allowed("centre.settings")
def identity(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show or keep who the centre is."""
    given = request.POST if request.method == "POST" else None
    form = IdentityForm(given, initial=IdentityForm.of(centre), user=request.user, centre=centre)
    if request.method == "POST" and form.is_valid():
        try:
            services.identify(centre, form.cleaned_data, user=request.user)
        except LevierError as error:
            refused(form, error)
        else:
            messages.success(request, _("Identité enregistrée. Les chiffres qui en dépendent sont recalculés."))
            return redirect("settings_identity", centre.code)
    title = _("Identité du centre")
    return render(request, "centres/identity.html", around(request, centre, "settings_identity", title, form=form))


@require_http_methods(READ_WRITE)
@allowed("centre.settings")
def conventions(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show or keep the conventions of the centre."""
    form = ConventionsForm(request.POST if request.method == "POST" else None, centre=centre)
    if request.method == "POST" and form.is_valid():
        try:
            moved = services.agree(centre, form.cleaned_data, user=request.user)
        except LevierError as error:
            refused(form, error)
        else:
            _said(request, moved, _("Conventions enregistrées. Tous les chiffres sont recalculés : quelques minutes."))
            return redirect("settings_conventions", centre.code)
    title = _("Conventions")
    return render(
        request, "centres/conventions.html", around(request, centre, "settings_conventions", title, form=form)
    )


@require_http_methods(READ_WRITE)
@allowed("centre.settings")
def costs(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show or keep what third-party payment costs in a year."""
    form = CostsForm(request.POST if request.method == "POST" else None, centre=centre)
    if request.method == "POST" and form.is_valid():
        moved = services.cost(centre, form.cleaned_data, user=request.user)
        _said(request, moved, _("Coûts enregistrés. Le coût d'une facture est recalculé."))
        return redirect("settings_costs", centre.code)
    title = _("Coûts du tiers payant")
    return render(request, "centres/costs.html", around(request, centre, "settings_costs", title, form=form))


@require_safe
@allowed("centre.settings")
def history(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show who changed which setting, and when."""
    title = _("Historique des réglages")
    lines = selectors.changes(centre)
    return render(request, "centres/history.html", around(request, centre, "settings_history", title, lines=lines))


def _said(request: HttpRequest, moved: bool, sentence: str) -> None:
    if moved:
        messages.success(request, sentence)
    else:
        messages.info(request, _("Rien n'a changé : les valeurs étaient déjà celles-là."))
