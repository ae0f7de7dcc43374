"""Profiles: how one software's export maps to the contract, as TOML."""

from __future__ import annotations

from levier.readers.context import Context
from levier.readers.layout import Layout
from levier.readers.lines import Record
from levier.readers.refusals import Refusal


def layout(records: list[Record], name: str, sheet: str | None, context: Context) -> Layout | Refusal | None:
    """Return the layout that a profile gives, or ``None`` when none applies."""
    return None
