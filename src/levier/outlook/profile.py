"""Last year's profile: what each service billed per opening day, month by month, at this year's tariffs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from levier.figures.source import Source
from levier.measures.facts import FACTS
from levier.outlook.levels import AMOUNT, HELD, QUANTITY, Codes
from levier.outlook.parts import split_codes
from levier.outlook.spans import same_day_before
from levier.periods import Period, to_date

Daily = dict[str | None, dict[int, float]]
# Day, service, code, cents, quantity (billionths).
Rows = list[tuple[int, str | None, str, int, int]]


@dataclass(slots=True)
class Profile:
    """One year of a centre against the year before, day by day.

    ``billed`` are euros of this year until ``cut``, ``expected`` what last year's profile gives for each opening day
    of this year, ``before`` last year's euros, both at this year's tariffs; ``plain`` is ``expected`` and ``was``
    last year's euros, both as they were billed. ``tariffs`` is what tariffs explain of ``billed``, as the bridge counts
    it. ``planned`` holds the declared session hours still to come and those that last year's months would give, by
    service and month.
    """

    billed: Daily
    expected: Daily
    before: Daily
    plain: Daily
    was: Daily
    tariffs: dict[str | None, float]
    planned: dict[tuple[str | None, int], tuple[float, float]]


def make_profile(source: Source, year: Period, before: Period, cut: int, opened: frozenset[int] | None) -> Profile:
    """Return the profile of a year.

    Args:
        source: where totals come from; its calendar covers both years.
        year: the year to land; ``before``: the one before.
        cut: last day known.
        opened: opening days, those still to come included; None when no hours were supplied (every day counts).
    """
    fact = FACTS["acts"]
    cube = source.cube(fact, ("service", "code"), [AMOUNT, QUANTITY])
    rows = [(day, service, code, *values) for (day, _last, service, code), values in cube.rows.items()]
    prices = _prices(rows, year.first, cut)
    billed, past, was = _empty(), _empty(), _empty()
    for day, service, code, cents, quantity in rows:
        if year.first <= day <= cut:
            billed[service][day] += cents / 100
        elif day in before:
            price = prices.get((service, code))
            past[service][day] += cents / 100 if price is None else float(price * quantity) / 100
            was[service][day] += cents / 100
    expected, plain = (
        {service: _expected(days, year, before, opened) for service, days in euros.items()} for euros in (past, was)
    )
    tariffs = _tariffs(rows, year, before, cut)
    return Profile(billed, expected, past, plain, was, tariffs, _hours(source, year, before, cut, opened))


def _empty() -> Daily:
    return defaultdict(lambda: defaultdict(float))


def _tariffs(rows: Rows, year: Period, before: Period, cut: int) -> dict[str | None, float]:
    """Return what tariffs explain of the euros of this year, by service, against the same days of last year."""
    last = before.last if cut >= year.last else same_day_before(cut)
    found: dict[str | None, tuple[Codes, Codes]] = defaultdict(lambda: ({}, {}))
    for day, service, code, cents, quantity in rows:
        if before.first <= day <= last or year.first <= day <= cut:
            codes = found[service][day >= year.first]
            old = codes.get(code, (0, 0))
            codes[code] = (old[0] + cents, old[1] + quantity)
    return {service: float(split_codes(*pair).tariffs) for service, pair in found.items()}


def _prices(rows: Rows, first: int, last: int) -> dict[tuple[str | None, str], Fraction]:
    """Return the mean amount of each code of a service this year, in cents for one (billionths of a) quantity."""
    sums: dict[tuple[str | None, str], list[int]] = defaultdict(lambda: [0, 0])
    for day, service, code, cents, quantity in rows:
        if first <= day <= last:
            one = sums[service, code]
            one[0] += cents
            one[1] += quantity
    return {key: Fraction(cents, quantity) for key, (cents, quantity) in sums.items() if cents > 0 and quantity > 0}


def is_open(day: int, opened: frozenset[int] | None) -> bool:
    """Tell whether a day counts: every day when no hours were supplied."""
    return opened is None or day in opened


def _expected(days: dict[int, float], year: Period, before: Period, opened: frozenset[int] | None) -> dict[int, float]:
    """Spread last year's mean of each month over the opening days of the same month of this year."""
    sums: dict[int, float] = defaultdict(float)
    counts: dict[int, int] = defaultdict(int)
    for day in range(before.first, before.last + 1):
        sums[to_date(day).month] += days.get(day, 0.0)
        counts[to_date(day).month] += is_open(day, opened)
    return {
        day: sums[month] / counts[month]
        for day in range(year.first, year.last + 1)
        if is_open(day, opened) and counts[month := to_date(day).month]
    }


def _hours(
    source: Source, year: Period, before: Period, cut: int, opened: frozenset[int] | None
) -> dict[tuple[str | None, int], tuple[float, float]]:
    """Return declared session hours to come, and the usual ones, by service and month.

    Usual: those of the same month last year per opening day, at this year's level, over the opening days to come.
    """
    if any(day > cut for day in source.days("sessions")):
        # Sessions recorded after the day of knowledge are not known yet (contract §3 rule 9); a standard week is.
        return {}
    fact = FACTS["sessions"]
    cube = source.cube(fact, fact.dims, [HELD])
    daily: Daily = _empty()
    for key, (seconds,) in cube.rows.items():
        daily[key[3]][key[0]] += seconds / 3600
    found = {}
    for service, days in daily.items():
        usual = _expected({day: one for day, one in days.items() if day in before}, year, before, opened)
        past = sum(one for day, one in usual.items() if day <= cut)
        level = sum(one for day, one in days.items() if year.first <= day <= cut) / past if past else 0.0
        for month in range(1, 13):
            inside = [day for day in range(cut + 1, year.last + 1) if to_date(day).month == month]
            pair = sum(days.get(day, 0.0) for day in inside), level * sum(usual.get(day, 0.0) for day in inside)
            if pair[0] and pair[1]:
                found[service, month] = pair
    return found
