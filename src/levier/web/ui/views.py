"""The choice of the theme, and the page that shows every component in every state."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from levier.web.ui import gallery_samples

THEMES = ("auto", "light", "dark")
YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme of this browser in a cookie that the server reads, and go back to the page."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if (theme := request.POST.get("theme", "auto")) in THEMES:
        response.set_cookie("levier_theme", theme, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state; no installation links to it."""
    return render(request, "levier/gallery.html", gallery_samples.context(request))
