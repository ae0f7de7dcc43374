"""Files that no state needs any more: removed later, so that a reader is never interrupted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from levier.store import manifest as manifests
from levier.store.disk import remove
from levier.store.manifest import Manifest

#: How long a state stays readable after the next one replaced it.
GRACE = timedelta(days=1)
SWEPT = ("*/*.parquet", "*/*.json.gz", "*/.*.tmp")
CACHE = "cubes"
#: How long a kept total is held without being made again: most are of a state that is no longer there.
CACHE_AGE = timedelta(days=30)


def sweep(folder: Path, state: Manifest, now: datetime, grace: timedelta = GRACE) -> None:
    """Remove older states and the files that only they named, and what an interrupted writing left.

    The caller holds the lock: whatever no manifest names was left by someone who no longer writes.
    """
    needed = state.names()
    for path, older, replaced_at in _older(folder, state):
        if datetime.fromisoformat(replaced_at) + grace <= now.astimezone():
            remove(path)
        elif older:
            needed |= older.names()
    for path in _found(folder):
        if path.relative_to(folder).as_posix() not in needed:
            remove(path)
    for path in (folder / CACHE).glob("*"):
        if datetime.fromtimestamp(path.stat().st_mtime).astimezone() + CACHE_AGE < now.astimezone():
            remove(path)


def _older(folder: Path, state: Manifest) -> Iterator[tuple[Path, Manifest | None, str]]:
    """Yield each former manifest and the moment when the next one replaced it."""
    replaced_at = state.at
    for path in sorted(manifests.paths(folder), reverse=True):
        one = manifests.read(path)
        if one is None or one.number != state.number:
            yield path, one, replaced_at
        replaced_at = one.at if one else replaced_at


def _found(folder: Path) -> Iterator[Path]:
    for pattern in SWEPT:
        yield from (path for path in folder.glob(pattern) if path.parent.name != CACHE)
