"""DuckDB: the embedded engine of whoever has it installed, out of core and fast.

Rows made in Python reach DuckDB through a typed CSV file: row-by-row inserts cost a hundred times more, and the
light core has neither Arrow nor numpy to hand columns over.
"""

from __future__ import annotations

import csv
import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from weakref import finalize

from levier.engine.base import empty_rows
from levier.engine.compile import literal

# What does not fit goes to the private folder: measured at no cost on a centre of 1,000,000 appointments.
MEMORY = "1400MB"


class DuckEngine:
    """An in-memory DuckDB database; ``folder`` receives what does not fit in memory."""

    name = "duckdb"

    def __init__(self) -> None:
        import duckdb

        self._folder = Path(tempfile.mkdtemp(prefix="levier-"))
        self.connection = duckdb.connect(
            config={
                "temp_directory": str(self._folder),
                "autoinstall_known_extensions": False,
                "preserve_insertion_order": True,
                "memory_limit": MEMORY,
            }
        )
        self._columns: dict[str, dict[str, str]] = {}
        self._close = finalize(self, _give_back, self.connection, self._folder)

    def create(self, table: str, columns: Mapping[str, str]) -> None:
        """Make an empty table, in place of the one of that name."""
        self.run(f"CREATE OR REPLACE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
        self._columns[table] = dict(columns)

    def insert(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Append rows, in the order of the columns."""
        path = self._folder / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
        if path.stat().st_size:
            types = ", ".join(f"'{name}': '{kind}'" for name, kind in self._columns[table].items())
            self.run(
                f"INSERT INTO {table} SELECT * FROM read_csv('{path.as_posix()}', columns={{{types}}}, "
                "auto_detect=false, header=false, delim=',', quote='\"', escape='\"', nullstr='')"
            )
        path.unlink()

    def view(self, name: str, columns: Mapping[str, str], paths: Sequence[str]) -> None:
        """Make a name stand for the rows of Parquet files (``*`` allowed); no path, no row.

        Raises:
            FileNotFoundError: no such file.
        """
        for path in paths:
            if not self.fetch(f"SELECT file FROM glob({literal(path)}) LIMIT 1"):
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        rows = f"SELECT {', '.join(columns)} FROM read_parquet([{', '.join(map(literal, paths))}])"
        self.run(f"CREATE OR REPLACE VIEW {name} AS {rows if paths else empty_rows(columns)}")

    @property
    def folder(self) -> Path:
        """Return the private folder, removed when the engine closes."""
        return Path(self._folder.name)

    def columns(self, table: str) -> dict[str, str]:
        """Return the columns of a table made by :meth:`create`, with their SQL types."""
        return self._columns[table]

    def run(self, sql: str) -> None:
        """Execute one statement."""
        self.connection.execute(sql)

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        """Return every row of a query."""
        return self.connection.execute(sql).fetchall()

    def close(self) -> None:
        """Give back files and memory; an engine forgotten gives them back by itself."""
        self._close()


def _give_back(connection: Any, folder: Path) -> None:
    connection.close()
    shutil.rmtree(folder, ignore_errors=True)
