"""How often readings are wrong when nothing changed, and right when something did: ``python -m bench.readings``.

Centres are drawn by day, two years of open days: proportions clustered by week, amounts per opening day and per hour
with neighbouring weeks alike and a summer trough, monthly levels. All centres have the same true value, which is the
worst case for a choice of the worst: everything that sets them apart is chance. Rates are given over all centres,
among the tenth that had the worst frozen year, and among the tenth that had the worst last quarter of it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from math import cos, exp, pi
from random import Random

from levier.periods import Period, parse_period, periods_between, weekday
from levier.readings.judge import Judgement, judge
from levier.readings.plan import Plan, make_plan
from levier.readings.points import LEVEL, PROPORTION, RATIO, TOTAL, Point, Series, mean_of
from levier.stats import benjamini_hochberg

FIRST, LAST = parse_period("2024-01").first, parse_period("2025-12").last
MONTHS, WEEKS = (tuple(periods_between(FIRST, LAST, grain)) for grain in ("month", "week"))
CHANGE = parse_period("2025-03").first
OPEN = tuple(day for day in range(FIRST, LAST + 1) if weekday(day) < 5)
WORST = 0.1
Days = dict[int, tuple[float, float]]


@dataclass(frozen=True)
class Scenario:
    """One kind of indicator: how a day is drawn, and by how much a true change moves it (relative)."""

    name: str
    kind: str
    days: Callable[[Random, float], Days]
    effect: float


def alike(random: Random, change: float, p: float = 0.14, a_day: int = 30, memory: float = 0.7) -> Days:
    """Return missed and due appointments by day; the rate of a week keeps most of what set the last one apart."""
    days: Days = {}
    apart = 0.0
    for week in WEEKS:
        apart = memory * apart + random.gauss(0, 0.15 * (1 - memory**2) ** 0.5)
        for day in range(week.first, week.last + 1):
            if weekday(day) < 5 and FIRST <= day <= LAST:
                rate = p * exp(apart) * (1 + change * (day >= CHANGE))
                due = max(1, round(random.gauss(a_day, a_day / 6)))
                days[day] = random.binomialvariate(due, min(1.0, rate)), due
    return days


def proportion(random: Random, change: float, p: float = 0.14, a_day: int = 30, cluster: float = 0.02) -> Days:
    """Return missed and due appointments by day; weeks differ (beta of concentration (1 − c)/c)."""
    days: Days = {}
    shape = (1 - cluster) / cluster if cluster else 0.0
    for week in WEEKS:
        rate = random.betavariate(p * shape, (1 - p) * shape) if cluster else p
        for day in range(week.first, week.last + 1):
            if weekday(day) < 5 and FIRST <= day <= LAST:
                moved = rate * (1 + change * (day >= CHANGE))
                due = max(1, round(random.gauss(a_day, a_day / 6)))
                days[day] = random.binomialvariate(due, min(1.0, moved)), due
    return days


def amount(random: Random, change: float, a_day: float = 4000, noise: float = 0.25, memory: float = 0.3) -> Days:
    """Return euros by open day: weeks resemble the one before, August is low."""
    days: Days = {}
    week_effect = 0.0
    for day in OPEN:
        if weekday(day) == 0:
            week_effect = memory * week_effect + random.gauss(0, 0.08)
        season = 1 - 0.15 * cos(2 * pi * ((day - FIRST) / 365.25 - 0.1))
        level = a_day * season * (1 + change * (day >= CHANGE)) * (1 + week_effect)
        days[day] = level * random.gammavariate(1 / noise**2, noise**2), 1.0
    return days


def per_hour(random: Random, change: float) -> Days:
    """Return euros and hours by day; hours follow the season and the amount follows the hours."""
    euros, hours = amount(random, change, 120, 0.3), {}
    for day in OPEN:
        season = 1 - 0.15 * cos(2 * pi * ((day - FIRST) / 365.25 - 0.1))
        hours[day] = max(1.0, random.gauss(7 * season, 1.5))
    return {day: (euros[day][0] * hours[day], hours[day]) for day in OPEN}


def delay(random: Random, change: float) -> Days:
    """Return a level by day; only its monthly mean is read."""
    return {day: (random.gauss(9 * (1 + change * (day >= CHANGE)), 4), 1.0) for day in OPEN}


SCENARIOS = (
    Scenario("proportion, semaines semblables", PROPORTION, partial(proportion, cluster=0.0), -0.3),
    Scenario("proportion, semaines dispersées", PROPORTION, proportion, -0.3),
    Scenario("proportion, semaines qui se suivent", PROPORTION, alike, -0.3),
    Scenario("proportion, petit centre", PROPORTION, partial(proportion, a_day=6), -0.3),
    Scenario("proportion rare", PROPORTION, partial(proportion, p=0.02, cluster=0.002), -0.5),
    Scenario("montant par jour ouvert", TOTAL, amount, 0.15),
    Scenario("montant par heure", RATIO, per_hour, 0.15),
    Scenario("délai mensuel", LEVEL, delay, -0.15),
)


def series_of(scenario: Scenario, days: Days) -> Series:
    """Return the series of the days of one centre."""
    months = tuple(_point(month, days, scenario.kind) for month in MONTHS)
    weeks = () if scenario.kind == LEVEL else tuple(_point(one, days, scenario.kind) for one in WEEKS)
    return Series("simulé", scenario.name, scenario.kind, months, weeks)


def _point(period: Period, days: Days, kind: str) -> Point:
    found = [days[day] for day in range(period.first, period.last + 1) if day in days]
    over, under = sum(one[0] for one in found), sum(one[1] for one in found)
    if not under:
        return Point(period, None, None, None)
    return Point(period, None if kind == LEVEL else over, None if kind == LEVEL else under, over / under)


@dataclass(frozen=True)
class Drawn:
    """One judged centre: its outcome and side, and how bad its year and its last quarter were (higher is worse)."""

    outcome: str
    rising: bool
    year: float
    quarter: float
    p_value: float


def drawn(scenario: Scenario, change: float, seed: int) -> Drawn:
    """Return one simulated centre, judged."""
    series = series_of(scenario, scenario.days(Random(seed), change))
    plan = make_plan(series.points)
    if not isinstance(plan, Plan):
        raise AssertionError(plan.missing)
    found: Judgement = judge(series, plan)
    quarter = series.between(parse_period("2024-10").first, parse_period("2024-12").last)
    year = series.between(*plan.baseline)
    sides = (mean_of(year, series.kind) or 0.0, mean_of(quarter, series.kind) or 0.0)
    return Drawn(found.outcome, found.rising, *sides, found.difference.p_value)


def judged(scenario: Scenario, change: float, seeds: Iterable[int]) -> list[Drawn]:
    """Return many simulated centres."""
    return [drawn(scenario, change, seed) for seed in seeds]


def rates(found: Sequence[Drawn]) -> dict[str, tuple[float, float]]:
    """Return the rates of *avérée* and of *avérée or probable*: over all, and among the worst tenths."""
    groups = {
        "tous": list(found),
        "pire année": sorted(found, key=lambda one: -one.year)[: round(WORST * len(found))],
        "pire trimestre": sorted(found, key=lambda one: -one.quarter)[: round(WORST * len(found))],
        "meilleure année": sorted(found, key=lambda one: one.year)[: round(WORST * len(found))],
    }
    return {
        name: (
            sum(one.outcome == "real" for one in group) / len(group),
            sum(one.outcome in ("real", "likely") for one in group) / len(group),
        )
        for name, group in groups.items()
    }


def false_discoveries(pool: ProcessPoolExecutor, many: int, changed: float = 0.1) -> tuple[int, float, float]:
    """Return how many readings are announced among many, the share of false ones, and of true changes found."""
    scenario, true = SCENARIOS[1], round(many * changed)
    parts = [(0.0, range(true, many)), (scenario.effect, range(many, many + true))]
    jobs = [pool.submit(judged, scenario, change, seeds) for change, seeds in parts]
    found = [one for job in jobs for one in job.result()]
    announced = benjamini_hochberg([one.p_value for one in found]).announced
    kept = [rank for rank, one in enumerate(found) if announced[rank] and one.outcome in ("real", "likely")]
    false = sum(rank < many - true for rank in kept)
    return len(kept), false / len(kept) if kept else 0.0, (len(kept) - false) / true


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the rates of each scenario and the time taken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--centres", type=int, default=1000, help="simulated centres of each scenario")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--power", action="store_true", help="simulate a true change in March 2025 as well")
    args = parser.parse_args(arguments)
    begun = time.perf_counter()
    print("| Scénario | Changement | " + " | ".join(("tous", "pire année", "pire trimestre", "meilleure année")) + " |")
    print("|---|---|---|---|---|---|")
    with ProcessPoolExecutor(args.processes) as pool:
        for scenario in SCENARIOS:
            for change in (0.0, scenario.effect) if args.power else (0.0,):
                parts = [range(rank, args.centres, args.processes) for rank in range(args.processes)]
                found = [one for part in pool.map(partial(judged, scenario, change), parts) for one in part]
                cells = (f"{100 * real:.1f} % / {100 * likely:.1f} %" for real, likely in rates(found).values())
                print(f"| {scenario.name} | {100 * change:+.0f} % | " + " | ".join(cells) + " |")
                sys.stdout.flush()
        kept, false, power = false_discoveries(pool, args.centres)
    print(f"\nAlertes sur {args.centres} lectures dont 10 % de vrais changements : {kept} annoncées, ", end="")
    print(f"{100 * false:.1f} % de fausses, {100 * power:.0f} % des vrais changements retrouvés.")
    print(f"\n{time.perf_counter() - begun:.0f} s, {args.processes} processus.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
