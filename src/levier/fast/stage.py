"""A block of lines as a table of texts in DuckDB."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from levier.engine.duck import DuckEngine
from levier.fast.blocks import NO_CELL, Block

STAGE = "fast_lines"
# The line of a block that holds nothing (DuckDB would skip it) or too many cells: the rules read the real one.
PLACEHOLDER = b" "
# Small enough for every thread to have its share of a block; a longer line is left to the rules.
BUFFER_BYTES = 1 << 22


class NotPlain(Exception):
    """DuckDB does not see the same lines as the rules: they read the block."""


def stage(engine: DuckEngine, block: Block, skipped: int, separator: str, width: int, used: set[int]) -> None:
    """Make the table ``fast_lines``: ``odd`` (not as many cells as the header), then the cells that are used.

    Its ``rowid`` is the place among the lines staged: DuckDB keeps their order.

    Args:
        engine: where the table is made.
        block: the lines.
        skipped: how many of its first lines come before the data.
        separator: between cells.
        width: cells of the header.
        used: the cells that columns are made of, as ``c0``, ``c1``…

    Raises:
        NotPlain: DuckDB refuses the block or counts other lines.
    """
    import duckdb

    text = _prepared(block, skipped)
    try:
        _load(engine, text, separator, width, used)
    except duckdb.Error:
        # A line far too long for the columns declared: those that are go to the rules one by one.
        try:
            _load(engine, _narrowed(text, separator, width), separator, width, used)
        except duckdb.Error as error:
            raise NotPlain from error
    ((count,),) = engine.fetch(f"SELECT COUNT(*) FROM {STAGE}")
    if count != block.count - skipped:
        raise NotPlain


def _prepared(block: Block, skipped: int) -> bytes:
    text = block.text + b"\n" if block.cut else block.text
    start = 0
    for _line in range(skipped):
        start = text.index(b"\n", start) + 1
    text = text[start:] if start else text
    if text.startswith(b"\n"):
        text = PLACEHOLDER + text
    # Twice: the second end of line of a pair may be the first one of the next.
    pair = b"\n" + PLACEHOLDER + b"\n"
    return text.replace(b"\n\n", pair).replace(b"\n\n", pair) if b"\n\n" in text else text


def _narrowed(text: bytes, separator: str, width: int) -> bytes:
    mark = separator.encode()
    lines = text.split(b"\n")
    return b"\n".join(PLACEHOLDER if line.count(mark) >= width else line for line in lines)


def _load(engine: DuckEngine, text: bytes, separator: str, width: int, used: set[int]) -> None:
    columns = ", ".join(f"'c{index}': 'VARCHAR'" for index in range(width + 1))
    kept = "".join(f", c{index}" for index in sorted(used))
    with spooled(engine, text) as path:
        engine.run(
            f"CREATE OR REPLACE TABLE {STAGE} AS SELECT "
            f"(c{width - 1} IS NULL OR c{width} IS NOT NULL) AS odd{kept} FROM read_csv('{path}', "
            f"columns={{{columns}}}, auto_detect=false, header=false, delim='{separator}', quote='', escape='', "
            f"nullstr='{NO_CELL}', null_padding=true, new_line='\\n', buffer_size={BUFFER_BYTES})"
        )


@contextmanager
def spooled(engine: DuckEngine, text: bytes) -> Iterator[str]:
    """Give bytes a path for DuckDB: in memory where the system can, else in the engine's private folder."""
    if hasattr(os, "memfd_create") and Path("/proc/self/fd").exists():
        descriptor = os.memfd_create("levier")
        try:
            with os.fdopen(os.dup(descriptor), "wb") as stream:
                stream.write(text)
            yield f"/proc/self/fd/{descriptor}"
        finally:
            os.close(descriptor)
        return
    path = engine.folder / "block.csv"
    try:
        path.write_bytes(text)
        yield path.as_posix()
    finally:
        path.unlink(missing_ok=True)


def add_rows(engine: DuckEngine, table: str, rows: Iterable[Iterable[Any]]) -> None:
    """Append rows to a table; an empty text stays one, ``None`` is no value."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([NO_CELL if one is None else one for one in row] for row in rows)
    add_text(engine, table, text.getvalue())


def add_text(engine: DuckEngine, table: str, text: str) -> None:
    """Append the rows of a CSV text with commas and without header."""
    if not text:
        return
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in engine.columns(table).items())
    with spooled(engine, text.encode()) as path:
        engine.run(
            f"INSERT INTO {table} SELECT * FROM read_csv('{path}', columns={{{types}}}, auto_detect=false, "
            f"header=false, delim=',', quote='\"', escape='\"', nullstr='{NO_CELL}', new_line='\\n')"
        )
