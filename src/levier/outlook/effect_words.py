"""The sentences of an effect, as a director reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from levier.catalogue.definition import Indicator
from levier.catalogue.indicators import indicators
from levier.i18n import _
from levier.outlook.counterfactual import YEARLY_DRIFT, Estimate
from levier.outlook.words import amount, day, listed
from levier.readings.judge import EARLY
from levier.readings.numbers import change, shown
from levier.readings.words import unit_of

if TYPE_CHECKING:
    from levier.outlook.effect import Action, Effect, Group


def sentence(effect: Effect) -> str:
    """Return the one sentence of an effect: reading, raw change, drift, net effect, euros, counter-indicator."""
    label = _head(effect)
    if effect.outcome == "refused":
        return _("{label} : l'action est dans le futur ({day}). → Revenez six mois après son début.").format(
            label=label, day=day(effect.action.since)
        )
    if effect.outcome == "not_available":
        return _("{label} : donnée non fournie, rien à comparer.").format(label=label)
    if effect.outcome == EARLY:
        return _early(label, effect)
    return " ".join(one for one in (_told(label, effect), _money(effect), effect.counter) if one)


def _head(effect: Effect) -> str:
    about = indicators()[effect.action.indicator]
    lever = _("levier {n}, ").format(n=effect.action.lever) if effect.action.lever else ""
    return _("{label} ({lever}depuis le {day})").format(label=about.label, lever=lever, day=day(effect.action.since))


def _early(label: str, effect: Effect) -> str:
    when = _(" Réponse à partir du {day}.").format(day=day(effect.known_on)) if effect.known_on else ""
    return _("{label} : trop tôt pour conclure, {missing}.{when}").format(
        label=label, missing=effect.missing, when=when
    )


def _told(label: str, effect: Effect) -> str:
    found, history = effect.estimate, effect.history
    if found is None or history is None or history.series is None:
        return label
    unit = unit_of(history.about.unit, history.series.kind)
    return _(
        "{label} : {words}. {after} depuis, contre {before} les douze mois d'avant ({raw}) ; sans "
        "l'action, on attendait "
        "{expected} ({drift}) ; effet constaté : {net}{range}."
    ).format(
        label=label, words=effect.words, after=shown(found.after, unit), before=shown(found.before, unit),
        raw=gap(found.raw, unit), expected=shown(found.expected, unit), drift=gap(found.drift, unit),
        net=gap(found.net, unit), range=_range(effect, unit),
    )  # fmt: skip


def _range(effect: Effect, unit: str) -> str:
    low, high = effect.limits
    if low is None or high is None:
        return _(" (série trop courte pour une fourchette)")
    return _(", entre {low} et {high} (95 %)").format(low=gap(low, unit), high=gap(high, unit))


def gap(value: float, unit: str) -> str:
    """Return a difference with its sign: points for rates, the unit for the rest.

    >>> gap(-0.033, "%"), gap(2, "€/h")
    ('−3,3 points', '+2 €/h')
    """
    return change(value, 0.0, unit) if unit == "%" else ("+" if value > 0 else "") + shown(value, unit)


def _money(effect: Effect) -> str:
    if effect.euros is None:
        return ""
    value, low, high = effect.euros
    return _("En euros : {value} par mois, entre {low} et {high}, à tarifs constants.").format(
        value=amount(value, signed=True), low=amount(low, signed=True), high=amount(high, signed=True)
    )


def worsened(about: Indicator, outcome: str, before: float, now: float) -> str:
    """Return the sentence that says that a counter-indicator worsened."""
    how = _("s'est dégradé") if outcome == "real" else _("s'est probablement dégradé")
    return _("Dans le même temps, {label} {how} : {now}, contre {before}.").format(
        label=about.label, how=how, now=shown(now, about.unit), before=shown(before, about.unit)
    )


def said_others(others: Sequence[Action]) -> str:
    """Say that another action touched the same indicator: their effects are not separated."""
    names = [
        _("{lever}{day}").format(lever=_("levier {n}, ").format(n=one.lever) if one.lever else "", day=day(one.since))
        for one in others
    ]
    return _(
        "autre action sur le même indicateur ({names}) : l'effet constaté est celui de toutes, il ne se sépare pas"
    ).format(names=listed(names))


def said_group(group: Group | None) -> str:
    """Say whether the expected return towards the group was taken off."""
    if group is None:
        return _(
            "retour vers la moyenne du groupe non calculé (il faut au moins 5 centres) ; la base est de douze "
            "mois, pas le "
            "mauvais trimestre qui a pu décider l'action"
        )
    return _("retour attendu vers la moyenne de {n} centres compris dans la dérive attendue").format(n=group.number)


def said_beside(found: Estimate, about: Indicator, kind: str) -> str:
    """Return the comparison with the same months a year before: a comparison, not a conclusion."""
    unit, (low, high) = unit_of(about.unit, kind), found.limits()
    return _(
        "comparaison, pas conclusion : {net} face aux mêmes mois de l'année d'avant (entre {low} et {high} si "
        "rien ne dérivait "
        "de plus de {share} % par an)"
    ).format(net=gap(found.net, unit), low=gap(low, unit), high=gap(high, unit), share=round(200 * YEARLY_DRIFT))
