"""A number as French people type it: read, judged by the catalogue, shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from levier.catalogue.typed_rows import canonical, shown, typed_problems
from levier.grid.read import number
from levier.problems import LevierError, trim
from levier.readers.bad import Bad
from levier.readers.names import clean
from levier.tables.columns import DECIMAL_SCALE
from levier.web.entry.keys import CellKey

THIN = "\u202f"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a text is: the number as it is kept (``1204,5``; empty: nothing typed), or why it is not one."""

    value: str = ""
    error: str = ""


def checked(text: str, cell: CellKey) -> Checked:
    """Judge what was typed in a cell.

    >>> from levier.web.entry.keys import CellKey, LineKey
    >>> checked("1 204", CellKey(LineKey("appels_recus"), "2025-01")).value
    '1204'
    """
    read = clean(text)
    if not read:
        return Checked()
    value = number(read)
    if isinstance(value, Bad):
        return Checked(error=_refusal(read, value.expected, _percent() if value.code == "pourcentage" else value.fix))
    row = canonical({"measure": cell.line.measure, "period": cell.period, "value": value, **_keys(cell)})
    for one in typed_problems(row):
        fix = _percent() if one.code == "valeur_non_entiere" else one.fix or ""
        return Checked(error=_refusal(one.value or read, one.expected or "", fix))
    return Checked(shown(value))


def _keys(cell: CellKey) -> dict[str, str | None]:
    return {name: value or None for name, value in cell.line.keys().items()}


def _percent() -> str:
    return _("Pour un pourcentage, ouvrez la ligne (son nom) : taux et total donnent le nombre.")


def _refusal(read: str, expected: str, fix: str) -> str:
    return _("« {read} » lu ; attendu : {expected}. {fix}").format(read=trim(read), expected=expected, fix=fix).strip()


def billionths(value: str) -> int:
    """Return a kept number in billionths.

    >>> billionths("1204,5")
    1204500000000
    """
    found = number(value)
    if isinstance(found, Bad):
        raise LevierError(found.expected)
    return found


def spaced(value: str) -> str:
    """Return a kept number with its thousands apart.

    >>> spaced("1204,5"), spaced("-12")
    ('1\u202f204,5', '-12')
    """
    whole, comma, decimals = value.partition(",")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    if not digits.isdigit():
        return value
    return sign + f"{int(digits):,}".replace(",", THIN) + comma + decimals


def units(value: int) -> float:
    """Return billionths as a number."""
    return value / DECIMAL_SCALE
