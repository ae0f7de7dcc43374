"""Rows of totals: left out of the data, and used as a control of what was read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from levier.i18n import _
from levier.problems import WARNING
from levier.readers.lines import Record
from levier.readers.names import fold
from levier.tables import Kind
from levier.tables.columns import CENTS, DECIMAL_SCALE

if TYPE_CHECKING:
    from levier.readers.rows import RowReader

_WORD = re.compile(r"(sous_|s_)?(total|totaux)(_.*)?|ensemble|cumul")
_UNITS = {Kind.AMOUNT: CENTS, Kind.DECIMAL: DECIMAL_SCALE, Kind.WHOLE: 1}


def is_total_word(text: str) -> bool:
    """Tell whether a cell announces a row of totals.

    >>> is_total_word("Sous-total :"), is_total_word("TOTAL GÉNÉRAL"), is_total_word("Totem")
    (True, True, False)
    """
    lowered = text.lower()
    return (
        ("tota" in lowered or lowered[:8] in ("ensemble", "cumul"))
        and len(text) < 40
        and _WORD.fullmatch(fold(text)) is not None
    )


class Totals:
    """Running sums of the number columns of one part, since its start and since its last subtotal."""

    def __init__(self, reader: RowReader) -> None:
        self.reader = reader
        sources = [one for one in reader.layout.sources if one.indexes and one.column.kind in _UNITS]
        self.sources = {one.column.name: one for one in sources}
        self.sums = dict.fromkeys(self.sources, 0)
        self.since = dict.fromkeys(self.sources, 0)

    def add(self, columns: dict[str, list[Any]]) -> None:
        """Add the kept lines of a chunk."""
        for name in self.sources:
            total = sum(filter(None, columns[name]))
            self.sums[name] += total
            self.since[name] += total

    @staticmethod
    def named(record: Record) -> bool:
        """Tell whether the first cell that is filled says total."""
        return is_total_word(next((cell for cell in record if cell.strip()), ""))

    def is_total(self, record: Record, values: dict[str, Any]) -> bool:
        """Tell whether a row that cannot be data is one of totals: it says so."""
        return self.named(record)

    def check(self, record: Record, columns: dict[str, list[Any]], index: int, kept: list[bool], line: int) -> None:
        """Compare the row with the lines above it; a gap is a problem."""
        partial = fold(next(cell for cell in record if cell.strip())).startswith(("s_", "sous"))
        for name, source in self.sources.items():
            announced = columns[name][index]
            if not isinstance(announced, int):
                continue
            before = self.since[name] if partial else self.sums[name]
            found = before + self._above(columns[name], index, kept)
            self._control(source.column.header, name, announced, found, line)
        if partial:
            self._restart(columns, index, kept)

    @staticmethod
    def _above(values: list[Any], index: int, kept: list[bool]) -> int:
        return sum(value for value, keep in zip(values[:index], kept, strict=False) if keep and isinstance(value, int))

    def _restart(self, columns: dict[str, list[Any]], index: int, kept: list[bool]) -> None:
        # add() will count the whole chunk again: what stands above the subtotal is taken off beforehand.
        for name in self.sources:
            self.since[name] = -self._above(columns[name], index, kept)

    def _control(self, header: str, name: str, announced: int, found: int, line: int) -> None:
        unit = _UNITS[self.sources[name].column.kind]
        self.reader.account.controls[f"total_{header}"] = exact(announced, unit)
        if announced == found:
            return
        gap = _("la somme des lignes gardées au-dessus, {found}").format(found=exact(found, unit))
        fix = _("Des lignes manquent, sont en trop ou ont été mises de côté : comparez avec le logiciel.")
        shown = self.reader.layout.shown(self.sources[name])
        self.reader.problems.add(
            self.reader._problem("total_different", WARNING, line, shown, exact(announced, unit), gap, fix)
        )


def exact(value: int, unit: int) -> str:
    """Return a scaled integer as an exact decimal string.

    >>> exact(-123456, 100), exact(5, 1)
    ('-1234.56', '5')
    """
    if unit == 1:
        return str(value)
    places = len(str(unit)) - 1
    whole, rest = divmod(abs(value), unit)
    digits = f"{rest:0{places}d}"
    return f"{'-' if value < 0 else ''}{whole}.{digits if places == 2 else digits.rstrip('0') or '0'}"
