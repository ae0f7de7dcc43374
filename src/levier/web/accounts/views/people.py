"""Who has which role in a centre: invite, change, take back."""

from __future__ import annotations

from typing import Any

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from levier.problems import Refused
from levier.web.accounts import invitations, people
from levier.web.accounts.access import allowed
from levier.web.accounts.forms import MEANS, InviteForm, PlaceForm, block_choices
from levier.web.accounts.models import OF_CENTRE, Invitation, Membership, Role
from levier.web.centres.models import Centre
from levier.web.ui.parts import Action, Link

LINK = "levier_invitation_link"


@require_GET
@allowed("centre.people")
def people_page(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show who has which role, and the invitations that wait."""
    titles = dict(block_choices())
    members = people.people_of(centre)
    invite = Action(_("Inviter une personne"), reverse("people_invite", args=[centre.code]), "primary", "plus")
    return render(request, "accounts/people.html", {
        "members": [(one, _("tous") if one.role == Role.DIRECTOR else _titles(one, titles)) for one in members],
        "waiting": [(one, _titles(one, titles)) for one in _waiting(centre)],
        "link": request.session.pop(LINK, None),
        "actions": [invite],
        "path": path(centre),
        "means": [(Role(role).label, MEANS[Role(role)]) for role in OF_CENTRE],
    })  # fmt: skip


def _waiting(centre: Centre) -> list[Invitation]:
    return list(Invitation.objects.waiting().filter(centre=centre).select_related("invited_by"))


def _titles(one: Any, titles: dict[str, str]) -> str:
    return ", ".join(titles.get(name, name) for name in one.blocks)


def path(centre: Centre, *more: Link) -> list[Link]:
    """Return where a page about people lies."""
    here = [Link(str(centre))]
    return [*here, Link(_("Personnes"), reverse("people", args=[centre.code]) if more else ""), *more]


@require_http_methods(["GET", "POST"])
@allowed("centre.people")
@rate_limit(action="invite")
def people_invite(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Invite somebody in the centre."""
    form = InviteForm(request.POST or None, initial={"role": request.GET.get("role", Role.STAFF)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        blocks = said["blocks"] if said["role"] == Role.STAFF else []
        try:
            made, token = invitations.invite(said["email"], said["role"], by=request.user, centre=centre, blocks=blocks)
        except Refused as refused:
            form.add_error("email", str(refused))
        else:
            tell(request, made, token)
            return redirect("people", code=centre.code)
    context = {"form": form, "path": path(centre, Link(_("Inviter")))}
    return render(request, "accounts/people_invite.html", context, status=422 if form.errors else 200)


def tell(request: HttpRequest, invitation: Invitation, token: str) -> None:
    """Send the link; keep it for the next page, once, when no e-mail could leave."""
    if invitations.send(request, invitation, token):
        messages.success(request, _("L'invitation est partie à {email}.").format(email=invitation.email))
    else:
        request.session[LINK] = {"email": invitation.email, "url": invitations.address(request, token)}


@require_http_methods(["GET", "POST"])
@allowed("centre.people")
def person(request: HttpRequest, centre: Centre, member: int) -> HttpResponse:
    """Change the role or the blocks of somebody of the centre."""
    found = get_object_or_404(_members(centre), pk=member)
    form = PlaceForm(request.POST or None, initial={"role": found.role, "blocks": found.blocks})
    if request.method == "POST" and form.is_valid():
        try:
            people.change(found, form.cleaned_data["role"], form.cleaned_data["blocks"], by=request.user)
        except Refused as refused:
            form.add_error("role", str(refused))
        else:
            messages.success(request, _("C'est noté : {name}.").format(name=found.user))
            return redirect("people", code=centre.code)
    context = {"form": form, "member": found, "path": path(centre, Link(str(found.user)))}
    return render(request, "accounts/person.html", context, status=422 if form.errors else 200)


def _members(centre: Centre) -> Any:
    return Membership.objects.filter(centre=centre, role__in=OF_CENTRE).select_related("user", "centre")


@require_POST
@allowed("centre.people")
def person_remove(request: HttpRequest, centre: Centre, member: int) -> HttpResponse:
    """Take a role of the centre back."""
    found = get_object_or_404(_members(centre), pk=member)
    try:
        people.take_back(found, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("{name} n'a plus accès à ce centre.").format(name=found.user))
    mine = found.user_id == request.user.pk and not request.user.has_perm("installation.manage")
    return redirect("home") if mine and found.pk is None else redirect("people", code=centre.code)


@require_POST
@allowed("centre.people")
@rate_limit(action="invite")
def people_invitation(request: HttpRequest, centre: Centre, invitation: int) -> HttpResponse:
    """Send an invitation again with a new link, or withdraw it (``quoi=retirer``)."""
    found = get_object_or_404(Invitation.objects.waiting().filter(centre=centre), pk=invitation)
    answer(request, found)
    return redirect("people", code=centre.code)


def answer(request: HttpRequest, invitation: Invitation) -> None:
    """Do what the button of an invitation says."""
    if request.POST.get("quoi") == "retirer":
        invitations.revoke(invitation, by=request.user)
        messages.success(request, _("L'invitation est retirée : son lien ne fonctionne plus."))
    else:
        tell(request, invitation, invitations.renew(invitation, by=request.user))
