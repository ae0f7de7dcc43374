"""The region: its centres with the state of their data, and the synthesis that names nobody."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from levier.web.centres.models import Centre
from levier.web.figures.models import Benchmark, Lecture, Result, Run, Series
from levier.web.figures.presenters.themes import grouped

LEAST_CENTRES = 5
MARKING = "outcome_known_rate"
TOLD = ("real", "likely")


def territory(user: Any, asked: str = "") -> QuerySet[Centre]:
    """Return the centres of somebody's territory by name, with the state of their data, in one query.

    Of small teams nothing is counted: a reading that speaks of one is the director's.
    """
    last = Run.objects.filter(centre=OuterRef("pk")).order_by("-pk")
    marking = Series.objects.filter(centre=OuterRef("pk"), indicator=MARKING, grain="month", dimension="")
    quality = Result.objects.filter(centre=OuterRef("pk"), kind="quality")
    open_ = Lecture.objects.filter(centre=OuterRef("pk"), small=False)
    found = Centre.objects.visible_to(user).select_related("body")
    if asked:
        found = found.filter(Q(name__icontains=asked) | Q(code__icontains=asked) | Q(body__name__icontains=asked))
    return found.order_by("name", "code").annotate(
        known=Subquery(last.values("as_of")[:1]),
        held=Subquery(quality.values("shared__tables")[:1]),
        marking=Subquery(marking.values(said=JSONObject(last="points__-1"))[:1]),
        readings=_count(open_),
        changed=_count(open_.filter(outcome__in=TOLD)),
        missing=_count(open_.filter(outcome="unknown", sense="not_available")),
    )


def _count(rows: QuerySet) -> Subquery:
    return Subquery(rows.order_by().values("centre").annotate(n=Count("pk")).values("n"))


def marked(centre: Any) -> float | None:
    """Return the share of past appointments whose outcome is known in a centre's last month, when it may be said."""
    said = ((centre.marking or {}).get("last")) or {}
    return None if said.get("private") else said.get("value")


def last_day(centre: Any) -> str:
    """Return the last day that the files or the grid of a centre speak of, empty when there is none."""
    tables = centre.held or {}
    return max((one["last"] for one in tables.values() if one.get("last")), default="")


def periods() -> list[str]:
    """Return the years that a synthesis may show, the last first."""
    found = Benchmark.objects.filter(grain="year", centres__gte=LEAST_CENTRES).values_list("period", flat=True)
    return sorted(set(found), reverse=True)


def synthesis(period: str) -> list[tuple[str, list[tuple[str, str, Benchmark]]]]:
    """Return the quartiles of a year by theme: label, unit, numbers; of several ways of counting, the commonest."""
    kept: dict[str, Benchmark] = {}
    found = Benchmark.objects.filter(grain="year", period=period, centres__gte=LEAST_CENTRES)
    for one in found.order_by("centres", "-conventions"):
        kept[one.indicator] = one
    return [
        (str(theme.title), [(one.label, one.unit, kept[one.name]) for one in held]) for theme, held in grouped(kept)
    ]
