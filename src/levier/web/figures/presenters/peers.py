"""Comparable centres: quartiles of five at least that count alike; nobody is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from levier.catalogue.definition import DOWN, NONE, UP, Indicator
from levier.readings.numbers import shown
from levier.web.figures import benchmarks
from levier.web.figures.models import Series
from levier.web.figures.presenters.values import Value
from levier.web.figures.selectors import Beside

LEAST = 5


@dataclass(frozen=True, slots=True)
class Peers:
    """Half of the centres lie between ``low`` and ``high``; ``place`` says where this one lies."""

    sentence: str
    place: str
    low: float
    middle: float
    high: float
    centres: int
    rounded: str = ""


def peers_of(one: Indicator, series: Series | None, value: Value, beside: Beside) -> Peers | None:
    """Return how a figure compares, ``None`` when fewer than five centres count alike."""
    if series is None or value.number is None:
        return None
    found = [said for said in beside.benchmarks.get(one.name, ()) if said["period"] == value.period]
    key = benchmarks.conventions_key(series, value.period)
    alike = [said for said in found if said["conventions"] == key and said["centres"] >= LEAST]
    return _peers(one, value.number, alike[0]) if alike else None


def _peers(one: Indicator, value: float, said: dict[str, Any]) -> Peers:
    low, middle, high = said["low"], said["middle"], said["high"]
    sentence = _("la moitié de {n} centres comparables : de {low} à {high}").format(
        n=said["centres"], low=shown(low, one.unit), high=shown(high, one.unit)
    )
    return Peers(sentence, _place(one, value, low, high), low, middle, high, said["centres"], str(benchmarks.ROUNDED))


def _place(one: Indicator, value: float, low: float, high: float) -> str:
    if low <= value <= high:
        return _("dans la moitié centrale")
    if one.direction in (NONE, "") or one.direction not in (UP, DOWN):
        return _("au-dessus de la moitié centrale") if value > high else _("au-dessous de la moitié centrale")
    good = (value > high) == (one.direction == UP)
    return _("parmi le quart le mieux placé") if good else _("parmi le quart le moins bien placé")
