"""Which days are compared with which: a period with the same one a year before, day for day while it is not over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from levier.figures.coverage import Coverage
from levier.periods import Period, to_date, to_day


@dataclass(frozen=True, slots=True)
class Spans:
    """Two periods to compare; ``cut`` says that the first is not over, or that its lines stop before its end."""

    now: Period
    before: Period
    cut: bool


def same_day_before(day: int) -> int:
    """Return the same day one year earlier (28 February for the 29th).

    >>> to_date(same_day_before(to_day(date(2024, 2, 29)))).isoformat()
    '2023-02-28'
    """
    value = to_date(day)
    leap = (value.month, value.day) == (2, 29)
    return to_day(date(value.year - 1, value.month, 28 if leap else value.day))


def compared_spans(period: Period, as_of: int, last_line: int, coverage: Coverage) -> Spans:
    """Return the days of the period that are known, and the same days one year earlier.

    The period is cut at ``as_of``, and at the last line when at least ``jours_vides`` opening days follow it: what
    comes after was not exported.
    """
    end = min(period.last, as_of)
    empty = [day for day in range(last_line + 1, end + 1) if coverage.opened is None or day in coverage.opened]
    if len(empty) >= coverage.source.centre.number("jours_vides"):
        end = last_line
    before = period.year_before()
    if end >= period.last or end < period.first:
        return Spans(period, before, False)
    last = before.first + end - period.first if period.grain == "week" else same_day_before(end)
    return Spans(_cut(period, end), _cut(before, last), True)


def _cut(period: Period, last: int) -> Period:
    label = f"{to_date(period.first).isoformat()}/{to_date(last).isoformat()}"
    return Period(period.first, last, "sample", label)
