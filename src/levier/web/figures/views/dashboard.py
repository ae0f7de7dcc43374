"""The dashboard of a centre: what it follows, in the order in which a director reads it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.figures import selectors
from levier.web.figures.presenters import board


@require_safe
@allowed("centre.see")
def dashboard(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show the followed indicators of a centre."""
    return render(
        request, "figures/dashboard.html", board.board(request, centre, selectors.viewer(request.user, centre))
    )
