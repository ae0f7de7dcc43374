"""The sentences of the landing, as a director reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from levier.i18n import _
from levier.outlook.bridge_words import name_of
from levier.outlook.draws import BLOCK, SEED, YEARLY_DRIFT
from levier.outlook.words import amount, day, listed, percent
from levier.periods import Period

if TYPE_CHECKING:
    from levier.outlook.departure import Leaving
    from levier.outlook.landing import Landing, ServiceLanding


def summary(landing: Landing) -> str:
    """Return the sentence that says where the year ends."""
    if landing.value is None or landing.low is None or landing.high is None:
        return " ".join(landing.notes)
    if landing.status == "over":
        return _("L'année {year} est finie : {value} facturés{against}.").format(
            year=landing.year.label, value=amount(landing.value), against=_against(landing)
        )
    return _(
        "{year} devrait finir à {value} facturés, entre {low} et {high} (8 chances sur 10){against}. {billed} sont "
        "facturés au {day} ; il reste {n} jours d'ouverture."
    ).format(
        year=landing.year.label, value=amount(_round(landing.value)), low=amount(_round(landing.low)),
        high=amount(_round(landing.high)), against=_against(landing), billed=amount(landing.billed),
        day=day(landing.cut), n=landing.days_left,
    )  # fmt: skip


def _round(value: float) -> float:
    """Return a forecast rounded to the hundred: nobody knows its euros."""
    return round(value, -2)


def _against(landing: Landing) -> str:
    if not landing.before or landing.value is None or landing.constant_change is None:
        return ""
    return _(", contre {before} en {year}, soit {change} ; à tarifs constants : {constant}").format(
        before=amount(landing.before), year=landing.year.year_before().label,
        change=percent(landing.value / landing.before - 1, signed=True),
        constant=percent(landing.constant_change / landing.before, signed=True),
    )  # fmt: skip


def general_assumptions(opened: frozenset[int] | None, year: Period, before: Period, cut: int) -> Iterator[str]:
    """Yield what the landing of any centre takes for granted, each with its provenance."""
    if cut >= year.last:
        return
    yield _(
        "le reste de l'année suit le profil de {year}, service par service et mois par mois, par jour d'ouverture, aux "
        "tarifs d'aujourd'hui et au niveau constaté depuis janvier (hypothèse de l'outil)"
    ).format(year=before.label)
    yield _(
        "fourchette à 80 % : tirage par blocs de {block} semaines des écarts au profil (graine {seed}), "
        "et dérive possible "
        "du niveau de {drift} par an (hypothèse de l'outil) ; elle ne contient ni un changement de tarif, ni "
        "une arrivée, ni "
        "une fermeture que personne n'a déclarée"
    ).format(block=BLOCK, seed=SEED, drift=percent(YEARLY_DRIFT, 0))
    yield from _calendar(opened, year, before, cut)


def assumptions(services: Sequence[ServiceLanding], leaving: Sequence[tuple[Leaving, float, bool]]) -> Iterator[str]:
    """Yield what was taken for granted of services and of departures."""
    declared = [one for one in services if one.declared < -0.5]
    if declared:
        names = listed([f"{name_of(one.service)} ({amount(one.declared)})" for one in declared])
        yield _("absences déclarées au-delà de l'habitude, déjà retirées : {names}").format(names=names)
    new = [name_of(one.service) for one in services if one.ratio == 0 < one.billed]
    if new:
        yield _("{names} : rien l'an dernier, le rythme moyen depuis janvier est prolongé").format(names=listed(new))
    for one, lost, _small in leaving:
        yield _leaving(one, lost)


def _calendar(opened: frozenset[int] | None, year: Period, before: Period, cut: int) -> Iterator[str]:
    if opened is None:
        yield _("horaires non fournis : chaque jour du calendrier compte autant")
        return
    last = before.first + cut - year.first
    usual = sum(one in opened for one in range(last + 1, before.last + 1))
    left = sum(one in opened for one in range(cut + 1, year.last + 1))
    yield _(
        "jours d'ouverture restants : {left}, contre {usual} l'an dernier aux mêmes dates, "
        "fermetures déclarées retirées"
    ).format(left=left, usual=usual)
    if left > usual + 3:
        yield _(
            "il reste nettement plus de jours que l'an dernier : les fermetures et fériés à venir sont-ils tous dans "
            "fermetures ?"
        )


def _leaving(one: Leaving, lost: float) -> str:
    return _(
        "sans {who} : {amount} d'ici la fin de l'année, soit {count} praticien(s) sur {of} de la spécialité, "
        "au prorata des "
        "têtes et sans report sur les autres (hypothèse de l'outil)"
    ).format(who=one.departure.said(), amount=amount(-lost), count=one.departure.count, of=one.of)
