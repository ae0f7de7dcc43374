"""The installation: its centres and its managing bodies. Nothing here shows a figure."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from levier.web.accounts import installation, selectors
from levier.web.accounts.access import allowed_here
from levier.web.accounts.forms import BodyForm, CentreForm
from levier.web.centres.models import Body, Centre
from levier.web.ui.parts import Action, Link

PER_PAGE = 50


def tabs(current: str) -> list[Link]:
    """Return the pages of the administration."""
    pages = [
        ("administration", _("Centres")),
        ("administration_people", _("Personnes")),
        ("administration_bodies", _("Gestionnaires")),
        ("installation_papers", _("Documents")),
        ("audit", _("Journal de sécurité")),
    ]
    return [Link(label, reverse(name), current=name == current) for name, label in pages]


def path(*more: Link) -> list[Link]:
    """Return where a page of the administration lies."""
    return [Link(_("Administration"), reverse("administration") if more else ""), *more]


@require_GET
@allowed_here("installation.manage")
def administration(request: HttpRequest) -> HttpResponse:
    """List the centres."""
    asked = request.GET.get("q", "").strip()[:100]
    page = Paginator(selectors.centres(asked), PER_PAGE).get_page(request.GET.get("page"))
    add = Action(_("Ajouter un centre"), reverse("administration_centre_new"), "primary", "plus")
    context = {"page": page, "asked": asked, "actions": [add], "tabs": tabs("administration")}
    return render(request, "accounts/administration.html", context)


@require_http_methods(["GET", "POST"])
@allowed_here("installation.manage")
def administration_centre_new(request: HttpRequest) -> HttpResponse:
    """Make a centre, then lead to inviting its director."""
    form = CentreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        centre = installation.make_centre(form.save(commit=False), by=request.user)
        messages.success(request, _("{centre} est créé. Invitez maintenant sa direction.").format(centre=centre))
        return redirect(reverse("people_invite", args=[centre.code]) + "?role=director")
    context = {"form": form, "path": path(Link(_("Nouveau centre")))}
    return render(request, "accounts/centre_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@allowed_here("installation.manage")
def administration_centre(request: HttpRequest, code: str) -> HttpResponse:
    """Change name, body and department of a centre."""
    centre = get_object_or_404(Centre, code=code)
    form = CentreForm(request.POST or None, instance=centre)
    if request.method == "POST" and form.is_valid():
        installation.change_centre(form.save(commit=False), form.changed_data, by=request.user)
        messages.success(request, _("C'est noté : {name}.").format(name=centre))
        return redirect("administration")
    context = {"form": form, "one": centre, "path": path(Link(str(centre)))}
    return render(request, "accounts/centre_edit.html", context, status=422 if form.errors else 200)


@require_POST
@allowed_here("installation.manage")
def administration_centre_close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a centre, or open it again."""
    centre = get_object_or_404(Centre, code=code)
    if centre.closed:
        installation.open_centre(centre, by=request.user)
        messages.success(request, _("{centre} est de nouveau ouvert.").format(centre=centre))
    else:
        installation.close_centre(centre, by=request.user)
        messages.success(
            request, _("{centre} est fermé : ses données restent, personne ne les ouvre.").format(centre=centre)
        )
    return redirect("administration_centre", code=code)


@require_http_methods(["GET", "POST"])
@allowed_here("installation.manage")
def administration_bodies(request: HttpRequest) -> HttpResponse:
    """List the managing bodies, add one."""
    form = BodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        installation.name_body(form.save(commit=False), by=request.user)
        messages.success(request, _("C'est noté : {name}.").format(name=form.instance))
        return redirect("administration_bodies")
    context = {"form": form, "bodies": selectors.bodies(), "tabs": tabs("administration_bodies")}
    return render(request, "accounts/bodies.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@allowed_here("installation.manage")
def administration_body(request: HttpRequest, body: int) -> HttpResponse:
    """Change the name of a managing body."""
    found = get_object_or_404(Body, pk=body)
    form = BodyForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        installation.name_body(form.save(commit=False), by=request.user)
        return redirect("administration_bodies")
    lies = path(Link(_("Gestionnaires"), reverse("administration_bodies")), Link(str(found)))
    context = {"form": form, "body": found, "path": lies}
    return render(request, "accounts/body.html", context, status=422 if form.errors else 200)
