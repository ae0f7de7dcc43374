"""Days gathered into cells: the figures of a year need no day, and a hundred million rows have many.

A cell is a run of days that no asked period, no day of knowledge and no limit of age cuts. Rows of one cell are summed
by the engine, under the first and the last day of the cell; whatever is then asked of periods is the same sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from levier.catalogue.indicators import indicators
from levier.centre import Centre
from levier.figures.evaluate import last_day
from levier.figures.needs import all_measures
from levier.measures.language import Measure
from levier.periods import Period


def boundaries(periods: Sequence[Period], as_of: int, centre: Centre) -> set[int]:
    """Return the first day of each cell that these periods need, and the day after the last cell.

    >>> from levier.periods import parse_period, to_date
    >>> days = sorted(boundaries([parse_period("2025")], parse_period("2025-06-30").last, Centre()))
    >>> [to_date(day).isoformat() for day in days]
    ['2023-01-01', '2024-01-01', '2024-07-01', '2025-01-01', '2025-04-02', '2025-07-01', '2026-01-01']
    """
    found = {day for one in _with_years_before(periods) for day in (one.first, one.last + 1)}
    known = {as_of, *(last_day(one, centre, as_of) for one in _aged())}
    return found | {day + 1 for day in known if min(found) <= day < max(found)}


def _with_years_before(periods: Iterable[Period]) -> Iterator[Period]:
    """Yield the periods, those of a year before, and a year before these: amounts are compared tariff for tariff."""
    for period in periods:
        before = period.year_before()
        yield from (period, before, before.year_before())


@cache
def _aged() -> list[Measure]:
    """Return a measure for each age that rows must have to count."""
    measures = (measure for one in indicators().values() for measure in all_measures(one))
    return list({one.older_than: one for one in measures if one.older_than is not None}.values())


def cells(limits: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """Yield each day with the first and the last day of its cell.

    >>> list(cells({10, 12, 13}))
    [(10, 10, 11), (11, 10, 11), (12, 12, 12)]
    """
    for first, end in pairwise(sorted(limits)):
        for day in range(first, end):
            yield day, first, end - 1
