"""Typed rows on their way: columns of values, a few thousand lines at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from levier.tables.columns import Table

CHUNK_LINES = 10_000


@dataclass(slots=True)
class Chunk:
    """Some lines of one table: every column of the contract, in its order, as the storage of its kind.

    ``lines`` holds the line number that the spreadsheet shows for each row; ``file`` numbers the part
    (file and sheet) in the list of accounts of the reading.
    """

    table: Table
    columns: dict[str, list[Any]]
    lines: list[int]
    file: int = 0

    def __len__(self) -> int:
        return len(self.lines)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield (file, line, value of each column in order)."""
        return zip([self.file] * len(self.lines), self.lines, *self.columns.values(), strict=True)


@dataclass(slots=True)
class Account:
    """What became of the physical records of one file (or one sheet): nothing is lost in silence.

    ``read = kept + set_aside + not_data`` holds for every file; ``first`` and ``last`` are the days that
    the kept lines span. ``controls`` holds totals found in the file or, for accounts, computed on it.
    """

    file: str
    table: str | None
    reader: str
    sheet: str | None = None
    profile: str | None = None
    encoding: str | None = None
    source: str | None = None
    read: int = 0
    kept: int = 0
    set_aside: int = 0
    not_data: int = 0
    first: int | None = None
    last: int | None = None
    ignored: tuple[str, ...] = ()
    controls: dict[str, Any] = field(default_factory=dict)
    aside_days: dict[int, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the account as ``levier check --format json`` prints it."""
        names = ("file", "table", "reader", "profile", "encoding", "read", "kept", "set_aside", "not_data", "controls")
        return {name: getattr(self, name) for name in names} | {"sheet": self.sheet, "ignored": list(self.ignored)}
