"""``--set COLUMN=VALUE``: what the empty cells of a column mean, said once for every table that has it."""

from __future__ import annotations

from levier.engine.base import Engine, raw_name
from levier.engine.compile import literal
from levier.i18n import _
from levier.problems import WrongCommand, suggest
from levier.tables import TABLES, Column, Kind
from levier.text import fold


def fill_empty(engine: Engine, name: str, value: str) -> None:
    """Put a value in the empty cells of a column, in every table that has it (``--set service=medical``).

    Raises:
        WrongCommand: no table has this column, or the value is not of its closed list.
    """
    tables = [
        (table, column) for table in TABLES.values() for column in table.columns if name in (column.header, column.name)
    ]
    if not tables:
        known = sorted({column.header for table in TABLES.values() for column in table.columns})
        raise WrongCommand(
            _("--set : colonne inconnue « {name} ». {near}").format(name=name, near=suggest(name, known)).strip()
        )
    accepted = {table.name: stored for table, column in tables if (stored := _stored(column, value)) is not None}
    if not accepted:
        raise WrongCommand(_not_accepted(tables[0][1], value))
    for table, column in tables:
        if table.name in accepted:
            stored = literal(accepted[table.name])
            engine.run(f"UPDATE {raw_name(table)} SET {column.name} = {stored} WHERE {column.name} IS NULL")


def _stored(column: Column, value: str) -> int | str | None:
    """Return a value as its column stores it, ``None`` when the column cannot take it."""
    if column.kind is Kind.FLAG:
        return {"oui": 1, "non": 0}.get(fold(value))
    if column.choices:
        return next((one for one in column.choices if fold(one) == fold(value)), None)
    return value if column.kind in (Kind.TEXT, Kind.KEY) else None


def _not_accepted(column: Column, value: str) -> str:
    flag, expected = column.kind is Kind.FLAG, ", ".join(column.choices)
    expected = expected or (_("oui ou non") if flag else _("une colonne de texte ou de liste"))
    return _("--set {name} : « {value} » lu ; attendu : {expected}.").format(
        name=column.header, value=value, expected=expected
    )
