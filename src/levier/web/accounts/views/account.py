"""One's own account: name, language, what is known of oneself, closing."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from levier.problems import Refused
from levier.web.accounts import own_data
from levier.web.accounts.access import logged_in
from levier.web.accounts.forms import ProfileForm
from levier.web.audit.services import record
from levier.web.figures import drawing


@require_http_methods(["GET", "POST"])
@logged_in
def account(request: HttpRequest) -> HttpResponse:
    """Change one's name and language."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        request.session["levier_language"] = user.language
        drawing.speak(user)
        with override(user.language):
            messages.success(request, _("C'est noté."))
        response = redirect("account")
        return response
    context = {"form": form, "digests": _digests(request)}
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


def _digests(request: HttpRequest) -> list[tuple[str, str]]:
    """Return where the weekly e-mail of each centre is chosen."""
    centres = {one.centre_id: one.centre for one in request.user.roles if one.centre_id}
    may = [one for one in centres.values() if request.user.has_perm("centre.monday", one)]
    try:
        return [(str(one), reverse("digest", args=[one.code])) for one in may]
    except NoReverseMatch:
        return []


@require_GET
@logged_in
def account_data(request: HttpRequest) -> HttpResponse:
    """Show what is known of the person."""
    known = own_data.known_of(request.user)
    return render(request, "accounts/account_data.html", {"known": known, "journal": known["journal"][:20]})


@require_GET
@logged_in
@never_cache
def account_export(request: HttpRequest) -> HttpResponse:
    """Give what is known of the person as a file."""
    record("account.exported", user=request.user)
    response = JsonResponse(own_data.known_of(request.user), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="mes-donnees-levier.json"'
    return response


@require_http_methods(["GET", "POST"])
@logged_in
@reauthentication_required
def account_close(request: HttpRequest) -> HttpResponse:
    """Close one's own account, after asking who is there."""
    if request.method == "GET":
        return render(request, "accounts/account_close.html")
    try:
        own_data.close(request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("account_data")
    logout(request)
    messages.success(request, _("Votre compte est fermé."))
    return redirect("account_login")
