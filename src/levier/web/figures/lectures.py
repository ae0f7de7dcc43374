"""The readings of a centre as rows: in each language, with the limits of their charts; and what is worth a message."""

from __future__ import annotations

from typing import Any

from levier.catalogue.levers import levers
from levier.i18n import speaking
from levier.readings import Activation, Reading, Target, read
from levier.readings.alerts import alerts
from levier.store_source import StoreHolding
from levier.web.centres.models import Centre, Event
from levier.web.figures.models import Lecture, Result

LANGUAGES = ("fr", "en")
Spoken = dict[str, list[Reading]]


def readings_of(centre: Centre, holding: StoreHolding) -> Spoken:
    """Return the readings in each language, worst first, with the targets and the dated actions of the centre."""
    targets = [Target(one.indicator, one.value, one.source) for one in centre.targets.all()]
    actions = [act for event in centre.events.filter(kind=Event.Kind.ACTION) for act in activations(event)]
    spoken: Spoken = {}
    for language in LANGUAGES:
        with speaking(language):
            spoken[language] = read(holding, targets=targets, activations=actions)
    return spoken


def activations(event: Event) -> list[Activation]:
    """Return what an action of the plan was meant to change: its indicator, else those of its lever."""
    known = levers().get(event.lever)
    names = (event.indicator,) if event.indicator else known.indicators if known else ()
    return [Activation(name, event.day, event.label) for name in names]


def lectures(centre: Centre, spoken: Spoken) -> list[Lecture]:
    """Return a row for each reading."""
    told = {language: {one.indicator: one.as_json() for one in found} for language, found in spoken.items()}
    return [
        Lecture(
            centre=centre,
            indicator=one.indicator,
            rank=rank,
            outcome=one.outcome,
            sense=one.sense,
            small=one.small_team,
            data={language: told[language][one.indicator] for language in LANGUAGES}
            | {"limits": [limit.as_json() for limit in one.limits]}
            | _alone(spoken, one.indicator),
        )
        for rank, one in enumerate(spoken[LANGUAGES[0]])
    ]


def _alone(spoken: Spoken, name: str) -> dict[str, Any]:
    """Return what may be shared of a reading that says a small team's beside its own, nothing otherwise."""
    found = {language: next(one for one in spoken[language] if one.indicator == name) for language in LANGUAGES}
    if all(one.alone is None for one in found.values()):
        return {}
    return {"shared": {language: (one.alone or one).as_json() for language, one in found.items()}}


def changed(centre: Centre, spoken: Spoken) -> Result:
    """Return what is worth a message: ``{"readings": [...], "tested", "rate", "method"}``, often without any."""
    data: dict[str, Any] = {}
    shared: dict[str, Any] = {}
    for language in LANGUAGES:
        with speaking(language):
            data[language] = _announced(spoken[language])
            shared[language] = _announced([one.alone or one for one in spoken[language] if not one.small_team])
    return Result(centre=centre, kind="changed", data=data, shared=shared)


def _announced(found: list[Reading]) -> dict[str, Any]:
    told = alerts(found)
    names = ("indicator", "label", "reading", "outcome", "sense", "sentence", "euros_per_year", "p_value")
    readings = [{name: said[name] for name in names} for said in (one.as_json() for one in told.readings)]
    return {"readings": readings, "tested": told.tested, "rate": told.rate, "method": told.method}
