"""The centres behind a path: a file, a folder, a region of folders, a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from levier.holding import Holding, Options, find_centres, hold

READ_AS_IT_COMES = Options()


def open_centres(path: Path | str, options: Options = READ_AS_IT_COMES) -> Iterator[Holding]:
    """Yield each centre of a path, one in memory at a time: read, loaded and derived, ready to be measured.

    Args:
        path: a file, the folder of a centre, a region (a folder of such folders) or a store.
        options: profile, name of the source, engine, values of empty columns.

    Raises:
        NothingUsable: nothing there is a file that Levier reads.
        Refused: a store of a newer format, or without its key.
    """
    where = Path(path)
    if where.is_dir() and is_store(where):
        from levier.store_source import hold_store

        yield hold_store(where, options)
        return
    for given in find_centres(where):
        yield hold(given, options)


def is_store(folder: Path) -> bool:
    """Tell whether a folder is a store."""
    from levier.store.manifest import paths

    return bool(paths(folder))
