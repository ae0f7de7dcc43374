"""SQLite, from the standard library: the engine that is always there, in a browser too."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from weakref import finalize


class SQLiteEngine:
    """An in-memory SQLite database."""

    name = "sqlite"

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._close = finalize(self, self._connection.close)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._widths: dict[str, int] = {}

    def create(self, table: str, columns: Mapping[str, str]) -> None:
        """Make an empty table, in place of the one of that name."""
        self.run(f"DROP TABLE IF EXISTS {table}")
        self.run(f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
        self._widths[table] = len(columns)

    def insert(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Append rows, in the order of the columns, in one transaction."""
        marks = ", ".join("?" * self._widths[table])
        self._connection.execute("BEGIN")
        self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        self._connection.execute("COMMIT")

    def run(self, sql: str) -> None:
        """Execute one statement."""
        self._connection.execute(sql)

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """Return every row of a query."""
        return self._connection.execute(sql).fetchall()

    def close(self) -> None:
        """Give back the memory; an engine forgotten gives it back by itself."""
        self._close()
