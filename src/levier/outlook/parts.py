"""The steps of the bridge: which levels are known for a service, and what each of them explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from levier.i18n import _
from levier.outlook.levels import ACTS, DAYS, SESSIONS, VISITS, Codes, Levels
from levier.outlook.shares import shapley

START, VALUE, BILLED = "", "value", "billed"
ORDER = (DAYS, SESSIONS, VISITS, ACTS, VALUE)
TARIFFS, NEW, DELETED = "tariffs", "new_codes", "deleted_codes"
BILLIONTHS = 1_000_000_000

# From one known level to the next: name of the part, label, unit of the ratio.
STEPS: dict[tuple[str, str], tuple[str, str, str]] = {
    (START, DAYS): ("opening_days", "Jours d'ouverture", "jours"),
    (START, SESSIONS): ("session_hours_total", "Heures de vacation tenues", "h"),
    (DAYS, SESSIONS): ("session_hours", "Heures de vacation par jour d'ouverture", "h/jour"),
    (START, VISITS): ("visit_hours_total", "Heures de rendez-vous honorés", "h"),
    (DAYS, VISITS): ("visit_hours", "Heures de rendez-vous honorés par jour d'ouverture", "h/jour"),
    (SESSIONS, VISITS): ("fill", "Remplissage des vacations", "%"),
    (START, ACTS): ("acts_total", "Nombre d'actes", "actes"),
    (DAYS, ACTS): ("acts_per_day", "Actes par jour d'ouverture", "actes/jour"),
    (SESSIONS, ACTS): ("acts_per_session_hour", "Actes par heure de vacation", "actes/h"),
    (VISITS, ACTS): ("acts_per_hour", "Actes par heure de rendez-vous honoré", "actes/h"),
    (START, VALUE): ("volume", "Activité à tarifs constants", "€"),
    (DAYS, VALUE): ("volume_per_day", "Activité par jour d'ouverture, à tarifs constants", "€/jour"),
    (SESSIONS, VALUE): ("volume_per_session_hour", "Activité par heure de vacation, à tarifs constants", "€/h"),
    (VISITS, VALUE): ("volume_per_visit_hour", "Activité par heure de rendez-vous, à tarifs constants", "€/h"),
    (START, BILLED): ("billed", "Recettes (non décomposées)", "€"),
    (DAYS, BILLED): ("billed_per_day", "Recettes par jour d'ouverture, tarifs compris", "€/jour"),
    (ACTS, VALUE): ("mix", "Éventail des actes (valeur moyenne à tarifs constants)", "€/acte"),
}
LABELS = {name: (label, unit) for name, label, unit in STEPS.values()} | {
    TARIFFS: ("Tarifs (montant moyen de chaque code)", "€"),
    NEW: ("Codes nouveaux", "codes"),
    DELETED: ("Codes disparus", "codes"),
}
PLACES = {name: place for place, name in enumerate(LABELS)}


@dataclass(frozen=True, slots=True)
class Part:
    """What one cause explains: ``amount`` in euros, exact; ``before`` and ``after`` the quantity that moved."""

    name: str
    amount: Fraction
    before: Fraction | None = None
    after: Fraction | None = None

    @property
    def label(self) -> str:
        """Return its name in French."""
        return _(LABELS[self.name][0])

    @property
    def unit(self) -> str:
        """Return the unit of the quantity that moved."""
        return LABELS[self.name][1]


@dataclass(slots=True)
class Split:
    """The codes of two periods: common, new, deleted; common ones at the mean amounts of the period before."""

    common: list[str]
    new: list[str]
    deleted: list[str]
    quantities: tuple[Fraction, Fraction]
    values: tuple[Fraction, Fraction]
    tariffs: Fraction
    jumps: list[tuple[str, float]] = field(default_factory=list)


def split_codes(before: Codes, now: Codes) -> Split:
    """Separate what codes in both periods explain from new and deleted codes, and tariffs from quantities.

    A code whose quantities of the period before add up to zero has no mean amount: it counts as new and deleted.
    """
    common = sorted(code for code in now if code in before and before[code][1])
    value, billed = Fraction(), Fraction()
    for code in common:
        value += Fraction(now[code][1] * before[code][0], before[code][1]) / 100
        billed += Fraction(now[code][0], 100)
    known = set(common)
    return Split(
        common,
        sorted(set(now) - known),
        sorted(set(before) - known),
        (_quantity(before, common), _quantity(now, common)),
        (_euros(before, common), value),
        billed - value,
        _jumps(before, now, common),
    )


def _quantity(codes: Codes, names: Sequence[str]) -> Fraction:
    return Fraction(sum(codes[name][1] for name in names), BILLIONTHS)


def _euros(codes: Codes, names: Sequence[str]) -> Fraction:
    return Fraction(sum(codes[name][0] for name in names), 100)


def _jumps(before: Codes, now: Codes, common: Sequence[str]) -> list[tuple[str, float]]:
    """Return the codes whose mean amount at least doubled or halved, with the ratio."""
    found = []
    for code in common:
        old, new = Fraction(*before[code]), Fraction(*now[code]) if now[code][1] else Fraction()
        if old > 0 and new > 0 and (new >= 2 * old or 2 * new <= old):
            found.append((code, float(new / old)))
    return found


def service_parts(levels: Levels, service: str | None, least: float) -> tuple[list[Part], Split, dict[str, str]]:
    """Return the parts of one service, its codes, and why each level that lacks cannot be used.

    Args:
        levels: what was read.
        service: the service.
        least: coverage (a fraction) under which a level is not compared.
    """
    before, now = (levels.codes.get((rank, service), {}) for rank in (0, 1))
    split = split_codes(before, now)
    known, missing = _known(levels, service, split, least)
    parts = [] if not any(split.values) else chain(known, split.values)
    parts.append(Part(TARIFFS, split.tariffs, None, None))
    parts.append(Part(NEW, _euros(now, split.new), None, Fraction(len(split.new))))
    parts.append(Part(DELETED, -_euros(before, split.deleted), None, Fraction(len(split.deleted))))
    return parts, split, missing if any(split.values) else {}


def chain(
    known: dict[str, tuple[Fraction, Fraction]], values: tuple[Fraction, Fraction], end: str = VALUE
) -> list[Part]:
    """Divide each known level by the one before, and share the move of the product between these ratios."""
    levels = {START: (Fraction(1), Fraction(1)), **known, end: values}
    steps = list(pairwise(levels))
    ratios = [[levels[low][rank] / levels[high][rank] for high, low in steps] for rank in (0, 1)]
    shares = shapley(*ratios)
    return [
        Part(STEPS[step][0], share, one, other) for step, share, one, other in zip(steps, shares, *ratios, strict=True)
    ]


def _known(
    levels: Levels, service: str | None, split: Split, least: float
) -> tuple[dict[str, tuple[Fraction, Fraction]], dict[str, str]]:
    found, missing = {}, {}
    for name in ORDER[:-1]:
        pair = _pair(levels, name, service, split)
        reason = _reason(levels, name, pair, least)
        if reason:
            missing[name] = reason
        elif pair is not None:
            found[name] = pair
    return found, missing


def _pair(levels: Levels, name: str, service: str | None, split: Split) -> tuple[Fraction, Fraction] | None:
    if name == DAYS:
        return levels.opened and (Fraction(levels.opened[0]), Fraction(levels.opened[1]))
    if name == ACTS:
        return split.quantities
    hours = levels.hours[name]
    return hours.get((0, service), Fraction()), hours.get((1, service), Fraction())


FILES = {DAYS: "horaires", SESSIONS: "vacations ou semaine_type", VISITS: "rendez_vous"}


def _reason(levels: Levels, name: str, pair: tuple[Fraction, Fraction] | None, least: float) -> str:
    if name == ACTS:
        return "" if pair and min(pair) > 0 else _("nombre d'actes nul ou négatif")
    if name == DAYS and pair is None:
        return _("horaires non fournis")
    if pair is None or max(pair) <= 0:
        return _("rien dans {files} pour ce service").format(files=_(FILES[name]))
    year = levels.periods[0 if pair[0] <= 0 else 1].label
    if min(pair) <= 0:
        return _("rien dans {files} pour ce service en {period}").format(files=_(FILES[name]), period=year)
    short = [rank for rank in (0, 1) if levels.cover.get(name, (1.0, 1.0))[rank] < least]
    if short:
        return _("{files} ne couvre que {share} % des jours d'ouverture de {period}").format(
            files=_(FILES[name]), share=round(100 * levels.cover[name][short[0]]), period=levels.periods[short[0]].label
        )
    return ""
