"""Which channels of an Asterisk log are telephones and which are lines of an operator, and which way a call goes.

Asterisk does not write the direction. It is inferred, in this order: what a profile says; the context of the dial plan
when its name says it; the channel (a telephone is named by its extension, a line serves many numbers); the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from levier.readers.formats._calls import INWARD, OUTWARD, WITHIN, external

LINE, PHONE, LOCAL, NOTHING, UNSURE = "ligne", "poste", "local", "", "?"
# A channel that so many outside numbers came through, or were called through, is a line.
MANY = 3
_PHONE = re.compile(r"\d{2,6}([-_. a-zA-Z@].*)?")
_LINE = re.compile(
    r"trunk|ovh|orange|sfr|bouygues|keyyo|completel|colt|free(phonie|box)|operat|provider|fournisseur|gateway|passerelle"
    r"|numeris|isdn|pstn|rtc|voip|^gw|[-_]gw|^(from|to)[-_]|\d{8,}|\d+\.\d+\.\d+\.\d+|^anonymous",
    re.IGNORECASE,
)
_LINE_TECHS = frozenset(
    ("dahdi", "zap", "capi", "misdn", "khomp", "dongle", "ooh323", "h323", "mobile", "vpb", "woomera", "quectel")
)
_PHONE_TECHS = frozenset(("agent", "sccp", "skinny", "console", "mgcp", "unistim", "phone"))
_IN = re.compile(
    r"(from|depuis)[-_]?(trunk|pstn|did|extern|outside|zap|dahdi|provider|voip|oper|isdn|numeris|sip[-_]external)"
    r"|ext[-_]did|incoming|inbound|entrant|did(\b|[-_])|macro[-_]from|sda",
    re.IGNORECASE,
)
_OUT = re.compile(r"outbound|outgoing|sortant|to[-_](extern|pstn|trunk)|outrt", re.IGNORECASE)
_HOUSE = re.compile(r"intern|local|phones|postes|users|utilisateurs|agents|bureau", re.IGNORECASE)
_WRAPS = re.compile(r"^(?:AsyncGoto|Transfered|Parked|Bridge|Masq)/(?=[A-Za-z])|<(?:ZOMBIE|MASQ)>$")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a profile says of a switchboard: lines and telephones by their names, contexts by their direction."""

    lines: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    contexts: Mapping[str, str] = field(default_factory=dict)


def peer(channel: str) -> str:
    """Return what a channel belongs to: ``SIP/201`` for ``SIP/201-0000a1b2``.

    >>> peer("PJSIP/ovh-in-0000001a"), peer("DAHDI/i1/0612345678-5"), peer("Local/201@from-queue-1f;1"), peer("")
    ('PJSIP/ovh-in', 'DAHDI/i1', 'Local', '')
    """
    if channel.count("/") > 1 or channel.endswith(">"):
        channel = _WRAPS.sub("", channel)
    if channel.startswith("Local/"):
        return "Local"
    tech, _slash, rest = channel.partition("/")
    name = rest.rpartition("-")[0] or rest
    return f"{tech}/{name.partition('/')[0]}" if rest else channel


class Peers:
    """The telephones and the lines of one switchboard, learnt on the first records and completed by the profile."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.kinds: dict[str, str] = {"": NOTHING, "Local": LOCAL}
        self.short: dict[str, str] = {}
        self.inward: dict[str, set[str]] = {}
        self.outward: dict[str, set[str]] = {}
        self.contexts: dict[str, str] = {}

    def learn(self, seen: Iterable[tuple[str, str, str, str]]) -> None:
        """Look at (source, destination, channel, destination channel) of the first records."""
        for source, target, channel, other in seen:
            if external(source):
                _some(self.inward, peer(channel), source)
            if external(target):
                _some(self.outward, peer(other), target)

    @property
    def lines(self) -> list[str]:
        """Return the operator's lines that were found, by name."""
        return sorted(name for name, kind in self.kinds.items() if kind == LINE)

    def kind(self, channel: str) -> str:
        """Return what a channel is: a line, a telephone, a local relay, nothing, or unsure."""
        short = channel.rpartition("-")[0]
        found = self.short.get(short)
        if found is None:
            name = peer(channel)
            found = self.kinds.get(name)
            if found is None:
                found = self.kinds[name] = self._kind(name)
            if short.count("/") == 1 and not short.startswith("Local/"):
                # Others hold numbers that were dialled: they would fill the memory.
                self.short[short] = found
        return found

    def _kind(self, name: str) -> str:
        tech, _slash, bare = name.partition("/")
        if name in self.choices.lines or bare in self.choices.lines:
            return LINE
        if name in self.choices.phones or bare in self.choices.phones or tech.lower() in _PHONE_TECHS:
            return PHONE
        if tech.lower() not in _LINE_TECHS and _PHONE.fullmatch(bare):
            return PHONE
        if len(self.inward.get(name, ())) >= MANY or len(self.outward.get(name, ())) >= MANY or _LINE.search(bare):
            return LINE
        return LINE if tech.lower() in _LINE_TECHS and name in self.inward else UNSURE

    def way(self, source: str, target: str, context: str, channel: str, other: str) -> str:
        """Return the direction of a call, from the row in which it began."""
        said = self.contexts.get(context)
        if said is None:
            said = self.contexts[context] = self._context(context)
        if said in (INWARD, OUTWARD, WITHIN):
            return said
        kind = self.short.get(channel.rpartition("-")[0]) or self.kind(channel)
        if kind == LINE:
            return INWARD
        away = external(target) or self.kind(other) == LINE
        if kind == PHONE:
            return OUTWARD if away else WITHIN
        if source.isdecimal() and not external(source):
            return OUTWARD if away else WITHIN
        return OUTWARD if said and away and external(target) else INWARD

    def _context(self, context: str) -> str:
        """Return the direction that a context says, something when it is the house's, nothing when it says nothing."""
        if chosen := self.choices.contexts.get(context):
            return chosen
        if _IN.match(context):
            return INWARD
        return OUTWARD if _OUT.match(context) else LOCAL if _HOUSE.search(context) else NOTHING


def _some(held: dict[str, set[str]], name: str, number: str) -> None:
    numbers = held.setdefault(name, set())
    if len(numbers) < MANY:
        numbers.add(number)


def chosen(options: Mapping[str, Any]) -> Choices:
    """Return the choices written in a profile: ``lignes``, ``postes``, ``contextes_entrants``…"""
    contexts = {
        name: way
        for key, way in (("entrants", INWARD), ("sortants", OUTWARD), ("internes", WITHIN))
        for name in options.get(f"contextes_{key}", ())
    }
    return Choices(frozenset(options.get("lignes", ())), frozenset(options.get("postes", ())), contexts)
