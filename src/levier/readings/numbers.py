"""Numbers and months as a director reads them."""

from __future__ import annotations

from levier.i18n import _, number, percent
from levier.periods import to_date

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_WITHOUT_UNIT = {"ratio": "", "ETP/ETP": "", "ratio par jour ouvert": ""}
MINUS = "−"


def shown(value: float | None, unit: str) -> str:
    """Return a value in French: rates in per cent, three digits at least for small numbers, narrow spaces.

    >>> shown(0.1234, "%"), shown(1204.2, "€"), shown(4.83, "€/dossier"), shown(-3, "jours")
    ('12,3 %', '1\u202f204 €', '4,83 €/dossier', '−3 jours')
    """
    if value is None:
        return "—"
    if unit == "%":
        return percent(plain(100 * value, 1))
    size = abs(value)
    digits = 0 if size >= 100 or value == int(value) else 1 if size >= 10 else 2
    return f"{plain(value, digits)} {_(_WITHOUT_UNIT.get(unit, unit))}".rstrip()


def plain(value: float, digits: int) -> str:
    """Return a number with so many decimals."""
    text = number(f"{abs(value):,.{digits}f}")
    return f"{MINUS if value < 0 and text.strip('0,.') else ''}{text}"


def change(value: float, before: float, unit: str) -> str:
    """Return a difference with its sign: points for rates, per cent of what was for the rest.

    >>> change(-0.033, 0.154, "%"), change(12, 100, "€"), change(5, 0, "€")
    ('−3,3 points', '+12,0 %', '+5 €')
    """
    sign = "+" if value > 0 else ""
    if unit == "%":
        return f"{sign}{plain(100 * value, 1)} " + (_("point") if abs(value) < 0.02 else _("points"))
    if before > 0:
        return percent(f"{sign}{plain(100 * value / before, 1)}")
    return sign + shown(value, unit)


def euros(value: float) -> str:
    """Return a signed amount in whole euros.

    >>> euros(-1204.4)
    '−1\u202f204 €'
    """
    return f"{'+' if value > 0 else ''}{plain(value, 0)} €"


def during(first: int, last: int) -> str:
    """Return a span of months with its preposition.

    >>> from levier.periods import parse_period
    >>> during(parse_period("2024-01").first, parse_period("2024-12").last)
    'en 2024'
    >>> during(parse_period("2024-08").first, parse_period("2025-07").last)
    "d'août 2024 à juillet 2025"
    """
    span = months_said(first, last)
    if " à " not in span:
        return _("en {span}").format(span=span)
    return (_("d'{span}") if span[0] in "ao" else _("de {span}")).format(span=span)


def months_said(first: int, last: int) -> str:
    """Return a span of months in words.

    >>> from levier.periods import parse_period
    >>> months_said(parse_period("2025-07").first, parse_period("2025-12").last)
    'juillet à décembre 2025'
    >>> months_said(parse_period("2024-01").first, parse_period("2024-12").last)
    '2024'
    """
    begin, end = to_date(first), to_date(last)
    if (begin.month, end.month) == (1, 12) and begin.year == end.year:
        return str(begin.year)
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{_(MONTHS[begin.month - 1])} {begin.year}"
    year = "" if begin.year == end.year else f" {begin.year}"
    return _("{first} à {last}").format(
        first=_(MONTHS[begin.month - 1]) + year, last=f"{_(MONTHS[end.month - 1])} {end.year}"
    )
