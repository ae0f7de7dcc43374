"""What an effect is judged on: months of its indicator and of its counter-indicator, and what one unit is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from levier.catalogue.definition import Indicator
from levier.catalogue.indicators import indicator, indicators
from levier.holding import Holding
from levier.i18n import _, number
from levier.measures.language import measures_of
from levier.outlook.levels import AMOUNT, HELD
from levier.outlook.teams import small_slices
from levier.periods import Period, periods_between
from levier.readings.build import Builder
from levier.readings.points import Series


@dataclass(frozen=True, slots=True)
class History:
    """One indicator of one centre until the last month that is over: months at constant tariffs.

    ``counter`` is the same of its counter-indicator. ``worth`` holds, by month label, what one unit of numerator (or
    of value for a total) brings in euros; empty without amount, ``why_no_euros`` then says why.
    """

    centre: str
    about: Indicator
    series: Series | None
    counter: Series | None
    counter_about: Indicator | None
    worth: float | None
    why_no_euros: str
    worth_said: str
    small_team: bool
    last: int


# Indicators whose denominator or value is already money: euros of one unit of numerator, and the sign of a gain.
MONEY = {
    "activity_revenue": 1.0,
    "ccam_revenue": 1.0,
    "imaging_revenue_per_hour": 1.0,
    "purchases_to_revenue": -1.0,
    "patient_bad_debt_rate": -1.0,
    "coordination_option_amount": 1.0,
    "total_revenue": 1.0,
    "gross_margin": 1.0,
}
NO_EUROS = {
    "dental_revenue_per_hour": "pas de montant : en dentaire, un chiffre par heure récompenserait la prothèse",
    "lab_subsidy_per_file": (
        "pas de montant : la subvention couvre un coût de service (avertissement juridique du levier 7)"
    ),
    "ccam_act_share": "pas de montant à côté d'un code : plus d'actes techniques n'est pas toujours plus de recettes",
}


def histories(holding: Holding, names: Sequence[str], since: int, as_of: int) -> dict[str, History]:
    """Return the histories of several indicators; amounts at the tariffs of the twelve months before ``since``.

    Args:
        holding: the centre.
        names: indicators, of the catalogue.
        since: day of the action.
        as_of: day of knowledge.
    """
    months = _months(holding, as_of)
    if not months:
        return {}
    asked = {name: indicator(name) for name in names}
    counters = {one.counter_indicator for one in asked.values() if one.counter_indicator in indicators()}
    every = [*asked.values(), *(indicators()[one] for one in sorted(counters - set(asked)) if one)]
    holding.ask(months, as_of)
    builder = Builder(holding, as_of, months, every)
    small = {name: bool(small_slices(holding, [()], [months[-1]], name)) for name in asked}
    return {
        name: _history(holding, builder, one, months, since, as_of, small=small[name]) for name, one in asked.items()
    }


def _months(holding: Holding, as_of: int) -> list[Period]:
    span = holding.span(as_of)
    months = list(periods_between(*span, "month")) if span else []
    return [one for one in months if one.last <= as_of]


def _history(
    holding: Holding,
    builder: Builder,
    about: Indicator,
    months: Sequence[Period],
    since: int,
    as_of: int,
    *,
    small: bool,
) -> History:
    before = [one for one in months if one.last < since][-12:]
    baseline = (before[0].first, before[-1].last) if before else (months[0].first, months[0].last)
    series = _series(builder, about, baseline, months[-1].last)
    other = indicators().get(about.counter_indicator or "")
    counter = _series(builder, other, baseline, months[-1].last) if other else None
    worth, why, said = worth_of(holding, about, since, as_of)
    name = holding.centre.name
    return History(name, about, series, counter, other, worth, why, said, small, months[-1].last)


def _series(builder: Builder, about: Indicator, baseline: tuple[int, int], last: int) -> Series | None:
    """Return the months of an indicator, amounts of acts at the tariffs of the baseline; weeks only then."""
    series, basis = builder.monthly(about), builder.basis(about)
    amounts = basis is not None and any(
        (one.fact, one.column) == ("acts", "amount") for one in measures_of(basis.formula)
    )
    return builder.with_weeks(series, about, baseline, last) if series is not None and amounts else series


def worth_of(holding: Holding, about: Indicator, since: int, as_of: int) -> tuple[float | None, str, str]:
    """Return what one more unit of numerator brings in euros, why nothing does, and how it was worked out."""
    if about.name in NO_EUROS:
        return None, _(NO_EUROS[about.name]), ""
    if about.name in MONEY:
        return MONEY[about.name], "", ""
    if about.name == "no_show_rate":
        return _visit(holding, since, as_of)
    if about.name == "occupied_room_hours":
        return _room_hour(holding, since, as_of)
    if about.name == "payer_rejection_rate":
        return _claim(holding, since, as_of)
    return None, _("pas de montant : cet indicateur ne se convertit pas en euros"), ""


def _sums(holding: Holding, since: int, as_of: int, *measures) -> list[float]:  # type: ignore[no-untyped-def]
    from levier.measures.facts import FACTS

    found = []
    for one in measures:
        cube = holding.source().cube(FACTS[one.fact], FACTS[one.fact].dims, [one])
        found.append(sum(row[0] for key, row in cube.rows.items() if since <= key[0] <= as_of) / one.scale)
    return found


def _visit(holding: Holding, since: int, as_of: int) -> tuple[float | None, str, str]:
    """A visit kept brings what a visit honoured brings (lever 1 of the report: revenue not made)."""
    from levier.catalogue.appointments import REPEATED, STATUS
    from levier.measures.language import count

    euros, visits = _sums(
        holding, since - 365, since - 1, AMOUNT, count("appointments", ~REPEATED.where & (STATUS == "honore"))
    )
    if not euros or not visits:
        return None, _("pas de montant : il faut les actes et les rendez-vous de l'année d'avant l'action"), ""
    said = _("un rendez-vous honoré rapporte {euros} € (12 mois d'avant l'action ; chaque venue de plus est facturée : "
             "hypothèse de l'outil)")  # fmt: skip
    return -euros / visits, "", said.format(euros=number(f"{euros / visits:.2f}"))


def _room_hour(holding: Holding, since: int, as_of: int) -> tuple[float | None, str, str]:
    from levier.catalogue.acts import SERVICE

    euros, hours = _sums(
        holding, since - 365, since - 1, AMOUNT.where_also(SERVICE == "medical"), HELD.where_also(SERVICE == "medical")
    )
    if not euros or not hours:
        return None, _("pas de montant : il faut les actes et les vacations de l'année d'avant l'action"), ""
    said = _("une heure de vacation médicale rapporte {euros} € (12 mois d'avant l'action), avant le coût du praticien")
    return euros / hours, "", said.format(euros=number(f"{euros / hours:.2f}"))


LOST_SHARE = 0.25


def _claim(holding: Holding, since: int, as_of: int) -> tuple[float | None, str, str]:
    from levier.catalogue.claims import FIRST, REJECTED

    claimed = FIRST.summed("claimed", "euros", REJECTED)
    euros, claims = _sums(holding, since - 365, since - 1, claimed, FIRST.counted(REJECTED))
    if not euros or not claims:
        return None, _("pas de montant : il faut les montants des rejets de l'année d'avant l'action"), ""
    said = _("un rejet porte sur {euros} €, dont un quart finit perdu (hypothèse de l'outil)")
    return -LOST_SHARE * euros / claims, "", said.format(euros=number(f"{euros / claims:.2f}"))
