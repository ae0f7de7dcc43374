"""Starting the process that reads files, and following it: time, memory, cancel."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MODULE = "levier.web.imports.reading.child"
LOOK_EVERY = 0.2


class Stopped(Exception):
    """The process is gone before the end: ``why`` is ``time``, ``memory`` or ``crash``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(slots=True)
class Limits:
    """What the process may take: seconds without a word, megabytes of memory."""

    seconds: float = 120
    megabytes: int = 3_000


def follow(order: dict[str, Any], limits: Limits, look: Callable[[], None] = lambda: None) -> Iterator[dict[str, Any]]:
    """Yield what the process says, until it is done.

    Args:
        order: what to do; see :mod:`levier.web.imports.reading.child`.
        limits: beyond them the process is stopped.
        look: called five times a second; what it raises stops the process.

    Raises:
        Stopped: time or memory ran out, or the process stopped by itself.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", MODULE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    try:
        yield from _Conversation(process, limits, look).lines(order)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()


@dataclass(slots=True)
class _Conversation:
    process: subprocess.Popen[bytes]
    limits: Limits
    look: Callable[[], None]
    said: queue.SimpleQueue[bytes | None] = field(default_factory=queue.SimpleQueue)

    def lines(self, order: dict[str, Any]) -> Iterator[dict[str, Any]]:
        threading.Thread(target=self._listen, daemon=True).start()
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps(order | {"memory": self.limits.megabytes}).encode() + b"\n")
            self.process.stdin.flush()
        while not (one := self._next()).get("done"):
            yield one

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with suppress(ValueError, OSError):
            for line in self.process.stdout:
                self.said.put(line)
        self.said.put(None)

    def _next(self) -> dict[str, Any]:
        until = time.monotonic() + self.limits.seconds
        while True:
            self.look()
            with suppress(queue.Empty):
                line = self.said.get(timeout=LOOK_EVERY)
                if line is None:
                    raise Stopped("crash")
                return dict(json.loads(line))
            if time.monotonic() > until:
                raise Stopped("time")
            if resident(self.process.pid) > self.limits.megabytes:
                raise Stopped("memory")


def resident(pid: int) -> float:
    """Return the megabytes of memory that a process holds, 0 where the system does not say."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1_000_000
