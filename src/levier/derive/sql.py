"""Pieces of plain SQL that several derived tables share."""

from __future__ import annotations

from levier.engine.base import Engine, raw_name
from levier.measures.facts import Fact
from levier.tables.columns import WEEKDAYS

SPELLINGS = "spellings"


def day_of(moment: str) -> str:
    """Return the day number of a moment in seconds; exact on every engine, whatever its division gives."""
    return f"CAST(({moment} - {moment} % 86400) / 86400 AS BIGINT)"


def weekday_of(day: str) -> str:
    """Return the French name of the weekday of a day number."""
    cases = " ".join(f"WHEN {rank} THEN '{name}'" for rank, name in enumerate(WEEKDAYS))
    return f"CASE ({day} + 3) % 7 {cases} END"


def hour_of(moment: str) -> str:
    """Return the hour, 0 to 23, of a moment in seconds."""
    return f"CAST(({moment} % 86400 - {moment} % 3600) / 3600 AS BIGINT)"


def band_of(days: str) -> str:
    """Return the band of a delay in days, empty when the delay is."""
    bands = ((0, "0"), (2, "1-2"), (7, "3-7"), (14, "8-14"), (30, "15-30"))
    cases = " ".join(f"WHEN {days} <= {last} THEN '{name}'" for last, name in bands)
    return f"CASE WHEN {days} IS NULL THEN NULL {cases} ELSE '31+' END"


def sign_of(amount: str) -> str:
    """Return 1, 0 or -1."""
    return f"CASE WHEN {amount} > 0 THEN 1 WHEN {amount} < 0 THEN -1 ELSE 0 END"


def shown(alias: str, column: str) -> str:
    """Return the join that gives a text in its most frequent spelling, as ``alias.shown``."""
    return f"LEFT JOIN {SPELLINGS} {alias} ON {alias}.field = '{column}' AND {alias}.written = r.{column}"


def make_table(engine: Engine, fact: Fact | str, select: str) -> None:
    """Make a derived table from a query, in place of the former one."""
    name = fact if isinstance(fact, str) else fact.name
    engine.run(f"DROP TABLE IF EXISTS {name}")
    engine.run(f"CREATE TABLE {name} AS {select}")


def raw(table: str) -> str:
    """Return the engine's table of the typed rows, under the alias ``r``."""
    return f"{raw_name(table)} r"
