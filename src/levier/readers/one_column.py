"""One column of one part: its texts, then its values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from levier.readers import bad, cells, dates, fast, ledger, statement
from levier.readers.bad import Bad, Unmapped
from levier.readers.context import Context, person_hash
from levier.readers.layout import Source
from levier.readers.memo import Memo
from levier.readers.names import clean, fold
from levier.readers.totals import is_total_word
from levier.tables import Kind, Table

NUMBERS = (Kind.AMOUNT, Kind.DECIMAL, Kind.WHOLE)
Raw = list[tuple[str, ...]]
PERSON_WIDTH = 12


class ColumnReader:
    """Read the cells of one column, chunk after chunk; each distinct text is parsed once.

    ``style`` becomes the decimal sign once a cell such as ``1.234`` was met and its neighbours tell what it means.
    """

    def __init__(self, source: Source, table: Table, context: Context, shift: int = 0) -> None:
        self.source, self.table, self.context, self.shift = source, table, context, shift
        self.style: str | None = None
        self.unsure = self.emptied = False
        self.proven: set[str] = set()
        self.any_year = table.name in cells.ANY_YEAR
        self.memo = Memo(self._parser())

    def read(self, raw: Raw, count: int) -> list[Any]:
        """Return the value of each line: ``None``, a value, a ``Bad`` or an ``Unmapped``."""
        if not self.source.there:
            return [None] * count
        texts = self.texts(raw, count)
        values = self._fast(texts)
        if values is None:
            values = self.values(texts)
            values = self._again(texts) if self.unsure and self.style is None else values
        return self._required(values) if self.source.column.required and None in values else values

    @property
    def odd(self) -> bool:
        """Tell whether something else than values may have come out."""
        return self.memo.failed or self.emptied

    def values(self, texts: Iterable[str]) -> list[Any]:
        """Return the value of each text, read by the rules alone."""
        if self.memo.full and self.source.column.kind in NUMBERS:
            self.proven |= cells.signs(self.memo)
        return self.memo.read(texts)

    def texts(self, raw: Raw, count: int) -> list[str] | tuple[str, ...]:
        """Return the texts of the column: one cell, several joined, or a constant."""
        source = self.source
        if source.constant is not None:
            return [source.constant] * count
        if len(source.indexes) == 1:
            return raw[source.indexes[0]]
        parts = zip(*(self._part(raw[index], index) for index in source.indexes), strict=True)
        return [source.joint.join(map(str.strip, one)).strip() for one in parts]

    def _part(self, texts: tuple[str, ...], index: int) -> tuple[str, ...] | list[str]:
        if index not in self.source.hashed:
            return texts
        secret = self.context.secret
        return [person_hash(secret, "patient", text)[:PERSON_WIDTH] if text.strip() else "" for text in texts]

    def _fast(self, texts: list[str] | tuple[str, ...]) -> list[Any] | None:
        """Read the column at once when nothing in it is unusual, else ``None``."""
        column = self.source.column
        if self.source.values is not None or (column.name == "finess" and self.context.finess):
            return None
        if column.kind is Kind.KEY:
            return fast.keys(texts)
        return fast.moments(texts, self.any_year) if column.kind is Kind.MOMENT else None

    def _again(self, texts: list[str] | tuple[str, ...]) -> list[Any]:
        self.style = cells.only_sign(self.proven | cells.signs(self.memo))
        if self.style:
            self.memo = Memo(self._parser())
        return self.memo.read(texts)

    def _required(self, values: list[Any]) -> list[Any]:
        if self.source.column.empty_kept:
            return values
        self.emptied = True
        return [bad.empty() if value is None else value for value in values]

    def _parser(self) -> cells.Parser:
        column = self.source.column
        parse = cells.parser(column, self.table, self.context, self.style)
        if self.shift and column.kind in (Kind.DATE, Kind.MOMENT, Kind.MONTH):
            parse = _shifted(parse, self.shift)
        if self.table.name in ("ledger", "balances") and column.kind is Kind.AMOUNT:
            parse = ledger.dashed(parse)
        if self.table.name == "ledger":
            parse = ledger.lenient(column, parse, self.style)
        if self.source.role and self.table.name == "balances":
            parse = statement.side_of_balance(self.source.role, parse)
        elif self.source.role:
            parse = ledger.sided(self.source.role, parse)
        if column.kind in NUMBERS and self.style is None:
            parse = self._wary(parse)
        if self.source.values is not None:
            return _mapped(self.source.values, parse)
        # A journal may be called so: a line of totals has no date and no account.
        first = self.source.indexes == (0,) and self.table.name != "ledger"
        return _not_total(parse) if first and column.kind.is_text else parse

    def _wary(self, parse: cells.Parser) -> cells.Parser:
        """Notice a number that can be read two ways."""

        def cell(text: str) -> Any:
            self.unsure = self.unsure or cells.ambiguous(text)
            return parse(text)

        return cell


def _mapped(values: Any, parse: cells.Parser) -> cells.Parser:
    """Read through a profile's value map."""

    def cell(text: str) -> Any:
        word = clean(text)
        ours = values.get(fold(word), values.get("*")) if word else values.get("", "")
        return Unmapped(word) if ours is None else parse(ours)

    return cell


def _shifted(parse: cells.Parser, days: int) -> cells.Parser:
    return lambda text: parse(dates.shifted(text, days))


def _not_total(parse: cells.Parser) -> cells.Parser:
    """Let « TOTAL » in the first cell be no name: the line is then looked at as a row of totals."""
    return lambda text: bad.empty() if is_total_word(text) else parse(text)


def is_odd(value: Any) -> bool:
    """Tell whether what came out is no value."""
    return value.__class__ is Bad or value.__class__ is Unmapped
