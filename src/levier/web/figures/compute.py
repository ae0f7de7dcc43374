"""From the store of a centre to what its pages show, in one transaction: figures, readings, margins, quality."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from levier import __version__
from levier.catalogue.definition import Indicator
from levier.catalogue.indicators import indicators
from levier.disclosure import shared
from levier.figures.figure import Figure, shown_slice
from levier.figures.needs import dimensions
from levier.i18n import said_again, speaking
from levier.measuring import Asked, measure
from levier.periods import period_of, to_date
from levier.store_source import StoreHolding
from levier.web.centres.models import Centre
from levier.web.figures import benchmarks, drawing, results
from levier.web.figures.holdings import hold_centre
from levier.web.figures.lectures import changed, lectures, readings_of
from levier.web.figures.models import Lecture, Result, Run, Series
from levier.web.figures.week import weekly

GRAINS = ("month", "quarter", "year", "rolling12")
SAID_ONCE = ("centre", "indicator", "slice", "unit")
ABOUT = ("conventions", "version", "as_of", "basis", "interval", "numerator_unit", "denominator_unit")
MONTHS, YEARS = 36, 5
# In ``Series.about``: language → the notes of its points in that language.
WORDS = "words"
SLICED_BY = ("service", "specialty", "payer_type")
Progress = Callable[[int, str], None]


@dataclass(slots=True)
class Made:
    """Rows ready to be written."""

    series: list[Series]
    lectures: list[Lecture]
    results: list[Result]
    as_of: date | None


def nothing(_percent: int, _step: str = "") -> None:
    """Say nothing of the progress."""


def compute(centre: Centre, reason: str = "", progress: Progress = nothing, *, draw: bool = False) -> Run:
    """Compute everything that the pages of a centre show, then put it in the place of what was there.

    Safe to run again: the former results stay until the new ones are all there. What moved is kept with the run.
    With ``draw``, the charts that changed are asked for on their own queue.
    """
    began = time.perf_counter()
    progress(5, "")
    holding = hold_centre(centre)
    holding.remember()
    try:
        made = _make(centre, holding, progress)
    finally:
        holding.engine.close()
    progress(90, "")
    run = _write(centre, made, reason, time.perf_counter() - began)
    benchmarks.refresh(centre, made.series)
    if draw:
        drawing.ask(centre)
    return run


def _make(centre: Centre, holding: StoreHolding, progress: Progress) -> Made:
    least = centre.least_team
    _cover(holding)
    figures = list(_figures(holding, progress))
    weeks = weekly(holding)
    progress(65, "")
    spoken = readings_of(centre, holding)
    progress(75, "")
    known = holding.as_of
    return Made(
        series=list(_series(centre, [*figures, ("week", "", weeks)], least)),
        lectures=lectures(centre, spoken),
        results=[*results.of_centre(centre, holding, weeks), changed(centre, spoken)],
        as_of=None if known is None else to_date(known),
    )


def _cover(holding: StoreHolding) -> None:
    """Make the calendar of all that will be asked for at once: each widening would forget what is remembered."""
    span = holding.span(holding.as_of or 0)
    if span is not None:
        first = period_of(span[0] - 366 * (YEARS + 1), "year")
        holding.cover(first.first, period_of(max(span[1], holding.as_of or 0), "year").last)


def _figures(holding: StoreHolding, progress: Progress) -> Iterable[tuple[str, str, list[Figure]]]:
    """Yield the figures by grain and dimension, whole centre first."""
    span = holding.span(holding.as_of or 0)
    if span is None:
        return
    first = max(span[0], span[1] - 31 * MONTHS)
    begin = f"{to_date(first):%Y-%m}"
    for rank, grain in enumerate(GRAINS):
        progress(10 + 8 * rank, "")
        start = begin if grain in ("month", "quarter") else f"{to_date(span[1]) - timedelta(365 * YEARS):%Y-%m}"
        yield grain, "", measure(holding, Asked(every=grain, first=start, compare=True))
    for rank, dim in enumerate(SLICED_BY):
        progress(45 + 5 * rank, "")
        names = tuple(one.name for one in indicators().values() if _cut(one, dim))
        for grain in ("month", "year"):
            yield grain, dim, measure(holding, Asked(every=grain, first=begin, by=(dim,), names=names, wholes=False))


def _cut(one: Indicator, dim: str) -> bool:
    return dim in dimensions(one)


def _series(centre: Centre, groups: Iterable[tuple[str, str, list[Figure]]], least: int) -> Iterable[Series]:
    for grain, dim, figures in groups:
        open_ = {id(one) for one in shared(figures, least)}
        kept: dict[tuple[str, Any], list[Figure]] = {}
        for one in figures:
            if bool(one.slice) == bool(dim):
                kept.setdefault((one.indicator, shown_slice(one.slice).get(dim)), []).append(one)
        for (name, value), mine in kept.items():
            said = [point(one, private=id(one) not in open_) for one in mine]
            yield Series(
                centre=centre,
                indicator=name,
                grain=grain,
                dimension=dim,
                slice="" if value is None else str(value),
                unit=mine[0].unit,
                about=_said_once(said) | _in_english(mine),
                points=said,
            )


def _said_once(points: list[dict[str, Any]]) -> dict[str, Any]:
    """Take out of the points what the last of them says of all."""
    about = {name: points[-1][name] for name in ABOUT if name in points[-1]}
    for one in points:
        for name, value in about.items():
            if one.get(name) == value:
                del one[name]
            else:
                # Said even when there is none: ``about | point`` is then the figure, whole.
                one.setdefault(name, None)
    return about


def _in_english(figures: list[Figure]) -> dict[str, Any]:
    """Return the notes of a series in English, each once, under the French ones that its points hold."""
    notes = dict.fromkeys(note for one in figures for note in (*one.notes, (one.previous or {}).get("note")) if note)
    with speaking("en"):
        said = {str(note): str(said_again(note)) for note in notes}
    said = {note: words for note, words in said.items() if note != words}
    return {WORDS: {"en": said}} if said else {}


def point(figure: Figure, *, private: bool) -> dict[str, Any]:
    """Return a figure as a series keeps it."""
    said = figure.as_json()
    kept = {name: value for name, value in said.items() if name not in SAID_ONCE and value not in (None, [], {})}
    if figure.small_team:
        kept["small"] = True
    if private:
        kept["private"] = True
    before = kept.get("n-1")
    if before and before.pop("small_team", False):
        before["private"] = True
    return kept


def _write(centre: Centre, made: Made, reason: str, seconds: float) -> Run:
    with transaction.atomic():
        # One computation of a centre at a time takes the place of the former one.
        Centre.objects.select_for_update().get(pk=centre.pk)
        before = _values(Series.objects.filter(centre=centre, dimension="", grain__in=GRAINS))
        for model, rows in ((Series, made.series), (Lecture, made.lectures), (Result, made.results)):
            model.objects.filter(centre=centre).delete()
            model.objects.bulk_create(rows, batch_size=200)
        return Run.objects.create(
            centre=centre,
            as_of=made.as_of,
            version=__version__,
            seconds=seconds,
            reason=reason,
            moved=moved(before, _values(one for one in made.series if not one.dimension)),
        )


Values = dict[tuple[str, str], tuple[Any, bool]]


def _values(rows: Iterable[Series]) -> Values:
    """Return what is shown of the whole centre: the value, and whether it is the director's alone."""
    return {
        (one.indicator, said["period"]): (said.get("value"), bool(said.get("private")))
        for one in rows
        if one.grain in GRAINS
        for said in one.points
    }


def moved(before: Values, after: Values) -> list[dict[str, Any]]:
    """Return the figures that were shown and changed: ``{"indicator", "period", "before", "after"[, "private"]}``."""
    found = []
    for (name, period), (value, private) in before.items():
        now, hidden = after.get((name, period), (None, False))
        if now != value:
            said = {"indicator": name, "period": period, "before": value, "after": now}
            found.append(said | ({"private": True} if private or hidden else {}))
    return found
