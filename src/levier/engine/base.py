"""What Levier asks of an engine: make a table, take rows, run plain SQL, give rows back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, Protocol

from levier.i18n import _
from levier.problems import WrongCommand, suggest
from levier.tables.columns import Table

ENGINES = ("duckdb", "sqlite", "spark")
SPARK = "spark"
POSITION = {"file": "BIGINT", "line": "BIGINT"}


class Engine(Protocol):
    """An embedded SQL engine. Values are integers, short texts and ``None`` only."""

    @property
    def name(self) -> str:
        """Return the name of the engine."""

    def create(self, table: str, columns: Mapping[str, str]) -> None:
        """Make an empty table, in place of the one of that name."""

    def insert(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Append rows, in the order of the columns."""

    def run(self, sql: str) -> None:
        """Execute one statement."""

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """Return every row of a query."""

    def close(self) -> None:
        """Give back files and memory."""


class ParquetEngine(Engine, Protocol):
    """An engine that reads Parquet where it lies: that of the derived tables of many centres."""

    def view(self, name: str, columns: Mapping[str, str], paths: Sequence[str]) -> None:
        """Make a name stand for the rows of Parquet files (``*`` allowed), none of them copied; no path, no row."""


def empty_rows(columns: Mapping[str, str]) -> str:
    """Return the query of no row with these columns.

    >>> empty_rows({"day": "BIGINT"})
    'SELECT CAST(NULL AS BIGINT) AS day WHERE 1 = 0'
    """
    return f"SELECT {', '.join(f'CAST(NULL AS {kind}) AS {name}' for name, kind in columns.items())} WHERE 1 = 0"


def is_spark(name: str | None) -> bool:
    """Tell whether the name of an engine is Spark's, with or without the address of a cluster.

    >>> is_spark("spark=sc://cluster.example:15002"), is_spark("duckdb")
    (True, False)
    """
    return name is not None and name.partition("=")[0] == SPARK


def raw_name(table: Table | str) -> str:
    """Return the name of the engine's table that holds the typed rows of a table of the contract."""
    return f"raw_{table if isinstance(table, str) else table.name}"


def raw_columns(table: Table) -> dict[str, str]:
    """Return the columns of the typed rows: where the line comes from, then those of the contract."""
    return POSITION | {column.name: column.sql_type for column in table.columns}


def open_engine(name: str | None = None) -> Engine:
    """Open an engine in memory: ``duckdb`` if it is installed, else ``sqlite``.

    Raises:
        WrongCommand: no engine has this name, or it is not installed.
    """
    wanted = name or default_engine()
    if wanted == "sqlite":
        from levier.engine.sqlite import SQLiteEngine

        return SQLiteEngine()
    if wanted == "duckdb":
        if not has_duckdb():
            raise WrongCommand(_("DuckDB n'est pas installé. → Choisissez --engine sqlite, ou installez-le."))
        from levier.engine.duck import DuckEngine

        return DuckEngine()
    if is_spark(wanted):
        raise WrongCommand(
            _(
                "--engine {name} : Spark mesure des tables dérivées, avec « levier measure » seulement. "
                "→ Choisissez duckdb ou sqlite pour cette commande."
            ).format(name=wanted)
        )
    raise WrongCommand(
        _("Moteur « {name} » inconnu ; attendu : {names}. {near}")
        .format(name=wanted, names=", ".join(ENGINES), near=suggest(wanted, ENGINES))
        .strip()
    )


def default_engine() -> str:
    """Return the name of the engine that is used when none is asked for."""
    return "duckdb" if has_duckdb() else "sqlite"


def has_duckdb() -> bool:
    """Tell whether DuckDB can be imported."""
    try:
        import_module("duckdb")
    except ImportError:
        return False
    return True
