"""The current lines of a store, put where an engine can read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from levier.engine.base import Engine, raw_columns, raw_name
from levier.engine.duck import DuckEngine
from levier.i18n import _
from levier.problems import Refused
from levier.store.current import Interval, united
from levier.store.manifest import Import, Manifest, Part
from levier.store.parquet import current_lines, fetched
from levier.tables import TABLES
from levier.tables.rows import Account


def load(folder: Path, state: Manifest, engine: Engine, days: tuple[int, int] | None) -> list[Account]:
    """Fill every ``raw_<table>``; return the accounts, in the order of the numbers ``file``."""
    _complete(folder, state)
    shown = _shown(state)
    ranks = {part.file: rank for rank, (_import, part, _days) in enumerate(shown)}
    queries = {table.name: current_lines(folder, state, table, ranks, days) for table in TABLES.values()}
    for name, query in queries.items():
        if query and engine.name == "duckdb":
            engine.run(f"CREATE OR REPLACE VIEW {raw_name(name)} AS {query}")
        else:
            engine.create(raw_name(name), raw_columns(TABLES[name]))
    if engine.name != "duckdb":
        _copy({raw_name(name): query for name, query in queries.items() if query}, engine)
    return [_account(part, aside) for _import, part, aside in shown]


def accounts(state: Manifest) -> list[Account]:
    """Return the accounts of the files that have current lines, or lines set aside that nothing replaced."""
    return [_account(part, aside) for _one, part, aside in _shown(state)]


def _shown(state: Manifest) -> list[tuple[Import, Part, dict[int, int]]]:
    return [
        (one, part, aside)
        for one in state.imports
        for part in one.parts
        if (aside := _aside(state, one, part)) or part.alive
    ]


def _complete(folder: Path, state: Manifest) -> None:
    for name in sorted(state.names()):
        if not (folder / name).is_file():
            raise Refused(
                _(
                    "Le fichier {name} manque dans le magasin {folder} : les chiffres seraient faux. → Restaurez une "
                    "sauvegarde du magasin, ou supprimez l'import qui l'a écrit (levier imports)."
                ).format(name=name, folder=folder)
            )


def _copy(queries: Mapping[str, str], engine: Engine) -> None:
    """Hand rows over to an engine that does not read Parquet."""
    reader = DuckEngine()
    try:
        for name, query in queries.items():
            engine.insert(name, fetched(reader, query))
    finally:
        reader.close()


def _account(part: Part, aside: dict[int, int]) -> Account:
    """Return the account of a part as if its file held the current lines only: what was replaced is no longer data."""
    account = part.account_now()
    undated = account.set_aside - sum(account.aside_days.values()) if part.alive else 0
    set_aside = sum(aside.values()) + undated
    return replace(
        account,
        kept=part.alive,
        set_aside=set_aside,
        not_data=account.read - part.alive - set_aside,
        first=_first(part),
        last=part.alive_last,
        aside_days=aside,
    )


def _first(part: Part) -> int | None:
    if part.alive_first is None or part.covered_from is None:
        return part.alive_first
    return min(part.alive_first, part.covered_from)


def _aside(state: Manifest, one: Import, part: Part) -> dict[int, int]:
    """Return the lines set aside, by day, on days that no later file of the source covers."""
    covered = united(_later(state, one, part))
    days = part.account_now().aside_days
    return {day: count for day, count in days.items() if not any(first <= day <= last for first, last in covered)}


def _later(state: Manifest, one: Import, part: Part) -> Iterator[Interval]:
    for newer in state.imports:
        if newer.number > one.number and not newer.amend:
            for other in newer.parts:
                if (other.table, other.source) == (part.table, part.source) and other.first is not None:
                    yield (other.first, cast(int, other.last))
