"""A percentage and its total make a count, kept as an estimate with the band that rounding leaves.

A printed rate r with d decimals stands for any value from r - ½·10⁻ᵈ to r + ½·10⁻ᵈ. Of ``total`` lines, the counts
whose rate is printed so are the integers n with (r - ½·10⁻ᵈ)·total ≤ 100·n ≤ (r + ½·10⁻ᵈ)·total; the estimate is the
integer nearest to r·total ÷ 100. The computation is done on integers: no binary fraction moves a bound.
"""

from __future__ import annotations

import re
from decimal import Decimal

from levier.i18n import _
from levier.problems import WrongCommand

_RATE = re.compile(r"(\d{1,3})(?:[.,](\d{1,9}))?\s*%?")


def from_rate(rate: str | Decimal, total: int) -> tuple[int, int, int]:
    """Return the count that a printed percentage stands for, and the lowest and highest that print the same.

    Args:
        rate: the percentage **as printed** (``"12,5"``, ``"12,5 %"``): its decimals say how it was rounded.
        total: number of lines that the rate is taken over.

    Returns:
        (count, low, high), in lines.

    Raises:
        WrongCommand: not a percentage from 0 to 100, negative total, or no whole number gives that rate.

    >>> from_rate("12,5", 240)
    (30, 30, 30)
    >>> from_rate("12 %", 1204)
    (144, 139, 150)
    """
    units, scale = _parsed(rate)
    if total < 0:
        raise WrongCommand(_("Total « {total} » : attendu 0 ou plus.").format(total=total))
    # n lines print as the rate when (2·units - 1)·total ≤ 2·scale·100·n ≤ (2·units + 1)·total.
    whole = 200 * scale
    low = max(0, -((1 - 2 * units) * total // whole))
    high = min(total, (2 * units + 1) * total // whole)
    if low > high:
        sentence = _("{rate} % de {total} : aucun nombre entier ne donne ce taux. Vérifiez le taux et le total.")
        raise WrongCommand(sentence.format(rate=_shown(rate), total=total))
    return (2 * units * total + whole // 2) // whole, low, high


def _parsed(rate: str | Decimal) -> tuple[int, int]:
    """Return the rate as an integer and the power of ten that divides it."""
    match = _RATE.fullmatch(str(rate).replace("\u00a0", " ").replace("\u202f", " ").strip())
    fraction = (match[2] or "") if match else ""
    units = int(match[1] + fraction) if match else -1
    if not 0 <= units <= 100 * 10 ** len(fraction):
        sentence = _("Taux « {rate} » : attendu un pourcentage de 0 à 100, écrit comme dans le document (12,5).")
        raise WrongCommand(sentence.format(rate=rate))
    return units, 10 ** len(fraction)


def band(rate: str | Decimal, total: int) -> str:
    """Return the comment that is kept with the estimate.

    >>> band("12 %", 1204)
    '12 % de 1204 : de 139 à 150'
    """
    _count, low, high = from_rate(rate, total)
    return _("{rate} % de {total} : de {low} à {high}").format(rate=_shown(rate), total=total, low=low, high=high)


def _shown(rate: str | Decimal) -> str:
    return str(rate).replace("%", "").replace(".", ",").strip()
