"""The results of a centre that are no series: margins of progress, bridge of revenue, landing of the year, quality."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from levier.figures.figure import Figure
from levier.gains import Activation, margins
from levier.gains.of_centre import Drawn
from levier.gains.show import as_json
from levier.i18n import language, speaking
from levier.outlook import bridge as bridges
from levier.outlook import landing as landings
from levier.periods import period_of
from levier.problems import LevierError
from levier.store_source import StoreHolding
from levier.web.centres.models import Centre
from levier.web.figures.models import Result
from levier.web.figures.quality import quality_of
from levier.web.figures.start import others, start_of
from levier.web.figures.week import last_week
from levier.web.monday.compute import lists_of

LANGUAGES = ("fr", "en")
Maker = Callable[[StoreHolding, bool], Any]


def of_centre(centre: Centre, holding: StoreHolding, weeks: list[Figure]) -> list[Result]:
    """Return every result, each as the director sees it and as it may be shared.

    Args:
        centre: of the site.
        holding: what it handed over.
        weeks: its last weeks, see :func:`levier.web.figures.week.weekly`.
    """
    makers: dict[str, Maker] = {
        "margins": _Margins(centre),
        "bridge": _bridge,
        "landing": _landing,
        "week": lambda holding, shareable: last_week(holding, weeks, shareable=shareable),
    }
    made = [
        Result(centre=centre, kind=kind, data=_spoken(make, holding, False), shared=_spoken(make, holding, True))
        for kind, make in makers.items()
    ]
    quality = quality_of(holding)
    return [*made, Result(centre=centre, kind="quality", data=quality, shared=quality), *lists_of(centre, holding)]


def _spoken(make: Maker, holding: StoreHolding, shareable: bool) -> dict[str, Any]:
    """Return a result in each language; one that cannot be made gives the sentence that says why."""
    said: dict[str, Any] = {}
    for spoken in LANGUAGES:
        with speaking(spoken):
            try:
                said[spoken] = make(holding, shareable)
            except LevierError as error:
                said[spoken] = {"refused": str(error)}
    return said


class _Margins:
    """The margins of a centre, made four times (two readers, two languages) from what is drawn and read once."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._drawn = {False: Drawn(), True: Drawn()}
        self._others: dict[str, list[Activation]] = {}

    def __call__(self, holding: StoreHolding, shareable: bool) -> Any:
        """Return the margins as JSON, and where to start."""
        found = margins(holding, shareable=shareable, drawn=self._drawn[shareable])
        if language() not in self._others:
            self._others[language()] = others(self._centre)
        start = start_of(self._centre, found, self._others[language()])
        return json.loads(as_json([(found, start)]))[0]


def _last(holding: StoreHolding) -> int:
    as_of = holding.as_of or 0
    span = holding.span(as_of)
    return as_of if span is None else min(as_of, span[1])


def _bridge(holding: StoreHolding, shareable: bool) -> Any:
    last = _last(holding)
    found = bridges.bridge(holding, period_of(last, "year"), last, by_service=True)
    kept = bridges.shared(found) if shareable else found
    return [one.as_json() for one in kept]


def _landing(holding: StoreHolding, shareable: bool) -> Any:
    last = _last(holding)
    found = landings.landing(holding, period_of(last, "year"), last)
    return (landings.shared(found) if shareable else found).as_json()
