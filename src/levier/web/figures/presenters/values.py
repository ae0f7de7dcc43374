"""A point of a series as people read it: value and unit, range, year before, and the words of each state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from re import Match, sub
from typing import Any

from django.utils.translation import gettext as _

from levier.catalogue.typed import TYPED
from levier.catalogue.words import in_language
from levier.figures.figure import NOT_APPLICABLE, NOT_AVAILABLE, NOT_COMPUTABLE, OK, PARTIAL
from levier.i18n import _ as library
from levier.readings.numbers import change, shown
from levier.tables import by_file
from levier.web.figures.selectors import HIDDEN, words_of
from levier.web.ui.formats import percent, period_label

NO_PERIOD = "no_period"
SMALL_TEAM = "équipe réduite"
TOLD = (OK, PARTIAL)
# A note that names files, in each language; the names end where another note begins.
MISSING = r"^(fichiers manquants : |missing files: )([^;]*)"


@dataclass(frozen=True, slots=True)
class Value:
    """What is said of a figure; texts are empty when there is nothing to say."""

    period: str
    status: str
    text: str = ""
    amount: str = ""
    unit: str = ""
    number: float | None = None
    range: str = ""
    before: str = ""
    before_period: str = ""
    change: str = ""
    equal_days: str = ""
    constant: str = ""
    reason: str = ""
    counted: str = ""
    small: bool = False
    private: bool = False
    notes: tuple[str, ...] = ()

    @property
    def told(self) -> bool:
        """Tell whether there is a number."""
        return bool(self.text)


def value_at(points: Sequence[Mapping[str, Any]], unit: str, period: str | None, about: Mapping[str, Any]) -> Value:
    """Return what a series says of a period (its last one by default)."""
    found = points[-1] if points and period is None else next((one for one in points if one["period"] == period), None)
    return Value(period or "", NO_PERIOD) if found is None else value_of(found, unit, about)


def value_of(said: Mapping[str, Any], unit: str, about: Mapping[str, Any]) -> Value:
    """Return a point as people read it."""
    value, status = said.get("value"), said["status"]
    if status == HIDDEN:
        return Value(said["period"], HIDDEN)
    words = words_of(about)
    told = (note for note in said.get("notes", about.get("notes", ())) if note != SMALL_TEAM)
    notes = tuple(words.get(note, note) for note in told)
    about_it: dict[str, Any] = {"small": bool(said.get("small")), "private": bool(said.get("private")), "notes": notes}
    if value is None:
        return Value(said["period"], status, reason=_reason(status, notes), **about_it)
    text = shown(value, unit)
    return Value(
        said["period"], status, text, *_apart(text, unit), value, _range(said, unit), counted=_counted(said, about),
        constant=_constant(said, unit), **about_it, **_before(value, said.get("n-1") or {}, unit, words),
    )  # fmt: skip


def _apart(text: str, unit: str) -> tuple[str, str]:
    """Return number and unit apart, so that a long unit is written small; signs (%, €) stay with their number."""
    number, _space, said = text.partition(" ")
    return (text, "") if unit in ("%", "€") or not said else (number, said)


def _reason(status: str, notes: Sequence[str]) -> str:
    return "" if status == NOT_APPLICABLE else " ; ".join(map(_named, notes[:2]))


def _named(note: str) -> str:
    """Return a note with the typed measures as people call them.

    >>> _named("à saisir dans la grille : montant_encaisse")
    'à saisir dans la grille : Montant encaissé'
    >>> _named("fichiers manquants : creances_patients, actes")
    'fichiers manquants : Créances des patients, Actes'
    """
    said = sub(MISSING, lambda found: found[1] + sub("[a-z_]{4,}", _file, found[2]), note)
    return sub(r"[a-z0-9]+(_[a-z0-9]+)+", lambda found: _measure(found[0]), said)


def _file(found: Match[str]) -> str:
    table = by_file(found[0])
    return library(table.label) if table else found[0]


def _measure(name: str) -> str:
    return in_language(TYPED[name]).label if name in TYPED else name


def _range(said: Mapping[str, Any], unit: str) -> str:
    """Return the interval of a rate; when its own doubt is larger (unknown outcomes), its bounds."""
    bounds = said.get("bounds") or {}
    low, high = said.get("low"), said.get("high")
    if said["status"] == PARTIAL and bounds:
        low, high = bounds["low"], bounds["high"]
    if low is None or high is None or low == high:
        return ""
    return _("entre {low} et {high}").format(low=shown(low, unit), high=shown(high, unit))


def _before(value: float, before: Mapping[str, Any], unit: str, words: Mapping[str, str]) -> dict[str, str]:
    if before.get("value") is None:
        return {}
    said = {"before": shown(before["value"], unit), "before_period": period_label(before["period"])}
    if "note" in before:
        return said | {"equal_days": words.get(before["note"], before["note"])}
    return said | {"change": change(value - before["value"], before["value"], unit), "equal_days": _equal_days(before)}


def _equal_days(before: Mapping[str, Any]) -> str:
    share = before.get("change_at_equal_opening_days")
    if share is None:
        return ""
    return _("à jours d'ouverture égaux : {change}").format(change=("+" if share > 0 else "") + percent(share))


def _constant(said: Mapping[str, Any], unit: str) -> str:
    constant = said.get("constant_tariffs") or {}
    if constant.get("tariff_effect") is None:
        return ""
    effect = constant["tariff_effect"]
    return _("dont effet des tarifs : {euros}").format(euros=("+" if effect > 0 else "") + shown(round(effect), unit))


UNITS = {"lines": "", "euros": "€", "hours": "h", "minutes": "min", "days": "j", "fte": "ETP"}


def _counted(said: Mapping[str, Any], about: Mapping[str, Any]) -> str:
    """Return the two numbers that a rate is made of."""
    above, below = said.get("numerator"), said.get("denominator")
    if above is None or below is None:
        return ""
    units = [_unit(said.get(name, about.get(name))) for name in ("numerator_unit", "denominator_unit")]
    return _("{above} sur {below}").format(above=shown(above, units[0]), below=shown(below, units[1]))


def _unit(name: str | None) -> str:
    return in_language(UNITS.get(name or "", ""))


STATES = {
    NOT_APPLICABLE: ("sans objet", "none"),
    NOT_AVAILABLE: ("donnée non fournie", "missing"),
    NOT_COMPUTABLE: ("calcul impossible", "blocked"),
    PARTIAL: ("partiel", "partial"),
}


def state_words(status: str) -> str:
    """Return a state in the words of the house.

    >>> state_words("hidden"), state_words("not_available")
    ('réservé à la direction', 'donnée non fournie')
    """
    if status == HIDDEN:
        return _("réservé à la direction")
    if status == NO_PERIOD:
        return _("pas de chiffre pour cette période")
    return in_language(STATES[status][0]) if status in STATES else ""
