"""Targets: the report's, the centre's own, or a percentile of comparable centres."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from levier.catalogue.definition import DOWN
from levier.catalogue.indicators import indicators
from levier.catalogue.levers import levers
from levier.catalogue.parameters import theme
from levier.gains.peers import percentile
from levier.gains.words import PROVENANCES, exact, shown
from levier.i18n import _
from levier.problems import WrongCommand, suggest

VALUE, STEP, RELATIVE, PERCENTILE = "value", "step", "relative", "percentile"
REPORT = ("rapport", "defaut", "défaut")


@dataclass(frozen=True, slots=True)
class Target:
    """Where an indicator should go: a value, a step from today, a relative change, or a percentile of peers.

    Rates are fractions. ``limit`` is what a step never passes.
    """

    indicator: str
    kind: str
    number: Fraction
    provenance: str = "own"
    source: str = ""
    limit: Fraction | None = None

    @property
    def own(self) -> bool:
        """Tell whether the centre chose it."""
        return self.provenance == "own"

    def at(self, today: Any, peers: Sequence[Any] = ()) -> Any:
        """Return the value aimed at from today's value (exact or drawn)."""
        if self.kind == VALUE:
            return self.number
        if self.kind == RELATIVE:
            return today * (1 + self.number)
        if self.kind == PERCENTILE:
            return percentile(peers, self.number)
        aimed = today + self.number
        return aimed if self.limit is None else min(aimed, self.limit)

    def sentence(self, value: Any) -> str:
        """Return the target as a person reads it, with its provenance."""
        unit = indicators()[self.indicator].unit
        said = _(PROVENANCES[self.provenance])
        said = _("{name} : {value}").format(name=said, value=self.source) if self.source else said
        return _("objectif {value} ({said})").format(value=shown(value, unit), said=said)


def improves(indicator: str, today: Any, target: Any) -> bool:
    """Tell whether a target is better than today.

    >>> improves("no_show_rate", 0.2, 0.1), improves("room_occupancy_rate", 0.6, 0.5)
    (True, False)
    """
    lower = indicators()[indicator].direction == DOWN or indicator == "admin_to_medical_fte"
    return bool(target < today if lower else target > today)


def targeted() -> tuple[str, ...]:
    """Return the indicators that a margin has a target for."""
    parts = (part for one in levers().values() for part in one.components)
    return tuple(dict.fromkeys(part.target for part in parts if part.target))


def default_target(indicator: str) -> Target | None:
    """Return the target of the report or of the tool, ``None`` when the centre must state it."""
    about = theme("leviers")["targets"].get(indicator)
    return None if about is None else _default(indicator, about)


def _default(indicator: str, about: Mapping[str, Any]) -> Target:
    scale = 100 if about["kind"] == RELATIVE or indicators()[indicator].unit == "%" else 1
    number = Fraction(str(about["value"])) / scale
    limit = Fraction(str(about["limit"])) / scale if "limit" in about else None
    return Target(indicator, about["kind"], number, about["provenance"], _(about["source"]), limit)


_PERCENTILE = re.compile(r"p(\d{1,2})", re.IGNORECASE)
_NUMBER = re.compile(r"([+-]?)\s*(\d[\d\u202f ]*(?:[.,]\d+)?)\s*(%?)")


def parse_target(indicator: str, given: object, where: str) -> Target:
    """Read a target as people write it.

    ``8`` or ``8%`` is a value (rates in per cent), ``+5`` a step (points for a rate), ``-30%`` a relative change of
    something that is no rate, ``p25`` a percentile of comparable centres, ``rapport`` the default one.

    Raises:
        WrongCommand: an indicator without margin (the nearest name is given), or a text that is none of these.

    >>> parse_target("no_show_rate", "8", "--target").number
    Fraction(2, 25)
    >>> parse_target("cost_per_invoice", "-30%", "--target").kind
    'relative'
    """
    known = targeted()
    if indicator not in known:
        near = suggest(indicator, known) or _("Attendu : {names}.").format(names=", ".join(known))
        message = _("{where} : aucun objectif ne se donne sur « {name} ». {near}")
        raise WrongCommand(message.format(where=where, name=indicator, near=near))
    text = str(given).strip()
    if text.lower() in REPORT and (found := default_target(indicator)):
        return found
    if match := _PERCENTILE.fullmatch(text):
        return Target(
            indicator, PERCENTILE, Fraction(int(match[1]), 100), "peers", _("percentile {n}").format(n=match[1])
        )
    return _own(indicator, text, where)


def _own(indicator: str, text: str, where: str) -> Target:
    match, rate = _NUMBER.fullmatch(text), indicators()[indicator].unit == "%"
    if match is None:
        message = _("{where}, {name} : « {text} » lu ; attendu : 8, 8%, +5, -30%, p25 ou rapport.")
        raise WrongCommand(message.format(where=where, name=indicator, text=text))
    sign, digits, mark = match.groups()
    number = exact(digits, where) * (-1 if sign == "-" else 1)
    if rate and not sign and not mark and 0 < number < 1:
        message = _("{where}, {name} : « {text} » lu ; attendu : un pourcentage, écrit 8 ou 0,5%.")
        raise WrongCommand(message.format(where=where, name=indicator, text=text))
    kind = VALUE if not sign else RELATIVE if mark and not rate else STEP
    scale = 100 if rate or kind == RELATIVE else 1
    return Target(indicator, kind, number / scale, "own", where)
