"""One spelling per name for the whole centre, so that a specialty is the same in every table."""

from __future__ import annotations

from collections import Counter

from levier.derive.sql import SPELLINGS
from levier.engine.base import Engine, raw_name
from levier.tables import TABLES
from levier.text import spellings

FIELDS = ("specialty", "payer", "rejection_family")


def make(engine: Engine) -> None:
    """Make the table that maps each spelling of each field to the one that is shown."""
    engine.create(SPELLINGS, {"field": "VARCHAR", "written": "VARCHAR", "shown": "VARCHAR"})
    engine.insert(
        SPELLINGS, [(field, *pair) for field in FIELDS for pair in spellings(_written(engine, field)).items()]
    )


def _written(engine: Engine, field: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for table in TABLES.values():
        if field in table.names:
            query = f"SELECT {field}, COUNT(*) FROM {raw_name(table)} WHERE {field} IS NOT NULL GROUP BY {field}"
            counts.update({text: int(count) for text, count in engine.fetch(query)})
    return counts
