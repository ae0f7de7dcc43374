"""Who calls: a token in the header ``Authorization: Bearer …``; never a cookie."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer

from levier.web.accounts.middleware import lacking
from levier.web.api.models import ApiToken, Scope
from levier.web.centres.models import Centre

CALLS_A_MINUTE = 120


class Token(HttpBearer):
    """Let a usable token in, that has a scope, at most ``CALLS_A_MINUTE`` times a minute."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Return the token; ``None`` (401) when it opens nothing.

        Raises:
            HttpError: 403 without the scope, 429 too often.
        """
        found = ApiToken.objects.usable(token)
        if found is None:
            return None
        if self.scope not in found.scopes:
            raise HttpError(403, f"Ce jeton n'a pas la portée « {self.scope} ».")
        if lacking(found.user):
            raise HttpError(403, "Le rôle de cette personne demande un second facteur.")
        _count(found)
        request.user = found.user
        return found


def _count(token: ApiToken) -> None:
    key = f"api-{token.pk}-{int(timezone.now().timestamp() // 60)}"
    cache.add(key, 0, 120)
    if cache.incr(key) > CALLS_A_MINUTE:
        raise HttpError(429, f"Plus de {CALLS_A_MINUTE} appels par minute. Réessayez dans une minute.")
    today = timezone.localdate()
    if token.last_used != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used=today)


def centre_for(request: HttpRequest, code: str, right: str) -> Centre:
    """Return a centre that the token's person may treat so.

    Raises:
        HttpError: 404 when it is another's (that it exists is not said), 403 without the right.
    """
    token: ApiToken = request.auth
    found = Centre.objects.visible_to(token.user).filter(code=code)
    if token.centre_id is not None:
        found = found.filter(pk=token.centre_id)
    centre = found.first()
    if centre is None:
        raise HttpError(404, "Centre introuvable.")
    if not token.user.has_perm(right, centre):
        raise HttpError(403, "Droit insuffisant pour ce centre.")
    return centre
