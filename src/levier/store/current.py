"""Which lines are current: the whole rule of the store, as a function of the imports that are there, in order.

A line stops being current when a later delivery *takes its place*. That depends on the two of them only, never on
what happened between: so to delete an import is to leave it out, and nothing has to be undone.

* **Same key**: a later part has the line's key, whatever its source.
* **Same ground**: a later delivery of the same source covers the line's day and does not have it (*withdrawn*),
  unless it only amends. Lines without key give way to a later *file* of their source (the sheets of one file stand
  side by side), lines with a key to a later *import* (files given together complete each other).
* Accounts give way year by year (or day by day for the ledger) whatever the source; descriptions as a whole file.

Ground is a list of intervals worked out here; the lines are found by one plain SQL on ``raw_<table>``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from levier.engine.base import Engine, raw_name
from levier.keys import day_range, has_key, keys, place
from levier.tables.columns import Table

DEAD = "dead_lines"
GROUND = "taken_ground"
_DEAD_COLUMNS = dict.fromkeys(("file", "line", "keyed", "taken", "covered"), "BIGINT")
_GROUND_COLUMNS = dict.fromkeys(("file", "keyed", "first", "last"), "BIGINT")

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Given:
    """A part for the rule: ``file`` grows with the order of arrival, ``unit`` is its file, ``number`` its import.

    ``covers`` are the days (or years) on which it takes the place of former lines, as storage units of the column
    that places the line; one point for a description.
    """

    file: int
    unit: int
    number: int
    source: str
    amend: bool = False
    covers: tuple[Interval, ...] = ()


def covers(table: Table, first: int | None, last: int | None, years: Iterable[int] = ()) -> tuple[Interval, ...]:
    """Return the ground of a part whose lines span these days (or hold these years).

    >>> from levier.tables import TABLES
    >>> covers(TABLES["calls"], 10, 11)
    ((864000, 1036799),)
    """
    if table.replaces == "file":
        return ((0, 0),)
    if table.day is None:
        return tuple((year, year) for year in sorted(set(years))) if table.replaces == "exercise" else ()
    return () if first is None or last is None else (day_range(table, first, last),)


def taken_ground(table: Table, parts: Sequence[Given]) -> list[tuple[int, int, int, int]]:
    """Return (file, keyed, first, last): where each part's lines, with or without key, give way to a later delivery."""
    found = []
    for part in parts:
        for keyed in (0, 1):
            later = [one for one in parts if _takes(table, one, part, keyed)]
            found += [(part.file, keyed, *span) for span in united(span for one in later for span in one.covers)]
    return found


def _takes(table: Table, newer: Given, older: Given, keyed: int) -> bool:
    same = newer.source == older.source or table.replaces == "exercise"
    later = newer.number > older.number if keyed else newer.unit > older.unit
    return same and later and not newer.amend


def united(spans: Iterable[Interval]) -> list[Interval]:
    """Return disjoint intervals that cover the same integers.

    >>> united([(5, 9), (1, 3), (4, 6)])
    [(1, 9)]
    """
    found: list[Interval] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def find_dead(engine: Engine, table: Table, parts: Sequence[Given]) -> None:
    """Fill ``dead_lines`` (file, line, keyed, taken, covered) with the lines of ``raw_<table>`` that are not current.

    ``taken`` is the file that has the line's key, or ``NULL``; ``covered`` is 1 when the line stood on taken ground.
    ``file`` in the raw rows is that of the parts.
    """
    engine.create(GROUND, _GROUND_COLUMNS)
    engine.insert(GROUND, taken_ground(table, parts))
    engine.create(DEAD, _DEAD_COLUMNS)
    engine.run(
        f"INSERT INTO {DEAD} SELECT file, line, MAX(keyed), MAX(taken), MAX(covered) FROM ({_causes(table)}) AS causes "
        "GROUP BY file, line"
    )


def _causes(table: Table) -> str:
    raw = raw_name(table)
    where = place(table) or "0"
    ground = (
        f"SELECT r.file, r.line, r.keyed, NULL AS taken, 1 AS covered FROM (SELECT file, line, {where} AS place, "
        f"CASE WHEN {has_key(table)} THEN 1 ELSE 0 END AS keyed FROM {raw}) AS r JOIN {GROUND} AS g "
        "ON g.file = r.file AND g.keyed = r.keyed AND r.place >= g.first AND r.place <= g.last"
    )
    same_key = (
        f"SELECT file, line, 1 AS keyed, latest AS taken, 0 AS covered FROM (SELECT file, line, MAX(file) OVER "
        f"(PARTITION BY {key.sql}) AS latest FROM {raw} WHERE {key.condition}) AS k WHERE file < latest"
        for key in keys(table)
    )
    return " UNION ALL ".join([ground, *same_key])
