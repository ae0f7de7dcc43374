"""How far the end of a year may lie from its profile: weeks already lived, drawn again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from levier.stats.bootstrap import quantile

DRAWS, BLOCK, SEED, LEVEL = 1000, 4, 1, 0.80
# Standard deviation of the level over a whole year to come, beyond what weeks show: hypothesis of the tool (ADR 25).
YEARLY_DRIFT = 0.08


@dataclass(frozen=True, slots=True)
class Weeks:
    """One service: euros billed and euros of the profile, week by week, and the profile of what is to come."""

    billed: tuple[float, ...]
    expected: tuple[float, ...]
    rest: float
    weeks_left: float

    @property
    def ratio(self) -> float:
        """Return billed ÷ profile so far; 0 when last year had nothing in these weeks."""
        under = sum(self.expected)
        return sum(self.billed) / under if under else 0.0


def range_of_rest(services: Sequence[Weeks], *, seed: int = SEED, draws: int = DRAWS) -> tuple[float, float]:
    """Return the 80 % range of what the rest of the year brings, in euros, all services together.

    Source: Künsch 1989 (blocks of weeks); Efron & Tibshirani 1993, ch. 25 (prediction: the level is drawn again, then
    the weeks to come). Each draw takes blocks of 4 weeks with replacement: the ratio to the profile is made again from
    them; weeks to come get the gaps to the profile of weeks drawn likewise, twice, because last year's weeks varied
    as much as this year's. The same weeks serve all services, which move together; the level itself may drift, by
    ``YEARLY_DRIFT`` (one standard deviation) over a whole year.

    Args:
        services: the weeks of each service, as many for all.
        seed: of the generator; the same seed gives the same range.
        draws: number of draws.
    """
    random, found = Random(seed), []
    count = len(services[0].billed) if services else 0
    for _draw in range(draws if count else 0):
        drawn = _blocks(random, count, count)
        gaps = [_blocks(random, count, round(services[0].weeks_left)) for _year in range(2)]
        drift = 1 + random.gauss(0, YEARLY_DRIFT) * services[0].weeks_left / 52
        found.append(sum(drift * _rest(one, drawn, gaps) for one in services))
    found.sort()
    return (quantile(found, (1 - LEVEL) / 2), quantile(found, (1 + LEVEL) / 2)) if found else (0.0, 0.0)


def _blocks(random: Random, count: int, wanted: int) -> list[int]:
    weeks: list[int] = []
    while len(weeks) < wanted:
        first = random.randrange(count)
        weeks += [(first + step) % count for step in range(BLOCK)]
    return weeks[:wanted]


def _rest(one: Weeks, drawn: Sequence[int], gaps: Sequence[Sequence[int]]) -> float:
    under = sum(one.expected[week] for week in drawn)
    level = sum(one.billed[week] for week in drawn) / under if under else one.ratio
    mean = sum(one.expected) / len(one.expected)
    size = one.rest / one.weeks_left / mean if mean and one.weeks_left else 0.0
    noise = sum(one.billed[week] - one.ratio * one.expected[week] for weeks in gaps for week in weeks)
    return level * one.rest + noise * size
