"""The entries of a ledger: how many, which do not balance, in which order, and the numbers that miss.

An entry is a journal and a number. Some software numbers nothing (one number for a journal, or none): entries are then
told apart by their day as well, and it is said.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

Key = tuple[str, str]
Parsed = tuple["Entry", str, int]
_TAIL = re.compile(r"(.*?)(\d{1,15})", re.DOTALL)
# Over half of the lines in numbers that span several days: the number is no number of entry.
NUMBERED = 0.5


class Entry(NamedTuple):
    """An entry: debit less credit in cents, first line, first day."""

    journal: str
    number: str
    gap: int
    line: int
    day: int


class Entries:
    """The sums of each journal, number and day, fed line by line or by sums of lines."""

    def __init__(self) -> None:
        self._ranks: dict[tuple[str, str, int], int] = {}
        self._gaps: list[int] = []
        self._spread = True
        self._lines, self._counts = array("q"), array("q")

    def add(self, journal: str | None, number: str | None, day: int, gap: int, line: int, count: int = 1) -> None:
        """Add lines of one entry: their debit less credit, the first of them and how many they are."""
        key = (journal or "", number or "", day)
        rank = self._ranks.setdefault(key, len(self._gaps))
        if rank == len(self._gaps):
            self._gaps.append(gap)
            self._lines.append(line)
            self._counts.append(count)
            return
        self._gaps[rank] += gap
        self._lines[rank] = min(self._lines[rank], line)
        self._counts[rank] += count

    @property
    def numbered(self) -> bool:
        """Tell whether EcritureNum numbers entries: most of the lines are in numbers of one day."""
        days = Counter((journal, number) for journal, number, _day in self._ranks)
        self._spread = len(days) < len(self._ranks)
        if not self._spread:
            return True
        ranks = self._ranks.items()
        spread = sum(self._counts[rank] for (journal, number, _day), rank in ranks if days[journal, number] > 1)
        return spread <= NUMBERED * sum(self._counts)

    def all(self, numbered: bool) -> list[Entry]:
        """Return the entries in the order of their first lines; ``numbered``: whatever their day."""
        each = [
            Entry(journal, number, self._gaps[rank], self._lines[rank], day)
            for (journal, number, day), rank in self._ranks.items()
        ]
        found = list(_together(each)) if numbered and self._spread else each
        return sorted(found, key=itemgetter(3))


def _together(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield one entry for each journal and number."""
    held: dict[Key, Entry] = {}
    for one in entries:
        known = held.get((one.journal, one.number))
        held[one.journal, one.number] = (
            one
            if known is None
            else Entry(one.journal, one.number, known.gap + one.gap, min(known.line, one.line), min(known.day, one.day))
        )
    yield from held.values()


def backwards(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries dated before one that precedes them in the same journal.

    >>> march, february = Entry("AC", "1", 0, 2, 20_162), Entry("AC", "2", 0, 4, 20_120)
    >>> [one.number for one in backwards([march, february])]
    ['2']
    """
    latest: dict[str, int] = {}
    found = []
    for one in entries:
        before = latest.get(one.journal, one.day)
        if one.day < before:
            found.append(one)
        latest[one.journal] = max(before, one.day)
    return found


def holes(entries: Iterable[Entry]) -> list[tuple[Entry, int]]:
    """Return each entry that follows missing numbers, and how many miss before it.

    Numbers follow in each journal, or through all of them; what stands before the digits opens a series of its own.

    >>> [(one.number, count) for one, count in holes([Entry("A", "A1", 0, 2, 0), Entry("A", "A4", 0, 3, 0)])]
    [('A4', 2)]
    """
    parsed = [(one, *found) for one in entries if (found := _parsed(one.number))]
    ways: tuple[Callable[[Entry], str], ...] = (lambda one: one.journal, lambda one: "")
    each = [_series(parsed, way) for way in ways]
    counts = [sum(max(one) - min(one) + 1 - len(one) for one in series.values()) for series in each]
    best = counts.index(min(counts))
    return _gaps(parsed, each[best], ways[best]) if counts[best] else []


def _series(parsed: list[Parsed], series_of: Callable[[Entry], str]) -> dict[Key, set[int]]:
    series: dict[Key, set[int]] = defaultdict(set)
    for entry, before, number in parsed:
        series[series_of(entry), before].add(number)
    return series


def _parsed(number: str) -> tuple[str, int] | None:
    """Return what stands before the last digits of a number, and these digits."""
    if number.isdecimal() and len(number) < 16:
        return "", int(number)
    match = _TAIL.fullmatch(number)
    return (match[1], int(match[2])) if match else None


def _gaps(
    parsed: list[Parsed], series: dict[Key, set[int]], series_of: Callable[[Entry], str]
) -> list[tuple[Entry, int]]:
    missing = {
        (key, after): after - before - 1
        for key, numbers in series.items()
        for before, after in pairwise(sorted(numbers))
        if after - before > 1
    }
    found = []
    for entry, before, number in parsed:
        # The first entry of a number: others may have it again.
        if count := missing.pop(((series_of(entry), before), number), 0):
            found.append((entry, count))
    return found
