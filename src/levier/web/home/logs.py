"""Logs that a machine reads: one JSON object a line, codes and counts only."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

KNOWN = ("method", "route", "status", "ms", "job", "kind", "error", "count", "seconds", "table", "indicator")


class JsonFormatter(logging.Formatter):
    """Write a record as JSON; of what was added to it, only the names listed here."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line. A trace gives places in the code, never the values that were there."""
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "name": record.name,
            "message": record.getMessage() if record.name.startswith("levier") else record.msg,
        }
        said |= {name: getattr(record, name) for name in KNOWN if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            said["error"] = type(record.exc_info[1]).__name__
            said["where"] = _places(record.exc_info[2])
        return json.dumps(said, ensure_ascii=False, default=str)


def _places(trace: object) -> list[str]:
    import traceback

    found = traceback.extract_tb(trace)
    return [f"{one.filename.rpartition('/')[2]}:{one.lineno}" for one in found][-8:]
