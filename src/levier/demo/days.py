"""The two years of the fictitious region: day numbers from 1 January 2024, holidays, seasons."""

from __future__ import annotations

from datetime import date, timedelta

FIRST = date(2024, 1, 1)
LAST = date(2025, 12, 31)
DAYS = (LAST - FIRST).days + 1
MONTHS = tuple(f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13))
EXPORTED_ON = DAYS - 1
"""The exports are those of the last evening: what is decided later is still pending in them."""


def day_of(text: str) -> int:
    """Return the number of an ISO date, 1 January 2024 being 0.

    >>> day_of("2024-12-22")
    356
    """
    return (date.fromisoformat(text) - FIRST).days


def date_of(day: int) -> date:
    """Return the calendar date of a day of the region."""
    return FIRST + timedelta(days=day)


TARIFF_DAY = day_of("2024-12-22")
"""The consultation of general practitioners goes from 26.50 € to 30 € (law: convention médicale 2024-2029)."""

MONTH_OF = tuple((date_of(day).year - 2024) * 12 + date_of(day).month - 1 for day in range(DAYS))
WEEKDAY_OF = tuple(date_of(day).weekday() for day in range(DAYS))

_HOLIDAYS = {
    "Jour de l'an": ("2024-01-01", "2025-01-01"),
    "Lundi de Pâques": ("2024-04-01", "2025-04-21"),
    "Fête du travail": ("2024-05-01", "2025-05-01"),
    "Victoire 1945": ("2024-05-08", "2025-05-08"),
    "Ascension": ("2024-05-09", "2025-05-29"),
    "Lundi de Pentecôte": ("2024-05-20", "2025-06-09"),
    "Fête nationale": ("2024-07-14", "2025-07-14"),
    "Assomption": ("2024-08-15", "2025-08-15"),
    "Toussaint": ("2024-11-01", "2025-11-01"),
    "Armistice 1918": ("2024-11-11", "2025-11-11"),
    "Noël": ("2024-12-25", "2025-12-25"),
}
HOLIDAYS = {day_of(day): reason for reason, days in _HOLIDAYS.items() for day in days}

_SEASON = (1.03, 1.02, 1.03, 0.99, 0.96, 1.0, 0.86, 0.72, 1.03, 1.04, 1.02, 0.94)
SEASON = tuple(_SEASON[month % 12] for month in MONTH_OF)
"""How full the diaries are in each day's month; August is low."""


def month_days(month: int) -> range:
    """Return the days of a month of the region (0: January 2024, 23: December 2025).

    >>> month_days(1)
    range(31, 60)
    """
    first = MONTH_OF.index(month)
    return range(first, MONTH_OF.index(month + 1) if month < 23 else DAYS)


def last_day_of(month: int) -> int:
    """Return the last day of a month of the region."""
    return month_days(month)[-1]
