"""The centres behind a path: a file, a folder, a region of folders, a store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from levier.holding import Holding, Options, find_centres, hold
from levier.i18n import _
from levier.national.layout import ABOUT_FILE
from levier.problems import WrongCommand

READ_AS_IT_COMES = Options()
# Two letters at least: C: is a disk.
ADDRESS = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+:/")


class Elsewhere(Path):
    """A place that no local path reaches (``s3a://…``, ``hdfs://…``, ``dbfs:/…``): only a cluster reads it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.address = text.rstrip("/")


def place(text: str) -> Path:
    """Return the path that a person typed, an address being kept as it is.

    >>> str(place("demo/A01")), place("s3a://national/derived/").address
    ('demo/A01', 's3a://national/derived')
    """
    return Elsewhere(text) if ADDRESS.match(text) else Path(text)


def open_centres(path: Path | str, options: Options = READ_AS_IT_COMES) -> Iterator[Holding]:
    """Yield each centre of a path, one in memory at a time: read, loaded and derived, ready to be measured.

    Args:
        path: a file, the folder of a centre, a region (a folder of such folders) or a store.
        options: profile, name of the source, engine, values of empty columns.

    Raises:
        NothingUsable: nothing there is a file that Levier reads.
        Refused: a store of a newer format, or without its key.
        WrongCommand: derived tables, which hold no line.
    """
    where = path if isinstance(path, Path) else place(path)
    if is_derived(where):
        sentence = _("{path} : des tables dérivées. → Seule « levier measure » les lit, avec duckdb ou spark.")
        raise WrongCommand(sentence.format(path=where.address if isinstance(where, Elsewhere) else where))
    if where.is_dir() and is_store(where):
        from levier.store_source import hold_store

        yield hold_store(where, options)
        return
    for given in find_centres(where):
        yield hold(given, options)


def is_derived(path: Path) -> bool:
    """Tell whether a path is that of derived tables: one centre, or several side by side."""
    if isinstance(path, Elsewhere):
        return True
    return path.is_dir() and any(next(path.glob(pattern), None) for pattern in (ABOUT_FILE, f"*/{ABOUT_FILE}"))


def is_store(folder: Path) -> bool:
    """Tell whether a folder is a store."""
    from levier.store.manifest import paths

    return bool(paths(folder))
