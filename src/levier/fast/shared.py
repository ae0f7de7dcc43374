"""What the columns of all files of a centre share: persons and their hashes, days and times and their seconds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from levier.engine.duck import DuckEngine
from levier.fast.stage import STAGE, add_rows, add_text
from levier.readers.context import HASH_LENGTH, person_message
from levier.readers.fast import seconds_of_clock, seconds_of_day

CALLER = "caller"
# Texts that the comparison of identifiers, or the rule of telephone numbers, leaves as they are.
_PERSON = re.compile(r"[A-Za-z]*[0-9][A-Za-z0-9]*")
_PHONE = re.compile(r"(?!00)[0-9]+")
_BLOCK = 64


def hasher(secret: bytes) -> Callable[[str], str]:
    """Return the function that hashes a message as ``person_hash`` does, its key being prepared once.

    >>> from levier.readers.context import person_hash
    >>> hasher(b"k")("P07") == person_hash(b"k", "patient", "P07")
    True
    """
    key = (hashlib.sha256(secret).digest() if len(secret) > _BLOCK else secret).ljust(_BLOCK, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key)).copy
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in key)).copy

    def digest(message: str) -> str:
        first, second = inner(), outer()
        first.update(message.encode())
        second.update(first.digest())
        return second.hexdigest()[:HASH_LENGTH]

    return digest


@dataclass(frozen=True, slots=True)
class Limits:
    """Where one way becomes better than the other.

    Under ``few`` texts in a block, a CASE is faster than a join. Over ``many_persons``, hashes are kept for the other
    columns and files. Files under ``least_bytes`` are left to the rules, which are as fast: the queries of a block cost
    what 20,000 lines do. ``block_bytes`` of text are in memory at a time.
    """

    few: int = 12
    many_persons: int = 2_000
    least_bytes: int = 1 << 22
    block_bytes: int = 1 << 25


LIMITS = Limits()


class Shared:
    """Tables of translations that grow with each block: ``text`` and ``hash`` or ``seconds``."""

    def __init__(self, engine: DuckEngine, secret: bytes, limits: Limits) -> None:
        self.engine, self.limits = engine, limits
        self._hash = hasher(secret)
        self._made: set[str] = set()

    def persons(self, cell: str, phone: bool) -> tuple[str, list[tuple[str, ...]]]:
        """Add the plain persons of a staged column; return the table of their hashes, and the texts that are not."""
        table, plain = ("fast_callers", _PHONE) if phone else ("fast_persons", _PERSON)
        self._make(table, "hash", "VARCHAR")
        found, kind = self._unknown(table, cell), CALLER if phone else "patient"
        usual: list[str] = []
        others: list[str] = []
        for text in found:
            (usual if plain.fullmatch(text) else others).append(text)
        lines = (f"{text},{self._hash(person_message(kind, text))}\n" for text in usual)
        add_text(self.engine, table, "".join(lines))
        return table, [(text,) for text in others]

    def days(self, cell: str, any_year: bool) -> tuple[str, bool]:
        """Add the days that begin the texts of a staged column; return their table, and whether all are days."""
        table = "fast_days_any" if any_year else "fast_days"
        return self._seconds(table, f"left({cell}, 10)", lambda text: seconds_of_day(text, any_year))

    def clocks(self, cell: str) -> tuple[str, bool]:
        """Add the times of day after the days of a staged column; return their table, and whether all are times."""
        return self._seconds("fast_clocks", f"substr({cell}, 11)", seconds_of_clock)

    def drop(self) -> None:
        """Give back the memory of the tables."""
        for table in self._made:
            self.engine.run(f"DROP TABLE {table}")
        self._made.clear()

    def _seconds(self, table: str, part: str, read: Callable[[str], int | None]) -> tuple[str, bool]:
        self._make(table, "seconds", "BIGINT")
        found = {text: read(text) for text in self._unknown(table, part)}
        add_rows(self.engine, table, ((text, value) for text, value in found.items() if value is not None))
        # An empty cell has no day: it is no oddity.
        return table, all(value is not None for text, value in found.items() if text)

    def _make(self, table: str, value: str, kind: str) -> None:
        if table not in self._made:
            self.engine.create(table, {"text": "VARCHAR", value: kind})
            self._made.add(table)

    def _unknown(self, table: str, text: str) -> list[str]:
        rows = self.engine.fetch(
            f"SELECT x.text FROM (SELECT DISTINCT {text} AS text FROM {STAGE} s WHERE NOT s.odd) x "
            f"ANTI JOIN {table} k ON k.text = x.text"
        )
        return [text for (text,) in rows]
