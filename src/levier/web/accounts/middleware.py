"""A second factor is asked of those who see several centres, before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from levier.web.accounts.models import Role

NEEDS_SECOND_FACTOR = {Role.AGENCY, Role.DELEGATION, Role.ADMINISTRATOR}
OPEN = ("/compte/", "/static/", "/sante/", "/langue/")


class SecondFactorMiddleware:
    """Lead to the set-up of the second factor until there is one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._lacking(request):
            messages.warning(request, _("Votre rôle demande un second facteur : activez-le pour continuer."))
            return redirect("mfa_index")
        return self.get_response(request)

    @staticmethod
    def _lacking(request: HttpRequest) -> bool:
        from allauth.mfa.utils import is_mfa_enabled

        user = request.user
        # The demonstration has one account per role, whose password is printed: a factor would protect nothing.
        if settings.FICTITIOUS or not user.is_authenticated or request.path.startswith(OPEN):
            return False
        return any(one.role in NEEDS_SECOND_FACTOR for one in user.roles) and not is_mfa_enabled(user)
