"""A small cache of rows by key: what was computed once is read back; nothing is ever replaced.

The key says everything the rows were made from (definition, conventions, state of the tables): another state has
another key. Rows are lists of integers, short texts and ``None``, kept as compressed JSON.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from levier.store.disk import create_file, remove

FOLDER = "cubes"
Rows = list[tuple[Any, ...]]


class CubeCache:
    """The cache of one store."""

    def __init__(self, store: Path) -> None:
        self.folder = store / FOLDER

    def cached(self, key: str, build: Callable[[], Rows]) -> Rows:
        """Return the rows of this key, built and kept if they are not there yet.

        Args:
            key: any text; two different makings must have two different keys.
            build: makes the rows; called at most once.
        """
        path = self.folder / _name(key)
        rows = read_rows(path)
        if rows is None:
            rows = [tuple(row) for row in build()]
            self._keep(path, rows)
        return rows

    def prune(self, keys: Collection[str]) -> None:
        """Remove every entry but those of these keys."""
        names = {_name(key) for key in keys}
        for path in self.folder.glob("*.json.gz"):
            if path.name not in names:
                remove(path)

    def _keep(self, path: Path, rows: Rows) -> None:
        if path.exists():
            remove(path)
        try:
            write_rows(path, rows)
        except FileExistsError:
            return


def _name(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32] + ".json.gz"


def write_rows(path: Path, rows: Sequence[Sequence[Any]]) -> None:
    """Write rows into a new file, there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps([list(row) for row in rows], ensure_ascii=False, separators=(",", ":"))
    create_file(path, gzip.compress(text.encode(), compresslevel=3, mtime=0))


def read_rows(path: Path) -> Rows | None:
    """Return the rows of a file, ``None`` when it is not there or damaged."""
    try:
        content = json.loads(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, ValueError):
        return None
    return [tuple(row) for row in content]
