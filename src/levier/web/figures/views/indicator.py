"""The page of an indicator, and the list of them all."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from levier.catalogue.definition import Indicator
from levier.catalogue.indicators import indicators as catalogue
from levier.catalogue.words import in_language
from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.figures import selectors
from levier.web.figures.presenters import listing
from levier.web.figures.presenters.indicator import page


def known(name: str) -> Indicator:
    """Return an indicator in the language of the page.

    Raises:
        Http404: no indicator has this name.
    """
    if name not in catalogue():
        raise Http404
    return in_language(catalogue()[name])


@require_safe
@allowed("centre.see")
def indicator(request: HttpRequest, centre: Centre, name: str) -> HttpResponse:
    """Show an indicator of a centre."""
    who = selectors.viewer(request.user, centre)
    return render(request, "figures/indicator.html", page(request, centre, who, known(name)))


@require_safe
@allowed("centre.see")
def indicators(request: HttpRequest, centre: Centre) -> HttpResponse:
    """List every indicator with its value and its reading."""
    who = selectors.viewer(request.user, centre)
    return render(request, "figures/indicators.html", listing.listing(request, centre, who))
