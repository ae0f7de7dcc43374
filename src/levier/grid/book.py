"""A workbook in the house style: the only module that knows XlsxWriter.

Everything is written in memory, without a temporary file, and with the result of each formula beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from levier.grid import LISTS
from levier.i18n import _
from levier.tables.columns import DECIMAL_SCALE

INK, BAND, INPUT, PALE = "#1F3A5F", "#E3EAF3", "#FFFDF2", "#6B6B6B"
LINE = "#C9C9C9"
DATE = "dd/mm/yyyy"
# Excel cuts longer messages, XlsxWriter refuses them.
TITLE_WIDTH, MESSAGE_WIDTH = 32, 255
STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": INK},
    "text": {"text_wrap": False, "font_color": "#333333"},
    "wrap": {"text_wrap": True, "valign": "top"},
    "link": {"font_color": INK, "underline": 1},
    "head": {
        "bold": True,
        "bg_color": INK,
        "font_color": "#FFFFFF",
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
    },
    "required": {"bold": True, "bg_color": INK, "font_color": "#FFE08A", "text_wrap": True, "border": 1},
    "section": {"bold": True, "bg_color": BAND, "font_color": INK},
    "label": {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "vcenter"},
    "detail": {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "vcenter", "italic": True},
    "grey": {"font_color": PALE, "font_size": 9, "border": 1, "border_color": LINE},
    "cell": {},
    "input": {"bg_color": INPUT, "border": 1, "border_color": LINE},
    "date": {"bg_color": BAND, "border": 1, "border_color": LINE, "num_format": DATE, "font_size": 9},
    "date_input": {"bg_color": INPUT, "border": 1, "border_color": LINE, "num_format": DATE},
    "as_text": {"bg_color": INPUT, "border": 1, "border_color": LINE, "num_format": "@"},
}


class Book:
    """A workbook being written to a binary stream."""

    def __init__(self, stream: BinaryIO, title: str) -> None:
        import xlsxwriter

        self.book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
        self.book.set_properties({"title": title, "author": "Levier"})
        self._formats: dict[str, Any] = {}
        self._lists: dict[tuple[str, ...], str] = {}

    def style(self, name: str, **more: object) -> Any:
        """Return a format of the house (``STYLES``), with properties added."""
        key = f"{name}{sorted(more.items())}"
        if key not in self._formats:
            self._formats[key] = self.book.add_format(STYLES[name] | more)
        return self._formats[key]

    def sheet(self, name: str) -> Any:
        """Add a sheet, set to print on A4 pages one page wide."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_footer(_("&L{name}&RPage &P sur &N").format(name=name.replace("&", "&&")))
        return sheet

    def choices(self, values: Sequence[str]) -> dict[str, Any]:
        """Return the validation of a closed list (kept on a hidden sheet: a cell takes 255 characters only)."""
        key = tuple(values)
        column = len(self._lists)
        self._lists.setdefault(key, f"='{LISTS}'!${_letters(column)}$1:${_letters(column)}${len(key)}")
        return {
            "validate": "list",
            "source": self._lists[key],
            "error_title": _("Valeur hors de la liste"),
            "error_message": _("Choisissez une valeur de la liste, ou laissez la case vide si elle n'est pas connue."),
        }

    def close(self) -> None:
        """Write the hidden lists and finish the file."""
        if self._lists:
            sheet = self.book.add_worksheet(LISTS)
            for column, values in enumerate(self._lists):
                sheet.write_column(0, column, values)
            sheet.hide()
        self.book.close()


class Rules:
    """The validations of a sheet: cells with the same rule share one, as spreadsheets do themselves."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self._ranges: dict[str, tuple[dict[str, Any], list[list[int]]]] = {}

    def add(self, rule: dict[str, Any], first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Bind a range of cells to a rule."""
        ranges = self._ranges.setdefault(repr(rule), (rule, []))[1]
        ranges.append([first_row, first_column, last_row, last_column])

    def write(self) -> None:
        """Write the rules in the sheet."""
        for rule, (first, *others) in self._ranges.values():
            self.sheet.data_validation(*first, rule | {"other_cells": others})


def number_rule(whole: bool, signed: bool = False) -> dict[str, Any]:
    """Return the validation of a number, whole or not, zero or more unless signed."""
    expected = _("Un nombre entier, 0 ou plus.") if whole else _("Un nombre, 0 ou plus.")
    rule: dict[str, Any] = {"validate": "integer" if whole else "decimal", "criteria": ">=", "value": 0}
    if signed:
        expected = _("Un nombre.")
        rule = {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12}
    return rule | {
        "error_title": _("Ce n'est pas un nombre attendu"),
        "error_message": _("{expected} Sans texte ni « % ». Case vide = inconnu ; zéro se tape 0.").format(
            expected=expected
        ),
    }


def date_rule() -> dict[str, Any]:
    """Return the validation of a date."""
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": date(1990, 1, 1),
        "maximum": date(2079, 12, 31),
        "error_title": _("Ce n'est pas une date"),
        "error_message": _("Une date, écrite JJ/MM/AAAA."),
    }


def explained(rule: Mapping[str, Any], title: str, message: str) -> dict[str, Any]:
    """Return a validation that says, when the cell is chosen, what to type."""
    return {**rule, "input_title": title[:TITLE_WIDTH], "input_message": message[:MESSAGE_WIDTH]}


def as_float(value: int) -> float:
    """Return billionths as the number that a spreadsheet holds (exact up to fifteen digits)."""
    return float(Decimal(value) / DECIMAL_SCALE)


def _letters(column: int) -> str:
    """Return the letters of a column.

    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    tens, unit = divmod(column, 26)
    return (_letters(tens - 1) if tens else "") + chr(ord("A") + unit)
