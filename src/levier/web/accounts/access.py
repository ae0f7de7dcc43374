"""One decorator says who may open a page; a view without it is refused by a test that walks every address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

View = Callable[..., HttpResponse]


def allowed(right: str) -> Callable[[View], View]:
    """Open a page of a centre to those who have a right there, and to nobody else.

    The address has ``code``; the view receives the centre in its place. Another's centre is not found (404): that it
    exists is not said. One's own centre without the right is refused (403).
    """
    from levier.web.accounts.rights import RIGHTS
    from levier.web.audit.services import record_read
    from levier.web.centres.models import Centre

    if right not in RIGHTS:
        raise KeyError(right)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, code: str, **more: Any) -> HttpResponse:
            centre = get_object_or_404(Centre.objects.visible_to(request.user), code=code)
            if not request.user.has_perm(right, centre):
                raise PermissionDenied
            request.centre = centre
            record_read(request.user, centre, request.session)
            return view(request, centre, **more)

        guarded.right = right
        return guarded

    return decorate


def allowed_here(right: str) -> Callable[[View], View]:
    """Open a page that speaks of no centre (region, installation) to those who have a right."""
    from levier.web.accounts.rights import RIGHTS

    if right not in RIGHTS:
        raise KeyError(right)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **more: Any) -> HttpResponse:
            if not request.user.has_perm(right):
                raise PermissionDenied
            return view(request, **more)

        guarded.right = right
        return guarded

    return decorate


def for_everyone(view: View) -> View:
    """Open a page to the public, without log-in."""
    opened = login_not_required(view)
    opened.right = "public"
    return opened


def logged_in(view: View) -> View:
    """Open a page to whoever is logged in: it speaks of nobody else."""

    @wraps(view)
    def guarded(request: HttpRequest, **more: Any) -> HttpResponse:
        return view(request, **more)

    guarded.right = "logged_in"
    return guarded
