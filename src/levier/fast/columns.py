"""Columns of texts to SQL values: distinct texts are read by the rules, what is too varied by plain SQL beside them.

Each column says the expression of its values, the tables it joins, and under which conditions a line is odd (the
rules then read that line).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from levier.engine.compile import literal
from levier.engine.duck import DuckEngine
from levier.fast.shared import CALLER, Shared
from levier.fast.stage import STAGE, add_rows
from levier.readers import cells
from levier.readers.one_column import NUMBERS, ColumnReader, is_odd
from levier.tables import Kind

LARGEST = (1 << 63) - 1
# Identifiers that clean() leaves as they are: a digit makes them no word, no mark opens them.
_KEY = "[A-Za-z0-9_./:-]*[0-9][A-Za-z0-9_./:-]*"
# Amounts that are cents once their comma is taken for a point, whatever the column's other cells.
_AMOUNT = "-?[0-9]{1,13}(,[0-9]{1,2})?"


class Ambiguous(Exception):
    """A number can be read two ways and the file has not told which yet: the rules read the block, in order."""


@dataclass(slots=True)
class Ready:
    """A column of the block as SQL."""

    value: str
    joins: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


class FastColumn:
    """One column of one file; what it learnt of texts is kept from block to block."""

    def __init__(self, engine: DuckEngine, reader: ColumnReader, rank: int, shared: Shared) -> None:
        self.engine, self.reader, self.rank, self.shared = engine, reader, rank, shared
        self.column = reader.source.column
        self.indexes = reader.source.indexes
        self._loaded: set[tuple[str, ...]] = set()
        self._table = f"fast_map_{rank}"
        self._varied: bool | None = None

    @property
    def plain(self) -> bool:
        """Tell whether the text itself, not a translation of it, is the value."""
        reader = self.reader
        named = self.column.name == "finess" and reader.context.finess
        return len(self.indexes) == 1 and reader.source.values is None and not named

    def ready(self) -> Ready:
        """Return the column of the block that is staged.

        Raises:
            Ambiguous: a number of the block needs its neighbours.
        """
        if not self.reader.source.there:
            return Ready("NULL")
        if self.reader.source.constant is not None:
            return self._constant(self.reader.source.constant)
        if self.plain and self.column.kind is Kind.KEY:
            return self._key()
        if self.plain and self.column.kind is Kind.MOMENT:
            return self._moment()
        if self.plain and self.column.kind is Kind.AMOUNT:
            return self._amount()
        if self.plain and self.column.kind is Kind.PERSON and self._many():
            return self._person()
        return self._mapped(self._texts())

    # -- texts read by the rules ---------------------------------------------------------------------------------

    @property
    def _cells(self) -> list[str]:
        return [f"s.c{index}" for index in self.indexes]

    def _texts(self, where: str = "NOT s.odd") -> list[tuple[str, ...]]:
        return self.engine.fetch(f"SELECT DISTINCT {', '.join(self._cells)} FROM {STAGE} s WHERE {where}")

    def values(self, texts: Sequence[tuple[str, ...]]) -> list[Any]:
        """Return what the rules make of these texts."""
        raw: list[tuple[str, ...]] = [()] * (max(self.indexes) + 1)
        for place, index in enumerate(self.indexes):
            raw[index] = tuple(text[place] for text in texts)
        joined = self.reader.texts(raw, len(texts))
        self.check(joined)
        return self.reader.values(joined)

    def check(self, texts: Iterable[str]) -> None:
        """Raise :class:`Ambiguous` when one of these texts of a number has two readings."""
        reader = self.reader
        if self.column.kind not in NUMBERS or reader.style is not None:
            return
        memo = reader.memo
        if reader.unsure or any(cells.ambiguous(text) for text in texts if text not in memo):
            raise Ambiguous

    def _constant(self, text: str) -> Ready:
        (value,) = self.reader.values([text])
        return Ready("NULL", odd=["TRUE"]) if self._is_odd(value) else Ready(_sql(value))

    def _is_odd(self, value: Any) -> bool:
        if value is None:
            return self.column.required and not self.column.empty_kept
        return unstorable(value)

    def _mapped(self, texts: list[tuple[str, ...]]) -> Ready:
        """Translate through a CASE when few texts are met, else through a table."""
        if not texts:
            return Ready("NULL")
        if len(texts) <= self.shared.limits.few and not self._loaded and len(self.indexes) == 1:
            return self._case(texts)
        return self._joined(texts)

    def _case(self, texts: list[tuple[str, ...]]) -> Ready:
        pairs = list(zip((text for (text,) in texts), self.values(texts), strict=True))
        (cell,) = self._cells
        odd = [literal(text) for text, value in pairs if self._is_odd(value)]
        known = [(text, value) for text, value in pairs if value is not None and not unstorable(value)]
        cases = " ".join(f"WHEN {literal(text)} THEN {_sql(value)}" for text, value in known)
        value = f"CASE {cell} {cases} END" if cases else "NULL"
        return Ready(value, odd=[f"{cell} IN ({', '.join(odd)})"] if odd else [])

    def _joined(self, texts: list[tuple[str, ...]]) -> Ready:
        alias = f"m{self.rank}"
        self._load([text for text in texts if text not in self._loaded])
        on = " AND ".join(f"{alias}.t{place} = {cell}" for place, cell in enumerate(self._cells))
        return Ready(f"{alias}.value", [f"LEFT JOIN {self._table} {alias} ON {on}"], [f"{alias}.odd = 1"])

    def _load(self, texts: list[tuple[str, ...]]) -> None:
        if not self._loaded:
            names = {f"t{place}": "VARCHAR" for place in range(len(self.indexes))}
            self.engine.create(self._table, {**names, "value": self.column.sql_type, "odd": "BIGINT"})
        values = self.values(texts)
        rows = (
            (*text, None if unstorable(value) else value, int(self._is_odd(value)))
            for text, value in zip(texts, values, strict=True)
        )
        add_rows(self.engine, self._table, rows)
        self._loaded.update(texts)

    # -- texts read by SQL ---------------------------------------------------------------------------------------

    def _key(self) -> Ready:
        (cell,) = self._cells
        usual = f"regexp_full_match({cell}, '{_KEY}')"
        if self.indexes == (0,):
            usual += f" AND NOT contains(lower({cell}), 'tota')"
        others = self._texts(f"NOT s.odd AND NOT ({usual})")
        if not others:
            return Ready(cell)
        if others == [("",)]:
            return Ready(f"NULLIF({cell}, '')", odd=[f"{cell} = ''"] if self._is_odd(None) else [])
        found = self._mapped(others)
        return Ready(f"CASE WHEN {usual} THEN {cell} ELSE {found.value} END", found.joins, found.odd)

    def _amount(self) -> Ready:
        (cell,) = self._cells
        usual = f"regexp_full_match({cell}, '{_AMOUNT}')"
        ((commas, others_met),) = self.engine.fetch(
            f"SELECT COUNT(*) FILTER (WHERE u AND c), COUNT(*) FILTER (WHERE NOT u) FROM "
            f"(SELECT {usual} AS u, contains({cell}, ',') AS c FROM {STAGE} s WHERE NOT s.odd) x"
        )
        if commas:
            self.reader.proven.add(",")
        # A line of another shape may hold anything there: it is not read, and must not fail.
        cents = f"CAST(TRY_CAST(replace({cell}, ',', '.') AS DECIMAL(18, 2)) * 100 AS BIGINT)"
        if not others_met:
            return Ready(cents)
        found = self._mapped(self._texts(f"NOT s.odd AND NOT {usual}"))
        return Ready(f"CASE WHEN {usual} THEN {cents} ELSE {found.value} END", found.joins, found.odd)

    def _many(self) -> bool:
        """Tell whether the first block met has many persons."""
        if self._varied is None:
            (cell,) = self._cells
            ((count,),) = self.engine.fetch(f"SELECT approx_count_distinct({cell}) FROM {STAGE} s WHERE NOT s.odd")
            self._varied = int(count) > self.shared.limits.many_persons
        return self._varied

    def _person(self) -> Ready:
        (cell,) = self._cells
        table, others = self.shared.persons(cell, self.column.name == CALLER)
        alias = f"p{self.rank}"
        join = f"LEFT JOIN {table} {alias} ON {alias}.text = {cell}"
        if not others:
            return Ready(f"{alias}.hash", [join])
        found = self._mapped(others)
        return Ready(f"COALESCE({alias}.hash, {found.value})", [join, *found.joins], found.odd)

    def _moment(self) -> Ready:
        """Read the day and the time of day apart: few days, few times, many moments."""
        (cell,) = self._cells
        day, clock = f"d{self.rank}.seconds", f"h{self.rank}.seconds"
        days, usual_days = self.shared.days(cell, self.reader.any_year)
        clocks, usual_clocks = self.shared.clocks(cell)
        joins = [
            f"LEFT JOIN {days} d{self.rank} ON d{self.rank}.text = left({cell}, 10)",
            f"LEFT JOIN {clocks} h{self.rank} ON h{self.rank}.text = substr({cell}, 11)",
        ]
        if usual_days and usual_clocks:
            return Ready(f"{day} + {clock}", joins, [f"{cell} = ''"] if self._is_odd(None) else [])
        others = self.engine.fetch(
            f"SELECT DISTINCT {cell} FROM {STAGE} s {' '.join(joins)} WHERE NOT s.odd AND {day} + {clock} IS NULL"
        )
        found = self._mapped(others)
        return Ready(f"COALESCE({day} + {clock}, {found.value})", [*joins, *found.joins], found.odd)


def unstorable(value: Any) -> bool:
    """Tell whether a value is none, or too large a number for a column of SQL: the rules keep it as it is."""
    return is_odd(value) or (isinstance(value, int) and abs(value) > LARGEST)


def _sql(value: Any) -> str:
    return "NULL" if value is None else literal(value)
