"""Reading what was computed. What a small team made leaves the director's screen through no other door than this one.

Every page, export, API answer, e-mail and paper takes its figures here, as somebody (:func:`viewer`) or as nobody in
particular (``SHARED``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from levier.web.centres.models import Centre
from levier.web.figures.models import Lecture, Result, Run, Series

HIDDEN = "hidden"
SHOWN_OF_HIDDEN = ("period", "from", "to")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: ``private`` may see what speaks of a small team (the director, on screen)."""

    private: bool = False


SHARED = Viewer()


def viewer(user: Any, centre: Centre) -> Viewer:
    """Return how a person looks at the pages of a centre."""
    return Viewer(private=user.has_perm("centre.small_teams", centre))


def series(
    centre: Centre, who: Viewer, *, names: Sequence[str] | None = None, grain: str = "month", dimension: str = ""
) -> list[Series]:
    """Return series with the points that may be seen; a hidden one keeps its period and the status ``hidden``."""
    found = Series.objects.filter(centre=centre, grain=grain, dimension=dimension).order_by("indicator", "slice")
    if names is not None:
        found = found.filter(indicator__in=names)
    return [_seen(one, who) for one in found]


def by_indicator(
    centre: Centre, who: Viewer, *, names: Sequence[str] | None = None, grain: str = "month"
) -> dict[str, Series]:
    """Return the series of the whole centre, by indicator."""
    return {one.indicator: one for one in series(centre, who, names=names, grain=grain)}


def _seen(one: Series, who: Viewer) -> Series:
    if not who.private:
        one.points = [_hidden(said) if said.get("private") else said for said in one.points]
    return one


def _hidden(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in SHOWN_OF_HIDDEN} | {"status": HIDDEN}


def slices(centre: Centre, who: Viewer, name: str, dimension: str, grain: str = "month") -> list[Series]:
    """Return the series of each slice of an indicator; whoever may not see a slice does not learn that it is there."""
    found = series(centre, who, names=[name], grain=grain, dimension=dimension)
    return [one for one in found if any(said["status"] != HIDDEN for said in one.points)]


def lectures(centre: Centre, who: Viewer, names: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """Return the readings, worst first, in the language of the page, as ``levier readings`` writes them."""
    found = Lecture.objects.filter(centre=centre)
    if names is not None:
        found = found.filter(indicator__in=list(names))
    if not who.private:
        found = found.filter(small=False)
    return [one.data[_language()] | {"limits": one.data.get("limits")} for one in found]


def result(centre: Centre, kind: str, who: Viewer) -> Any:
    """Return a result (``margins`` ``bridge`` ``landing`` ``quality`` …) in the language of the page, or ``None``."""
    found = Result.objects.filter(centre=centre, kind=kind).first()
    data = None if found is None else (found.data if who.private else found.shared)
    return data.get(_language(), data) if isinstance(data, dict) else data


def last_run(centre: Centre) -> Run | None:
    """Return the computation that pages show."""
    return Run.objects.filter(centre=centre).first()


def _language() -> str:
    return "en" if get_language() == "en" else "fr"
