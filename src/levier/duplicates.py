"""A key met twice in one file: the same content counts once, different contents are set aside (contract §2).

Works on the typed rows that an engine holds, before any import or measure: plain SQL, on every engine.
"""

from __future__ import annotations

from collections.abc import Sequence

from levier.engine.base import Engine, raw_name
from levier.i18n import _
from levier.keys import Key, day_unit, keys
from levier.problems import BLOCKING, INFORMATION, SHOWN_LINES, Problem, trim
from levier.tables.columns import Kind, Table
from levier.tables.rows import Account

GONE = "duplicate_lines"
_COLUMNS = dict.fromkeys(("file", "line", "place", "twin", "first", "clash"), "BIGINT")


def set_aside_duplicates(engine: Engine, table: Table, accounts: Sequence[Account]) -> list[Problem]:
    """Delete from the raw rows of a table what the rule of duplicates removes, and say it.

    Args:
        engine: holds ``raw_<table>``; ``file`` is the rank of each row's account.
        table: the table of the contract.
        accounts: corrected in place: contradictory lines become ``set_aside``, repeated ones ``not_data``.

    Returns:
        One ``doublon_contradictoire`` (blocking) and one ``doublon_identique`` (information) at most per file.
    """
    problems: list[Problem] = []
    for key in keys(table):
        if not engine.fetch(_any_twice(table, key)):
            continue
        engine.create(GONE, _COLUMNS)
        engine.run(_find(table, key))
        problems.extend(_tell(engine, table, key, accounts))
        gone = f"SELECT file, line FROM {GONE} WHERE clash = 1 OR line <> twin"
        engine.run(f"DELETE FROM {raw_name(table)} WHERE (file, line) IN ({gone})")
        for file in {int(file) for (file,) in engine.fetch(f"SELECT DISTINCT file FROM {GONE}")}:
            measure_span(engine, table, file, accounts[file])
        engine.create(GONE, _COLUMNS)
    return problems


def measure_span(engine: Engine, table: Table, file: int, account: Account) -> None:
    """Give an account the days that the raw rows of its file span."""
    if not table.day:
        return
    sql = f"SELECT MIN({table.day}), MAX({table.day}) FROM {raw_name(table)} WHERE file = {file}"
    ((first, last),) = engine.fetch(sql)
    unit = day_unit(table)
    account.first, account.last = (None, None) if first is None else (int(first) // unit, int(last) // unit)


def _any_twice(table: Table, key: Key) -> str:
    return f"SELECT 1 FROM {raw_name(table)} WHERE {key.condition} GROUP BY file, {key.sql} HAVING COUNT(*) > 1 LIMIT 1"


def _find(table: Table, key: Key) -> str:
    """Return the SQL that lists the lines whose key is met twice, with their first twin and whether contents clash."""
    alias = ", ".join(f"{expression} AS k{rank}" for rank, expression in enumerate(key.expressions))
    same_key = ", ".join(["file", *(f"k{rank}" for rank in range(len(key.expressions)))])
    content = ", ".join(["file", *table.names])
    where = table.day or "0"
    met = (
        f"SELECT *, {alias}, COUNT(*) OVER (PARTITION BY file, {key.sql}) AS met "
        f"FROM {raw_name(table)} WHERE {key.condition}"
    )
    twins = f"SELECT *, MIN(line) OVER (PARTITION BY {content}) AS twin FROM ({met}) AS m WHERE met > 1"
    first, last = (f"{end}(twin) OVER (PARTITION BY {same_key})" for end in ("MIN", "MAX"))
    clash = f"CASE WHEN {first} <> {last} THEN 1 ELSE 0 END"
    return f"INSERT INTO {GONE} SELECT file, line, {where}, twin, {first}, {clash} FROM ({twins}) AS t"


def _tell(engine: Engine, table: Table, key: Key, accounts: Sequence[Account]) -> list[Problem]:
    problems = []
    for file, clash, count in _counts(engine):
        account = accounts[file]
        account.kept -= count
        if clash:
            account.set_aside += count
            _count_days(engine, table, file, account)
            problems.append(_contradictory(engine, table, key, file, account, count))
        else:
            account.not_data += count
            problems.append(_repeated(engine, key, table, file, account, count))
    return problems


def _counts(engine: Engine) -> list[tuple[int, int, int]]:
    rows = engine.fetch(
        f"SELECT file, clash, COUNT(*) FROM {GONE} WHERE clash = 1 OR line <> twin GROUP BY file, clash "
        "ORDER BY file, clash DESC"
    )
    return [(int(file), int(clash), int(count)) for file, clash, count in rows]


def _count_days(engine: Engine, table: Table, file: int, account: Account) -> None:
    if not table.day:
        return
    for value, count in engine.fetch(
        f"SELECT place, COUNT(*) FROM {GONE} WHERE clash = 1 AND file = {file} AND place IS NOT NULL GROUP BY place"
    ):
        day = int(value) // day_unit(table)
        account.aside_days[day] = account.aside_days.get(day, 0) + int(count)


def _contradictory(engine: Engine, table: Table, key: Key, file: int, account: Account, count: int) -> Problem:
    lines = _first_lines(engine, f"file = {file} AND clash = 1")
    shown = [name for name in key.columns if table.column(name).kind is not Kind.PERSON]
    values = ", ".join(shown)
    (row,) = engine.fetch(f"SELECT {values} FROM {raw_name(table)} WHERE file = {file} AND line = {lines[0]}")
    return Problem(
        "doublon_contradictoire",
        BLOCKING,
        account.file,
        account.sheet,
        lines[0],
        _headers(table, key),
        trim(" + ".join("" if value is None else str(value) for value in row)),
        _("une seule ligne par identifiant, ou des lignes identiques"),
        _("Gardez la bonne ligne et supprimez l'autre : aucune des deux n'est comptée."),
        count,
        tuple(lines),
    )


def _repeated(engine: Engine, key: Key, table: Table, file: int, account: Account, count: int) -> Problem:
    lines = _first_lines(engine, f"file = {file} AND clash = 0 AND line <> twin")
    expected = _("une ligne déjà présente dans le fichier, à l'identique ; elle compte une fois")
    fix = _("Rien à faire.")
    return Problem(
        *("doublon_identique", INFORMATION, account.file, account.sheet, lines[0], _headers(table, key)),
        *(None, expected, fix, count, tuple(lines)),
    )


def _first_lines(engine: Engine, where: str) -> list[int]:
    rows = engine.fetch(f"SELECT line FROM {GONE} WHERE {where} ORDER BY first, line LIMIT {SHOWN_LINES}")
    return [int(line) for (line,) in rows]


def _headers(table: Table, key: Key) -> str:
    return " + ".join(table.column(name).header for name in key.columns)
