"""The address of a line of the grid, and of a cell, as the fields of the page name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

from levier.catalogue.typed import TYPED, TypedMeasure

SEPARATOR = "~"
COLUMNS = ("service", "specialty", "payer_type", "job", "family", "site")
LONGEST = {"specialty": 80, "site": 60, "job": 40, "family": 40, "service": 20, "payer_type": 3}


@dataclass(frozen=True, slots=True, order=True)
class LineKey:
    """A measure and its keys; an empty key is not given."""

    measure: str
    service: str = ""
    specialty: str = ""
    payer_type: str = ""
    job: str = ""
    family: str = ""
    site: str = ""

    @property
    def token(self) -> str:
        """Return the name of the line in a page.

        >>> LineKey("rdv_honores", "medical").token
        'rdv_honores~medical'
        """
        return SEPARATOR.join(astuple(self)).rstrip(SEPARATOR)

    @property
    def about(self) -> TypedMeasure:
        """Return the measure."""
        return TYPED[self.measure]

    def keys(self) -> dict[str, str]:
        """Return the keys by column."""
        return {name: getattr(self, name) for name in COLUMNS}


@dataclass(frozen=True, slots=True, order=True)
class CellKey:
    """A line at a period."""

    line: LineKey
    period: str

    @property
    def token(self) -> str:
        """Return the name of the cell in a page.

        >>> CellKey(LineKey("appels_recus"), "2025-01").token
        '2025-01~appels_recus'
        """
        return f"{self.period}{SEPARATOR}{self.line.token}"


def line_key(token: str) -> LineKey | None:
    """Return the line of a name, ``None`` when it names no line of the catalogue.

    >>> line_key("rdv_honores~medical~psychiatrie").specialty
    'psychiatrie'
    """
    measure, *keys = token.split(SEPARATOR)
    if measure not in TYPED or len(keys) > len(COLUMNS):
        return None
    found = LineKey(measure, *(one.strip() for one in keys))
    return found if all(len(getattr(found, name)) <= most for name, most in LONGEST.items()) else None


def cell_key(token: str) -> CellKey | None:
    """Return the cell of a name, ``None`` when it names no cell of the catalogue.

    >>> cell_key("2025-01~appels_recus").period
    '2025-01'
    """
    period, _sign, rest = token.partition(SEPARATOR)
    line = line_key(rest)
    return CellKey(line, period) if line and 0 < len(period) <= 25 else None


def line_of(row: Mapping[str, Any]) -> LineKey:
    """Return the line of a row of ``typed_measures``, or of the keys of a line of the grid."""
    return LineKey(row["measure"], *(row.get(name) or "" for name in COLUMNS))


def key_of(value: Any) -> CellKey:
    """Return the cell of a typed value."""
    return CellKey(LineKey(value.measure, *(getattr(value, name) for name in COLUMNS)), value.period)
