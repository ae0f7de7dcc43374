"""Numbers, dates and periods as a director reads them, in the language of the page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from levier.i18n import _, language
from levier.periods import Period, parse_period, to_date
from levier.readings.numbers import MONTHS, months_said, plain, shown

NOTHING = "—"
QUARTERS = ("1er trimestre {year}", "2e trimestre {year}", "3e trimestre {year}", "4e trimestre {year}")


def number(value: Any, digits: int = 0) -> str:
    """Return a number with so many decimals, an em dash for nothing.

    >>> number(1234.5, 1), number(None), number("abc")
    ('1\u202f234,5', '—', 'abc')
    """
    if value is None or value == "":
        return NOTHING
    try:
        return plain(float(value), int(digits))
    except (TypeError, ValueError):
        return str(value)


def percent(value: Any, digits: int = 1) -> str:
    """Return a fraction as per cent.

    >>> percent(0.1234), percent(None)
    ('12,3 %', '—')
    """
    return NOTHING if value is None or value == "" else _("{n} %").format(n=plain(100 * float(value), int(digits)))


def euros(value: Any, digits: int = 0) -> str:
    """Return an amount in euros.

    >>> euros(1204.4), euros(-12, 2)
    ('1\u202f204 €', '−12,00 €')
    """
    return NOTHING if value is None or value == "" else _("{n} €").format(n=plain(float(value), int(digits)))


def value_of(value: Any, unit: str = "") -> str:
    """Return a value in its unit, as the readings write it.

    >>> value_of(0.069, "%")
    '6,9 %'
    """
    return shown(None if value is None or value == "" else float(value), unit)


def french_date(value: date | int | str | None, form: str = "long") -> str:
    """Return a day in words (``long``), without its year (``short``) or in digits (``digits``).

    Args:
        value: a date, a number of days since 1970, or a date as ISO 8601 writes it.
        form: ``long``, ``short`` or ``digits``.

    >>> french_date("2025-03-01"), french_date("2025-03-14", "short"), french_date("2025-03-14", "digits")
    ('1er mars 2025', '14 mars', '14/03/2025')
    """
    if value is None or value == "":
        return NOTHING
    day = _date(value)
    if form == "digits":
        return day.strftime("%d/%m/%Y")
    first = _("1er") if day.day == 1 else str(day.day)
    said = _("{day} {month}").format(day=first, month=_(MONTHS[day.month - 1]))
    return said if form == "short" else f"{said} {day.year}"


def _date(value: date | int | str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return to_date(value) if isinstance(value, int) else date.fromisoformat(value[:10])


def period_label(value: Period | str | None) -> str:
    """Return a period in words.

    >>> period_label("2025-07"), period_label("2025T3"), period_label("2024-07..2025-06")
    ('juillet 2025', '3e trimestre 2025', 'juillet 2024 à juin 2025')
    >>> period_label("2025"), period_label("2025-01..2025-12")
    ('2025', 'janvier à décembre 2025')
    >>> period_label("2025-W07"), period_label("2025-03-03/2025-03-14")
    ('semaine du 10 février 2025', 'du 3 mars au 14 mars 2025')
    """
    if not value:
        return NOTHING
    period = parse_period(value) if isinstance(value, str) else value
    if period.grain == "quarter":
        first = to_date(period.first)
        return _(QUARTERS[first.month // 3]).format(year=first.year)
    if period.grain == "week":
        return _("semaine du {day}").format(day=french_date(period.first))
    if period.grain == "day":
        return french_date(period.first)
    if period.grain == "sample":
        return _("du {first} au {last}").format(first=_begin(period), last=french_date(period.last))
    if period.grain == "rolling12" and to_date(period.first).month == 1:
        # Twelve months that happen to be a year stand beside that year in a list.
        return _("janvier à décembre {year}").format(year=to_date(period.first).year)
    return months_said(period.first, period.last)


def _begin(period: Period) -> str:
    same = to_date(period.first).year == to_date(period.last).year
    return french_date(period.first, "short" if same else "long")


def no_break(text: str) -> str:
    """Keep a French sign with its word at the end of a line.

    >>> no_break("Quoi ?")
    'Quoi\u202f?'
    """
    if language() != "fr":
        return text
    for sign in "?!;":
        text = text.replace(f" {sign}", f"\u202f{sign}")
    return text.replace(" :", "\u00a0:").replace("« ", "«\u00a0").replace(" »", "\u00a0»")
