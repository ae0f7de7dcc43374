"""Amounts, quantities and days as a French director reads them."""

from __future__ import annotations

from fractions import Fraction

from levier.i18n import _
from levier.i18n import number as written
from levier.i18n import percent as per_cent
from levier.periods import to_date

THIN, MINUS = "\u202f", "−"
Number = int | float | Fraction
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def amount(value: Number, digits: int = 0, *, signed: bool = False) -> str:
    """Return euros: narrow spaces in thousands, a comma, a true minus sign.

    >>> amount(Fraction(-12345, 10)), amount(1234.5, 2, signed=True)
    ('−1\u202f234 €', '+1\u202f234,50 €')
    """
    return f"{quantity(value, digits, signed=signed)} €"


def quantity(value: Number, digits: int = 0, *, signed: bool = False) -> str:
    """Return a number, with as many decimals as asked.

    >>> quantity(3.25, 1), quantity(-2, signed=True)
    ('3,2', '−2')
    """
    text = written(f"{abs(float(value)):,.{digits}f}")
    zero = not any(one in text for one in "123456789")
    sign = "" if zero else MINUS if value < 0 else "+" if signed else ""
    return sign + text


def percent(value: Number, digits: int = 1, *, signed: bool = False) -> str:
    """Return a fraction as per cent.

    >>> percent(0.0123, signed=True)
    '+1,2 %'
    """
    return per_cent(quantity(100 * value, digits, signed=signed))


def day(number: int) -> str:
    """Return a day in words.

    >>> day(0)
    '1er janvier 1970'
    """
    value = to_date(number)
    first = _("1er") if value.day == 1 else str(value.day)
    return f"{first} {_(MONTHS[value.month - 1])} {value.year}"


def month(number: int) -> str:
    """Return the month of a day in words.

    >>> month(0)
    'janvier 1970'
    """
    value = to_date(number)
    return f"{_(MONTHS[value.month - 1])} {value.year}"


def listed(names: list[str]) -> str:
    """Join names as a sentence does.

    >>> listed(["a", "b", "c"])
    'a, b et c'
    """
    if len(names) < 2:
        return "".join(names)
    return _("{first} et {last}").format(first=", ".join(names[:-1]), last=names[-1])
