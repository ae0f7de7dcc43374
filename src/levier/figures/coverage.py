"""Which days of a period the files cover (contract §3): opening days covered ÷ opening days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from levier.figures.source import Source
from levier.periods import Period, period_of, periods_between
from levier.tables import TABLES
from levier.tables.rows import Account

GAPS_COUNT = ("appointments", "acts", "calls")
# Hypothesis: a week without a rejection is no hole in a list of rejections.
QUIET_DAYS = 7
REJECTIONS_ONLY = "rejets_seuls"


@dataclass(slots=True)
class Coverage:
    """Coverage of tables, computed once per table and period.

    ``opened`` holds the opening days, or ``None`` without ``horaires``: then every day counts.
    """

    source: Source
    as_of: int
    opened: frozenset[int] | None
    _spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    _holes: dict[str, frozenset[int]] = field(default_factory=dict)
    _known: dict[tuple[str, Period], float] = field(default_factory=dict)
    _supplied: dict[str, frozenset[int]] = field(default_factory=dict)
    _opened: dict[Period, list[int]] = field(default_factory=dict)

    def supplied(self, table: str) -> bool:
        """Tell whether any line of the table was supplied."""
        return any(account.table == table and account.kept for account in self.source.accounts)

    def of(self, tables: tuple[str, ...], period: Period) -> float:
        """Return the smallest coverage of these tables."""
        return min((self._of_table(table, period) for table in tables), default=1.0)

    def of_sparse(self, table: str, period: Period) -> float:
        """Return the coverage of a table in which a day on which nothing happened has no line."""
        days = self.opening_days(period)
        spans = [(first - QUIET_DAYS, last + QUIET_DAYS) for first, last in self._spans_of(table)]
        return sum(day <= self.as_of and any(first <= day <= last for first, last in spans) for day in days) / len(days)

    def of_all_claims(self, period: Period) -> float:
        """Return the coverage of payer flows by files that list every claim sent, not its rejections alone."""
        if "whole_flows" not in self._spans:
            self._spans["whole_flows"] = _spans(one for one in self._flows() if REJECTIONS_ONLY not in one.controls)
        if len(self._spans["whole_flows"]) == len(_spans(self._flows())):
            return self.of(("payer_flows",), period)
        days, spans = self.opening_days(period), self._spans["whole_flows"]
        known = (any(first <= day <= last for first, last in spans) and day <= self.as_of for day in days)
        return sum(known) / len(days)

    def _flows(self) -> list[Account]:
        return [one for one in self.source.accounts if one.table == "payer_flows"]

    def opening_days(self, period: Period) -> list[int]:
        """Return the opening days of a period; every day when it has none or when no hours were given."""
        if period not in self._opened:
            days = range(period.first, period.last + 1)
            opened = [day for day in days if self.opened is not None and day in self.opened]
            self._opened[period] = opened or list(days)
        return self._opened[period]

    def aside(self, tables: tuple[str, ...], period: Period) -> float:
        """Return the largest share of a table's lines of the period that were set aside."""
        return max((self._aside(table, period) for table in tables), default=0.0)

    def _of_table(self, table: str, period: Period) -> float:
        key = (table, period)
        if key not in self._known:
            self._known[key] = self._compute(table, period)
        return self._known[key]

    def _compute(self, table: str, period: Period) -> float:
        if not self.supplied(table):
            return 0.0
        if TABLES[table].monthly:
            return self._months(table, period)
        if TABLES[table].day is None:
            return 1.0
        days = self.opening_days(period)
        return sum(self._covered(table, day) for day in days) / len(days)

    def _months(self, table: str, period: Period) -> float:
        months = list(periods_between(period.first, period.last, "month"))
        if table not in self._supplied:
            self._supplied[table] = frozenset(period_of(day, "month").first for day in self.source.days(table))
        supplied = self._supplied[table]
        return sum(month.first in supplied and month.first <= self.as_of for month in months) / len(months)

    def _covered(self, table: str, day: int) -> bool:
        inside = any(first <= day <= last for first, last in self._spans_of(table))
        return inside and day <= self.as_of and day not in self._holes_of(table)

    def _spans_of(self, table: str) -> list[tuple[int, int]]:
        if table not in self._spans:
            self._spans[table] = _spans(account for account in self.source.accounts if account.table == table)
        return self._spans[table]

    def _holes_of(self, table: str) -> frozenset[int]:
        if table not in GAPS_COUNT:
            return frozenset()
        if table not in self._holes:
            self._holes[table] = frozenset(self._find_holes(table))
        return self._holes[table]

    def _find_holes(self, table: str) -> list[int]:
        """Return the opening days inside a run without a line as long as the convention ``jours_vides``."""
        days = list(self.source.days(table))
        least = self.source.centre.number("jours_vides")
        holes: list[int] = []
        for before, after in pairwise(days):
            empty = [day for day in range(before + 1, after) if self.opened is None or day in self.opened]
            holes.extend(empty if len(empty) >= least else ())
        return holes

    def _aside(self, table: str, period: Period) -> float:
        accounts = [account for account in self.source.accounts if account.table == table]
        aside = sum(count for account in accounts for day, count in account.aside_days.items() if day in period)
        if not aside:
            return 0.0
        kept = sum(lines for day, lines in self.source.days(table).items() if day in period)
        return aside / (aside + kept)


def _spans(accounts: Iterable[Account]) -> list[tuple[int, int]]:
    """Return the days that each file spans."""
    return [(one.first, one.last) for one in accounts if one.first is not None and one.last is not None]
