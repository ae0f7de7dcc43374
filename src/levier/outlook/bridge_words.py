"""The sentences of the bridge, as a director reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from levier.i18n import _, ngettext
from levier.outlook.levels import ACTS, DAYS, SESSIONS, VISITS, Levels
from levier.outlook.parts import DELETED, NEW, TARIFFS, Part, Split
from levier.outlook.words import amount, day, listed, percent, quantity
from levier.periods import to_date

if TYPE_CHECKING:
    from levier.outlook.bridge import Bridge
    from levier.outlook.spans import Spans
    from levier.periods import Period

SHOWN_CODES = 5
NO_SERVICE = "service non renseigné"


def name_of(service: str | None) -> str:
    """Return a service as it is shown."""
    words = {"medical": _("médical"), "prelevements": _("prélèvements"), "kine": _("kinésithérapie")}
    return _(NO_SERVICE) if service is None else words.get(service, _(service))


def compared(spans: Spans) -> tuple[str, str]:
    """Return when the two periods were, as sentences say it."""
    return _when(spans.now, cut=spans.cut), _when(spans.before, cut=spans.cut)


def _when(span: Period, *, cut: bool) -> str:
    if not cut:
        return _("en {period}").format(period=span.label)
    return _("du {first} au {last}").format(first=day(span.first), last=day(span.last))


def named(span: Period, *, cut: bool) -> str:
    """Return a period as a table says it."""
    if not cut:
        return span.label
    first, last = (to_date(one).strftime("%d/%m/%Y") for one in (span.first, span.last))
    return _("{first} au {last}").format(first=first, last=last)


def _who(bridge: Bridge) -> str:
    if bridge.whole:
        return _("le centre a facturé")
    if bridge.service is None:
        return _("les actes sans service ont fait facturer")
    return _("le service {name} a facturé").format(name=name_of(bridge.service))


def summary(bridge: Bridge) -> str:
    """Return the sentence that says it all: how much, against what, at constant tariffs."""
    before, after, change = bridge.before, bridge.after, bridge.change
    if before is None or after is None or change is None:
        return " ".join(bridge.notes)
    now, then = compared(bridge.spans)
    now, who = now[:1].upper() + now[1:], _who(bridge)
    if after < 0 or before < 0:
        return _negative(who, now, then, before, after)
    said = _("{period}, {who} {after}, contre {before} {then}, soit {change}").format(
        period=now, who=who, after=amount(after), before=amount(before), then=then, change=_move(change, before)
    )
    constant = bridge.constant_change
    more = ""
    if constant is not None and before:
        more = _(" ; à tarifs constants : {change}").format(change=_move(constant, before))
    return said + more + "."


def _move(change: Fraction, before: Fraction) -> str:
    """Return a move in euros, and in per cent where there was something before."""
    if not before:
        return _("{change} (rien n'était facturé : pas de pourcentage)").format(change=amount(change, signed=True))
    return f"{amount(change, signed=True)} ({percent(change / before, signed=True)})"


def _negative(who: str, now: str, then: str, before: Fraction, after: Fraction) -> str:
    return _(
        "{period}, {who} {after}, contre {before} {then}. Un total négatif veut dire plus d'annulations que "
        "d'actes : vérifiez les lignes négatives avant de lire les parts."
    ).format(period=now, who=who, after=amount(after), before=amount(before), then=then)


def sentences(bridge: Bridge) -> dict[str, str]:
    """Return one sentence for each part."""
    return {one.name: _sentence(one, bridge) for one in bridge.parts}


def _sentence(part: Part, bridge: Bridge) -> str:
    effect, moved = amount(part.amount, signed=True), _moved(part, bridge)
    return _("{label} : {effect}{moved}.").format(label=part.label, effect=effect, moved=moved)


def _moved(part: Part, bridge: Bridge) -> str:
    if part.name in (NEW, DELETED):
        return _codes(part)
    if part.before is not None and part.after is not None:
        return _(", {after} contre {before}").format(
            after=_shown(part.after, part.unit), before=_shown(part.before, part.unit)
        )
    if part.name == TARIFFS and not part.amount:
        return _(", aucun montant moyen n'a bougé")
    said = _by_service(bridge.details.get(part.name, {}))
    return f" ({said})" if said else ""


def _codes(part: Part) -> str:
    count = int(part.after or 0)
    if not count:
        return _(", aucun")
    words = {
        NEW: ngettext("{n} code facturé pour la première fois", "{n} codes facturés pour la première fois", count),
        DELETED: ngettext("{n} code qui n'est plus facturé", "{n} codes qui ne sont plus facturés", count),
    }
    return ", " + words[part.name].format(n=count)


def _shown(value: Fraction, unit: str) -> str:
    if unit == "%":
        return percent(value)
    digits = 0 if unit == "jours" or abs(value) >= 1000 else 2 if unit.startswith(("€", "actes/h")) else 1
    return f"{quantity(value, digits)} {_(unit)}"


def _by_service(shares: dict[str | None, Fraction]) -> str:
    ordered = sorted(shares.items(), key=lambda pair: -abs(pair[1]))
    said = [f"{name_of(name)} {amount(value, signed=True)}" for name, value in ordered if abs(value) >= Fraction(1, 2)]
    return ", ".join(said) if len(shares) > 1 else ""


def said_jumps(split: Split) -> Iterator[str]:
    """Say which codes have a mean amount that doubled or halved: a typing error moves the part of tariffs."""
    if split.jumps:
        shown = listed([f"{code} (× {quantity(ratio, 2)})" for code, ratio in split.jumps[:SHOWN_CODES]])
        rest = len(split.jumps) - SHOWN_CODES
        more = _(" et {n} autres").format(n=rest) if rest > 0 else ""
        yield _(
            "montant moyen au moins doublé, ou réduit de moitié : {codes}{more}. → Vérifiez le tarif saisi : "
            "la part des tarifs en dépend"
        ).format(codes=shown, more=more)


FOLDED = {
    DAYS: "les jours d'ouverture ne sont pas séparés",
    SESSIONS: "les heures de vacation et leur remplissage ne sont pas séparés",
    VISITS: "le remplissage et les actes par heure ne sont pas séparés",
    ACTS: "le nombre d'actes et l'éventail ne sont pas séparés",
}


def said_missing(missing: dict[str, str]) -> list[str]:
    """Say which factors are folded into a coarser one, and why."""
    return [_("{folded} : {reason}").format(folded=_(FOLDED[name]), reason=reason) for name, reason in missing.items()]


def said_coverage(levels: Levels) -> Iterator[str]:
    """Say that acts lack in one of the periods: the move then mixes activity and missing data."""
    for rank in (0, 1):
        share = levels.cover[ACTS][rank]
        if share < 0.95:
            yield _(
                "les actes ne couvrent que {share} % des jours d'ouverture de {period} : l'écart mêle activité et "
                "données manquantes"
            ).format(
                share=round(100 * share), period=named(levels.periods[rank], cut=levels.periods[rank].grain == "sample")
            )


def said_services(services: Sequence[Bridge], *, merged: bool) -> Iterator[str]:
    """Say, once for services alike, what their own bridges say."""
    if merged:
        yield _("lignes effacées pour une des périodes : pas de détail par service")
    found: dict[str, list[str]] = {}
    for one in services:
        for note in one.notes:
            if note != _("équipe réduite"):
                found.setdefault(note, []).append(name_of(one.service))
    for note, names in found.items():
        yield note if merged or len(services) == 1 else _("{name} : {value}").format(name=listed(names), value=note)
