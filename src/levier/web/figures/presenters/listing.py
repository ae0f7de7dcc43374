"""Every indicator by theme: value, reading, state; and a search that also knows the former words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from levier.catalogue.definition import Indicator
from levier.catalogue.indicators import indicators
from levier.text import fold
from levier.web.centres.models import Centre
from levier.web.figures import selectors
from levier.web.figures.presenters.asked import Asked, choices, read_asked
from levier.web.figures.presenters.board import followed, subtitle
from levier.web.figures.presenters.themes import Theme, grouped
from levier.web.figures.presenters.values import Value, state_words, value_at
from levier.web.figures.selectors import Viewer
from levier.web.ui.parts import Link

# Words that people still use, or say instead.
SYNONYMS = {
    "no_show_rate": "absences absenteisme lapins non-venue no-show",
    "call_answer_rate": "telephone appels standard",
    "payer_rejection_rate": "noemie arl caisse rejets",
    "activity_revenue": "chiffre d'affaires facture",
    "cashed_revenue": "encaisse titre tresor public",
    "patient_bad_debt_rate": "creances restes a recouvrer",
    "outcome_known_rate": "pointage non pointes",
    "room_occupancy_rate": "salles cabinets",
}


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in the list."""

    one: Indicator
    url: str
    value: Value
    state: str
    reading: Any
    followed: bool


def listing(request: HttpRequest, centre: Centre, who: Viewer) -> dict[str, Any]:
    """Return what the template of the list names."""
    asked, words = read_asked(request.GET), request.GET.get("q", "").strip()[:80]
    asked = Asked(asked.period, problem=asked.problem)
    names = list(indicators())
    beside = selectors.beside(centre, who, names, grain=asked.grain)
    found = selectors.by_indicator(centre, who, grain=asked.grain)
    chosen = followed(centre)
    groups: list[tuple[Theme, Sequence[Line]]] = []
    for theme, held in grouped(names):
        lines = [_line(centre, one, found, asked, beside, chosen) for one in held if matches(one, theme, words)]
        if lines:
            groups.append((theme, lines))
    return {
        "groups": groups,
        "words": words,
        "asked": asked,
        "choices": choices(asked, *beside.months, (), ()),
        "subtitle": subtitle(asked, found, beside),
        "count": sum(len(lines) for _theme, lines in groups),
        "path": [
            Link(_("Tableau de bord"), reverse("dashboard", kwargs={"code": centre.code})),
            Link(_("Indicateurs")),
        ],
    }


def _line(centre: Centre, one: Indicator, found: Any, asked: Asked, beside: Any, chosen: Sequence[str]) -> Line:
    series = found.get(one.name)
    period = asked.period.label if asked.period else None
    value = value_at(series.points, series.unit, period, series.about) if series else Value("", "not_available")
    reading = beside.lectures.get(one.name)
    reading = None if reading is None or reading["outcome"] == "unknown" else reading
    url = reverse("indicator", kwargs={"code": centre.code, "name": one.name}) + asked.query()
    return Line(one, url, value, state_words(value.status), reading, one.name in chosen)


def matches(one: Indicator, theme: Theme, words: str) -> bool:
    """Tell whether an indicator answers a search: every word is somewhere in what is said of it, accents aside."""
    text = fold(" ".join((one.label, one.code or "", str(theme.title), one.why, SYNONYMS.get(one.name, ""))))
    return all(fold(word) in text for word in words.split())
