"""Files given together without a store: the same rule of current lines, so that a folder and its import agree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from levier.duplicates import measure_span
from levier.engine.base import Engine, raw_name
from levier.i18n import _
from levier.keys import place
from levier.problems import INFORMATION, WARNING, Problem
from levier.readers.names import stem
from levier.store import guard
from levier.store.current import DEAD, Given, covers, find_dead
from levier.tables import by_file
from levier.tables.columns import Table
from levier.tables.rows import Account


def keep_current(engine: Engine, table: Table, accounts: Sequence[Account]) -> list[Problem]:
    """Delete from ``raw_<table>`` the lines that a later file of the same list takes the place of, and say it.

    To be called once duplicates inside each file are settled.

    Args:
        engine: holds ``raw_<table>``; ``file`` is the rank of each row's account.
        table: the table of the contract.
        accounts: in the order of the files; corrected in place (what is replaced is no longer data).

    Returns:
        ``lignes_remplacees`` (information) for each file that lost lines; ``fichiers_concurrents`` (warning) when two
        files of one source speak of the same days with other lines, which a store would refuse.
    """
    parts = _parts(engine, table, accounts)
    if len(parts) < 2:
        return []
    find_dead(engine, table, parts)
    engine.create(guard.BEFORE, {"file": "BIGINT", "line": "BIGINT"})
    guard.prepare(engine, parts)
    problems = [_rival(loss, accounts) for loss in guard.losses(engine, table, 1) if loss.too_much]
    counts = engine.fetch(f"SELECT file, COUNT(*), MIN(line) FROM {DEAD} GROUP BY file ORDER BY file")
    engine.run(f"DELETE FROM {raw_name(table)} WHERE (file, line) IN (SELECT file, line FROM {DEAD})")
    for file, count, line in counts:
        account = accounts[int(file)]
        account.kept, account.not_data = account.kept - int(count), account.not_data + int(count)
        measure_span(engine, table, int(file), account)
        problems.append(_replaced(account, int(count), int(line)))
    return problems


def _parts(engine: Engine, table: Table, accounts: Sequence[Account]) -> list[Given]:
    names = [account.file for account in accounts]
    return [
        Given(
            *(rank, names.index(account.file), 1, account.source or "", False),
            covers(table, account.first, account.last, _years(engine, table, rank)),
        )
        for rank, account in enumerate(accounts)
        if account.table == table.name and account.kept
    ]


def _years(engine: Engine, table: Table, rank: int) -> list[int]:
    name = place(table)
    if table.day or name is None:
        return []
    rows = engine.fetch(f"SELECT DISTINCT {name} FROM {raw_name(table)} WHERE file = {rank}")
    return [int(year) for (year,) in rows if year is not None]


def _replaced(account: Account, count: int, line: int) -> Problem:
    return Problem(
        *("lignes_remplacees", INFORMATION, account.file, account.sheet, line, None, None),
        _("des lignes qu'aucun fichier suivant ne redit ; celles-ci sont prises dans le plus récent"),
        _("Rien à faire."),
        count,
        (line,),
    )


def _rival(loss: guard.Loss, accounts: Sequence[Account]) -> Problem:
    file = next(one.file for one in accounts if one.table == loss.table.name and one.source == loss.source)
    return Problem(
        *("fichiers_concurrents", WARNING, file, None, None, None, None),
        _(
            "un seul fichier par source et par jour ; {lost} lignes sur {covered} de la source « {source} » "
            "cèdent la place"
        ).format(lost=loss.lost, covered=loss.covered, source=loss.source),
        _("Si les deux fichiers se complètent, donnez-leur des noms différents (appels_accueil, appels_dentaire)."),
    )


def named_table(path: Path) -> str | None:
    """Return the table that a standard name tells, ``None`` for any other name (``appels - Copie.csv``)."""
    table = by_file(stem(path.name))
    return table.name if table else None


def may_be_same(one: str | None, other: str | None) -> bool:
    """Tell whether two files of the same bytes say the same thing: the same few bytes may be closures or absences."""
    return one == other or None in (one, other)
