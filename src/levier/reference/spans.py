"""First and last day of what a month or a year states as a whole."""

from __future__ import annotations

from levier.periods import parse_period, period_of


def year_span(year: int) -> tuple[int, int]:
    """Return 1 January and 31 December of a year."""
    return label_span(f"{year:04d}")


def month_span(first_day: int) -> tuple[int, int]:
    """Return the first and last days of the month that begins on this day."""
    month = period_of(first_day, "month")
    return month.first, month.last


def label_span(label: str) -> tuple[int, int]:
    """Return the first and last days of a period by its label."""
    period = parse_period(label)
    return period.first, period.last
