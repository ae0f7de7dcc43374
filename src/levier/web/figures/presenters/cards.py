"""The card of an indicator: its value, its reading, what it is compared with, what to be careful of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from levier.catalogue.definition import DOWN, UP, Indicator
from levier.catalogue.levers import levers
from levier.readings.numbers import euros, shown
from levier.web.figures.models import Series
from levier.web.figures.presenters.asked import Asked
from levier.web.figures.presenters.missing import supply
from levier.web.figures.presenters.peers import Peers, peers_of
from levier.web.figures.presenters.stills import Picture, sketch
from levier.web.figures.presenters.values import NO_PERIOD, Value, state_words, value_at
from levier.web.figures.selectors import Beside
from levier.web.ui.formats import percent, period_label
from levier.web.ui.parts import Action

LONGEST_SPARK = 24


@dataclass(frozen=True, slots=True)
class Card:
    """All that a card says; what is empty is not shown."""

    name: str
    label: str
    theme: str
    url: str
    value: Value
    period: str = ""
    state: str = ""
    reading: Mapping[str, Any] | None = None
    picture: Picture | None = None
    spark: Sequence[float | None] = ()
    target: str = ""
    reached: bool | None = None
    peers: Peers | None = None
    margin: str = ""
    margin_private: bool = False
    warnings: tuple[str, ...] = ()
    supply: Sequence[Action] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the person who looks may do from the card."""

    type: bool = False
    import_: bool = False


def card(
    code: str, one: Indicator, series: Series | None, asked: Asked, beside: Beside, allowed: Allowed, theme: str = ""
) -> Card:
    """Return the card of an indicator; without any series, nothing was supplied yet."""
    value = _value(series, asked)
    # What is known by the year only is shown among months: it says its year.
    year = value.period if asked.period is None and series is not None and series.grain == "year" else ""
    url = reverse("indicator", kwargs={"code": code, "name": one.name}) + asked.query(
        **({"periode": year} if year else {})
    )
    whole = not asked.slice
    return Card(
        one.name, one.label, theme, url, value, period_label(year) if year else "",
        state=state_words(value.status),
        reading=_reading(beside, one.name) if whole else None,
        picture=sketch(code, beside, one.name) if whole and value.told else None,
        spark=_spark(series, value),
        peers=peers_of(one, series, value, beside) if whole else None,
        **_margin(one, beside, whole=whole),
        warnings=_warnings(one, value, beside),
        supply=_supply(code, one.name, value, allowed),
        **_target(one, value, beside),
    )  # fmt: skip


def _value(series: Series | None, asked: Asked) -> Value:
    period = asked.period.label if asked.period else None
    if series is None:
        return Value(period or "", "not_available" if not asked.slice else NO_PERIOD)
    return value_at(series.points, series.unit, period, series.about)


def _reading(beside: Beside, name: str) -> Mapping[str, Any] | None:
    found = beside.lectures.get(name)
    # What is not known is said by the state of the value.
    return None if found is None or found["outcome"] == "unknown" else found


def _spark(series: Series | None, value: Value) -> list[float | None]:
    if series is None or not value.told:
        return []
    until = [said for said in series.points if said["period"] <= value.period]
    return [said.get("value") for said in until[-LONGEST_SPARK:]]


def _target(one: Indicator, value: Value, beside: Beside) -> dict[str, Any]:
    target = beside.targets.get(one.name)
    if target is None:
        return {}
    reached = None
    if value.number is not None and one.direction in (UP, DOWN):
        reached = value.number >= target["value"] if one.direction == UP else value.number <= target["value"]
    return {"target": shown(target["value"], one.unit), "reached": reached}


def _margin(one: Indicator, beside: Beside, *, whole: bool) -> dict[str, Any]:
    """Return the margin of the lever that an indicator leads, as a range; a small team's is the director's alone."""
    said = next((each for each in margins_of(beside) if each["number"] == one.lever), None) if whole else None
    if said is None or (said["net"] or 0) <= 0 or one.name not in _main_indicators(said["lever"]):
        return {}
    return {"margin": _euros(said), "margin_private": said["small_team"]}


def _euros(said: Mapping[str, Any]) -> str:
    net, low, high = (
        (euros(one).lstrip("+") if one is not None else "") for one in (said["net"], said["low"], said["high"])
    )
    if not low or not high or low == high:
        return _("{net} par an").format(net=net)
    if said["low"] <= 0:
        return _("jusqu'à {high} par an").format(high=high)
    return _("{low} à {high} par an").format(low=low, high=high)


def _main_indicators(lever: str) -> tuple[str, ...]:
    found = levers().get(lever)
    return found.indicators[:1] if found else ()


def margins_of(beside: Beside) -> Sequence[Mapping[str, Any]]:
    """Return the margins of the levers, none when they were refused or hidden."""
    found = beside.results.get("margins") or {}
    return found.get("levers", ())


def _warnings(one: Indicator, value: Value, beside: Beside) -> tuple[str, ...]:
    if not value.told:
        return ()
    quality = (beside.lectures.get(one.name) or {}).get("quality") or {}
    known = quality.get("outcomes_known")
    said = [] if known is None or known >= 0.95 else [_("taux de pointage {share}").format(share=percent(known))]
    return (*said, *value.notes)


def _supply(code: str, name: str, value: Value, allowed: Allowed) -> list[Action]:
    if value.status != "not_available":
        return []
    return supply(code, name, may_type=allowed.type, may_import=allowed.import_)
