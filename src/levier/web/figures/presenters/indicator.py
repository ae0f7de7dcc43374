"""The page of an indicator: its figure, its curve, its slices, its definition, its counter-indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from levier.catalogue.definition import Indicator
from levier.catalogue.indicators import indicators
from levier.catalogue.words import in_language
from levier.periods import parse_period
from levier.readings.numbers import change, shown
from levier.web.centres.models import Centre
from levier.web.figures import selectors
from levier.web.figures.models import Series
from levier.web.figures.presenters.asked import SLICED, Asked, choices, read_asked, service_words
from levier.web.figures.presenters.board import allowed, subtitle
from levier.web.figures.presenters.cards import Card, card
from levier.web.figures.presenters.definition import definition
from levier.web.figures.presenters.downloads import downloads
from levier.web.figures.presenters.missing import supply
from levier.web.figures.presenters.stills import NARROW, SKETCH, TREND, drawn
from levier.web.figures.presenters.values import Value, state_words, value_at, value_of
from levier.web.figures.selectors import Beside, Viewer
from levier.web.ui.formats import french_date, period_label
from levier.web.ui.parts import Cell, Column, Link

CUT = ("service", "specialty", "payer_type")
LONGEST_TABLE = 24


@dataclass(frozen=True, slots=True)
class Split:
    """An indicator cut by one dimension."""

    dimension: str
    title: str
    rows: Sequence[tuple[str, Value, str]]
    private: bool


def page(request: HttpRequest, centre: Centre, who: Viewer, one: Indicator) -> dict[str, Any]:
    """Return what the template of an indicator names."""
    asked, other = read_asked(request.GET), indicators().get(one.counter_indicator or "")
    names = [one.name, *([other.name] if other else [])]
    beside = _beside(centre, who, one, names, asked)
    found = selectors.of_indicator(centre, who, one.name, counter=other and other.name, grain=asked.grain, cut=CUT)
    mine, months = _mine(found, one, asked), _whole(found, one.name, "month")
    may_export = request.user.has_perm("centre.export", centre)
    main = card(centre.code, one, mine, asked, beside, allowed(request, centre))
    return {
        "asked": asked,
        "choices": choices(asked, *beside.months, beside.slices.get("service", ()), beside.slices.get("specialty", ())),
        "one": one,
        "card": main,
        "chart": _chart(centre, beside, one, months, export=may_export),
        "history": history(months, one.unit),
        "splits": list(splits(found, one, asked, mine)),
        "reading": beside.lectures.get(one.name) if not asked.slice else None,
        "counter": _counter(centre, other, found, asked, beside, request),
        "definition": definition(one, mine or months),
        "events": _events(beside),
        "path": _path(centre, one, asked),
        "subtitle": subtitle(asked, {one.name: mine} if mine else {}, beside),
        "supply": _supply(request, centre, one),
        "may_lines": settings.KIND == "centre" and request.user.has_perm("centre.lines", centre),
        "actions": downloads("indicator_file", asked.query(), code=centre.code, name=one.name) if may_export else [],
    }


def _beside(centre: Centre, who: Viewer, one: Indicator, names: list[str], asked: Asked) -> Beside:
    trend = TREND.format(name=one.name)
    stills = [trend, NARROW.format(name=trend), *(SKETCH.format(name=name) for name in names[1:])]
    return selectors.beside(centre, who, names, grain=asked.grain, results=("margins",), stills=stills, events=True)


def _mine(found: Sequence[Series], one: Indicator, asked: Asked) -> Series | None:
    return next(
        (
            each for each in found
            if (each.indicator, each.grain, each.dimension, each.slice)
            == (one.name, asked.grain, asked.dimension, asked.slice)
        ),
        None,
    )  # fmt: skip


def _whole(found: Sequence[Series], name: str, grain: str) -> Series | None:
    return next((one for one in found if (one.indicator, one.grain, one.dimension) == (name, grain, "")), None)


def _chart(centre: Centre, beside: Beside, one: Indicator, months: Series | None, *, export: bool) -> Any:
    columns, rows = history(months, one.unit)
    return drawn(centre.code, beside, TREND.format(name=one.name), columns, rows, export=export)


def history(series: Series | None, unit: str) -> tuple[list[Column], list[list[Any]]]:
    """Return the last months as a table: value, range, year before, change, coverage."""
    columns = [
        Column(_("Période"), heads=True), Column(_("Valeur"), number=True), Column(_("Fourchette"), number=True),
        Column(_("N-1"), number=True), Column(_("Écart"), number=True),
    ]  # fmt: skip
    points = series.points[-LONGEST_TABLE:] if series else []
    return columns, [_line(value_of(said, unit, series.about)) for said in reversed(points)] if series else []


def _line(value: Value) -> list[Any]:
    if not value.told:
        return [period_label(value.period), Cell(state_words(value.status), kind="none", note=value.reason), "", "", ""]
    partial = state_words(value.status) if value.status == "partial" else ""
    return [period_label(value.period), Cell(value.text, note=partial), value.range, value.before, value.change]


def splits(found: Sequence[Series], one: Indicator, asked: Asked, mine: Series | None) -> Any:
    """Yield the tables by service, specialty and payer: what the viewer may see, largest first."""
    if asked.grain not in SLICED:
        return
    titles = {"service": _("Par service"), "specialty": _("Par spécialité"), "payer_type": _("Par type d'organisme")}
    for dimension, title in titles.items():
        kept = [each for each in found if each.indicator == one.name and each.dimension == dimension]
        values = [(each, value_at(each.points, one.unit, _period(asked, mine), each.about)) for each in kept]
        told = [pair for pair in values if pair[1].told]
        if told and not (dimension == "service" and len(kept) == 1):
            told.sort(key=lambda pair: pair[0].slice)
            rows = [(_named(each), _with_before(each, value), each.slice) for each, value in told]
            yield Split(dimension, title, rows, any(value.private for _name, value, _slice in rows))


def _period(asked: Asked, mine: Series | None) -> str | None:
    if asked.period:
        return asked.period.label
    return mine.points[-1]["period"] if mine and mine.points else None


def _named(each: Series) -> str:
    if each.dimension == "service":
        return service_words(each.slice)
    return each.slice[:1].upper() + each.slice[1:] if each.slice else _("non renseigné")


def _with_before(each: Series, value: Value) -> Value:
    """Return a value with the one of the same slice a year before, when it was made alike."""
    if value.before:
        return value
    label = parse_period(value.period).year_before().label
    before = next((said for said in each.points if said["period"] == label), None)
    now = next(said for said in each.points if said["period"] == value.period)
    if before is None or before.get("value") is None or before.get("basis") != now.get("basis"):
        return value
    gap = change(now["value"] - before["value"], before["value"], each.unit)
    return replace(value, before=shown(before["value"], each.unit), before_period=period_label(label), change=gap)


def _counter(
    centre: Centre, other: Indicator | None, found: Sequence[Series], asked: Asked, beside: Beside, request: HttpRequest
) -> Card | None:
    if other is None:
        return None
    whole = Asked(asked.period)
    return card(
        centre.code, in_language(other), _whole(found, other.name, asked.grain), whole, beside, allowed(request, centre)
    )


def _events(beside: Beside) -> list[Mapping[str, Any]]:
    kinds = {"event": _("événement"), "action": _("action du plan")}
    dated = sorted(beside.events, key=lambda one: one["day"], reverse=True)
    return [one | {"said": french_date(str(one["day"])), "kind": kinds.get(one["kind"], "")} for one in dated]


def _path(centre: Centre, one: Indicator, asked: Asked) -> list[Link]:
    return [
        Link(_("Tableau de bord"), reverse("dashboard", kwargs={"code": centre.code}) + asked.query()),
        Link(_("Indicateurs"), reverse("indicators", kwargs={"code": centre.code})),
        Link(one.label),
    ]


def _supply(request: HttpRequest, centre: Centre, one: Indicator) -> list[Any]:
    may = allowed(request, centre)
    return supply(centre.code, one.name, may_type=may.type, may_import=may.import_)
