"""Where to start: what the other centres reached with each lever, as their plans and their readings say."""

from __future__ import annotations

from datetime import timedelta

from levier.catalogue.levers import levers
from levier.gains import Activation, Margins, Start, where_to_start
from levier.gains.start import group_of
from levier.problems import LevierError
from levier.readings.judge import COMPARED, EARLY, LIKELY, REAL
from levier.readings.reading import BETTER, UNKNOWN
from levier.web.centres.models import Centre, Event
from levier.web.figures.models import Lecture

# An action younger than this has no result yet.
SETTLED = timedelta(days=180)


def start_of(centre: Centre, found: Margins, known: list[Activation]) -> Start | str:
    """Return the levers to start with, or the sentence that says why none is proposed.

    Nobody is named: only how many centres activated a lever, and how many got better.

    Args:
        centre: of the site.
        found: its margins.
        known: what the others did, see :func:`others`; their group is said in the language of that moment.
    """
    try:
        return where_to_start(found, [*known, *_mine(centre, found.centre)], group=group_of(centre.described()))
    except LevierError as error:
        return str(error)


def _mine(centre: Centre, name: str) -> list[Activation]:
    own = centre.events.filter(kind=Event.Kind.ACTION).exclude(lever="")
    return [Activation(name, one.lever, None, since=f"{one.day:%d/%m/%Y}") for one in own if one.lever in levers()]


def others(centre: Centre) -> list[Activation]:
    """Return the levers that the other centres activated, with what their readings say of it."""
    events = Event.objects.filter(kind=Event.Kind.ACTION).exclude(lever="").exclude(centre=centre)
    said = _outcomes(events.values_list("centre", flat=True))
    last = {run.centre_id: run.as_of for run in _runs(said)}
    groups = {one.pk: group_of(one.described()) for one in Centre.objects.filter(pk__in=last)}
    found: dict[tuple[int, str], Activation] = {}
    for event in events.order_by("day", "pk"):
        known = last.get(event.centre_id)
        if event.lever in levers() and known is not None:
            settled = event.day + SETTLED <= known
            success = _success(event.lever, said[event.centre_id]) if settled else None
            found[event.centre_id, event.lever] = Activation(
                f"#{event.centre_id}", event.lever, success, groups[event.centre_id], f"{event.day:%d/%m/%Y}"
            )
    return list(found.values())


def _outcomes(centres: object) -> dict[int, dict[str, Lecture]]:
    found: dict[int, dict[str, Lecture]] = {}
    for one in Lecture.objects.filter(centre__in=centres).defer("data"):
        found.setdefault(one.centre_id, {})[one.indicator] = one
    return found


def _runs(said: dict[int, dict[str, Lecture]]) -> list[object]:
    from levier.web.figures.models import Run

    latest = {run.centre_id: run for run in Run.objects.filter(centre__in=said).defer("moved").order_by("pk")}
    return list(latest.values())


def _success(name: str, said: dict[str, Lecture]) -> bool | None:
    """Tell whether one of the indicators of a lever got better; ``None`` while none of them tells."""
    mine = [said[indicator] for indicator in levers()[name].indicators if indicator in said]
    told = [one for one in mine if one.outcome not in (EARLY, UNKNOWN, COMPARED)]
    return any(one.outcome in (REAL, LIKELY) and one.sense == BETTER for one in told) if told else None
