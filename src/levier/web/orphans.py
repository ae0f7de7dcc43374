"""Processes that stop once whoever started them is gone: a site that was killed leaves nothing behind.

Without this, a server that survived would go on answering at the same address, with the program of before an update.
On Windows nothing is followed: the processes of a closed console go with it.
"""

from __future__ import annotations

import os
import signal
import threading
import time

SERVED_BY = "LEVIER_SERVED_BY"
BETWEEN_LOOKS = 1.0
# Work under way may end; what does not is safe to cut, as by a power failure.
GRACE = 30


def follow_parent() -> None:
    """Have this process interrupted when the one that its environment names is no longer its parent."""
    # Taken out of the environment: what this process starts has another parent.
    parent = os.environ.pop(SERVED_BY, "")
    if parent and os.name == "posix":
        threading.Thread(target=_follow, args=(int(parent),), daemon=True).start()


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(BETWEEN_LOOKS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
