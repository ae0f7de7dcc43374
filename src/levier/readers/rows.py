"""Records to typed rows, a column at a time; what cannot be read is set aside, counted and explained."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import compress
from operator import lt
from typing import Any

from levier.i18n import _
from levier.periods import DAY_SECONDS
from levier.problems import BLOCKING, WARNING, Problem, Problems, trim
from levier.readers import bad, cells, fast
from levier.readers.bad import Bad
from levier.readers.context import MASK, Context
from levier.readers.layout import Layout, Source
from levier.readers.lines import Broken, Record
from levier.readers.memo import Memo
from levier.readers.names import clean, fold
from levier.readers.totals import Totals, is_total_word
from levier.tables import Kind
from levier.tables.rows import Account, Chunk

NUMBERS = (Kind.AMOUNT, Kind.DECIMAL, Kind.WHOLE)
Failures = dict[int, list[tuple[Source, Bad]]]


@dataclass(slots=True)
class Taken:
    """The records of one chunk that have the shape of the header, and their line numbers."""

    records: list[Record]
    lines: list[int]


@dataclass
class RowReader:
    """Read the records of one part (a file or a sheet) once its layout is known."""

    layout: Layout
    context: Context
    account: Account
    problems: Problems
    number: int
    styles: dict[str, str | None] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.width = len(self.layout.header)
        self.memos = {one.column.name: self._memo(one) for one in self.layout.sources if one.there}
        self.totals = Totals(self)
        self.any_year = self.layout.table.name in cells.ANY_YEAR

    def _memo(self, source: Source) -> Memo:
        style = self.styles.get(source.column.name)
        parse = cells.parser(source.column, self.layout.table, self.context, style)
        if source.column.kind in NUMBERS and style is None:
            parse = self._wary(source.column.name, parse)
        return Memo(source_parser(self, source, parse))

    def _wary(self, name: str, parse: cells.Parser) -> cells.Parser:
        """Remember that a column holds a number that can be read two ways."""

        def cell(text: str) -> Any:
            if cells.ambiguous(text):
                self.unsure.add(name)
            return parse(text)

        return cell

    def chunk(self, records: list[Record], first_line: int, last_is_cut: bool = False) -> Chunk:
        """Return the rows of these records; ``last_is_cut`` when the file ends without an end of line."""
        self.account.read += len(records)
        taken = self._square(records, first_line, last_is_cut)
        columns, failures = self._columns(taken)
        if failures:
            kept = self._sort_out(taken, columns, failures)
            columns = {name: list(compress(values, kept)) for name, values in columns.items()}
            taken = Taken([], list(compress(taken.lines, kept)))
        self._orders(columns, taken.lines)
        self._count(columns, taken.lines)
        return Chunk(self.layout.table, columns, taken.lines, self.number)

    # -- shape ---------------------------------------------------------------------------------------------------

    def _square(self, records: list[Record], first_line: int, last_is_cut: bool) -> Taken:
        """Keep the records that have one cell per column; the others are completed, reported or set aside."""
        lines = list(range(first_line, first_line + len(records)))
        if not last_is_cut and set(map(len, records)) <= {self.width}:
            return Taken(records, lines)
        taken = Taken([], [])
        for index, record in enumerate(records):
            cut = last_is_cut and index == len(records) - 1
            squared = self._squared(record, lines[index], cut)
            if squared is not None:
                taken.records.append(squared)
                taken.lines.append(lines[index])
        return taken

    def _squared(self, record: Record, line: int, cut: bool) -> Record | None:
        if len(record) == self.width and not isinstance(record, Broken):
            return record
        if not any(cell.strip() for cell in record):
            self.account.not_data += 1
            return None
        if len(record) < self.width:
            return self._short(record, line, cut)
        if any(cell.strip() for cell in record[self.width :]):
            self._aside_whole(record, line, "cellules_en_trop")
            return None
        return record[: self.width]

    def _short(self, record: Record, line: int, cut: bool) -> Record | None:
        broken = "guillemet_non_ferme" if isinstance(record, Broken) else "separateur_melange"
        if isinstance(record, Broken) or self._mixed(record) or cut:
            self._aside_whole(
                record, line, broken if isinstance(record, Broken) or self._mixed(record) else "ligne_tronquee"
            )
            return None
        padded = record + [""] * (self.width - len(record))
        if not self.totals.named(padded):
            self.problems.add(
                self._problem("cellules_manquantes", WARNING, line, None, str(len(record)), *self._shape("courte"))
            )
        return padded

    def _mixed(self, record: Record) -> bool:
        """Tell whether a line is written with another separator than its file."""
        text = max(record, key=len)
        return any(len(text.split(other)) + len(record) - 1 >= self.width > 2 for other in ";\t|,")

    def _aside_whole(self, record: Record, line: int, code: str) -> None:
        self.account.set_aside += 1
        self.problems.add(self._problem(code, BLOCKING, line, None, None, *self._shape(code, len(record))))

    def _shape(self, code: str, found: int = 0) -> tuple[str, str]:
        expected = _("{n} cellules, comme dans l'en-tête").format(n=self.width)
        return {
            "courte": (expected, _("Les cellules absentes en fin de ligne sont lues comme vides : vérifiez l'export.")),
            "cellules_en_trop": (
                expected,
                _("Un séparateur est de trop, ou un texte qui le contient n'est pas entre guillemets."),
            ),
            "guillemet_non_ferme": (
                _("un guillemet fermant sur la même cellule"),
                _('Fermez le guillemet ou doublez-le ("") ; les lignes suivantes ont été lues normalement.'),
            ),
            "separateur_melange": (
                _("le même séparateur que dans l'en-tête"),
                _("Cette ligne vient d'un autre export : écrivez-la avec le séparateur du fichier."),
            ),
            "ligne_tronquee": (
                _("une dernière ligne entière"),
                _("Le fichier s'arrête au milieu d'une ligne : recommencez l'export ou la copie."),
            ),
        }[code]

    # -- cells ---------------------------------------------------------------------------------------------------

    def _columns(self, taken: Taken) -> tuple[dict[str, list[Any]], Failures]:
        raw: list[tuple[str, ...]] = list(zip(*taken.records, strict=True)) or [()] * self.width
        count = len(taken.lines)
        columns: dict[str, list[Any]] = {}
        failures: Failures = {}
        for source in self.layout.sources:
            columns[source.column.name] = self._values(source, raw, count, failures)
        return columns, failures

    def _values(self, source: Source, raw: list[tuple[str, ...]], count: int, failures: Failures) -> list[Any]:
        if not source.there:
            return [None] * count
        texts = texts_of(source, raw, count)
        values = self._read(source, texts)
        if self.memos[source.column.name].failed:
            for index, value in enumerate(values):
                if value.__class__ is Bad:
                    failures.setdefault(index, []).append((source, value))
        if source.column.required and not source.column.empty_kept and None in values:
            for index, value in enumerate(values):
                if value is None and not self._unmapped(source, texts, index):
                    failures.setdefault(index, []).append((source, bad.empty()))
        return values

    @staticmethod
    def _unmapped(source: Source, texts: list[str] | tuple[str, ...], index: int) -> bool:
        """Tell whether an empty value comes from a word that the profile does not map (the line is kept)."""
        return source.values is not None and bool(texts[index].strip())

    def _read(self, source: Source, texts: list[str] | tuple[str, ...]) -> list[Any]:
        name = source.column.name
        values = self._fast(source, texts)
        if values is not None:
            return values
        values = self.memos[name].read(texts)
        if name in self.unsure and (style := cells.evidence(self.memos[name])):
            # A cell such as 1.234 is there: its neighbours say what the point means.
            self.unsure.discard(name)
            self.styles[name] = style
            self.memos[name] = self._memo(source)
            values = self.memos[name].read(texts)
        return values

    def _fast(self, source: Source, texts: list[str] | tuple[str, ...]) -> list[Any] | None:
        """Read a column at once when nothing in it is unusual, else ``None``."""
        if source.values is not None or (source.column.name == "finess" and self.context.finess):
            return None
        if source.column.kind is Kind.KEY:
            return fast.keys(texts)
        return fast.moments(texts, self.any_year) if source.column.kind is Kind.MOMENT else None

    # -- what is set aside ------------------------------------------------------------------------------------

    def _sort_out(self, taken: Taken, columns: dict[str, list[Any]], failures: Failures) -> list[bool]:
        kept = [True] * len(taken.lines)
        for index in sorted(failures):
            kept[index] = False
            record = taken.records[index]
            if not any(cell.strip() for cell in record):
                self.account.not_data += 1
            elif self.totals.is_total(record, {name: values[index] for name, values in columns.items()}):
                self.account.not_data += 1
                self.totals.check(record, columns, index, kept, taken.lines[index])
            else:
                self._aside(record, columns, index, failures[index], taken.lines[index])
        return kept

    def _aside(
        self, record: Record, columns: dict[str, list[Any]], index: int, why: list[tuple[Source, Bad]], line: int
    ) -> None:
        self.account.set_aside += 1
        self._aside_day(columns, index)
        for source, reason in why:
            value = MASK if source.column.kind is Kind.PERSON else source.joint.join(record[i] for i in source.indexes)
            shown = self.layout.shown(source)
            self.problems.add(self._problem(reason.code, BLOCKING, line, shown, value, reason.expected, reason.fix))

    def _aside_day(self, columns: dict[str, list[Any]], index: int) -> None:
        table = self.layout.table
        value = columns[table.day][index] if table.day else None
        if isinstance(value, int):
            found = value // DAY_SECONDS if table.column(table.day or "").kind is Kind.MOMENT else value
            self.account.aside_days[found] = self.account.aside_days.get(found, 0) + 1

    def _problem(
        self,
        code: str,
        severity: str,
        line: int | None,
        column: str | None,
        value: str | None,
        expected: str | None,
        fix: str | None,
    ) -> Problem:
        read = None if value is None else trim(value)
        return Problem(code, severity, self.account.file, self.account.sheet, line, column, read, expected, fix)

    # -- what is kept ------------------------------------------------------------------------------------------

    def _orders(self, columns: dict[str, list[Any]], lines: list[int]) -> None:
        for first, second in self.layout.table.orders:
            for index in reversed_pairs(columns[first], columns[second]):
                self._wrong_order(first, second, lines[index])

    def _wrong_order(self, first: str, second: str, line: int) -> None:
        shown = {one.column.name: self.layout.shown(one) for one in self.layout.sources}
        expected = _("« {second} » après « {first} »").format(first=shown[first], second=shown[second])
        fix = _("La ligne est gardée, ses durées sont laissées de côté : corrigez-la dans le logiciel.")
        self.problems.add(self._problem("ordre_impossible", WARNING, line, shown[second], None, expected, fix))

    def _count(self, columns: dict[str, list[Any]], lines: list[int]) -> None:
        account, table = self.account, self.layout.table
        account.kept += len(lines)
        self.totals.add(columns)
        if not lines or table.day is None:
            return
        known = [value for value in columns[table.day] if value is not None]
        unit = DAY_SECONDS if table.column(table.day).kind is Kind.MOMENT else 1
        if known:
            first, last = min(known) // unit, max(known) // unit
            account.first = first if account.first is None else min(account.first, first)
            account.last = last if account.last is None else max(account.last, last)


def reversed_pairs(first: list[Any], second: list[Any]) -> list[int]:
    """Return where the second value is known and under the first.

    >>> reversed_pairs([1, None, 5], [2, 3, 4])
    [2]
    """
    try:
        if not any(map(lt, second, first)):
            return []
    except TypeError:
        pass
    pairs = enumerate(zip(first, second, strict=True))
    return [index for index, (a, b) in pairs if a is not None and b is not None and b < a]


def texts_of(source: Source, raw: list[tuple[str, ...]], count: int) -> list[str] | tuple[str, ...]:
    """Return the texts of a column: one cell, several joined, or a constant."""
    if source.constant is not None:
        return [source.constant] * count
    if len(source.indexes) == 1:
        return raw[source.indexes[0]]
    cells_of = zip(*(raw[index] for index in source.indexes), strict=True)
    return [source.joint.join(part.strip() for part in parts).strip() for parts in cells_of]


def source_parser(reader: RowReader, source: Source, parse: cells.Parser) -> cells.Parser:
    """Return the parser of a source: through the profile's value map when there is one."""
    if source.values is None:
        return _total_aware(source, parse)
    seen: Counter[str] = Counter()

    def mapped(text: str) -> Any:
        word = clean(text)
        if not word:
            return None
        ours = source.values.get(fold(word)) if source.values else None
        if ours is None:
            seen[word] += 1
            return None
        return parse(ours)

    return mapped


def _total_aware(source: Source, parse: cells.Parser) -> cells.Parser:
    """Let « TOTAL » in the first cell be no name: the line is then looked at as a row of totals."""
    if source.indexes != (0,) or not source.column.kind.is_text:
        return parse
    return lambda text: bad.empty() if is_total_word(text) else parse(text)
