"""The back office of a fictitious centre: purchases, staff, samplings, lump sums, prescriptions, prevention, events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from levier.demo.courses import Courses, lab_rise, lump_sum_gain
from levier.demo.days import EXPORTED_ON, MONTHS, TARIFF_DAY, date_of, day_of, last_day_of, month_days
from levier.demo.dialect import Dialect
from levier.demo.people import Team
from levier.demo.plan import CentrePlan

_FAMILIES = (("medical", 5, "medical"), ("medicaments", 2, "medical"), ("bureau", 2, ""), ("autre", 1, ""))
_DENTAL = (("fournitures_dentaires", 4, "dentaire"), ("prothese", 6, "dentaire"))
_MONTHLY_COST = {
    "medecin": 9400, "dentiste": 8700, "sage_femme": 5200, "infirmier": 4300, "manipulateur": 4200,
    "assistant_dentaire": 3100, "accueil": 2900, "secretaire_medicale": 3100, "tiers_payant": 3050,
    "direction": 6100, "coordinateur": 4400, "technique": 2800, "assistant_medical": 3000,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Post:
    """A post: fictitious agent, job, service, full-time equivalents, monthly cost in cents of a full time."""

    person: str
    job: str
    service: str
    fte: float
    cents: int
    first: int = 0
    last: int = EXPORTED_ON


def posts_of(plan: CentrePlan, team: Team) -> list[Post]:
    """Return the posts of a centre: practitioners by their half-days, then those who support them."""
    found = []
    for person in team.practitioners:
        half_days = sum(1 for s in team.sessions if s.practitioner is person and s.first == person.first)
        fte = round(half_days / 10, 2)
        cents = _MONTHLY_COST[person.specialty.job] * 100
        found.append(
            Post(person.key, person.specialty.job, person.specialty.service, fte, cents, person.first, person.last)
        )
    return found + _support(plan, found)


def _support(plan: CentrePlan, care: list[Post]) -> list[Post]:
    doctors = sum(post.fte for post in care if post.job == "medecin")
    dentists = sum(post.fte for post in care if post.job == "dentiste")
    total = max(1.4, doctors * plan.habits.support)
    shares = (("accueil", "", 0.42), ("secretaire_medicale", "medical", 0.2), ("tiers_payant", "", 0.22),
              ("direction", "", 0.16))  # fmt: skip
    wanted = [(job, service, total * share) for job, service, share in shares]
    wanted += [("technique", "", 0.5), ("assistant_medical", "medical", doctors * 0.12)]
    wanted += [("assistant_dentaire", "dentaire", dentists * 1.1)] if dentists else []
    wanted += [("coordinateur", "", 0.5)] if plan.size >= 10 else []
    found: list[Post] = []
    for job, service, fte in wanted:
        found += _agents(job, service, fte, len(found))
    return found


def _agents(job: str, service: str, fte: float, already: int) -> Iterator[Post]:
    """Share full-time equivalents between agents, the last one part-time by fifths."""
    tenths = max(2, round(fte * 10))
    for rank in range((tenths + 9) // 10):
        part = min(10, tenths - 10 * rank) / 10
        yield Post(f"AG{already + rank + 1:02d}", job, service, part, _MONTHLY_COST[job] * 100)


def staffing_rows(plan: CentrePlan, team: Team, way: Dialect) -> Iterator[str]:
    """Yield the posts month by month; towns do not know the complete cost."""
    complete = way.no if plan.is_town else way.yes
    for month, name in enumerate(MONTHS):
        for post in posts_of(plan, team):
            if post.first <= last_day_of(month) and post.last >= month_days(month)[0]:
                fte = f"{post.fte:.2f}".replace(".", way.money.decimal)
                cost = way.money[monthly_cost(post, month)]
                yield f"{name};{post.person};{post.job};{post.service};{fte};{cost};{complete}"


def monthly_cost(post: Post, month: int) -> int:
    """Return what a post costs in a month, in cents; pay rises by 2 % in 2025."""
    return round(post.cents * post.fte * (1.02 if month >= 12 else 1.0))


@dataclass(frozen=True, slots=True)
class Purchase:
    """One purchase, in cents."""

    day: int
    family: str
    service: str
    supplier: str
    cents: int
    contract: bool


def purchases_of(plan: CentrePlan, courses: Courses, revenue: dict[str, list[int]]) -> list[Purchase]:
    """Return the purchases of a centre: a share of the revenue of a sliding quarter, split in families."""
    rng, found = plan.rng("achats").random, []
    families = _FAMILIES + (_DENTAL if "dentaire" in plan.services else ())
    weights = sum(weight for _, weight, _ in families)
    total = [sum(months[month] for months in revenue.values()) for month in range(24)]
    for month in range(24):
        near = total[max(0, month - 1) : month + 2]
        budget = courses.purchases[last_day_of(month)] * sum(near) / len(near)
        for family, weight, service in families:
            for _ in range(weight):
                cents = int(budget / weights * (0.6 + 0.8 * rng()))
                day = month_days(month)[int(rng() * 28)]
                found.append(Purchase(day, family, service, f"FOURN-{1 + int(rng() * 30):02d}", cents, rng() < 0.35))
    return sorted((p for p in found if p.cents), key=lambda p: p.day)


def purchase_rows(purchases: list[Purchase], way: Dialect) -> Iterator[str]:
    """Yield the purchases as a standard file writes them."""
    for p in purchases:
        contract = way.yes if p.contract else way.no
        yield f"{way.day[p.day]};{p.service};{p.family};{p.supplier};{way.money[p.cents]};{contract}"


def lab_months(plan: CentrePlan, thin: float, copies: int) -> list[tuple[int, int, int]]:
    """Return (month, files, cents) of the samplings; lever 7 changes what the laboratory pays per file."""
    rng, choice = plan.rng("prelevements").random, plan.choice(7)
    base, found = 12 * plan.size * copies, []
    for month in range(24):
        files = max(1, int(base * thin * (0.85 + 0.3 * rng()) * (0.6 if month % 12 == 7 else 1.0)))
        rise = round(lab_rise(choice) * choice.share(last_day_of(month)))
        found.append((month, files, files * (plan.habits.lab_cents + rise)))
    return found


@dataclass(frozen=True, slots=True)
class LumpSum:
    """One payment that is not for an act, in cents; ``units`` are members or validated indicators."""

    period: str
    scheme: str
    units: int
    due: int
    received: int
    day: int


def lump_sums_of(plan: CentrePlan, copies: int) -> list[LumpSum]:
    """Return the lump sums: quarterly shares of the national agreement, and the Teulade refund of 2024 for towns."""
    rng, choice = plan.rng("forfaits").random, plan.choice(8)
    found: list[LumpSum] = []
    base = plan.habits.lump_sum_cents * plan.size * copies // 40
    for month in range(2, 24, 3):
        course = (1 + choice.drift * month / 12) * (1 + lump_sum_gain(choice) * choice.share(last_day_of(month)))
        due = round(base * course * (0.99 + 0.02 * rng()))
        day = last_day_of(month) + 20 + int(rng() * 30)
        received = due if rng() < 0.8 else due * 9 // 10
        if day <= EXPORTED_ON:
            found.append(LumpSum(MONTHS[month], "accord_national", round(6 + 6 * course), due, received, day))
    if plan.is_town:
        found.append(LumpSum("2024", "teulade", plan.size, base * 2, base * 2, day_of("2025-07-09")))
    return found


def lump_sum_rows(sums: list[LumpSum], way: Dialect) -> Iterator[str]:
    """Yield the lump sums as a standard file writes them."""
    for one in sums:
        yield (
            f"{one.period};{one.scheme};{one.units};{way.money[one.due]};{way.money[one.received]};{way.day[one.day]}"
        )


SAMPLES = (("2024-03-11", 12), ("2024-10-07", 12), ("2025-03-10", 12), ("2025-10-06", 12))


def prescriptions_of(plan: CentrePlan, team: Team, thin: float) -> list[tuple[int, str, str, bool, bool]]:
    """Return (day, prescriber, family, done here, feasible here) over two weeks, twice a year."""
    rng, choice, found = plan.rng("prescriptions").random, plan.choice(4), []
    doctors = [p for p in team.practitioners if p.specialty.service == "medical"]
    internal = 0.4 + 0.25 * rng()
    for start, days in SAMPLES:
        first = day_of(start)
        for _ in range(max(3, int(len(doctors) * 9 * thin))):
            day = first + int(rng() * days)
            doctor, family = (
                doctors[int(rng() * len(doctors))],
                ("radiographie", "échographie", "mammographie", "IRM")[int(rng() * 4)],
            )
            feasible = family != "IRM"
            here = feasible and rng() < internal + 0.2 * choice.share(day)
            found.append((day - (date_of(day).weekday() == 6), doctor.key, family, here, feasible))
    return sorted(found)


_PAYERS = ("ARS", "ville", "CPAM")
_THEMES = ("vaccination", "dépistage", "nutrition", "bucco-dentaire en école", "santé des femmes", "accès aux droits")


def prevention_of(plan: CentrePlan) -> list[tuple[int, str, int, int, str, int]]:
    """Return (day, theme, participants, hours, who pays, cents) of the missions that no act pays."""
    rng = plan.rng("prevention").random
    found = []
    for _ in range(6 + int(rng() * 10)):
        paid = rng() < 0.6
        payer, cents = (_PAYERS[int(rng() * 3)], 50_000 + int(rng() * 15) * 10_000) if paid else ("", 0)
        theme, day = _THEMES[int(rng() * len(_THEMES))], int(rng() * 700)
        found.append((day, theme, 8 + int(rng() * 40), 2 + int(rng() * 10), payer, cents))
    return sorted(found)


_STARTED = {
    1: "Rappels des rendez-vous et nouvelle organisation de l'accueil téléphonique",
    2: "Atelier de cotation et thésaurus par spécialité",
    3: "Nouvelle répartition des salles de consultation",
    4: "Nouvelle organisation de l'imagerie",
    5: "Nouvelle organisation des fauteuils dentaires",
    6: "Traitement hebdomadaire des rejets et des impayés",
    7: "Nouvelle convention avec le laboratoire",
    8: "Suivi des critères des rémunérations forfaitaires",
    9: "Groupement d'achats",
}


def events_of(plan: CentrePlan, team: Team) -> list[tuple[int, str, str]]:
    """Return (day, what happened, service): lever activations, the tariff, departures."""
    found = [(TARIFF_DAY, "Consultation de médecine générale : de 26,50 € à 30 €", "medical"), *team.events]
    for choice in plan.choices:
        if choice.since is not None:
            found.append((choice.since, _STARTED[choice.lever.number], choice.lever.service or ""))
    return sorted(found)
