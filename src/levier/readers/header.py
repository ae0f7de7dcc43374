"""The header: the first line in which enough cells are names that a table knows."""

from __future__ import annotations

from collections.abc import Iterable

from levier.readers import ledger, statement
from levier.readers.layout import Layout, standard
from levier.readers.lines import Record
from levier.readers.names import fold
from levier.tables import TABLES, Table

SEARCHED_LINES = 50


def find(records: list[Record], tables: Iterable[Table]) -> list[Layout]:
    """Return the layouts of the first line that is a header of these tables, the best ones first (ties together).

    A header may hold on two lines (a group above, a detail below); both are then joined.
    """
    candidates = list(tables)
    for index in range(min(len(records), SEARCHED_LINES)):
        layouts = [best for table in candidates if (best := _best(table, records, index))]
        if layouts:
            return _foremost(layouts)
    return []


def _best(table: Table, records: list[Record], index: int) -> Layout | None:
    """Return the layout of this table if the header is here, on one line or on two."""
    options = [laid(table, records[index], index + 1)]
    if index + 1 < len(records) and len(records[index + 1]) > 1:
        options.append(laid(table, two_lines(records[index], records[index + 1]), index + 2))
    best = max(options, key=lambda one: (matches(one), -one.before))
    return best if matches(best) >= enough(table) else None


def laid(table: Table, header: Record, before: int) -> Layout:
    """Return the layout of a table on a header; that of a ledger follows the law, whatever its spelling."""
    ways = {"ledger": ledger.laid, "balances": statement.laid}
    way = ways.get(table.name)
    return way(header, before) if way else standard(table, header, before)


def two_lines(above: Record, below: Record) -> Record:
    """Join a header on two lines; a merged cell above (empty after its first) stands for those that follow.

    >>> two_lines(["Patient", "Part", ""], ["", "AMO", "AMC"])
    ['Patient', 'Part AMO', 'Part AMC']
    """
    joined, last = [], ""
    for index in range(max(len(above), len(below))):
        top = above[index].strip() if index < len(above) else ""
        bottom = below[index].strip() if index < len(below) else ""
        last = top or (last if bottom else "")
        joined.append(f"{last} {bottom}".strip())
    return joined


def matches(layout: Layout) -> int:
    """Return how many columns of the contract the header names."""
    return sum(source.there for source in layout.sources)


def enough(table: Table) -> int:
    """Return how many known names make a header of this table."""
    required = sum(column.required for column in table.columns)
    return max(2, (required + 1) // 2)


def _foremost(layouts: list[Layout]) -> list[Layout]:
    """Put first the tables whose required columns are all there, then those that know the most of the header."""
    return sorted(layouts, key=lambda one: (bool(one.missing), len(one.ignored), -matches(one)))


def tied(layouts: list[Layout]) -> bool:
    """Tell whether the two best tables explain the header equally well."""
    if len(layouts) < 2:
        return False
    first, second = ((bool(one.missing), len(one.ignored), matches(one)) for one in layouts[:2])
    return first == second


def by_name(name: str) -> Table | None:
    """Return the table that a file or a sheet is named after (``rendez_vous_2025``, ``Rendez-vous``)."""
    wanted = fold(name)
    exact = next((table for table in TABLES.values() if wanted in (table.file, table.name)), None)
    inside = [table for table in TABLES.values() if f"_{table.file}_" in f"_{wanted}_"]
    return exact or (max(inside, key=lambda table: len(table.file)) if inside else None)
