"""Stills and descriptions of charts: files named by their content."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from levier.charts.drawing import themed
from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.figures import selectors

KEPT = "private, max-age=31536000, immutable"


@require_safe
@allowed("centre.see")
def chart(request: HttpRequest, centre: Centre, digest: str, ext: str) -> HttpResponse:
    """Give a drawn chart (SVG) or its description for Vega."""
    still = selectors.still(centre, selectors.viewer(request.user, centre), digest)
    if still is None:
        raise Http404
    dark = request.GET.get("theme") == "dark"
    if ext == "json":
        spec = themed(still.spec, "dark" if dark else "light")
        found = HttpResponse(json.dumps(spec), content_type="application/json")
    else:
        drawn = still.dark if dark else still.light
        if not drawn:
            raise Http404
        found = HttpResponse(drawn, content_type="image/svg+xml")
    found["Cache-Control"] = KEPT
    return found
