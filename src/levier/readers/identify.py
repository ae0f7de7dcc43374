"""Which table a file (or a sheet) is, and under what layout."""

from __future__ import annotations

from levier.readers import claims, header, ledger, profiled, references, refusals
from levier.readers.context import Context
from levier.readers.layout import Layout
from levier.readers.lines import Record
from levier.readers.names import stem
from levier.readers.refusals import Refusal
from levier.tables import TABLES, Table

# Columns that the lists of any software have: alone among others, they prove no table.
COMMON = frozenset(("id", "date", "libelle", "montant", "service", "site", "finess"))


def identify(records: list[Record], name: str, sheet: str | None, context: Context) -> Layout | Refusal:
    """Return the layout of the part that begins with these records, or why it has none.

    A forced profile first, then the profiles whose header is recognised, then the table that the sheet or the file
    is named after, then the tables that know the header.
    """
    if not any(cell.strip() for record in records for cell in record):
        return refusals.empty_file()
    given = profiled.layout(records, name, sheet, context)
    if given is None:
        return _or_reference(_standard(records, name, sheet), records)
    if isinstance(given, Refusal) and given.code == "profil_inadapte":
        # In a folder, the profile is that of one export; the standard files beside it stay themselves.
        found = _standard(records, name, sheet)
        return found if isinstance(found, Layout) and header.by_name(sheet or stem(name)) else given
    return claims.classed(given, context.families) if isinstance(given, Layout) else given


def _or_reference(found: Layout | Refusal, records: list[Record]) -> Layout | Refusal:
    """Return what was found; the refusal of a file of a known kind says which command reads it, or what to ask for."""
    if not isinstance(found, Refusal):
        return found
    if kind := references.of_records(records):
        return refusals.reference_file(kind)
    titles = next(filter(ledger.other_titles, records[: header.SEARCHED_LINES]), None)
    return refusals.other_ledger(titles) if titles else found


def _standard(records: list[Record], name: str, sheet: str | None) -> Layout | Refusal:
    named = (header.by_name(sheet) if sheet else None) or header.by_name(stem(name))
    if (bare := ledger.headless(records)) is not None and (named is None or named.name == "ledger"):
        return bare
    layouts = header.find(records, [named]) if named else _sure(header.find(records, TABLES.values()))
    if named and not layouts:
        layouts = _sure(header.find(records, [table for table in TABLES.values() if table is not named]))
        layouts = [one for one in layouts if not one.missing]
    return _choice(layouts, records, named)


def _sure(layouts: list[Layout]) -> list[Layout]:
    """Return the layouts that a header proves without a name: all of its columns, or one that few lists have."""
    return [
        one
        for one in layouts
        if not one.ignored or any(source.there and source.column.header not in COMMON for source in one.sources)
    ]


def _choice(layouts: list[Layout], records: list[Record], named: Table | None) -> Layout | Refusal:
    first_line = next(record for record in records if any(cell.strip() for cell in record))
    if not layouts:
        if named is None:
            return refusals.no_table(first_line)
        wanted = [column.header for column in named.columns if column.required]
        return refusals.no_header(named.file, wanted, first_line)
    best = layouts[0]
    if best.missing:
        return refusals.missing_columns(best) if named or not header.tied(layouts) else refusals.no_table(best.header)
    if header.tied(layouts):
        return refusals.ambiguous_table(one.table.file for one in layouts if not one.missing)
    return refusals.doubled_columns(best) if best.doubled else best
