"""The input contract: one module per table, discovered.

>>> TABLES["appointments"].file
'rendez_vous'
>>> by_file("actes").name
'acts'
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from levier.tables.columns import Column, Kind, Table

__all__ = ["TABLES", "Column", "Kind", "Table", "by_file"]


def _discover() -> dict[str, Table]:
    modules = (name for _, name, _ in iter_modules(__path__) if name not in ("columns", "rows"))
    found = [import_module(f"{__name__}.{name}").TABLE for name in sorted(modules)]
    return {table.name: table for table in found}


TABLES = _discover()


def by_file(stem: str) -> Table | None:
    """Return the table of a standard file name (``rendez_vous``), or ``None``."""
    return next((table for table in TABLES.values() if table.file == stem), None)
