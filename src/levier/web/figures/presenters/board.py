"""All that the dashboard says, from two reads of what was computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from levier.catalogue.indicators import indicators
from levier.web.centres.models import DEFAULT_FOLLOWED, Centre
from levier.web.figures import selectors
from levier.web.figures.models import Series
from levier.web.figures.presenters.asked import Asked, choices, read_asked
from levier.web.figures.presenters.cards import Allowed, card
from levier.web.figures.presenters.changed import what_changed
from levier.web.figures.presenters.downloads import downloads
from levier.web.figures.presenters.missing import begin
from levier.web.figures.presenters.stills import SKETCH
from levier.web.figures.presenters.strip import strip
from levier.web.figures.presenters.themes import grouped
from levier.web.figures.selectors import Beside, Viewer
from levier.web.ui.formats import french_date, period_label
from levier.web.ui.parts import Action

MARKING = "outcome_known_rate"


def followed(centre: Centre) -> list[str]:
    """Return the indicators that a centre chose, those of the house when it chose none."""
    return [name for name in centre.followed or DEFAULT_FOLLOWED if name in indicators()]


def board(request: HttpRequest, centre: Centre, who: Viewer) -> dict[str, Any]:
    """Return what the template of the dashboard names."""
    asked, names = read_asked(request.GET), followed(centre)
    read = sorted({*names, MARKING})
    beside = selectors.beside(
        centre,
        who,
        read,
        grain=asked.grain,
        results=("margins", "quality"),
        stills=[SKETCH.format(name=one) for one in names],
    )
    found = _series(centre, who, asked, names)
    may = allowed(request, centre)
    cards = [
        card(centre.code, one, found.get(one.name), asked, beside, may, str(theme.title))
        for theme, held in grouped(names)
        for one in held
    ]
    shown = {name: one for name, one in beside.lectures.items() if name in names}
    return {
        "asked": asked,
        "choices": choices(
            asked, *beside.months, beside.slices.get("service", ()), beside.slices.get("specialty", ()), _shown(found)
        ),
        "cards": cards,
        "missing": [one for one in cards if one.supply],
        "changed": what_changed(centre.code, shown),
        "strip": strip(beside.results.get("quality"), _marked(beside)),
        "subtitle": subtitle(asked, found, beside),
        "empty": (empty := not found and not beside.run),
        "begin": begin(centre.code, may_type=may.type, may_import=may.import_) if empty else [],
        "actions": [] if empty else _actions(request, centre, asked),
    }


def _actions(request: HttpRequest, centre: Centre, asked: Asked) -> list[Action]:
    every = Action(_("Tous les indicateurs"), reverse("indicators", kwargs={"code": centre.code}), "secondary btn-sm")
    if not request.user.has_perm("centre.export", centre):
        return [every]
    return [*downloads("dashboard_file", asked.query(), code=centre.code), every]


def allowed(request: HttpRequest, centre: Centre) -> Allowed:
    """Return what the person who looks may do from a card."""
    return Allowed(request.user.has_perm("centre.type", centre), request.user.has_perm("centre.import", centre))


def _series(centre: Centre, who: Viewer, asked: Asked, names: Sequence[str]) -> dict[str, Series]:
    if asked.period is None and not asked.slice:
        return _latest(selectors.series_of(centre, who, names, ("month", "year")))
    found = selectors.series(centre, who, names=names, grain=asked.grain, dimension=asked.dimension, slice_=asked.slice)
    return {one.indicator: one for one in found}


def _last_shared(months: Iterable[Series]) -> str:
    """Return the last month that half of the indicators know: one number typed ahead does not empty the page."""
    told = Counter(said["period"] for one in months for said in one.points if said.get("value") is not None)
    most = max(told.values(), default=0)
    return max((period for period, known in told.items() if 2 * known >= most), default="")


def _latest(found: Sequence[Series]) -> dict[str, Series]:
    """Return months; for what is known by the year only (typed statements), the last year that says something."""
    months = {one.indicator: one for one in found if one.grain == "month"}
    last = _last_shared(months.values())
    for one in months.values():
        one.points = [said for said in one.points if not last or said["period"] <= last]
    for one in found:
        told = [said for said in one.points if said.get("value") is not None]
        if one.grain == "year" and told and not _speaks(months.get(one.indicator)):
            one.points = [said for said in one.points if said["period"] <= told[-1]["period"]]
            months[one.indicator] = one
    return months


def _speaks(months: Series | None) -> bool:
    return months is not None and any(said.get("value") is not None for said in months.points)


def _marked(beside: Beside) -> float | None:
    reading = beside.lectures.get(MARKING) or {}
    recent = reading.get("recent") or {}
    return recent.get("value")


def _shown(found: Mapping[str, Series]) -> str:
    """Return the last month of a page, empty when it has none."""
    months = (one for one in found.values() if one.grain == "month" and one.points)
    return max((one.points[-1]["period"] for one in months), default="")


def subtitle(asked: Asked, found: dict[str, Series], beside: Beside) -> str:
    """Say the period, the slice, and the day until which things were known."""
    months = [one for one in found.values() if one.grain == "month"] or list(found.values())
    last = max((one.points[-1]["period"] for one in months if one.points), default="")
    period = period_label(asked.period.label if asked.period else last) if (asked.period or last) else ""
    known = (beside.run or {}).get("as_of")
    said = [period, asked.slice, _("données connues au {day}").format(day=french_date(known)) if known else ""]
    return " · ".join(one for one in said if one)
