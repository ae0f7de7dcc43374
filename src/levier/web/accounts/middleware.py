"""A second factor is asked of those who see several centres, before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from levier.web.accounts.models import Role

NEEDS_SECOND_FACTOR = {Role.AGENCY, Role.DELEGATION, Role.ADMINISTRATOR}
# Pages without which nobody could set the second factor up, leave, or read their rights.
OPEN = {
    *("account_login", "account_logout", "account_inactive", "account_reauthenticate", "account_set_password"),
    *("mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_list_webauthn"),
    *("mfa_add_webauthn", "mfa_edit_webauthn", "mfa_login_webauthn", "mfa_reauthenticate_webauthn"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
    # The first account makes its centre, then protects itself: nothing is there to be seen before.
    *("wizard", "wizard_account", "wizard_step", "wizard_papers"),
    *("set_language", "set_theme", "alive", "ready", "legal", "accessibility", "robots", "security_contact"),
}

# In the session of whoever had to set the second factor up first: the page they were going to.
WANTED = "levier_wanted"


class SecondFactorMiddleware:
    """Lead to the set-up of the second factor until there is one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Answer in the place of a page that asks for a second factor, as the one who asks can understand."""
        if request.resolver_match.view_name in OPEN:
            return None
        if not lacking(request.user):
            request.session.pop(WANTED, None)
            return None
        if request.headers.get("HX-Request"):
            # htmx would put the page of the second factor inside the one that is there.
            return HttpResponse(status=403, headers={"HX-Redirect": reverse("mfa_index")})
        if not request.accepts("text/html") or request.path_info.startswith("/api/v1/"):
            return JsonResponse({"detail": _("Votre rôle demande un second facteur.")}, status=403)
        if request.method == "GET":
            request.session[WANTED] = request.get_full_path()
        return redirect("mfa_index")


def needs(user: Any) -> bool:
    """Tell whether a role of the person demands a second factor."""
    # The demonstration has one account per role, whose password is printed: a factor would protect nothing.
    asked = not settings.FICTITIOUS and user.is_authenticated
    return asked and any(one.role in NEEDS_SECOND_FACTOR for one in user.roles)


def lacking(user: Any) -> bool:
    """Tell whether a second factor is demanded and not there yet."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import is_mfa_enabled

    # Recovery codes are a spare key, not a second factor.
    return needs(user) and not is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])


class PersonMiddleware:
    """What follows a person: their language after a log-in; pages that no shared computer keeps."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = getattr(request, "session", {})
        if session and (language := session.pop("levier_language", None)):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax", secure=settings.HTTPS
            )
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            # After a log-out, « back » shows nothing.
            patch_cache_control(response, private=True, no_store=True)
        return response
