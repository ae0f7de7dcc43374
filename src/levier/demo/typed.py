"""Fills the grid of a centre, richer or poorer: what its software prints, what its accountant gives once a year."""

from __future__ import annotations

from dataclasses import dataclass

from levier.demo.accounts import service_account, town_charges
from levier.demo.days import MONTHS, date_of, day_of, month_days
from levier.demo.grid import (
    ACTS,
    AGENDA,
    CLAIMS,
    DENTAL,
    MONTH,
    QUARTER,
    REVENUE,
    SHEETS,
    TELEPHONE,
    YEAR,
    Grid,
    euros,
    period,
    planning,
)  # fmt: skip
from levier.demo.office import SAMPLES, LumpSum, Post, Purchase, monthly_cost, prescriptions_of, prevention_of
from levier.demo.opening import Opening
from levier.demo.people import ROOM_TYPE, Team
from levier.demo.plan import CentrePlan

POOR, MIDDLE, RICH = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Life:
    """What the simulation of a centre leaves, beside its lines."""

    plan: CentrePlan
    opening: Opening
    team: Team
    held: dict[str, list[int]]
    revenue: dict[str, list[int]]
    posts: list[Post]
    purchases: list[Purchase]
    sums: list[LumpSum]
    lab: list[tuple[int, int, int]]
    thin: float


def richness(plan: CentrePlan) -> int:
    """Return how much a centre types: poor (agenda, telephone, yearly statement), middle, rich."""
    return plan.rank % 3


def fill_whole(grid: Grid, life: Life) -> None:
    """Type everything that a centre without export types."""
    level = richness(life.plan)
    grid.counted("agenda", AGENDA, MONTH)
    _acts(grid, life, (YEAR, QUARTER, MONTH)[level])
    if level >= MIDDLE:
        _planning(grid, life, QUARTER if level == RICH else YEAR)
        _sampled(grid, life)
    fill_office(grid, life)


def _acts(grid: Grid, life: Life, step: int) -> None:
    grid.counted("actes", REVENUE, step)
    grid.people(step)
    grid.counted("actes", ACTS, step)
    if "dentaire" in life.plan.services:
        grid.counted("actes", DENTAL, step)


def fill_office(grid: Grid, life: Life) -> None:
    """Type what a centre keeps outside its diary: telephone, claims, debts, staff, accounts, missions."""
    level = richness(life.plan)
    grid.counted("telephone", TELEPHONE, MONTH)
    grid.counted("tiers_payant", CLAIMS, YEAR if level == POOR else MONTH, "payeur_type")
    grid.counted("tiers_payant", SHEETS, YEAR if level == POOR else MONTH)
    grid.owed(YEAR if level == POOR else QUARTER)
    _staff(grid, life)
    _accounts(grid, life)
    _missions(grid, life)


def _planning(grid: Grid, life: Life, step: int) -> None:
    rooms: dict[str, int] = {}
    for room in life.team.rooms:
        rooms[ROOM_TYPE[room[0]]] = rooms.get(ROOM_TYPE[room[0]], 0) + 1
    opened = [life.opening.minutes(month_days(month)) for month in range(24)]
    planning(grid, life.held, rooms, opened, step)


def _staff(grid: Grid, life: Life) -> None:
    for month in (5, 11, 17, 23):
        totals: dict[str, float] = {}
        for post in life.posts:
            if post.first <= month_days(month)[-1] and post.last >= month_days(month)[0]:
                totals[post.job] = totals.get(post.job, 0) + post.fte
        for job, fte in sorted(totals.items()):
            grid.put("personnel", MONTHS[month], "etp", f"{fte:.2f}", metier=job)
        grid.put("personnel", MONTHS[month], "etp_tiers_payant", f"{totals.get('tiers_payant', 0):.2f}", "estime")


def _accounts(grid: Grid, life: Life) -> None:
    for first in (0, YEAR):
        year, months = period(first, YEAR), range(first, first + YEAR)
        billed = sum(sum(life.revenue[service][first : first + YEAR]) for service in life.revenue)
        grid.put("comptes", year, "produits_activite", euros(billed))
        grid.put("comptes", year, "montant_encaisse", euros(billed * 96 // 100))
        _families(grid, life, year)
        pay = sum(monthly_cost(post, month) for post in life.posts for month in months)
        grid.put("comptes", year, "subvention_equilibre", euros(max(0, (pay - billed) // 1000 * 1000)))
        if life.plan.is_town:
            charges = sum(cents for when, _, cents, _, _ in town_charges(life.plan) if str(when) == year)
            grid.put("comptes", year, "charges_collectivite", euros(charges), "estime")
    _service_accounts(grid, life)


def _families(grid: Grid, life: Life, year: str) -> None:
    bought: dict[str, int] = {}
    for one in life.purchases:
        if str(date_of(one.day).year) == year:
            bought[one.family] = bought.get(one.family, 0) + one.cents
    for family, cents in sorted(bought.items()):
        grid.put("comptes", year, "achats", euros(cents), famille=family)
    for scheme in sorted({one.scheme for one in life.sums if one.period[:4] == year}):
        mine = [one for one in life.sums if one.scheme == scheme and one.period[:4] == year]
        grid.put("comptes", year, "forfaits_unites", str(mine[-1].units), famille=scheme)
        grid.put("comptes", year, "forfaits_dus", euros(sum(one.due for one in mine)), famille=scheme)
        grid.put("comptes", year, "forfaits_encaisses", euros(sum(one.received for one in mine)), famille=scheme)


def _service_accounts(grid: Grid, life: Life) -> None:
    for service in ("dentaire", "imagerie"):
        if service in life.plan.services and richness(life.plan) >= MIDDLE:
            for year, name, line, cents, _ in service_account(service, life.revenue, life.purchases, life.posts):
                if line != "prothesiste" or service == "dentaire":
                    grid.put("comptes", str(year), line, euros(cents), service=name)


def _missions(grid: Grid, life: Life) -> None:
    for year in (2024, 2025):
        actions = [one for one in prevention_of(life.plan) if date_of(one[0]).year == year]
        grid.put("missions", str(year), "actions_prevention", str(len(actions)))
        grid.put("missions", str(year), "heures_missions", str(sum(one[3] for one in actions)), "estime")
        grid.put("missions", str(year), "financement_missions", euros(sum(one[5] for one in actions)))
    step = MONTH if richness(life.plan) == RICH else YEAR
    for first in range(0, 24 if "prelevements" in life.plan.services else 0, step):
        mine = [one for one in life.lab if first <= one[0] < first + step]
        grid.put("prelevements", period(first, step), "dossiers", str(sum(files for _, files, _ in mine)))
        grid.put(
            "prelevements", period(first, step), "versement_laboratoire", euros(sum(cents for _, _, cents in mine))
        )


def _sampled(grid: Grid, life: Life) -> None:
    if "imagerie" not in life.plan.services:
        return
    found = prescriptions_of(life.plan, life.team, life.thin)
    for start, _ in SAMPLES:
        mine = [one for one in found if one[4] and 0 <= one[0] - day_of(start) <= 11]
        span = f"{start}/{date_of(day_of(start) + 11).isoformat()}"
        grid.put("comptage", span, "examens_prescrits", str(len(mine)), "echantillon")
        grid.put("comptage", span, "examens_faits_ici", str(sum(one[3] for one in mine)), "echantillon")
