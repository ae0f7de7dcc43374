"""La page du lundi."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.figures.presenters.board import allowed as may
from levier.web.figures.presenters.missing import begin
from levier.web.figures.selectors import viewer
from levier.web.monday.presenters.page import monday_page


@require_safe
@allowed("centre.monday")
def monday(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Show the Monday page."""
    page = monday_page(centre, request.user, viewer(request.user, centre))
    able = may(request, centre)
    return render(
        request,
        "monday/monday.html",
        {
            "page": page,
            "may_settle": request.user.has_perm("centre.settings", centre),
            "begin": begin(centre.code, may_type=able.type, may_import=able.import_) if page.empty else [],
        },
    )
