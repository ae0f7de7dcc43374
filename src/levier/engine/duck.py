"""DuckDB: the embedded engine of whoever has it installed, out of core and fast.

Rows made in Python reach DuckDB through a typed CSV file: row-by-row inserts cost a hundred times more, and the
light core has neither Arrow nor numpy to hand columns over.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any


class DuckEngine:
    """An in-memory DuckDB database; ``folder`` receives what does not fit in memory."""

    name = "duckdb"

    def __init__(self) -> None:
        import duckdb

        self._folder = tempfile.TemporaryDirectory(prefix="levier-")
        self.connection = duckdb.connect(
            config={
                "temp_directory": self._folder.name,
                "autoinstall_known_extensions": False,
                "preserve_insertion_order": True,
            }
        )
        self._columns: dict[str, dict[str, str]] = {}

    def create(self, table: str, columns: Mapping[str, str]) -> None:
        """Make an empty table, in place of the one of that name."""
        self.run(f"CREATE OR REPLACE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
        self._columns[table] = dict(columns)

    def insert(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Append rows, in the order of the columns."""
        path = Path(self._folder.name) / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
        if path.stat().st_size:
            types = ", ".join(f"'{name}': '{kind}'" for name, kind in self._columns[table].items())
            self.run(
                f"INSERT INTO {table} SELECT * FROM read_csv('{path.as_posix()}', columns={{{types}}}, "
                "auto_detect=false, header=false, delim=',', quote='\"', escape='\"', nullstr='')"
            )
        path.unlink()

    def run(self, sql: str) -> None:
        """Execute one statement."""
        self.connection.execute(sql)

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """Return every row of a query."""
        return self.connection.execute(sql).fetchall()

    def close(self) -> None:
        """Give back files and memory."""
        self.connection.close()
        self._folder.cleanup()
