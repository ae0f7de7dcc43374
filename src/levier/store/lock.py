"""One writer at a time: a lock file that says who holds it, and since when."""

from __future__ import annotations

import getpass
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from levier.i18n import _
from levier.problems import Refused
from levier.store.disk import token

LOCK = "verrou.json"


class Busy(Refused):
    """Someone else writes in the store; it passes."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a store. Readers need none.

    The lock of a process of this machine that no longer runs is taken over.

    Raises:
        Busy: someone else writes, or may be writing.
    """
    path = folder / LOCK
    _acquire(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _acquire(path: Path) -> None:
    mine = json.dumps(_owner()).encode()
    if _create(path, mine):
        return
    held = _read(path)
    if not (_gone(held) and _take_away(path, held) and _create(path, mine)):
        raise Busy(_explain(path, held))


def _owner() -> dict[str, Any]:
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return {"user": _user(), "host": socket.gethostname(), "pid": os.getpid(), "since": now}


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"


def _create(path: Path, content: bytes) -> bool:
    """Make the lock appear with its owner's name in it: a process killed in between leaves no nameless lock."""
    draft = path.with_name(f".{path.name}.{token()}.tmp")
    draft.write_bytes(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:
        return _create_in_two_steps(path, content)
    finally:
        draft.unlink(missing_ok=True)
    return True


def _create_in_two_steps(path: Path, content: bytes) -> bool:
    """Do the same where there are no hard links (some memory sticks and network shares)."""
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        return False
    return True


def _read(path: Path) -> dict[str, Any]:
    """Return who holds the lock; an empty answer when it has just gone or was never finished."""
    try:
        held = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _gone(held: dict[str, Any]) -> bool:
    """Tell whether the owner is a process of this machine that no longer runs."""
    if held.get("host") != socket.gethostname() or os.name != "posix":
        return False
    try:
        os.kill(int(held["pid"]), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError, KeyError):
        return False
    return False


def _take_away(path: Path, held: dict[str, Any]) -> bool:
    """Remove a dead lock, unless someone was faster and the file is already another one."""
    aside = path.with_name(f"{path.name}.{token()}")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return True
    dead = _read(aside) == held
    if not dead and not path.exists():
        aside.rename(path)
    aside.unlink(missing_ok=True)
    return dead


def _explain(path: Path, held: dict[str, Any]) -> str:
    who = {name: held.get(name, "?") for name in ("user", "host", "pid", "since")}
    return _(
        "Un autre traitement écrit dans ce magasin : {user} sur {host} (processus {pid}), depuis {since}. "
        "→ Attendez sa fin. Si ce traitement n'existe plus (ordinateur éteint en cours de route), supprimez le "
        "fichier {path} puis recommencez : rien n'est abîmé."
    ).format(**who, path=path)
