"""Half-open intervals of whole seconds (contract §3 rule 4)."""

from __future__ import annotations

from collections.abc import Iterable

from levier.periods import DAY_SECONDS

Interval = tuple[int, int]


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the same seconds as disjoint intervals in order; empty and reversed intervals hold none.

    >>> union([(5, 8), (1, 3), (2, 4), (8, 9), (12, 12), (13, 11)])
    [(1, 4), (5, 9)]
    """
    found: list[Interval] = []
    for start, end in sorted(one for one in intervals if one[0] < one[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def intersection(these: Iterable[Interval], those: Iterable[Interval]) -> list[Interval]:
    """Return the seconds that are in both."""
    others = list(those)
    return union((max(a, c), min(b, d)) for a, b in these for c, d in others)


def length(intervals: Iterable[Interval]) -> int:
    """Return how many seconds the union of intervals holds."""
    return sum(end - start for start, end in union(intervals))


def by_day(start: int, end: int) -> list[tuple[int, Interval]]:
    """Cut an interval of moments at each midnight: (day, interval in seconds of that day).

    >>> by_day(86_000, 86_500)
    [(0, (86000, 86400)), (1, (0, 100))]
    """
    days = range(start // DAY_SECONDS, -(-end // DAY_SECONDS))
    cuts = ((day, day * DAY_SECONDS) for day in days)
    return [(day, (max(start - zero, 0), min(end - zero, DAY_SECONDS))) for day, zero in cuts] if start < end else []


def by_weekday(weekday: int, start: int, end: int) -> list[tuple[int, Interval]]:
    """Cut a weekly interval of clocks at midnight: (weekday, interval).

    An end at or before its start is on the next day: 00:00 as an end is midnight.

    >>> by_weekday(6, 79_200, 7_200)
    [(6, (79200, 86400)), (0, (0, 7200))]
    """
    last = end if end > start else end + DAY_SECONDS
    return [((weekday + day) % 7, span) for day, span in by_day(start, last)]
