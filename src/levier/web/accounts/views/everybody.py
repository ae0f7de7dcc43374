"""The people of the installation: invite anywhere, take roles back, suspend, take off a lost second factor."""

from __future__ import annotations

from collections.abc import Callable

from allauth.decorators import rate_limit
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from levier.problems import Refused
from levier.web.accounts import invitations, people, selectors
from levier.web.accounts.access import allowed_here
from levier.web.accounts.forms import AdminInviteForm
from levier.web.accounts.models import Invitation, Membership, Role, User
from levier.web.accounts.views.administration import PER_PAGE, path, tabs
from levier.web.accounts.views.people import LINK, answer, tell
from levier.web.ui.parts import Action, Link


@require_GET
@allowed_here("installation.manage")
def administration_people(request: HttpRequest) -> HttpResponse:
    """List people and the invitations that wait."""
    asked, role = request.GET.get("q", "").strip()[:100], request.GET.get("role", "")
    page = Paginator(selectors.everybody(asked, role), PER_PAGE).get_page(request.GET.get("page"))
    invite = Action(_("Inviter une personne"), reverse("administration_invite"), "primary", "plus")
    return render(request, "accounts/everybody.html", {
        "page": page, "asked": asked, "role": role, "roles": Role.choices, "waiting": selectors.waiting(),
        "protected": selectors.second_factors(page.object_list), "link": request.session.pop(LINK, None),
        "actions": [invite], "tabs": tabs("administration_people"),
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
@allowed_here("installation.manage")
@rate_limit(action="invite")
def administration_invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody to any role."""
    form = AdminInviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        scope = {name: said[name] for name in ("centre", "body", "department")}
        try:
            made, token = invitations.invite(said["email"], said["role"], by=request.user, **scope)
        except Refused as refused:
            form.add_error("email", str(refused))
        else:
            tell(request, made, token)
            return redirect("administration_people")
    context = {"form": form, "path": path(_people_link(), Link(_("Inviter")))}
    return render(request, "accounts/administration_invite.html", context, status=422 if form.errors else 200)


def _people_link() -> Link:
    return Link(_("Personnes"), reverse("administration_people"))


@require_POST
@allowed_here("installation.manage")
@rate_limit(action="invite")
def administration_invitation(request: HttpRequest, invitation: int) -> HttpResponse:
    """Send an invitation again, or withdraw it."""
    answer(request, get_object_or_404(Invitation.objects.waiting(), pk=invitation))
    return redirect("administration_people")


@require_GET
@allowed_here("installation.manage")
def administration_person(request: HttpRequest, person: int) -> HttpResponse:
    """Show the roles of somebody, and what can be done about their account."""
    found = get_object_or_404(selectors.everybody(), pk=person)
    protected = bool(selectors.second_factors([found]))
    context = {"one": found, "protected": protected, "path": path(_people_link(), Link(str(found)))}
    return render(request, "accounts/administration_person.html", context)


def _do(request: HttpRequest, person: int, act: Callable[[User], None], done: str) -> HttpResponse:
    """Do something about somebody, and say it, or why not."""
    found = get_object_or_404(User, pk=person)
    try:
        act(found)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done.format(name=found))
    return redirect("administration_person", person=person)


@require_POST
@allowed_here("installation.manage")
def administration_suspend(request: HttpRequest, person: int) -> HttpResponse:
    """Suspend an account, or open it again (``actif=oui``)."""
    active = request.POST.get("actif") == "oui"
    done = _("Le compte de {name} est ouvert.") if active else _("Le compte de {name} est suspendu.")
    return _do(request, person, lambda one: people.set_active(one, active, by=request.user), done)


@require_POST
@allowed_here("installation.manage")
def administration_second_factor(request: HttpRequest, person: int) -> HttpResponse:
    """Take off the second factor of somebody who lost it."""
    done = _("{name} pourra se connecter sans second facteur, puis devra en activer un si son rôle le demande.")
    return _do(request, person, lambda one: people.forget_second_factor(one, by=request.user), done)


@require_POST
@allowed_here("installation.manage")
def administration_role(request: HttpRequest, person: int, member: int) -> HttpResponse:
    """Take a role back."""
    role = get_object_or_404(Membership.objects.select_related("centre"), pk=member, user=person)
    done = _("Le rôle de {name} est retiré.")
    return _do(request, person, lambda _one: people.take_back(role, by=request.user), done)
