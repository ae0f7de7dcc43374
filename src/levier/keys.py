"""What makes two lines the same line: the key of a table, as plain SQL on its typed rows.

One place for the two rules that need it: a key met twice in one file, and the current line among imports.
"""

from __future__ import annotations

from dataclasses import dataclass

from levier.periods import DAY_SECONDS
from levier.tables.columns import Column, Kind, Table

NOT_IDENTITY = ("site", "finess")


@dataclass(frozen=True, slots=True)
class Key:
    """One way to recognise the lines for which ``condition`` holds: two lines with equal ``expressions`` are one."""

    condition: str
    columns: tuple[str, ...]
    expressions: tuple[str, ...]

    @property
    def sql(self) -> str:
        """Return the expressions as a list for PARTITION BY or GROUP BY (empty cells are equal there)."""
        return ", ".join(self.expressions)


def keys(table: Table) -> list[Key]:
    """Return the ways to recognise a line of this table, none for a table without key.

    A line whose identifier is empty falls to the table's ``fallback_key``; without one it has no key.

    >>> from levier.tables import TABLES
    >>> [key.condition for key in keys(TABLES["payer_flows"])]
    ['id IS NOT NULL', 'NOT (id IS NOT NULL) AND invoice IS NOT NULL']
    """
    found: list[Key] = []
    for names in (table.key, table.fallback_key):
        if names:
            before = "".join(f"NOT ({key.condition}) AND " for key in found)
            expressions = tuple(_expression(table.column(name)) for name in names)
            found.append(Key(before + _known(table, names), names, expressions))
    return found


def has_key(table: Table) -> str:
    """Return the SQL condition under which a line has a key.

    >>> from levier.tables import TABLES
    >>> has_key(TABLES["staffing"]), has_key(TABLES["calls"])
    ('(person IS NOT NULL)', '1 = 0')
    """
    return " OR ".join(f"({key.condition})" for key in keys(table)) or "1 = 0"


def _known(table: Table, names: tuple[str, ...]) -> str:
    identifiers = [name for name in names if table.column(name).kind.is_identifier and name not in NOT_IDENTITY]
    return " AND ".join(f"{name} IS NOT NULL" for name in identifiers) or "1 = 1"


def _expression(column: Column) -> str:
    """Return the column, an empty number counting as what the contract says that it means."""
    if column.kind is Kind.WHOLE and (column.empty_means or "").isdigit():
        return f"COALESCE({column.name}, {column.empty_means})"
    return column.name


def place(table: Table) -> str | None:
    """Return the column whose ground a newer file takes: day, or year; ``None`` when it takes all (rooms, closures)."""
    if table.replaces == "file":
        return None
    if table.day or table.replaces != "exercise":
        return table.day
    return next(column.name for column in table.columns if column.kind is Kind.YEAR)


def day_unit(table: Table) -> int:
    """Return how many units of storage make one day of the table's ``day`` (86 400 seconds for a moment)."""
    return DAY_SECONDS if table.day and table.column(table.day).kind is Kind.MOMENT else 1


def day_range(table: Table, first: int, last: int) -> tuple[int, int]:
    """Return days, both included, as the storage of the table's ``day``, both included.

    >>> from levier.tables import TABLES
    >>> day_range(TABLES["calls"], 10, 11)
    (864000, 1036799)
    """
    unit = day_unit(table)
    return first * unit, last * unit + unit - 1
