"""The link of an invitation: log in, sign up or accept, always as the address that it names."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from levier.web.accounts import invitations
from levier.web.accounts.access import for_everyone
from levier.web.accounts.adapter import INVITATION, INVITED
from levier.web.accounts.models import Invitation, User


@require_http_methods(["GET", "POST"])
@for_everyone
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is offered and the next step; every link that cannot be used gets the same answer."""
    found = Invitation.objects.named(token)
    if found is None:
        return render(request, "accounts/invitation_over.html", status=404)
    if request.user.is_authenticated:
        return _as_somebody(request, found, token)
    if User.objects.filter(email=found.email).exists():
        step, here = "login", reverse("invitation", args=[token])
        return _page(request, found, step, f"{reverse('account_login')}?{urlencode({'next': here})}")
    if request.method == "POST":
        request.session[INVITED], request.session[INVITATION] = found.email, found.pk
        return redirect("account_signup")
    return _page(request, found, "signup")


def _as_somebody(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    if request.user.email.lower() != found.email:
        return _page(request, found, "other", status=403)
    if request.method == "GET":
        return _page(request, found, "accept")
    member = invitations.accept(token, request.user)
    if member is None:
        return render(request, "accounts/invitation_over.html", status=404)
    messages.success(request, _("Bienvenue : {place}.").format(place=member.place))
    return redirect("home")


def _page(request: HttpRequest, found: Invitation, step: str, login: str = "", status: int = 200) -> HttpResponse:
    context = {"invitation": found, "step": step, "login": login}
    return render(request, "accounts/invitation.html", context, status=status)
