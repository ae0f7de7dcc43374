"""Typed rows in Parquet: one file for each part of an import and table, written once, never changed.

Columns: ``file`` (number of the part, growing with the order of arrival), ``line`` (as the spreadsheet shows it),
then those of the contract, in their storage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from levier.engine.base import raw_columns, raw_name
from levier.engine.duck import DuckEngine
from levier.keys import day_range
from levier.store.disk import sync
from levier.store.manifest import Manifest, Part
from levier.tables.columns import Table

OPTIONS = "(FORMAT parquet, COMPRESSION zstd)"
FETCHED = 50_000


def quoted(path: Path) -> str:
    """Return a path as a SQL text."""
    return "'" + path.as_posix().replace("'", "''") + "'"


def write_query(engine: DuckEngine, sql: str, path: Path) -> None:
    """Write the rows of a query into a new Parquet file, on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine.run(f"COPY ({sql}) TO {quoted(path)} {OPTIONS}")
    sync(path)


def selected(folder: Path, table: Table, part: Part, schema: Sequence[str], file: int | None = None) -> str:
    """Return the query of a part's lines: every column of today's contract, those unknown then being empty."""
    types = raw_columns(table)
    known = {"line", *schema}
    names = [name if name in known else f"CAST(NULL AS {types[name]}) AS {name}" for name in types if name != "file"]
    number = part.file if file is None else file
    source = f"read_parquet({quoted(folder / str(part.data))})"
    return f"SELECT CAST({number} AS BIGINT) AS file, {', '.join(names)} FROM {source}"


def all_lines(engine: DuckEngine, folder: Path, table: Table, parts: Iterable[tuple[Part, Sequence[str]]]) -> None:
    """Make ``raw_<table>`` a view of every line of these parts, current or not."""
    queries = [selected(folder, table, part, schema) for part, schema in parts if part.data]
    if queries:
        engine.run(f"CREATE OR REPLACE VIEW {raw_name(table)} AS {' UNION ALL '.join(queries)}")
    else:
        engine.create(raw_name(table), raw_columns(table))


def current_lines(
    folder: Path, manifest: Manifest, table: Table, ranks: Mapping[int, int], days: tuple[int, int] | None
) -> str | None:
    """Return the query of a table's current lines, ``file`` being the rank of each part; ``None`` when it has none."""
    dead = manifest.dead.get(table.name)
    queries = []
    for one in manifest.imports:
        for part in one.parts:
            if part.table == table.name and part.alive and part.data:
                query = selected(folder, table, part, one.schemas[table.name], ranks[part.file])
                queries.append(query + _where(table, _conditions(folder, part, dead, table, days)))
    return " UNION ALL ".join(queries) or None


def _conditions(
    folder: Path, part: Part, dead: str | None, table: Table, days: tuple[int, int] | None
) -> Iterator[str]:
    if part.alive < part.lines:
        yield f"line NOT IN (SELECT line FROM read_parquet({quoted(folder / str(dead))}) WHERE file = {part.file})"
    if days and table.day:
        first, last = day_range(table, *days)
        yield f"({table.day} IS NULL OR ({table.day} >= {first} AND {table.day} <= {last}))"


def _where(table: Table, conditions: Iterable[str]) -> str:
    joined = " AND ".join(conditions)
    return f" WHERE {joined}" if joined else ""


def fetched(engine: DuckEngine, sql: str) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a query without holding them all."""
    cursor = engine.connection.cursor().execute(sql)
    while rows := cursor.fetchmany(FETCHED):
        yield from rows
