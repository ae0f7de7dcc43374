"""Records to typed rows, a column at a time; what cannot be read is set aside, counted and explained."""

from __future__ import annotations

from itertools import compress
from operator import lt
from typing import Any

from levier.i18n import _
from levier.periods import DAY_SECONDS
from levier.problems import BLOCKING, SHOWN_LINES, WARNING, Problem, Problems, trim
from levier.readers import deduce, said
from levier.readers.bad import Bad, Unmapped
from levier.readers.claims import Answers, by_words
from levier.readers.context import MASK, Context
from levier.readers.layout import Layout, Source
from levier.readers.ledger_rows import Ledger
from levier.readers.lines import Record
from levier.readers.one_column import ColumnReader
from levier.readers.profiles import is_shipped
from levier.readers.shape import Shape, Taken
from levier.readers.statement import Signs, is_signed
from levier.readers.totals import Totals
from levier.readers.typed import compare, judge
from levier.tables import Kind
from levier.tables.rows import Account, Chunk

Columns = dict[str, list[Any]]
Failures = dict[int, list[tuple[Source, Bad]]]
MOST_WORDS = 30


class RowReader:
    """Read the records of one part (a file or a sheet) once its layout is known.

    Args:
        layout: where the columns are.
        context: the centre.
        account: the part's account, completed on the way.
        problems: where the problems go.
        number: the place of the account among those of the reading.
        shift: days to add to dates that are bare numbers.
    """

    def __init__(
        self, layout: Layout, context: Context, account: Account, problems: Problems, number: int, shift: int = 0
    ) -> None:
        self.layout, self.account, self.problems, self.number = layout, account, problems, number
        self.table = layout.table
        self.readers = [ColumnReader(source, self.table, context, shift) for source in layout.sources]
        self.ledger = Ledger(layout, account, self.report) if self.table.name == "ledger" else None
        self.shape = self.ledger.shape() if self.ledger else Shape(layout.header, account, self.report)
        self.totals = Totals(layout, account, self.report)
        self.statement = Signs(account) if self.table.name == "balances" and is_signed(layout) else None
        self.answers = Answers(context.families, by_words(layout)) if self.table.name == "payer_flows" else None
        self.every = context.every
        self.deduced = 0
        self.words: dict[str, set[str]] = {}
        self.shown = {source.column.name: layout.shown(source) for source in layout.sources}
        self.pending: dict[tuple[str, str, str | None, str | None, str | None], tuple[str | None, list[int]]] = {}

    def chunk(self, records: list[Record], first_line: int, last_is_cut: bool = False) -> Chunk:
        """Return the rows of records that follow; ``last_is_cut`` when the file ends without an end of line."""
        return self.some(records, list(range(first_line, first_line + len(records))), last_is_cut)

    def some(self, records: list[Record], lines: list[int], last_is_cut: bool = False) -> Chunk:
        """Return the rows of records that stand on these lines, in order."""
        self.account.read += len(records)
        taken = self.shape.square(records, lines, last_is_cut)
        columns, failures = self._columns(taken)
        if self.ledger:
            self.ledger.complete(columns, failures, taken.lines)
        if self.table.name == "typed_measures":
            judge(columns, self.layout.sources, failures)
        if failures:
            kept = self._sort_out(taken, columns, failures)
            columns = {name: list(compress(values, kept)) for name, values in columns.items()}
            left = list(compress(taken.records, kept)) if self.ledger else []
            taken = Taken(left, list(compress(taken.lines, kept)))
        self._orders(columns, taken.lines)
        if self.table.name == "acts":
            self.deduced += deduce.nomenclature(columns)
        if self.answers:
            self.answers.take(columns)
        if self.table.name == "typed_measures":
            self.problems.extend(compare(columns, self.account.file, self.account.sheet))
        self._count(columns, taken.lines)
        if self.ledger:
            self.ledger.checks.add(columns, taken.lines, taken.records)
        if self.statement:
            self.statement.add(columns, taken.lines)
        self._tell()
        return Chunk(self.table, columns, taken.lines, self.number)

    def finish(self) -> None:
        """Say what concerns the part as a whole."""
        if self.ledger:
            self.problems.extend(self.ledger.checks.finish(self.account))
        if self.statement:
            self.problems.extend(self.statement.problems())
        if self.words:
            self.account.controls["valeurs_a_associer"] = {name: sorted(words) for name, words in self.words.items()}
            if self.answers and is_shipped(self.layout.profile):
                self.problems.add(said.profile_to_complete(self.account, self.words))
        if not self.account.kept + self.account.set_aside:
            self.problems.add(said.no_line(self.account))
        if self.deduced:
            self.problems.add(deduce.said(self.account, self.deduced))
        if self.answers:
            self.problems.extend(self.answers.finish(self.account))

    def report(
        self,
        code: str,
        severity: str,
        line: int | None,
        column: str | None,
        value: str | None,
        expected: str | None,
        fix: str | None,
    ) -> None:
        """Add a problem of this part; it is handed over at the end of the chunk."""
        key = (code, severity, column, expected, fix)
        value_and_lines = self.pending.setdefault(key, (value, []))
        if line is not None:
            value_and_lines[1].append(line)
            if self.every is not None:
                file, read = self.account, None if value is None else trim(value)
                about = (code, severity, file.file, file.sheet, line, column, read, expected, fix, 1, (line,))
                self.every(Problem(*about))

    def _tell(self) -> None:
        """Hand over the problems of a chunk, those alike together: thousands of lines may share one."""
        file, sheet = self.account.file, self.account.sheet
        for (code, severity, column, expected, fix), (value, lines) in self.pending.items():
            read = None if value is None else trim(value)
            line, count = (lines[0], len(lines)) if lines else (None, 1)
            first = tuple(lines[:SHOWN_LINES])
            self.problems.add(Problem(code, severity, file, sheet, line, column, read, expected, fix, count, first))
        self.pending.clear()

    # -- cells ---------------------------------------------------------------------------------------------------

    def _columns(self, taken: Taken) -> tuple[Columns, Failures]:
        width = len(self.layout.header)
        raw: list[tuple[str, ...]] = list(zip(*taken.records, strict=True)) or [()] * width
        columns: Columns = {}
        failures: Failures = {}
        for reader in self.readers:
            values = reader.read(raw, len(taken.lines))
            columns[reader.source.column.name] = values
            if reader.odd and reader.source.there:
                self._odd(reader.source, values, taken, failures)
        return columns, failures

    def _odd(self, source: Source, values: list[Any], taken: Taken, failures: Failures) -> None:
        """Note what is no value; a word without translation in the profile is left empty and said."""
        for index, value in enumerate(values):
            if value.__class__ is Bad:
                failures.setdefault(index, []).append((source, value))
            elif value.__class__ is Unmapped:
                values[index] = None
                self._unmapped(source, value.word, taken.lines[index])

    def _unmapped(self, source: Source, word: str, line: int) -> None:
        header = source.column.header
        words = self.words.setdefault(header, set())
        if len(words) < MOST_WORDS:
            words.add(word)
        shown = word if word in words else "…"
        expected = _("une valeur associée à « {column} » par le profil").format(column=header)
        fix = _('Ajoutez « "{word}" = "…" » sous [values.{column}] ; la ligne est gardée, cette case reste inconnue.')
        fix = fix.format(word=trim(shown), column=header)
        self.report("valeur_non_associee", WARNING, line, self.shown[source.column.name], shown, expected, fix)

    # -- what is set aside ---------------------------------------------------------------------------------------

    def _sort_out(self, taken: Taken, columns: Columns, failures: Failures) -> list[bool]:
        kept = [True] * len(taken.lines)
        for index in sorted(failures):
            kept[index] = False
            record, line = taken.records[index], taken.lines[index]
            if self._no_data(record) or self.totals.take(record, columns, index, kept, line):
                self.account.not_data += 1
            else:
                self._aside(record, columns, index, failures[index], line)
        return kept

    def _no_data(self, record: Record) -> bool:
        """Tell whether a record is blank, or the header come back (some exports repeat it on each page)."""
        return not any(cell.strip() for cell in record) or tuple(record) == self.layout.header

    def _aside(self, record: Record, columns: Columns, index: int, why: list[tuple[Source, Bad]], line: int) -> None:
        self.account.set_aside += 1
        self._aside_day(columns, index)
        # Two columns of ours may come from the same cells: what is wrong there is said once.
        once = {
            (source.indexes or (source.column.name,), reason.code): (source, reason) for source, reason in why[::-1]
        }
        for source, reason in list(once.values())[::-1]:
            cells = " ".join(record[one] for one in source.indexes)
            value = MASK if cells and (source.column.kind is Kind.PERSON or source.hashed) else cells
            shown = self.shown[source.column.name]
            self.report(reason.code, BLOCKING, line, shown, value or None, reason.expected, reason.fix)

    def _aside_day(self, columns: Columns, index: int) -> None:
        value = columns[self.table.day][index] if self.table.day else None
        if isinstance(value, int):
            day = value // self._unit()
            self.account.aside_days[day] = self.account.aside_days.get(day, 0) + 1

    def _unit(self) -> int:
        """Return what one day is worth in the column that places lines in time."""
        return DAY_SECONDS if self.table.column(self.table.day or "").kind is Kind.MOMENT else 1

    # -- what is kept --------------------------------------------------------------------------------------------

    def _orders(self, columns: Columns, lines: list[int]) -> None:
        for first, second in self.table.orders:
            for index in reversed_pairs(columns[first], columns[second]):
                self._wrong_order(first, second, lines[index])

    def _wrong_order(self, first: str, second: str, line: int) -> None:
        shown = self.shown
        expected = _("« {second} » après « {first} »").format(first=shown[first], second=shown[second])
        fix = _("La ligne est gardée, ses durées sont laissées de côté : corrigez-la dans le logiciel.")
        self.report("ordre_impossible", WARNING, line, shown[second], None, expected, fix)

    def _count(self, columns: Columns, lines: list[int]) -> None:
        account = self.account
        account.kept += len(lines)
        self.totals.add(columns)
        known = [value for value in columns[self.table.day] if value is not None] if self.table.day else []
        if known:
            first, last = min(known) // self._unit(), max(known) // self._unit()
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
        # None has no order.
        pass
    pairs = enumerate(zip(first, second, strict=True))
    return [index for index, (a, b) in pairs if a is not None and b is not None and b < a]
