"""The typed grid among the readers: its rows judged by the catalogue, its wide workbook read by ``levier.grid``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from levier.problems import Problem
from levier.readers.bad import Bad
from levier.readers.layout import Source
from levier.readers.names import stem
from levier.readers.part import Part

if TYPE_CHECKING:
    from levier.grid.read import GridPart


def judge(
    columns: dict[str, list[Any]], sources: Iterable[Source], failures: dict[int, list[tuple[Source, Bad]]]
) -> None:
    """Spell the measures and keys as the catalogue does, and add what it refuses to the failures."""
    from levier.catalogue.typed_rows import canonical, typed_problems

    by_header = {source.column.header: source for source in sources}
    for index in range(len(columns["measure"])):
        if index in failures:
            continue
        row = canonical({name: values[index] for name, values in columns.items()})
        for name, value in row.items():
            columns[name][index] = value
        for one in typed_problems(row):
            bad = Bad(one.code, one.expected or "", one.fix or "")
            failures.setdefault(index, []).append((by_header[one.column or "mesure"], bad))


def compare(columns: dict[str, list[Any]], file: str, sheet: str | None) -> list[Problem]:
    """Return the kept rows that exceed the measure that they are a part of (they stay)."""
    from levier.catalogue.typed_rows import parts_problems

    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return [replace(one, sheet=sheet) for one in parts_problems(rows, file)]


def grid_of(parts: Sequence[Part]) -> list[Part]:
    """Return the sheets of a workbook that belong to the wide grid (none when it is not one)."""
    from levier.grid import grid_sheets, is_grid

    names = [part.sheet or "" for part in parts]
    wanted = set(grid_sheets(names)) if is_grid(names) else set()
    return [part for part in parts if part.sheet in wanted]


def read_grid_parts(parts: Sequence[Part], name: str, source: str | None, first: int) -> list[GridPart]:
    """Read those sheets; ``first`` is the number of the first one among the accounts of the reading."""
    if not parts:
        return []
    from levier.grid.read import grid_parts

    sheets = [(part.sheet or "", [record for batch in part.batches() for record in batch]) for part in parts]
    return grid_parts(sheets, name, source or f"grille:{stem(name)}", first)
