"""What the store answers: results of imports, deletions and purges, and the list of imports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from levier.problems import Problem
from levier.store.manifest import Import, Part
from levier.tables.rows import Account


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one file.

    ``import_id`` is the import that holds it, ``None`` when nothing of it could be kept. ``unchanged`` tells that
    the same bytes were already there (in that import). ``effects`` counts, for each table, what the whole import
    did to former lines: ``replaced``, ``withdrawn``, ``taken_over`` by another source.
    """

    file: str
    accounts: tuple[Account, ...]
    problems: tuple[Problem, ...]
    import_id: str | None = None
    unchanged: bool = False
    effects: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One import as ``levier imports`` lists it. Spans are day numbers, both included, by table."""

    id: str
    date: str
    files: tuple[str, ...]
    sources: tuple[str, ...]
    profiles: tuple[str, ...]
    mode: str
    lines: int
    current: int
    spans: Mapping[str, tuple[int, int]]
    effects: Mapping[str, Mapping[str, int]]

    def as_json(self) -> dict[str, Any]:
        """Return the record as ``levier imports --format json`` prints it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class DeletionResult:
    """What a deletion took away, and the lines of other imports that it gave back, by table."""

    import_id: str
    removed: Mapping[str, int]
    given_back: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PurgeResult:
    """Lines that a purge deletes, by table, and the months (``2024-01``) whose figures are frozen."""

    before_month: str
    removed: Mapping[str, int]
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableFiles:
    """The Parquet files of a table, and the list (file, line) of the lines in them that are no longer current."""

    parts: tuple[Path, ...]
    replaced: Path | None


def record(one: Import) -> ImportRecord:
    """Return an import as it is listed."""
    return ImportRecord(
        str(one.number),
        one.at,
        _each(part.name for part in one.parts),
        _each(part.source for part in one.parts),
        _each(part.profile for part in one.parts if part.profile),
        one.mode,
        sum(part.lines for part in one.parts),
        sum(part.alive for part in one.parts),
        _spans(one.parts),
        one.effects,
    )


def _each(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _spans(parts: tuple[Part, ...]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for part in parts:
        if part.first is not None and part.last is not None:
            first, last = found.get(part.table, (part.first, part.last))
            found[part.table] = (min(first, part.first), max(last, part.last))
    return found
