"""Typed rows as dictionaries, and the shape of a derived row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from unicodedata import category, normalize

from levier.measures.facts import Fact
from levier.periods import DAY_SECONDS, period_of
from levier.tables import TABLES
from levier.tables.rows import Chunk

Row = dict[str, Any]
Rows = dict[str, list[Row]]

FOLDED = ("specialty", "payer", "rejection_family")


def load(chunks: Iterable[Chunk]) -> Rows:
    """Return the typed rows of chunks by table, in file order (file, then line)."""
    found: dict[str, list[tuple[int, int, Row]]] = {}
    for chunk in chunks:
        rows = found.setdefault(chunk.table.name, [])
        rows += [(file, line, dict(zip(chunk.columns, values, strict=True))) for file, line, *values in chunk.rows()]
    return {name: [row for _, _, row in sorted(rows, key=lambda one: one[:2])] for name, rows in found.items()}


def complete(rows: Rows) -> Rows:
    """Return rows with every table and column, compared texts in the most frequent spelling of the centre."""
    filled = {name: [dict.fromkeys(table.names) | row for row in rows.get(name, [])] for name, table in TABLES.items()}
    chosen = {column: _chosen(filled, column) for column in FOLDED}
    return {name: [_spelled(line, chosen) for line in lines] for name, lines in filled.items()}


def _chosen(rows: Rows, column: str) -> dict[str, str]:
    """Return the spelling shown for each folded text, over every table that has the column."""
    written = Counter(line[column] for lines in rows.values() for line in lines if line.get(column) is not None)
    chosen: dict[str, str] = {}
    for text in sorted(written, key=lambda text: (-written[text], text)):
        chosen.setdefault(fold(text), text)
    return chosen


def _spelled(line: Row, chosen: dict[str, dict[str, str]]) -> Row:
    return line | {column: chosen[column][fold(line[column])] for column in FOLDED if line.get(column) is not None}


def fold(text: str) -> str:
    """Return a text as it is compared: without case or accents, spaces collapsed (contract §3 rule 3).

    >>> fold("Médecine  Générale")
    'medecine generale'
    """
    bare = (letter for letter in normalize("NFD", text.casefold()) if category(letter) != "Mn")
    return " ".join("".join(bare).split())


def fact_row(fact: Fact, line: Row, day: int, last: int | None = None, /, **columns: Any) -> Row:
    """Return a derived row: its days, the dimensions of its base cube taken from ``line``, its columns."""
    span = {"day": day, "last": day if last is None else last}
    return span | {name: line[name] for name in fact.dims} | {name: columns[name] for name in fact.columns}


def day_of(moment: int) -> int:
    """Return the day of a moment in seconds."""
    return moment // DAY_SECONDS


def hour_of(moment: int) -> int:
    """Return the hour of a moment in seconds, 0 to 23."""
    return moment % DAY_SECONDS // 3600


def month_of(day: int) -> int:
    """Return the first day of the month."""
    return period_of(day, "month").first


def in_force(line: Row, day: int) -> bool:
    """Tell whether the day is between ``valid_from`` and ``valid_to``, both included; empty is no limit."""
    first, last = line["valid_from"], line["valid_to"]
    return (first is None or first <= day) and (last is None or day <= last)


def sign(amount: int) -> int:
    """Return 1, 0 or -1: a negative line cancels one (contract §3 rule 2)."""
    return (amount > 0) - (amount < 0)
