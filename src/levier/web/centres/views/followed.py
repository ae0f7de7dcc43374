"""The five to eight indicators that a centre follows, their order and their targets."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from levier.catalogue.indicators import indicators
from levier.web.accounts.access import allowed
from levier.web.centres import services
from levier.web.centres.forms import TargetsForm, by_theme
from levier.web.centres.models import DEFAULT_FOLLOWED, Centre
from levier.web.centres.views.common import around
from levier.web.centres.views.settings import READ_WRITE


def chosen(centre: Centre) -> list[str]:
    """Return what a centre follows, those of the house when it chose none."""
    return [name for name in centre.followed or DEFAULT_FOLLOWED if name in indicators()]


@require_http_methods(READ_WRITE)
@allowed("centre.settings")
def followed(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show what the centre follows; one button changes one thing and keeps it."""
    names = chosen(centre)
    if request.method == "POST":
        return _changed(request, centre, names)
    known = indicators()
    others = [(theme, [one for one in held if one[0] not in names]) for theme, held in by_theme()]
    context = around(
        request, centre, "settings_followed", _("Indicateurs suivis"),
        rows=[known[name] for name in names], others=[one for one in others if one[1]],
        least=services.LEAST, most=services.MOST, full=len(names) >= services.MOST, few=len(names) <= services.LEAST,
    )  # fmt: skip
    return render(request, "centres/followed.html", context)


def _changed(request: HttpRequest, centre: Centre, names: list[str]) -> HttpResponse:
    verb, _colon, name = request.POST.get("do", "").partition(":")
    name = name or request.POST.get("name", "")
    after = _after(names, verb, name)
    back = reverse("settings_followed", args=[centre.code])
    try:
        services.follow(centre, after, user=request.user)
    except ValueError:
        messages.error(request, _refused(names, verb))
        return redirect(back)
    messages.success(request, _sentence(verb, name, after))
    return redirect(f"{back}#suivi-{name}" if name in after else back)


def _after(names: list[str], verb: str, name: str) -> list[str]:
    if verb == "add":
        return [*names, name]
    if verb == "remove":
        return [one for one in names if one != name]
    if verb in ("up", "down") and name in names:
        at = names.index(name)
        to = max(0, at - 1) if verb == "up" else min(len(names) - 1, at + 1)
        moved = [one for one in names if one != name]
        return [*moved[:to], name, *moved[to:]]
    return []


def _refused(names: list[str], verb: str) -> str:
    if verb == "remove":
        return _("Il en faut cinq au moins : ajoutez-en un, puis retirez celui-ci.")
    if verb == "add" and len(names) >= services.MOST:
        return _("Huit au plus : au-delà, plus rien ne ressort. Retirez-en un d'abord.")
    return _("Choisissez un indicateur dans la liste, puis « Ajouter ».")


def _sentence(verb: str, name: str, after: list[str]) -> str:
    label = indicators()[name].label
    if verb == "add":
        return _("« {label} » est maintenant suivi.").format(label=label)
    if verb == "remove":
        return _("« {label} » n'est plus suivi. Ses chiffres restent dans la page Indicateurs.").format(label=label)
    return _("« {label} » est maintenant à la place {n}.").format(label=label, n=after.index(name) + 1)


@require_http_methods(READ_WRITE)
@allowed("centre.settings")
def targets(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show or keep the targets of the followed indicators, or of all."""
    everything = request.GET.get("tous") == "1"
    known = set(centre.targets.values_list("indicator", flat=True))
    names = (
        list(indicators())
        if everything
        else [*chosen(centre), *sorted(known - set(chosen(centre)) & set(indicators()))]
    )
    names = [name for name in dict.fromkeys(names) if name in indicators()]
    form = TargetsForm(request.POST if request.method == "POST" else None, centre=centre, names=names)
    if request.method == "POST" and form.is_valid():
        moved = services.aim(centre, form.wanted(), user=request.user)
        said = _("Objectifs enregistrés. Les lectures sont refaites avec eux.") if moved else _("Rien n'a changé.")
        (messages.success if moved else messages.info)(request, said)
        return redirect(request.get_full_path())
    context = around(request, centre, "settings_targets", _("Objectifs"), form=form, everything=everything)
    return render(request, "centres/targets.html", context)
