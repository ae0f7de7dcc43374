"""Parquet as texts, through DuckDB: it reads named files only, hence the one temporary file of the readers."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from levier.readers import refusals
from levier.readers.lines import Record
from levier.readers.part import Part
from levier.readers.refusals import Refusal
from levier.readers.workbook import text
from levier.tables.rows import CHUNK_LINES


def open_parquet(stream: BinaryIO, name: str) -> list[Part] | Refusal:
    """Return the part of a Parquet file, or why it cannot be read (abîmé, or DuckDB is not installed)."""
    try:
        import duckdb
    except ImportError:
        return refusals.no_parquet()
    try:
        rows = next(_records(stream), [])
    except duckdb.Error:
        return refusals.corrupt_parquet()
    return [Part(lambda: _records(stream), "parquet", exponents=any("E" in cell for row in rows for cell in row))]


def _records(stream: BinaryIO) -> Iterator[list[Record]]:
    """Yield the header, then the rows as texts."""
    import duckdb

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "lu.parquet"
        stream.seek(0)
        with path.open("wb") as copy:
            shutil.copyfileobj(stream, copy)
        with duckdb.connect() as engine:
            result = engine.execute("SELECT * FROM read_parquet(?)", [str(path)])
            yield [[column[0] for column in result.description or ()]]
            while rows := result.fetchmany(CHUNK_LINES):
                yield [[_text(value) for value in row] for row in rows]


def _text(value: object) -> str:
    return text(float(value)) if type(value).__name__ == "Decimal" else text(value)  # type: ignore[arg-type]
