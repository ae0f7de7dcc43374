"""The process that annotates a file: ``python -m levier.web.monday.child``.

The file comes by the standard input and goes back by the standard output; this process may write no file at all, and
ends with its memory and its time.
"""

from __future__ import annotations

import io
import json
import os
import sys
from dataclasses import dataclass
from typing import Any, BinaryIO


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of memory, seconds of processor."""

    memory: int
    seconds: int


def main() -> None:
    """Read the order (a line of JSON) and the file, answer with a line of JSON and the annotated file."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    order = json.loads(sys.stdin.buffer.readline())
    _limit(Limits(order["memory"], order["seconds"]))
    said, given = _answer(order, io.BytesIO(sys.stdin.buffer.read()))
    answers.write(json.dumps(said).encode() + b"\n" + given)
    answers.flush()


def _limit(limits: Limits) -> None:
    """Bound this process (where the system can): memory, time, and not one byte in a file."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))


def _answer(order: dict[str, Any], file: BinaryIO) -> tuple[dict[str, Any], bytes]:
    from levier.i18n import speaking
    from levier.problems import LevierError

    with speaking(order["language"]):
        try:
            return _annotated(order, file)
        except LevierError as error:
            return {"refused": str(error)}, b""
        except MemoryError:
            return {"failed": "memory"}, b""
        except Exception as error:
            return {"failed": type(error).__name__}, b""


def _annotated(order: dict[str, Any], file: BinaryIO) -> tuple[dict[str, Any], bytes]:
    from levier.centre import read_centre
    from levier.worklists import annotate

    centre = read_centre(order["centre"], "centre")
    found = annotate(file, order["name"], order["kind"], order["as_of"], centre=centre)
    counts = {
        "read": found.read,
        "lines": len(found.lines),
        "nothing": found.nothing,
        "set_aside": found.set_aside,
        "not_data": found.not_data,
    }
    given = found.xlsx() if order["format"] == "xlsx" else found.csv().encode()
    return {"sentence": found.sentence} | counts, given


if __name__ == "__main__":
    main()
