"""Comparable centres: values at equal conventions and period, five at least."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import Any

from levier.figures.figure import OK, Figure
from levier.i18n import _, every_language
from levier.problems import Refused, WrongCommand

LEAST = 5


@dataclass(frozen=True, slots=True)
class Peer:
    """The value of an indicator in another centre, with the conventions that made it."""

    centre: str
    indicator: str
    period: str
    value: Fraction
    conventions: Mapping[str, int | str] = field(default_factory=dict)

    @classmethod
    def of(cls, figure: Figure) -> Peer | None:
        """Return the peer that a figure is: whole, complete, and of no small team."""
        if figure.value is None or figure.status != OK or figure.slice or figure.small_team:
            return None
        return cls(figure.centre, figure.indicator, figure.period.label, figure.value, dict(figure.conventions))


def read_peers(text: str, where: str) -> list[Peer]:
    """Read the figures of other centres as ``levier measure --format json`` writes them.

    Raises:
        WrongCommand: it is not that.
    """
    try:
        return [_peer(one) for one in json.loads(text) if _whole(one)]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise WrongCommand(
            _("{where} : attendu la sortie de « levier measure RÉGION --every year --format json ».").format(
                where=where
            )
        ) from None


def _whole(one: Mapping[str, Any]) -> bool:
    small = not {*every_language("équipe réduite")}.isdisjoint(one["notes"])
    return one["value"] is not None and one["status"] == OK and not one["slice"] and not small


def _peer(one: Mapping[str, Any]) -> Peer:
    value = Fraction(str(one["value"]))
    return Peer(one["centre"], one["indicator"], one["period"], value, one.get("conventions", {}))


def comparable(peers: Iterable[Peer], figure: Figure) -> list[Fraction]:
    """Return the values of the other centres, same indicator, days and conventions, one each.

    Raises:
        Refused: fewer than five; the number found is said.
    """
    mine = dict(figure.conventions)
    found = {
        one.centre: one.value
        for one in peers
        if one.indicator == figure.indicator and one.centre != figure.centre and one.period == figure.period.label
        if dict(one.conventions) == mine
    }
    if len(found) < LEAST:
        raise Refused(
            _(
                "{name}, {period} : {n} centre(s) comparable(s) à conventions égales ; attendu : {least} au moins. "
                "→ Donnez un objectif du centre, ou « rapport »."
            ).format(name=figure.indicator, period=figure.period.label, n=len(found), least=LEAST)
        )
    return sorted(found.values())


def percentile(ordered: Sequence[Any], share: Fraction) -> Any:
    """Return a percentile of sorted values, interpolated (Hyndman & Fan 1996, type 7), exact on fractions.

    >>> percentile([Fraction(1, 10), Fraction(2, 10), Fraction(4, 10)], Fraction(3, 4))
    Fraction(3, 10)
    """
    place = share * (len(ordered) - 1)
    below = min(floor(place), len(ordered) - 2)
    return ordered[below] + (place - below) * (ordered[below + 1] - ordered[below])
