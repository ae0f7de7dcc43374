"""Files that are there whole or not at all, under new names only: Windows cannot replace an open file."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from levier.i18n import _
from levier.problems import LevierError

_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_FULL_WORDS = ("No space left", "File too large", "Disk quota exceeded", "not enough space")


class DiskFull(LevierError):
    """The disk has no room left; nothing was changed."""

    exit_code = 3


def token() -> str:
    """Return a few letters that make a name new."""
    return secrets.token_hex(4)


def create_file(path: Path, content: bytes) -> None:
    """Make a new file appear at once, with all its content.

    Raises:
        FileExistsError: a file of this name is already there.
    """
    draft = path.with_name(f".{path.name}.{token()}.tmp")
    try:
        with draft.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            raise FileExistsError(path)
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync(path: Path) -> None:
    """Wait until the content of a file is on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names of a folder are on the disk (where the system has such a thing)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Delete a file; one that someone still reads (Windows) waits for the next sweep."""
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        return


@contextmanager
def room_needed(folder: Path) -> Iterator[None]:
    """Turn a full disk into a sentence.

    Raises:
        DiskFull: writing failed for lack of room.
    """
    try:
        yield
    except LevierError:
        raise
    except Exception as error:
        if not _is_full(error):
            raise
        raise DiskFull(
            _(
                "Plus de place sur le disque de {folder} (ou des fichiers temporaires) : rien n'a été changé, "
                "le magasin est comme avant. "
                "→ Libérez de la place, puis recommencez la même commande."
            ).format(folder=folder)
        ) from error


def _is_full(error: Exception) -> bool:
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    return type(error).__module__.startswith(("duckdb", "_duckdb")) and any(word in str(error) for word in _FULL_WORDS)
