"""Rows of totals: left out of the data, and used as a control of what was read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from levier.i18n import _
from levier.problems import WARNING
from levier.readers.layout import Layout
from levier.readers.lines import Record
from levier.readers.names import fold
from levier.tables import Kind
from levier.tables.columns import CENTS, DECIMAL_SCALE
from levier.tables.rows import Account

_WORD = re.compile(r"(sous_|s_)?(totals?|totaux)(_.*)?|ensemble|cumul")
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

    def __init__(self, layout: Layout, account: Account, report: Callable[..., None]) -> None:
        self.layout, self.account, self.report = layout, account, report
        sources = [one for one in layout.sources if one.indexes and one.column.kind in _UNITS]
        self.sources = {one.column.name: one for one in sources}
        self.sums = dict.fromkeys(self.sources, 0)
        self.since = dict.fromkeys(self.sources, 0)

    def add(self, columns: dict[str, list[Any]]) -> None:
        """Add the kept lines of a chunk."""
        for name in self.sources:
            total = sum(filter(None, columns[name]))
            self.sums[name] += total
            self.since[name] += total

    def take(self, record: Record, columns: dict[str, list[Any]], index: int, kept: list[bool], line: int) -> bool:
        """Tell whether a row that cannot be data is one of totals; if so, compare it with the lines above.

        It says so in its first filled cell, or it holds nothing but the sums.
        """
        word = next(cell for cell in record if cell.strip())
        partial = fold(word).startswith(("s_", "sous"))
        if not is_total_word(word) and not self._only_numbers(record):
            return False
        found = {name: self._above(name, columns, index, kept, partial) for name in self.sources}
        if not is_total_word(word) and not self._only_sums(record, columns, index, found):
            return False
        for name, value in found.items():
            self._control(name, columns[name][index], value, line)
        if partial:
            self._restart(columns, index, kept)
        return True

    def _above(self, name: str, columns: dict[str, list[Any]], index: int, kept: list[bool], partial: bool) -> int:
        before = self.since[name] if partial else self.sums[name]
        return before + self._kept_sum(columns[name], index, kept)

    def _only_numbers(self, record: Record) -> bool:
        places = {source.indexes[0] for source in self.sources.values()}
        return all(place in places for place, cell in enumerate(record) if cell.strip())

    def _only_sums(self, record: Record, columns: dict[str, list[Any]], index: int, found: dict[str, int]) -> bool:
        """Tell whether each filled cell is the sum of its column."""
        filled = {place for place, cell in enumerate(record) if cell.strip()}
        places = {source.indexes[0]: name for name, source in self.sources.items()}
        return filled <= set(places) and all(
            columns[places[place]][index] == found[places[place]] != 0 for place in filled
        )

    @staticmethod
    def _kept_sum(values: list[Any], index: int, kept: list[bool]) -> int:
        return sum(value for value, keep in zip(values[:index], kept, strict=False) if keep and isinstance(value, int))

    def _restart(self, columns: dict[str, list[Any]], index: int, kept: list[bool]) -> None:
        # add() will count the whole chunk again: what stands above the subtotal is taken off beforehand.
        for name in self.sources:
            self.since[name] = -self._kept_sum(columns[name], index, kept)

    def _control(self, name: str, announced: Any, found: int, line: int) -> None:
        if not isinstance(announced, int):
            return
        source = self.sources[name]
        unit = _UNITS[source.column.kind]
        self.account.controls[f"total_{source.column.header}"] = exact(announced, unit)
        if announced == found:
            return
        expected = _("la somme des lignes gardées au-dessus, {found}").format(found=_french(found, unit))
        fix = _("Des lignes manquent, sont en trop ou ont été mises de côté : comparez avec le logiciel.")
        self.report(
            "total_different", WARNING, line, self.layout.shown(source), _french(announced, unit), expected, fix
        )


def _french(value: int, unit: int) -> str:
    return exact(value, unit).replace(".", ",")


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
