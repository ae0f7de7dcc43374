"""Figures that leave the screen: rows for a spreadsheet, a workbook, a paper. Only what may be shared is in them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from levier.catalogue.definition import Indicator
from levier.catalogue.words import in_language
from levier.french_csv import csv_text
from levier.web.centres.models import Centre
from levier.web.figures.models import Series
from levier.web.figures.presenters.values import state_words, value_of
from levier.web.figures.selectors import HIDDEN, Beside

CSV, XLSX, PDF = "csv", "xlsx", "pdf"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PDF: "application/pdf",
}
# Header of a column, width in a workbook, kind of its cells.
COLUMNS = (
    ("indicateur", 42, "text"), ("code", 8, "text"), ("tranche", 22, "text"), ("periode", 18, "text"),
    ("du", 12, "date"), ("au", 12, "date"), ("valeur", 14, "number"), ("unite", 18, "text"), ("bas", 12, "number"),
    ("haut", 12, "number"), ("statut", 20, "text"), ("valeur_n_1", 14, "number"), ("numerateur", 14, "plain"),
    ("denominateur", 14, "plain"), ("couverture", 12, "share"), ("lecture", 26, "text"), ("objectif", 12, "number"),
    ("base", 12, "text"), ("remarques", 60, "text"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written: a title, the columns of :data:`COLUMNS`, rows of values (rates are fractions)."""

    title: str
    rows: Sequence[Sequence[Any]]
    facts: Sequence[tuple[str, str]] = field(default_factory=tuple)


def rows_of(
    one: Indicator, series: Series, beside: Beside, periods: Iterable[str] | None = None
) -> Iterator[list[Any]]:
    """Yield a row for each period of a series; hidden points are not there at all."""
    wanted = None if periods is None else set(periods)
    for said in series.points:
        if said["status"] != HIDDEN and (wanted is None or said["period"] in wanted):
            yield _row(one, series, said, beside)


def _row(one: Indicator, series: Series, said: dict[str, Any], beside: Beside) -> list[Any]:
    whole = not series.dimension
    reading = (beside.lectures.get(one.name) or {}) if whole else {}
    target = (beside.targets.get(one.name) or {}) if whole else {}
    value = value_of(said, one.unit, series.about)
    return [
        one.label, one.code, series.slice or (_("non renseigné") if series.dimension else ""), said["period"],
        date.fromisoformat(said["from"]), date.fromisoformat(said["to"]), said.get("value"), one.unit,
        said.get("low"), said.get("high"), state_words(said["status"]) or _("complet"),
        (said.get("n-1") or {}).get("value"), said.get("numerator"), said.get("denominator"), said.get("coverage"),
        reading.get("reading"), target.get("value"), said.get("basis", series.about.get("basis")),
        " ; ".join(value.notes),
    ]  # fmt: skip


def as_csv(sheet: Sheet) -> bytes:
    """Return a table for French Excel: decimal commas, rates in per cent, no formula."""
    headers = [name for name, _width, _kind in COLUMNS]
    return csv_text(headers, ([*map(_flat, row, COLUMNS, [row] * len(row))] for row in sheet.rows)).encode()


def _flat(value: Any, column: tuple[str, int, str], row: Sequence[Any]) -> Any:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float | int) and (column[2] == "share" or (column[2] == "number" and row[UNIT] == "%")):
        return round(100 * value, 6)
    return value


UNIT = [name for name, _width, _kind in COLUMNS].index("unite")
FORMATS = {
    "date": "dd/mm/yyyy",
    "share": "0 %",
    "plain": "#,##0.##",
    "%": "0.0 %",
    "€": "#,##0 €",
    "number": "#,##0.00",
}


def as_xlsx(centre: Centre, sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook: real tables with filters, frozen heads, real dates and numbers."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": centre.name, "comments": _("Produit par l'outil Levier")})
        formats = {name: book.add_format({"num_format": shape}) for name, shape in FORMATS.items()}
        for number, sheet in enumerate(sheets, start=1):
            _sheet(book.add_worksheet(_tab(sheet.title, number)), sheet, formats, number)
    return stream.getvalue()


def _tab(title: str, number: int) -> str:
    """Return a name that a workbook accepts: 31 signs, none of ``[]:*?/\\``."""
    clean = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title).strip()
    return f"{number} {clean}"[:31].strip()


def _sheet(page: Any, sheet: Sheet, formats: dict[str, Any], number: int) -> None:
    heads = [{"header": name} for name, _width, _kind in COLUMNS]
    page.add_table(0, 0, max(1, len(sheet.rows)), len(COLUMNS) - 1, {"columns": heads, "name": f"chiffres_{number}"})
    page.freeze_panes(1, 1)
    for at, (_name, width, _kind) in enumerate(COLUMNS):
        page.set_column(at, at, width)
    for line, row in enumerate(sheet.rows, start=1):
        for at, value in enumerate(row):
            _cell(page, line, at, value, formats, row)
    for line, (label, text) in enumerate(sheet.facts, start=len(sheet.rows) + 3):
        page.write_string(line, 0, label)
        page.write_string(line, 1, text)


def _cell(page: Any, line: int, at: int, value: Any, formats: dict[str, Any], row: Sequence[Any]) -> None:
    kind = COLUMNS[at][2]
    if value is None or value == "":
        return
    if kind == "date":
        page.write_datetime(line, at, value, formats["date"])
    elif kind == "text":
        page.write_string(line, at, str(value))
    else:
        page.write_number(line, at, value, formats[row[UNIT] if kind == "number" and row[UNIT] in formats else kind])


def label(one: Indicator) -> str:
    """Return how an indicator is called in the language of the page."""
    return in_language(one).label
