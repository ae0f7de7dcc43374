"""The revenue of a centre: billed, cashed, what separates them, why it moved, where the year lands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from levier.catalogue.indicators import indicators
from levier.catalogue.words import in_language
from levier.readings.numbers import change
from levier.web.centres.models import Centre
from levier.web.figures import selectors
from levier.web.figures.models import Series
from levier.web.figures.presenters.levers import between, euros
from levier.web.figures.presenters.missing import supply
from levier.web.figures.presenters.stills import drawn, of_results
from levier.web.figures.presenters.values import Value, state_words, value_of
from levier.web.figures.selectors import Beside, Viewer
from levier.web.ui.formats import percent, period_label
from levier.web.ui.parts import Cell, ChartView, Column, Link

BILLED, CASHED, TOTAL = "activity_revenue", "cashed_revenue", "total_revenue"
OWN, TOWN = "gross_margin", "gross_margin_with_town_charges"
NAMES = (BILLED, CASHED, TOTAL, OWN, TOWN)
STILLS = ("bridge", "landing", "revenue")
YEARS, MONTHS = 3, 24


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the bridge."""

    label: str
    amount: str
    sentence: str
    tariff: bool


@dataclass(frozen=True, slots=True)
class Bridge:
    """Why revenue moved between two years."""

    title: str
    sentence: str
    before: tuple[str, str]
    after: tuple[str, str]
    steps: Sequence[Step]
    notes: Sequence[str]
    constant: str
    day_for_day: bool
    per_day: Sequence[tuple[str, str]]
    private: bool


def page(
    centre: Centre, who: Viewer, *, may_type: bool, may_import: bool, may_export: bool = False
) -> dict[str, Any]:  # fmt: skip
    """Return what the template of the revenue page names."""
    beside = selectors.beside(centre, who, (), results=("bridge", "landing"), stills=of_results(*STILLS))
    found = selectors.series_of(centre, who, NAMES, ("month", "year"))
    years = {one.indicator: one for one in found if one.grain == "year"}
    months = {one.indicator: one for one in found if one.grain == "month"}
    bridges = [_bridge(one) for one in _listed(beside.results.get("bridge"))]
    chart = partial(drawn, centre.code, beside, export=may_export)
    return {
        "years": table(years, YEARS, _lines()),
        "months": by_month(months),
        "revenue_chart": chart("revenue", *by_month(months)),
        "bridges": [one for one in bridges if one is not None],
        # The sentences of the whole centre name its services: on paper, not those of a small team.
        "private": any(one.private for one in bridges if one is not None),
        "bridge_chart": _alone(chart("bridge")),
        "landing": _landing(beside.results.get("landing")),
        "landing_chart": chart("landing"),
        "refused": _refused(beside),
        "supply": _supply(centre, years, may_type=may_type, may_import=may_import),
        "empty": not any(said.get("value") is not None for one in found for said in one.points),
        "path": [Link(_("Tableau de bord"), reverse("dashboard", kwargs={"code": centre.code})), Link(_("Recettes"))],
    }


def _alone(chart: ChartView | None) -> ChartView | None:
    """Return a chart without its table: the page explains each of its steps under it."""
    return replace(chart, columns=(), rows=()) if chart else None


def _lines() -> list[tuple[str, str]]:
    """Return the lines of the table: an indicator, or the gap between billed and cashed."""
    return [
        (BILLED, _("Facturé")),
        (CASHED, _("Encaissé")),
        ("", _("Facturé et pas encore encaissé, ou perdu")),
        (TOTAL, _("Recettes totales, forfaits compris")),
        (OWN, _("Marge brute, sans les charges de la collectivité")),
        (TOWN, _("Marge brute, charges de la collectivité comprises")),
    ]


def table(found: Mapping[str, Series], many: int, lines: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the last periods as columns, the latest first, and a line for each amount."""
    periods = sorted({said["period"] for one in found.values() for said in one.points}, reverse=True)[:many]
    columns = [Column(_("Euros"), heads=True), *(Column(period_label(one), number=True) for one in periods)]
    return {
        "columns": columns,
        "rows": [[label, *(_cell(found, name, one) for one in periods)] for name, label in lines],
    }


def by_month(found: Mapping[str, Series]) -> tuple[list[Column], list[list[Any]]]:
    """Return the last months as rows, the latest first, a column for each amount: the table of the curve."""
    turned = table(found, MONTHS, _lines()[:3])
    heads, periods = [row[0] for row in turned["rows"]], turned["columns"][1:]
    columns = [Column(_("Mois"), heads=True), *(Column(head, number=True) for head in heads)]
    return columns, [[one.label, *(row[at] for row in turned["rows"])] for at, one in enumerate(periods, start=1)]


def _cell(found: Mapping[str, Series], name: str, period: str) -> Cell:
    if not name:
        billed, cashed = (_value(found, one, period) for one in (BILLED, CASHED))
        known = billed and cashed and billed.number is not None and cashed.number is not None
        return Cell(euros((billed.number or 0) - (cashed.number or 0)) if known and billed and cashed else "—")
    value = _value(found, name, period)
    if value is None or not value.told:
        return Cell(state_words(value.status) if value else "—", kind="none")
    return Cell(value.text, note=state_words(value.status) if value.status == "partial" else value.change)


def _value(found: Mapping[str, Series], name: str, period: str) -> Value | None:
    series = found.get(name)
    said = next((one for one in series.points if one["period"] == period), None) if series else None
    return value_of(said, series.unit, series.about) if series and said else None


def _listed(said: Any) -> list[Mapping[str, Any]]:
    return said if isinstance(said, list) else []


def _bridge(said: Mapping[str, Any]) -> Bridge | None:
    if said.get("before") is None or said.get("after") is None or not said.get("parts"):
        return None
    slice_ = said.get("slice") or {}
    return Bridge(
        slice_.get("service", ""), said["sentence"],
        (period_label(said["compared"]), euros(said["before"])), (period_label(said["period"]), euros(said["after"])),
        [_step(one) for one in said["parts"]], said["notes"],
        _constant(said), bool(said.get("day_for_day")),
        list(_per_day(said)), bool(said.get("small_team")),
    )  # fmt: skip


def _constant(said: Mapping[str, Any]) -> str:
    moved = said.get("change_at_constant_tariffs")
    return "" if moved is None else change(moved, said["before"], "€")


def _step(said: Mapping[str, Any]) -> Step:
    amount = said["amount"]
    return Step(said["label"], ("+" if amount > 0 else "") + euros(amount), said["sentence"], said["name"] == "tariffs")


def _per_day(said: Mapping[str, Any]) -> Any:
    """Yield revenue per opening day of both years: the part of the calendar is taken off."""
    days = next((one for one in said["parts"] if one["name"] == "opening_days"), None)
    for period, amount, key in ((said["compared"], said["before"], "before"), (said["period"], said["after"], "after")):
        if days and days.get(key):
            text = _("{amount} par jour d'ouverture ({days} jours)")
            yield period_label(period), text.format(amount=euros(amount / days[key]), days=round(days[key]))


def _landing(said: Any) -> dict[str, Any] | None:
    if not isinstance(said, dict) or said.get("value") is None:
        return None
    over = said.get("status") == "over"
    value, low, high = (_forecast(said.get(name), over=over) for name in ("value", "low", "high"))
    return {
        "sentence": said["sentence"],
        "value": euros(value),
        "range": between(low, high),
        "level": percent(said.get("level"), 0),
        "period": period_label(said["period"]),
        "over": over,
        "billed": euros(said.get("billed")),
        "rest": euros(said.get("rest")),
        "without": said.get("without", ()),
        "assumptions": said.get("assumptions", ()),
        "notes": said.get("notes", ()),
    }


def _forecast(value: float | None, *, over: bool) -> float | None:
    """Return an amount rounded to the hundred, as its sentence says it, while the year lasts."""
    return value if over or value is None else round(value, -2)


def _refused(beside: Beside) -> list[str]:
    found = [beside.results.get(kind) for kind in ("bridge", "landing")]
    return list(dict.fromkeys(one["refused"] for one in found if isinstance(one, dict) and one.get("refused")))


def _supply(centre: Centre, years: Mapping[str, Series], *, may_type: bool, may_import: bool) -> list[tuple[str, Any]]:
    """Return what the page lacks, with the ways to supply it."""
    lacking = [name for name in (CASHED, TOWN) if not _known(years.get(name))]
    return [
        (in_language(indicators()[name]).label, supply(centre.code, name, may_type=may_type, may_import=may_import))
        for name in lacking
    ]


def _known(one: Series | None) -> bool:
    return one is not None and any(said.get("value") is not None for said in one.points)
