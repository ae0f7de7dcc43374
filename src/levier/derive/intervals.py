"""Half-open intervals of seconds: union, intersection, length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from levier.periods import DAY_SECONDS

Interval = tuple[int, int]


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """Return disjoint intervals in order that cover the same instants; empty and reversed ones cover nothing.

    >>> union([(5, 7), (1, 3), (2, 4), (9, 9)])
    [(1, 4), (5, 7)]
    """
    merged: list[Interval] = []
    for begin, end in sorted(pair for pair in intervals if pair[0] < pair[1]):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def length(intervals: Iterable[Interval]) -> int:
    """Return the seconds that disjoint intervals cover."""
    return sum(end - begin for begin, end in intervals)


def common(left: Sequence[Interval], right: Sequence[Interval]) -> list[Interval]:
    """Return what two lists of disjoint intervals both cover.

    >>> common([(0, 10)], [(2, 4), (8, 12)])
    [(2, 4), (8, 10)]
    """
    found = [(max(a, c), min(b, d)) for a, b in left for c, d in right]
    return [pair for pair in found if pair[0] < pair[1]]


def by_day(begin: int, end: int) -> Iterator[tuple[int, Interval]]:
    """Cut an interval of moments at each midnight: (day, seconds of that day)."""
    while begin < end:
        day = begin // DAY_SECONDS
        stop = min(end, (day + 1) * DAY_SECONDS)
        yield day, (begin - day * DAY_SECONDS, stop - day * DAY_SECONDS)
        begin = stop


def clock(time_from: int, time_to: int) -> tuple[Interval, Interval]:
    """Return what a pair of clock times covers that day and the next (24:00 and 00:00 as an end are midnight).

    >>> clock(22 * 3600, 2 * 3600)
    ((79200, 86400), (0, 7200))
    """
    if time_to in (0, DAY_SECONDS):
        return (time_from, DAY_SECONDS), (0, 0)
    if time_to <= time_from:
        return (time_from, DAY_SECONDS), (0, time_to)
    return (time_from, time_to), (0, 0)
