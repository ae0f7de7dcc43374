"""Centres, indicators, figures, readings: reading only, small teams left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.errors import HttpError

from levier.catalogue.indicators import indicators
from levier.catalogue.words import in_language
from levier.french_csv import csv_text
from levier.problems import suggest
from levier.web.api.models import Scope
from levier.web.api.schemas import CentreOut, FigureOut, Grain, IndicatorOut, ReadingOut, Refusal
from levier.web.api.security import Token, centre_for
from levier.web.api.words import SUMMARIES
from levier.web.audit.services import record
from levier.web.centres.models import Centre
from levier.web.figures.compute import SLICED_BY
from levier.web.figures.models import Series
from levier.web.figures.selectors import HIDDEN, SHARED, lectures, notes_of, series

router = Router(auth=Token(Scope.READ), tags=["chiffres"])
REFUSALS = dict.fromkeys((400, 401, 403, 404, 422, 429), Refusal)
NUMBERS = ("numerator", "denominator", "value", "coverage", "low", "high")
MOST = 50_000


@router.get("/centres", response={200: list[CentreOut], **REFUSALS}, summary=SUMMARIES["centres"])
def centres(request: HttpRequest) -> Any:
    """List the centres that the token opens."""
    token = request.auth
    found = Centre.objects.visible_to(token.user)
    found = found if token.centre_id is None else found.filter(pk=token.centre_id)
    return [one for one in found if token.user.has_perm("centre.export", one)]


@router.get("/indicators", response={200: list[IndicatorOut], **REFUSALS}, summary=SUMMARIES["indicators"])
def known_indicators(request: HttpRequest) -> Any:
    """List the indicators."""
    return [in_language(one) for one in indicators().values()]


@router.get(
    "/centres/{code}/figures",
    response={200: list[FigureOut], **REFUSALS},
    summary=SUMMARIES["figures"],
    by_alias=True,
)
def figures(
    request: HttpRequest,
    code: str,
    grain: Grain = "month",
    indicator: list[str] = Query([]),  # noqa: B008 — how ninja declares a repeated parameter
    by: str = "",
    since: str = "",
    until: str = "",
    format: str = "json",
) -> Any:
    """Return the figures of a centre.

    ``indicator`` may be repeated; ``by`` is empty (whole centre), ``service``, ``specialty`` or ``payer_type``;
    ``since`` and ``until`` are days (``2025-01-31``); ``format`` is ``json``, or ``csv`` for a spreadsheet.
    """
    centre = centre_for(request, code, "centre.export")
    _check(indicator, by, format)
    rows = [one for one in _rows(centre, grain, indicator, by) if _inside(one, since, until)]
    if len(rows) > MOST:
        raise HttpError(422, f"Plus de {MOST} chiffres : précisez indicator, since ou until.")
    record("export.api", user=request.user, centre=centre, figures=len(rows), grain=grain)
    return _csv(rows) if format == "csv" else rows


def _check(names: list[str], by: str, format_: str) -> None:
    for name in names:
        if name not in indicators():
            raise HttpError(422, f"indicator « {name[:60]} » inconnu. {suggest(name, indicators())}".strip())
    if by not in ("", *SLICED_BY):
        raise HttpError(422, f"by : attendu {', '.join(SLICED_BY)}, ou rien.")
    if format_ not in ("json", "csv"):
        raise HttpError(422, "format : attendu json ou csv.")


def _rows(centre: Centre, grain: str, names: list[str], by: str) -> Iterator[dict[str, Any]]:
    for one in series(centre, SHARED, names=names or None, grain=grain, dimension=by):
        yield from (_row(centre, one, said) for said in one.points if said["status"] != HIDDEN)


def _row(centre: Centre, one: Series, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "centre": centre.code,
        "indicator": one.indicator,
        "grain": one.grain,
        "period": said["period"],
        "first": said["from"],
        "last": said["to"],
        "slice": {one.dimension: one.slice or None} if one.dimension else None,
        **{name: said.get(name) for name in NUMBERS},
        "unit": one.unit,
        "status": said["status"],
        "version": said.get("version", one.about.get("version")),
        "as_of": said.get("as_of", one.about.get("as_of")),
        "notes": notes_of(one, said),
    }


def _inside(row: dict[str, Any], since: str, until: str) -> bool:
    return (not since or row["first"] >= since) and (not until or row["last"] <= until)


def _csv(rows: list[dict[str, Any]]) -> HttpResponse:
    heads = list(FigureOut.model_fields)
    lines = [[_cell(one[name]) for name in heads] for one in rows]
    return HttpResponse(csv_text(heads, lines), content_type="text/csv; charset=utf-8")


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return " ; ".join(value)
    return ", ".join(f"{name}={one}" for name, one in value.items()) if isinstance(value, dict) else value


@router.get("/centres/{code}/readings", response={200: list[ReadingOut], **REFUSALS}, summary=SUMMARIES["readings"])
def readings(request: HttpRequest, code: str) -> Any:
    """Return what really changed, worst first; small teams are left out."""
    centre = centre_for(request, code, "centre.export")
    record("export.api", user=request.user, centre=centre, readings=True)
    return lectures(centre, SHARED)
