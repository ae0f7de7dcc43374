"""Accounting files made for the tests, and what is read of them."""

from __future__ import annotations

import io
from collections.abc import Iterable

from levier.readers import Context, Reading
from levier.readers.ledger import COLUMNS

AC = ("AC", "Achats", "1", "20250103")
FIRST = (*AC, "606600", "Gants « T8 » n° 2, œillets à 3 €", "", "", "F1", "20250103", "Ménage")
SECOND = (*AC, "401000", "Fournisseurs", "DUR", "Durand", "F1", "20250103", "Ménage")
LINES = (
    (*FIRST, "1500,00", "0,00", "", "", "20250131", "", ""),
    (*SECOND, "0,00", "1500,00", "", "", "20250131", "", ""),
)
WANTED = [("606600", 150_000, 0), ("401000", 0, 150_000)]
NAME = "123456789FEC20251231.txt"


def read(content: bytes, name: str = NAME) -> Reading:
    reading = Reading(io.BytesIO(content), name, Context(secret=b"k"))
    reading.rows = list(reading.chunks())
    for account in reading.accounts:
        assert account.read == account.kept + account.set_aside + account.not_data
    return reading


def rows(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    names = names or ("account", "debit", "credit")
    return [row for chunk in reading.rows for row in zip(*(chunk.columns[name] for name in names), strict=True)]


def codes(reading: Reading) -> list[str]:
    return [one.code for one in reading.problems]


def text(lines: Iterable[Iterable[str]] = LINES, separator: str = "\t", end: str = "\r\n", **cells: str) -> str:
    """Return a file; ``cells`` take the place of those of the first line."""
    written = [list(line) for line in lines]
    for name, value in cells.items():
        written[0][COLUMNS.index(name)] = value
    return end.join(separator.join(line) for line in [COLUMNS, *written]) + end
