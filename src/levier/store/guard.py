"""What a new import does to former lines, and the question asked before it takes too many away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from levier.engine.base import Engine, raw_name
from levier.i18n import _
from levier.keys import day_unit, has_key, place
from levier.store.current import DEAD, Given
from levier.tables.columns import Table

BEFORE = "dead_before"
GIVEN = "given_parts"
#: A file that would withdraw more than one line in five of what it covers is not believed without a word.
SHARE = 5
#: Under this number of lines, a file whose lines all changed is believed.
FEW = 5


@dataclass(frozen=True, slots=True)
class Loss:
    """Former lines of one table and source that a new import covers, and those that it no longer has."""

    table: Table
    source: str
    covered: int
    lost: int
    keyed: bool

    @property
    def too_much(self) -> bool:
        """Tell whether the user must choose."""
        return self.lost * SHARE > self.covered

    def sentence(self) -> str:
        """Say what would go."""
        return _("{label} (source « {source} ») : {lost} lignes sur {covered} déjà connues n'y sont plus.").format(
            label=self.table.label, source=self.source, lost=self.lost, covered=self.covered
        )


def prepare(engine: Engine, parts: Sequence[Given]) -> None:
    """Tell the engine the parts; ``dead_before`` (file, line) is already there."""
    engine.create(GIVEN, {"file": "BIGINT", "number": "BIGINT", "source": "VARCHAR"})
    engine.insert(GIVEN, [(part.file, part.number, part.source) for part in parts])


def effects(engine: Engine) -> dict[str, int]:
    """Count the lines that stop being current: ``replaced``, ``withdrawn``, ``taken_over`` (by another source)."""
    kind = (
        "CASE WHEN d.taken IS NULL AND d.keyed = 1 THEN 'withdrawn' "
        "WHEN d.taken IS NOT NULL AND n.source <> o.source THEN 'taken_over' ELSE 'replaced' END"
    )
    rows = engine.fetch(
        f"SELECT {kind} AS kind, COUNT(*) FROM {_newly()} AS d JOIN {GIVEN} AS o ON o.file = d.file "
        f"LEFT JOIN {GIVEN} AS n ON n.file = d.taken GROUP BY 1 ORDER BY 1"
    )
    return {str(name): int(count) for name, count in rows}


def losses(engine: Engine, table: Table, number: int) -> list[Loss]:
    """Return what import ``number`` would take away, source by source."""
    return [*_with_key(engine, table), *_without_key(engine, table, number)]


def _newly() -> str:
    return f"(SELECT * FROM {DEAD} WHERE (file, line) NOT IN (SELECT file, line FROM {BEFORE}))"


def _with_key(engine: Engine, table: Table) -> list[Loss]:
    rows = engine.fetch(
        f"SELECT g.source, COUNT(*), SUM(CASE WHEN d.taken IS NULL THEN 1 ELSE 0 END) FROM {_newly()} AS d "
        f"JOIN {GIVEN} AS g ON g.file = d.file WHERE d.keyed = 1 AND d.covered = 1 GROUP BY g.source ORDER BY g.source"
    )
    return [Loss(table, source, int(covered), int(lost), True) for source, covered, lost in rows]


def _without_key(engine: Engine, table: Table, number: int) -> list[Loss]:
    """Compare contents: a correction keeps most lines; a file of other lines is no newer version of the same."""
    found = []
    for source, covered in _sources(engine):
        same = _identical(engine, table, number, source)
        fewer = 0 if table.replaces == "file" else _fewer(engine, table, number, source)
        lost = covered - same if covered >= FEW and same * 2 < covered else fewer
        found.append(Loss(table, source, covered, lost, False))
    return found


def _sources(engine: Engine) -> list[tuple[str, int]]:
    return [
        (str(source), int(count))
        for source, count in engine.fetch(
            f"SELECT g.source, COUNT(*) FROM {_newly()} AS d JOIN {GIVEN} AS g ON g.file = d.file "
            "WHERE d.keyed = 0 GROUP BY g.source ORDER BY g.source"
        )
    ]


def _identical(engine: Engine, table: Table, number: int, source: str) -> int:
    """Count the lines that stop being current and stand again, the same to the last cell, in the new import."""
    columns = ", ".join(table.names)
    ((count,),) = engine.fetch(
        "SELECT SUM(CASE WHEN old < new THEN old ELSE new END) FROM (SELECT SUM(old) AS old, SUM(new) AS new FROM "
        f"({_old_and_new(table, columns, number, source)}) AS lines GROUP BY {columns}) AS met"
    )
    return int(count or 0)


def _fewer(engine: Engine, table: Table, number: int, source: str) -> int:
    """Count the lines missing day by day (or year by year)."""
    where = f"{place(table)} AS place"
    ((count,),) = engine.fetch(
        "SELECT SUM(CASE WHEN old > new THEN old - new ELSE 0 END) FROM (SELECT SUM(old) AS old, SUM(new) AS new "
        f"FROM ({_old_and_new(table, where, number, source)}) AS lines GROUP BY {_day_of(table)}) AS days"
    )
    return int(count or 0)


def _day_of(table: Table) -> str:
    unit = day_unit(table)
    return f"place - place % {unit}" if unit > 1 else "place"


def _old_and_new(table: Table, columns: str, number: int, source: str) -> str:
    quoted = source.replace("'", "''")
    files = f"SELECT file FROM {GIVEN} WHERE source = '{quoted}'"
    arrived = f"SELECT file FROM {GIVEN} WHERE number = {number}"
    raw = raw_name(table)
    return (
        f"SELECT {columns}, 1 AS old, 0 AS new FROM {raw} WHERE (file, line) IN (SELECT file, line FROM {_newly()} "
        f"AS d WHERE keyed = 0) AND file IN ({files}) UNION ALL SELECT {columns}, 0, 1 FROM {raw} WHERE file IN "
        f"({arrived}) AND NOT ({has_key(table)}) AND (file, line) NOT IN (SELECT file, line FROM {DEAD})"
    )
