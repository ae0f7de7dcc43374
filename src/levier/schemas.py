"""The standard files as Table Schemas, made from the contract: what is published is what is read.

They follow the rules of schema.data.gouv.fr (metadata, an example for every field, one valid example file). A schema
is stricter than the readers, which also take ISO dates, points in numbers and ``1/0`` for ``oui/non``: a file that
passes here passes there.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from levier.i18n import _
from levier.tables.columns import Column, Kind, Table

VERSION = "0.1.0"
CREATED = "2026-11-21"
LAST_MODIFIED = "2026-11-21"
# A reserved name (RFC 2606) until the project has a public address: whoever publishes gives --base.
BASE = "https://levier.example"
BOM = "\ufeff"

_DATES = {8: "%Y%m%d", 10: "%d/%m/%Y", 16: "%d/%m/%Y %H:%M", 19: "%d/%m/%Y %H:%M:%S"}
# 24:00 ends a day here, which the type « time » refuses.
_CLOCK = "^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$"
_DAY = "\\d{4}-\\d{2}-\\d{2}"
_PERIOD = f"^\\d{{4}}(-\\d{{2}}|[TQ][1-4])?$|^{_DAY}/{_DAY}$"
_TYPES: dict[Kind, dict[str, Any]] = {
    Kind.AMOUNT: {"type": "number", "decimalChar": ",", "groupChar": " "},
    Kind.DECIMAL: {"type": "number", "decimalChar": ",", "groupChar": " "},
    Kind.WHOLE: {"type": "integer"},
    Kind.YEAR: {"type": "year"},
    Kind.MONTH: {"type": "yearmonth"},
    Kind.FLAG: {"type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]},
}
_PATTERNS = {Kind.CLOCK: _CLOCK, Kind.PERIOD: _PERIOD}


def table_schema(table: Table, base: str = BASE) -> dict[str, Any]:
    """Return the Table Schema of a standard file.

    Args:
        table: a table of the contract.
        base: address under which the schemas are published, without a final slash.

    >>> from levier.tables import TABLES
    >>> table_schema(TABLES["closures"])["fields"][0]["format"]
    '%d/%m/%Y'
    """
    folder = f"{base}/v{VERSION}/{table.file}"
    about = {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": f"levier-{table.file.replace('_', '-')}",
        "title": _(table.label),
        "description": _(table.description),
        "countryCode": "FR",
        "homepage": base,
        "path": f"{folder}/schema.json",
        "created": CREATED,
        "lastModified": LAST_MODIFIED,
        "version": VERSION,
        "contributors": [{"title": "Levier", "role": "author"}],
        "resources": [
            {"title": _("Fichier valide (CSV)"), "name": "exemple-valide", "path": f"{folder}/exemple-valide.csv"}
        ],
        "fields": [_field(column, table) for column in table.columns],
        "missingValues": [""],
    }
    return about | _primary_key(table)


def example_csv(table: Table) -> str:
    """Return a valid file of one line, made of the example of each column (UTF-8 with BOM once encoded, ``;``)."""
    return csv_text([[column.header for column in table.columns], [column.example for column in table.columns]])


def csv_text(rows: list[list[str]]) -> str:
    """Return rows as a CSV that French Excel opens: BOM, ``;``, Windows line ends.

    >>> csv_text([["du", "au"]])
    '\\ufeffdu;au\\r\\n'
    """
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return BOM + out.getvalue()


def _field(column: Column, table: Table) -> dict[str, Any]:
    return {
        "name": column.header,
        "title": column.header,
        "description": described(column),
        "example": _example(column),
        **_type(column),
        "constraints": _constraints(column, table),
    }


def _example(column: Column) -> str | int | float:
    """Return the example, numbers as JSON numbers: frictionless judges them without looking at ``decimalChar``."""
    if _TYPES.get(column.kind, {}).get("type") in ("number", "integer", "year"):
        number = float(column.example.replace(",", "."))
        return int(number) if number.is_integer() else number
    return column.example


def described(column: Column) -> str:
    """Return the description of a column, with what an empty cell means."""
    empty = _(" Cellule vide = {meaning}.").format(meaning=_(column.empty_means)) if column.empty_means else ""
    return _(column.description) + empty


def _type(column: Column) -> dict[str, Any]:
    if column.kind in (Kind.DATE, Kind.MOMENT):
        kind = "date" if column.kind is Kind.DATE else "datetime"
        return {"type": kind, "format": _DATES[len(column.example)]}
    return _TYPES.get(column.kind, {"type": "string"})


def _constraints(column: Column, table: Table) -> dict[str, Any]:
    found: dict[str, Any] = {"required": column.required and not column.empty_kept}
    if column.choices:
        found["enum"] = list(column.choices)
    if column.kind in _PATTERNS:
        found["pattern"] = _PATTERNS[column.kind]
    if table.key == (column.name,) and not column.required:
        found["unique"] = True
    return found


def _primary_key(table: Table) -> dict[str, Any]:
    """Return the primary key, unless lines without an optional identifier are valid (then ``unique`` says it)."""
    columns = [table.column(name) for name in table.key]
    optional_person = any(column.kind is Kind.PERSON and not column.required for column in columns)
    if optional_person or not any(column.required for column in columns):
        return {}
    return {"primaryKey": [column.header for column in columns]}
