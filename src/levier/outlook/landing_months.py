"""The months of a landing: billed, expected, a year before, and how far the year may have gone at each end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from levier.outlook.draws import Weeks, range_of_rest
from levier.outlook.profile import Daily, Profile
from levier.periods import Period, periods_between, to_date

if TYPE_CHECKING:
    from levier.outlook.landing import ServiceLanding

# A month's end is drawn fewer times than the year's: it is a line on a chart.
MONTH_DRAWS = 200


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the year, in euros: billed, still expected, billed a year before.

    ``low`` and ``high`` hold 80 % of the draws of all that will be billed from January to its end, ``None`` when known.
    """

    period: Period
    billed: float
    expected: float
    before: float
    low: float | None = None
    high: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the month as ``levier landing --format json`` prints it."""
        names = ("billed", "expected", "before", "low", "high")
        euros: dict[str, float | None] = {name: getattr(self, name) for name in names}
        said = {name: None if value is None else round(value, 2) for name, value in euros.items()}
        return {"period": self.period.label, "from": to_date(self.period.first).isoformat(), **said}


def months_of(
    profile: Profile, services: Sequence[ServiceLanding], year: Period, cut: int, ends: tuple[float, float]
) -> Iterator[Month]:
    """Yield the twelve months of a landing; ``ends`` is the range of the whole year."""
    billed = sum(one.billed for one in services)
    for month in periods_between(year.first, year.last, "month"):
        low: float | None = None
        high: float | None = None
        if month.last == year.last and cut < year.last:
            low, high = ends
        elif month.last > cut:
            spread = range_until(profile, services, year, cut, month.last, MONTH_DRAWS)
            low, high = billed + spread[0], billed + spread[1]
        rest = sum(one.until(month.last) - one.until(month.first - 1) for one in services)
        yield Month(month, _inside(profile.billed, month), rest, _inside(profile.was, month.year_before()), low, high)


def _inside(daily: Daily, month: Period) -> float:
    return sum(euros for days in daily.values() for day, euros in days.items() if day in month)


def range_until(
    profile: Profile, services: Sequence[ServiceLanding], year: Period, cut: int, last: int, draws: int
) -> tuple[float, float]:
    """Return the 80 % range of what is billed between the last day known and another, in euros."""
    rest = sum(one.until(last) for one in services)
    found = [_weeks(profile, one, year, cut, last) for one in services if one.ratio > 0]
    low, high = range_of_rest(found, draws=draws)
    fixed = sum(one.until(last) for one in services if one.ratio <= 0)
    return min(low + fixed, rest), max(high + fixed, rest)


def _weeks(profile: Profile, one: ServiceLanding, year: Period, cut: int, last: int) -> Weeks:
    billed, expected = profile.billed.get(one.service, {}), profile.expected.get(one.service, {})
    count = max(1, (cut - year.first + 1) // 7)
    sums = [[0.0, 0.0] for _week in range(count)]
    for day in range(year.first, cut + 1):
        week = sums[min((day - year.first) // 7, count - 1)]
        week[0] += billed.get(day, 0.0)
        week[1] += expected.get(day, 0.0)
    rest = one.until(last) / one.ratio
    return Weeks(tuple(a for a, _b in sums), tuple(b for _a, b in sums), rest, (last - cut) / 7)
