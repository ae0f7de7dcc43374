"""The truth beside the files: what each activated lever really did, so that later readings can be judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from levier.demo import courses
from levier.demo.days import DAYS
from levier.demo.levers import Choice
from levier.demo.opening import Opening
from levier.demo.people import Session, Team
from levier.demo.plan import CentrePlan


@dataclass(frozen=True, slots=True)
class Effect:
    """One true effect: ``size`` in ``unit`` once complete, 0 when the lever changed nothing.

    ``drift`` is what the indicator would have done by itself: a relative change a year, favourable when positive.
    """

    lever: int
    indicator: str
    since: int
    size: float
    unit: str
    ramp: int
    drift: float
    how: str


POINTS, RELATIVE, HOURS, EUROS = "points", "relatif", "heures par semaine", "euros par dossier"


_WITHOUT = {3: "sans effet, une demi-journée sur huit perdue vingt jours après"}


def drift_of(choice: Choice) -> float:
    """Return the yearly relative drift that the simulation gives to a lever's indicator, favourable when positive.

    Rooms and the laboratory's agreement do not drift: the former change by half-days, the latter by contract.
    """
    return 0.0 if choice.lever.number in (3, 7) else choice.drift


def answer_drift(plan: CentrePlan) -> float:
    """Return the yearly relative drift of the answer rate: only where lever 1 had no effect."""
    return courses.ANSWER_DRIFT * min(0.0, plan.choice(1).drift) / plan.habits.answered


def effects_of(plan: CentrePlan, team: Team, opening: Opening, no_show: float, technical: float) -> Iterator[Effect]:
    """Yield the true effects of the levers that a centre activated.

    ``no_show`` and ``technical`` are exact means of the simulation, in points (with the lever minus without it, on
    the same patients); the others are the parameters that made the lines.
    """
    for choice in plan.choices:
        if choice.since is not None:
            for indicator, size, unit, how in _of(choice, team, opening, no_show, technical):
                real, said = (
                    (round(size, 4), how) if choice.positive else (0.0, _WITHOUT.get(choice.lever.number, "sans effet"))
                )
                drift = answer_drift(plan) if indicator == "call_answer_rate" else drift_of(choice)
                yield Effect(choice.lever.number, indicator, choice.since, real, unit, choice.ramp, drift, said)


def _of(
    choice: Choice, team: Team, opening: Opening, no_show: float, technical: float
) -> list[tuple[str, float, str, str]]:
    match choice.lever.number:
        case 1:
            return [
                ("no_show_rate", no_show, POINTS, "un rappel divise par deux le risque et la part rappelée monte"),
                ("call_answer_rate", 100 * courses.answered_gain(choice), POINTS, "plus d'appels décrochés"),
            ]
        case 2:
            return [
                ("ccam_act_share", technical, POINTS, "actes techniques faits et désormais cotés (part des venues)")
            ]
        case 3:
            return _rooms(choice, team, opening)
        case 4:
            return [("imaging_revenue_per_hour", courses.imaging_gain(choice), RELATIVE, "plages mieux remplies")]
        case 5:
            return [("dental_revenue_per_hour", courses.dental_gain(choice), RELATIVE, "fauteuils mieux remplis")]
        case 6:
            return [
                (
                    "payer_rejection_rate",
                    -courses.rejection_cut(choice),
                    RELATIVE,
                    "droits vérifiés, lots hebdomadaires",
                ),
                ("patient_bad_debt_rate", -0.3, RELATIVE, "encaissement à l'accueil"),
            ]
        case 7:
            return [("lab_subsidy_per_file", courses.lab_rise(choice) / 100, EUROS, "nouvelle convention")]
        case 8:
            return [("coordination_option_amount", courses.lump_sum_gain(choice), RELATIVE, "critères suivis")]
        case _:
            return [("purchases_to_revenue", -courses.purchases_cut(choice), RELATIVE, "groupement d'achats")]


def _is_added(session: Session, since: int, ramp: int) -> bool:
    """Tell a half-day added by the lever from one taken over by a successor."""
    return since <= session.first <= since + ramp + 1 and session.first != session.practitioner.first


def _rooms(choice: Choice, team: Team, opening: Opening) -> list[tuple[str, float, str, str]]:
    since = choice.since or 0
    added = [s for s in team.sessions if s.room[0] == "C" and _is_added(s, since, choice.ramp)]
    hours = sum(s.end - s.start for s in added) / 60
    found = [("occupied_room_hours", hours, HOURS, "demi-journées ajoutées dans des salles libres, avant absences")]
    if opening.saturday_from == since:
        saturday = sum(end - start for start, end in opening.week[5]) / 60
        found.append(("weekly_opening_hours", saturday if since < DAYS else 0.0, HOURS, "ouverture du samedi matin"))
    return found
