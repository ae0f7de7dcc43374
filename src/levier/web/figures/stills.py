"""Charts drawn ahead by a worker: no page draws, and the same content is drawn once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from levier.catalogue.indicators import indicators
from levier.catalogue.words import in_language
from levier.charts import Drawing, Limits, Note, Point, content_hash, trend
from levier.charts import stills as both_themes
from levier.charts.drawing import Spec
from levier.i18n import speaking
from levier.periods import parse_period, to_date
from levier.web.centres.models import Centre, Event
from levier.web.figures.lectures import activations
from levier.web.figures.models import Lecture, Series, Still

LANGUAGES = ("fr", "en")
MONTHS = 25
NARROW_SIZE = (360, 300)
FORMS: dict[str, dict[str, Any]] = {
    "sketch/{name}": {"small": True},
    "trend/{name}": {},
    "trend/{name}/narrow": {"width": NARROW_SIZE[0], "height": NARROW_SIZE[1]},
}


def name_in(name: str, language: str) -> str:
    """Return the name of a still in a language: its words are part of the picture.

    >>> name_in("trend/no_show_rate", "fr"), name_in("trend/no_show_rate", "en")
    ('trend/no_show_rate', 'trend/no_show_rate@en')
    """
    return name if language == LANGUAGES[0] else f"{name}@{language}"


def draw(centre: Centre, names: Sequence[str] | None = None, languages: Sequence[str] = LANGUAGES) -> int:
    """Draw the trends of indicators; return how many pictures were made: what did not change is kept as it is.

    Args:
        centre: whose figures are drawn as they are stored.
        names: of indicators; those that the centre follows by default.
        languages: of the words in the pictures.
    """
    wanted = [name for name in (centre.followed if names is None else names) if name in indicators()]
    known = known_of(centre)
    made = 0
    for language in languages:
        with speaking(language):
            for name, drawing, private in _drawings(centre, wanted):
                made += keep(centre, name_in(name, language), drawing.spec, known, private=private)
    return made


Known = dict[str, tuple[str, bool]]


def known_of(centre: Centre) -> Known:
    """Return what is drawn already: name → digest, and whether it is the director's alone."""
    found = Still.objects.filter(centre=centre).values_list("name", "digest", "private")
    return {name: (digest, private) for name, digest, private in found}


def keep(centre: Centre, name: str, spec: Spec, known: Known, *, private: bool) -> int:
    """Draw a chart unless the same content is there; return how many pictures were made."""
    digest = content_hash(spec)
    if known.get(name) == (digest, private):
        return 0
    if name in known and known[name][0] == digest:
        Still.objects.filter(centre=centre, name=name).update(private=private)
        return 0
    row = {"digest": digest, "spec": spec, "private": private, **both_themes(spec)}
    Still.objects.update_or_create(centre=centre, name=name, defaults=row)
    return 1


def _drawings(centre: Centre, names: Sequence[str]) -> Iterator[tuple[str, Drawing, bool]]:
    """Yield each chart in each form, with whether it speaks of a small team."""
    series = Series.objects.filter(centre=centre, grain="month", dimension="", indicator__in=names)
    limits = {one.indicator: one.data.get("limits", []) for one in Lecture.objects.filter(centre=centre)}
    targets = {one.indicator: one.value for one in centre.targets.all()}
    dated = list(centre.events.all())
    for one in series:
        if all(said.get("value") is None for said in one.points):
            continue
        private = any(said.get("private") or (said.get("n-1") or {}).get("private") for said in one.points)
        for form, size in FORMS.items():
            drawing = _trend(one, limits.get(one.indicator, []), targets.get(one.indicator), dated, size)
            yield form.format(name=one.indicator), drawing, private


def _trend(
    one: Series, limits: list[dict[str, Any]], target: float | None, dated: Iterable[Event], size: dict[str, Any]
) -> Drawing:
    points = one.points[-MONTHS:]
    shown = {said["period"] for said in points}
    mine = [said for said in limits if said["period"] in shown]
    events, actions = _notes(one.indicator, dated)
    return trend(
        in_language(indicators()[one.indicator]).label,
        one.unit,
        [_point(said) for said in points],
        before=[] if size.get("small") else [_before(said["n-1"]) for said in points if said.get("n-1")],
        limits=_stretches(mine),
        target=target,
        events=events,
        actions=actions,
        signals=[said["from"] for said in mine if said.get("signal")],
        **size,
    )


def _stretches(limits: list[dict[str, Any]]) -> list[Limits]:
    """Return the limits, months in a row that share them as one stretch."""
    found: list[Limits] = []
    for said in limits:
        one = Limits(said["from"], said["to"], said["mid"], said["low"], said["high"])
        if found and found[-1][2:] == one[2:]:
            one = one._replace(since=found.pop().since)
        found.append(one)
    return found


def _point(said: dict[str, Any]) -> Point:
    partial = said["status"] == "partial"
    return Point(said["period"], said["from"], said.get("value"), said.get("low"), said.get("high"), partial)


def _before(said: dict[str, Any]) -> Point:
    return Point(said["period"], to_date(parse_period(said["period"]).first).isoformat(), said.get("value"))


def _notes(name: str, dated: Iterable[Event]) -> tuple[list[Note], list[Note]]:
    """Return what happened and what was done, of those that an indicator's curve shows."""
    events: list[Note] = []
    actions: list[Note] = []
    for one in dated:
        of_all = not one.indicator and not one.lever
        if of_all or one.indicator == name or name in {act.indicator for act in activations(one)}:
            (actions if one.kind == Event.Kind.ACTION else events).append(Note(one.day.isoformat(), one.label))
    return events, actions
