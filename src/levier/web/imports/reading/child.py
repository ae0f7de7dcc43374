"""The process that reads files: ``python -m levier.web.imports.reading.child``.

It takes one order in JSON on its standard input, answers in lines of JSON, and ends as soon as whoever started it is
gone: a damaged workbook can stop it, or fill its memory, without stopping anybody else.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from levier.garbage import collect_seldom

Say = Callable[..., None]


def main() -> None:
    """Take the order, obey, say that it is done."""
    say = _voice()
    order = json.loads(sys.stdin.buffer.readline())
    _limit(order.get("memory"))
    collect_seldom()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from levier.i18n import speaking
    from levier.problems import LevierError

    with speaking(order.get("language", "fr")):
        try:
            ORDERS[order["do"]](order, say)
        except LevierError as error:
            say(refused=str(error), why=type(error).__name__, losses=_losses(error))
        except MemoryError:
            say(failed="memory")
        except Exception as error:
            say(failed=type(error).__name__)
    say(done=True)
    # The thread waits on the standard input: an ordinary end would wait for it.
    os._exit(0)


def _voice() -> Say:
    """Keep the standard output for the answers alone: what libraries print goes elsewhere."""
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)

    def say(**what: Any) -> None:
        stream.write(json.dumps(what, ensure_ascii=False, default=str) + "\n")
        stream.flush()

    return say


def _limit(megabytes: int | None) -> None:
    """Bound the memory of this process (where the system can)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if megabytes:
        size = megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _end_with_parent() -> None:
    """Leave at once when the worker is gone: nothing half done is left, the store keeps its former state."""
    sys.stdin.buffer.read()
    os._exit(3)


def _losses(error: Exception) -> list[dict[str, Any]]:
    return [
        {"table": one.table.name, "source": one.source, "covered": one.covered, "lost": one.lost, "keyed": one.keyed}
        for one in getattr(error, "losses", ())
    ]


def _examine(order: dict[str, Any], say: Say) -> None:
    from levier.centre import read_centre
    from levier.readers.context import Context
    from levier.web.imports.reading.examine import examine

    centre = read_centre(order["centre"], "centre")
    secret = secrets.token_bytes(32)
    for rank, one in enumerate(order["files"]):
        say(begins=rank)
        folders = tuple(map(Path, order["folders"]))
        asked, families = one.get("profile"), centre.rejections
        about = (secret, centre.finess, centre.zone, asked)
        context = Context(*about, folders=folders, families=families, choices=centre.account_choices)
        say(file=rank, report=examine(Path(one["path"]), context))


def _add(order: dict[str, Any], say: Say) -> None:
    from dataclasses import asdict

    from levier.store import Store

    store = Store.open(Path(order["store"]))
    results = store.add(
        [Path(one) for one in order["files"]],
        profile=order.get("profile"),
        mode=order["mode"],
        progress=lambda name, rank, count: say(reading=name, rank=rank, count=count),
    )
    for one in results:
        said = asdict(one) | {"accounts": [account.as_json() for account in one.accounts], "problems": []}
        say(result=said)


ORDERS: dict[str, Callable[[dict[str, Any], Say], None]] = {"examine": _examine, "add": _add}

if __name__ == "__main__":
    main()
