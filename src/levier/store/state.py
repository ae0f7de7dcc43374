"""From a list of imports to a state: which lines are dead, how many of each part are current, what they span."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from levier.engine.base import raw_name
from levier.engine.duck import DuckEngine
from levier.keys import day_unit
from levier.store import guard
from levier.store.current import DEAD, Given, covers, find_dead
from levier.store.disk import token
from levier.store.guard import BEFORE, Loss
from levier.store.manifest import Import, Manifest, Part
from levier.store.parquet import all_lines, quoted, write_query
from levier.tables import TABLES, Table

FOLDER = "remplacees"


@dataclass(frozen=True, slots=True)
class Settled:
    """What changes in the manifest, and what the newest import does to former lines."""

    imports: tuple[Import, ...]
    dead: dict[str, str]
    effects: dict[str, dict[str, int]]
    losses: tuple[Loss, ...]


def settle(folder: Path, manifest: Manifest, imports: Sequence[Import], tables: Iterable[str], new: int = 0) -> Settled:
    """Work out the state made of these imports, for the tables that changed; the others stay as they are.

    Writes the lists of lines that are not current under new names. ``new`` is the number of the import that was
    just added (0: none), whose effects are counted against ``manifest``.
    """
    dead = {table: name for table, name in manifest.dead.items() if table not in set(tables)}
    effects: dict[str, dict[str, int]] = {}
    losses: list[Loss] = []
    alive: dict[int, dict[str, Any]] = {}
    engine = DuckEngine()
    try:
        for name in sorted(set(tables)):
            table = TABLES[name]
            _open(engine, folder, table, imports)
            if new:
                _compare(engine, folder, manifest, table, imports)
                effects[name] = guard.effects(engine)
                losses += guard.losses(engine, table, new)
            dead |= _write_dead(engine, folder, name)
            alive |= _alive(engine, table)
    finally:
        engine.close()
    settled = tuple(replace(one, parts=tuple(_counted(part, alive, tables) for part in one.parts)) for one in imports)
    return Settled(settled, dead, effects, tuple(losses))


def given(table: Table, imports: Iterable[Import]) -> list[Given]:
    """Return the parts of a table as the rule of current lines sees them."""
    return [
        Given(
            part.file, part.unit, one.number, part.source, one.amend, covers(table, part.first, part.last, part.years)
        )
        for one in imports
        for part in one.parts
        if part.table == table.name and part.lines
    ]


def _open(engine: DuckEngine, folder: Path, table: Table, imports: Sequence[Import]) -> None:
    parts = ((part, one.schemas[table.name]) for one in imports for part in one.parts if part.table == table.name)
    all_lines(engine, folder, table, parts)
    find_dead(engine, table, given(table, imports))


def _compare(engine: DuckEngine, folder: Path, manifest: Manifest, table: Table, imports: Sequence[Import]) -> None:
    engine.create(BEFORE, {"file": "BIGINT", "line": "BIGINT"})
    if before := manifest.dead.get(table.name):
        engine.run(f"INSERT INTO {BEFORE} SELECT file, line FROM read_parquet({quoted(folder / before)})")
    guard.prepare(engine, given(table, imports))


def _write_dead(engine: DuckEngine, folder: Path, table: str) -> dict[str, str]:
    if not engine.fetch(f"SELECT 1 FROM {DEAD} LIMIT 1"):
        return {}
    name = f"{FOLDER}/{table}-{token()}.parquet"
    write_query(engine, f"SELECT file, line FROM {DEAD} ORDER BY file, line", folder / name)
    return {table: name}


def _alive(engine: DuckEngine, table: Table) -> dict[int, dict[str, Any]]:
    """Return, for each part that has current lines, how many and the days that they span."""
    day, unit = table.day or "CAST(NULL AS BIGINT)", day_unit(table)
    rows = engine.fetch(
        f"SELECT file, COUNT(*), MIN({day}), MAX({day}) FROM {raw_name(table)} "
        f"WHERE (file, line) NOT IN (SELECT file, line FROM {DEAD}) GROUP BY file"
    )
    return {
        int(file): {
            "alive": int(count),
            "alive_first": None if first is None else int(first) // unit,
            "alive_last": None if last is None else int(last) // unit,
        }
        for file, count, first, last in rows
    }


def _counted(part: Part, alive: dict[int, dict[str, Any]], tables: Iterable[str]) -> Part:
    if part.table not in set(tables):
        return part
    return replace(part, **alive.get(part.file, {"alive": 0, "alive_first": None, "alive_last": None}))
