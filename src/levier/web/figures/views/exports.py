"""Downloads: the dashboard and an indicator as CSV, workbook or PDF; a chart as SVG or PNG. Shared figures only."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from levier.web.accounts.access import allowed
from levier.web.audit.services import record
from levier.web.centres.models import Centre
from levier.web.figures import exports, papers, selectors
from levier.web.figures.presenters import shared
from levier.web.figures.presenters.asked import read_asked
from levier.web.figures.views.indicator import known


@require_safe
@allowed("centre.export")
def dashboard(request: HttpRequest, centre: Centre, ext: str) -> HttpResponse:
    """Give the followed indicators of a period."""
    asked = read_asked(request.GET)
    if ext == exports.PDF:
        content = papers.pdf(papers.dashboard(centre, asked))
    else:
        content = _written(centre, [shared.dashboard(centre, asked)], ext)
    record("export.figures", user=request.user, centre=centre, page="dashboard", kind=ext)
    return _file(content, ext, f"{centre.code}-tableau-de-bord")


@require_safe
@allowed("centre.export")
def indicator(request: HttpRequest, centre: Centre, name: str, ext: str) -> HttpResponse:
    """Give an indicator: months, quarters, years, and the slices that may be shared."""
    one = known(name)
    if ext == exports.PDF:
        content = papers.pdf(papers.indicator(centre, one, read_asked(request.GET)))
    else:
        content = _written(centre, shared.indicator(centre, one), ext)
    record("export.figures", user=request.user, centre=centre, page=one.name, kind=ext)
    return _file(content, ext, f"{centre.code}-{one.name}")


def _written(centre: Centre, sheets: list[exports.Sheet], ext: str) -> bytes:
    if ext == exports.XLSX:
        return exports.as_xlsx(centre, sheets)
    if ext != exports.CSV:
        raise Http404
    return exports.as_csv(exports.Sheet("", [row for sheet in sheets for row in sheet.rows]))


def _file(content: bytes, ext: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=exports.TYPES[ext])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ext}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@allowed("centre.export")
def chart(request: HttpRequest, centre: Centre, digest: str, ext: str) -> HttpResponse:
    """Give a drawn chart to be put in a document; one that speaks of a small team is not there."""
    still = selectors.still(centre, selectors.SHARED, digest)
    if still is None or not still.light:
        raise Http404
    content = papers.png(still.light) if ext == "png" else still.light.encode()
    record("export.chart", user=request.user, centre=centre, name=still.name, kind=ext)
    response = HttpResponse(content, content_type="image/png" if ext == "png" else "image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{centre.code}-{still.name.replace("/", "-")}.{ext}"'
    return response
