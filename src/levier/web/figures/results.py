"""The results of a centre that are no series: margins of progress, bridge of revenue, landing of the year, quality."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from levier.gains import margins
from levier.gains.show import as_json
from levier.i18n import speaking
from levier.outlook import bridge as bridges
from levier.outlook import landing as landings
from levier.periods import period_of, to_date
from levier.problems import LevierError
from levier.store_source import StoreHolding
from levier.web.centres.models import Centre
from levier.web.figures.models import Result

LANGUAGES = ("fr", "en")
Maker = Callable[[StoreHolding, bool], Any]


def of_centre(centre: Centre, holding: StoreHolding) -> list[Result]:
    """Return every result, each as the director sees it and as it may be shared."""
    makers: dict[str, Maker] = {
        "margins": _margins,
        "bridge": _bridge,
        "landing": _landing,
    }
    made = [
        Result(centre=centre, kind=kind, data=_spoken(make, holding, False), shared=_spoken(make, holding, True))
        for kind, make in makers.items()
    ]
    return [*made, Result(centre=centre, kind="quality", data=_quality(holding), shared=None)]


def _spoken(make: Maker, holding: StoreHolding, shareable: bool) -> dict[str, Any]:
    """Return a result in each language; one that cannot be made gives the sentence that says why."""
    said: dict[str, Any] = {}
    for language in LANGUAGES:
        with speaking(language):
            try:
                said[language] = make(holding, shareable)
            except LevierError as error:
                said[language] = {"refused": str(error)}
    return said


def _margins(holding: StoreHolding, shareable: bool) -> Any:
    return json.loads(as_json([(margins(holding, shareable=shareable), None)]))[0]


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


def _quality(holding: StoreHolding) -> dict[str, Any]:
    """Return what each table holds: files, lines, days, lines set aside."""
    tables: dict[str, dict[str, Any]] = {}
    for one in holding.accounts:
        if one.table is None:
            continue
        table = tables.setdefault(one.table, {"files": [], "kept": 0, "set_aside": 0, "first": None, "last": None})
        table["files"].append(one.file)
        table["kept"] += one.kept
        table["set_aside"] += one.set_aside
        days = [day for day in (one.first, one.last) if day is not None]
        for name, pick in (("first", min), ("last", max)):
            former = [] if table[name] is None else [table[name]]
            table[name] = pick(former + days) if former or days else None
    for table in tables.values():
        for name in ("first", "last"):
            table[name] = None if table[name] is None else to_date(table[name]).isoformat()
    return {"tables": tables}
