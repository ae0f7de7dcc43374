"""The revenue page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.figures import selectors
from levier.web.figures.presenters.board import allowed as may
from levier.web.figures.presenters.revenue import page


@require_safe
@allowed("centre.money")
def revenue(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show billed and cashed revenue, why it moved, where the year lands."""
    able = may(request, centre)
    said = page(
        centre, selectors.viewer(request.user, centre), may_type=able.type, may_import=able.import_,
        may_export=request.user.has_perm("centre.export", centre),
    )  # fmt: skip
    return render(request, "figures/revenue.html", said)
