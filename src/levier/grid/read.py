"""Read the grid back: a line for each value typed, and a sentence for each cell that cannot be taken.

A value is a record: ``read = kept + set aside + not data`` counts the cells filled, and one for each row without a
value (titles, measures left blank).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from levier.catalogue.typed import BLOCKS, KEYS, TYPED
from levier.catalogue.typed_rows import canonical, parts_problems, typed_problems
from levier.grid import LISTS, MARKER, PREFIX, RATES, grid_sheets
from levier.grid.heads import Heads, cell, find_heads, period_label
from levier.grid.rate import band, from_rate
from levier.grid.titles import CODE, ESTIMATE, FROM, KEY_TITLES, MEASURE, RATE, TO, TOTAL
from levier.i18n import _
from levier.periods import parse_period
from levier.problems import BLOCKING, Problem, Problems, WrongCommand, trim
from levier.readers import cells
from levier.readers.bad import Bad
from levier.readers.lines import Record
from levier.readers.names import fold
from levier.readers.refusals import Refusal
from levier.readers.workbook import open_workbook
from levier.tables import TABLES
from levier.tables.columns import DECIMAL_SCALE
from levier.tables.rows import Account, Chunk

TABLE = TABLES["typed_measures"]
Sheets = Iterable[tuple[str, Sequence[Record]]]


@dataclass(slots=True)
class GridPart:
    """What one sheet of the grid gives."""

    account: Account
    chunk: Chunk
    problems: list[Problem] = field(default_factory=list)

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows of the sheet, by our names, in the encodings of the storage."""
        return [dict(zip(TABLE.names, values[2:], strict=True)) for values in self.chunk.rows()]


@dataclass(slots=True)
class GridReading:
    """A grid read: its rows (storage encodings), its problems, and what each sheet gave."""

    rows: list[dict[str, Any]]
    problems: Problems
    parts: list[GridPart]


def read_grid(stream: BinaryIO, file: str = "grille.xlsx") -> GridReading:
    """Read a workbook written by :func:`levier.grid.write.write_grid` and filled by a person.

    Args:
        stream: the workbook (XLSX or ODS), opened in binary mode.
        file: its name, for the sentences.

    >>> import io
    >>> from levier.grid.write import write_grid
    >>> stream = io.BytesIO()
    >>> row = {"measure": "appels_recus", "period": "2025-01", "value": 812_000_000_000}
    >>> write_grid(stream, [row], 2025)
    >>> [(one["measure"], one["period"], one["value"]) for one in read_grid(stream).rows]
    [('appels_recus', '2025-01', 812000000000)]
    """
    problems = Problems()
    opened = open_workbook(stream)
    if isinstance(opened, Refusal):
        problems.add(opened.problem(file))
        return GridReading([], problems, [])
    sheets = {one.sheet or "": [record for batch in one.batches() for record in batch] for one in opened}
    parts = grid_parts(((name, sheets[name]) for name in grid_sheets(sheets)), file)
    for part in parts:
        problems.extend(part.problems)
    return GridReading([row for part in parts for row in part.rows()], problems, parts)


def grid_parts(sheets: Sheets, file: str, source: str | None = None, first: int = 0) -> list[GridPart]:
    """Read the sheets of a grid, already open.

    Args:
        sheets: name and rows of each sheet, every row from the first one (the first is line 1), as texts.
        file: name of the workbook.
        source: name of the source, kept in the accounts.
        first: number of the first part in the accounts of the reading.
    """
    parts: list[GridPart] = []
    for name, rows in sheets:
        account = Account(file, TABLE.name, "grille", name, source=source)
        part = GridPart(account, Chunk(TABLE, {column: [] for column in TABLE.names}, [], first + len(parts)))
        if name in (MARKER, LISTS):
            account.read = account.not_data = len(rows)
        else:
            SheetReader(part, rows).read()
        parts.append(part)
    if parts:
        parts[-1].problems += parts_problems((row for part in parts for row in part.rows()), file)
    return parts


class SheetReader:
    """Read one sheet into its part."""

    def __init__(self, part: GridPart, records: Sequence[Record]) -> None:
        self.part, self.records = part, records
        self.account = part.account
        sheet = self.account.sheet or ""
        here = {fold(one.label): one.name for one in TYPED.values() if PREFIX + BLOCKS[one.block].sheet == sheet}
        self.names = {fold(one.label): one.name for one in TYPED.values()} | here

    def read(self) -> None:
        """Read every row."""
        heads = find_heads(self.records)
        if heads is None:
            self._no_heads()
            return
        self.heads: Heads = heads
        self.account.ignored = tuple(heads.ignored)
        self.account.read = self.account.not_data = heads.row + 1
        one = self._rate if self.account.sheet == RATES else self._line
        for index, record in enumerate(self.records[heads.row + 1 :], heads.row + 2):
            before = self.account.read
            one(record, index)
            if self.account.read == before:
                self.account.read += 1
                self.account.not_data += 1

    def _no_heads(self) -> None:
        filled = sum(any(one.strip() for one in record) for record in self.records)
        self.account.read, self.account.set_aside = len(self.records), filled
        self.account.not_data = len(self.records) - filled
        if filled:
            expected = _("une ligne de titres avec « Mesure » et « Code »")
            fix = _("Reprenez une grille neuve (levier templates) et recopiez vos nombres.")
            self._add(Problem("entete_absent", BLOCKING, "", expected=expected, fix=fix))

    # -- one sheet per document --------------------------------------------------------------------------------

    def _line(self, record: Record, line: int) -> None:
        columns = {**dict.fromkeys(self.heads.undated), **self.heads.periods}
        filled = {index: label for index, label in sorted(columns.items()) if cell(record, index)}
        if not filled:
            return
        shared, wrong = self._shared(record, line)
        for index, label in filled.items():
            self._value(record, line, index, label, shared, wrong)
        for problem in wrong:
            self._add(problem)

    def _shared(self, record: Record, line: int) -> tuple[dict[str, Any], list[Problem]]:
        """Return what the line says of all its values, and what is wrong in it."""
        row: dict[str, Any] = dict.fromkeys(TABLE.names)
        wrong = []
        row["measure"] = self._measure(record)
        for key, name in KEYS.items():
            row[name] = self._text(record, key) or None
        for name in ("nature", "definition", "source", "preferred", "comment", "payer_type"):
            title = "payeur_type" if name == "payer_type" else name
            value = self._parsed(name, self._text(record, title))
            if isinstance(value, Bad):
                wrong.append(self._bad(value, line, self._title(title), self._text(record, title)))
            else:
                row[name] = value
        return row, wrong

    @staticmethod
    def _parsed(name: str, text: str) -> Any:
        column = TABLE.column(name)
        if not text:
            return None
        if column.choices:
            return cells.choice(column.choices)(text)
        return cells.flag(text) if name == "preferred" else text

    def _value(
        self, record: Record, line: int, index: int, label: str | None, shared: dict[str, Any], wrong: list[Problem]
    ) -> None:
        self.account.read += 1
        title, text = self.heads.titles[index], cell(record, index)
        value = number(text)
        if isinstance(value, Bad):
            self._aside([self._bad(value, line, title, text)], label)
        elif label is None:
            self._aside([self._undated(line, index)], None)
        elif wrong:
            self._aside([], label)
        else:
            self._judge(canonical(shared | {"period": label, "value": value}), line, title)

    def _judge(self, row: dict[str, Any], line: int, title: str) -> None:
        """Keep a row, or say why not, by the titles that the person sees."""
        found = typed_problems(row, self.account.file, line, self.account.sheet)
        if not found:
            self._keep(row, line)
            return
        titles = {"valeur": title, "periode": title, "mesure": CODE if CODE in self.heads.fields else MEASURE}
        titles |= {key: self._title(key) for key in KEYS}
        self._aside([replace(one, column=titles.get(one.column or "", one.column)) for one in found], row["period"])

    def _keep(self, row: dict[str, Any], line: int) -> None:
        for name, values in self.part.chunk.columns.items():
            values.append(row[name])
        self.part.chunk.lines.append(line)
        span = parse_period(row["period"])
        account = self.account
        account.kept += 1
        account.first = span.first if account.first is None else min(account.first, span.first)
        account.last = span.last if account.last is None else max(account.last, span.last)

    def _aside(self, problems: Iterable[Problem], label: str | None) -> None:
        self.account.set_aside += 1
        if label:
            day = parse_period(label).first
            self.account.aside_days[day] = self.account.aside_days.get(day, 0) + 1
        for problem in problems:
            self._add(problem)

    # -- percentages -------------------------------------------------------------------------------------------

    def _rate(self, record: Record, line: int) -> None:
        written = [name for name in self.heads.fields if name != ESTIMATE and self._text(record, name)]
        if not written:
            return
        self.account.read += 1
        shared, wrong = self._shared(record, line)
        label = period_label(self._text(record, FROM), self._text(record, TO))
        if isinstance(label, Bad):
            wrong.append(self._bad(label, line, FROM, f"{self._text(record, FROM)} - {self._text(record, TO)}"))
        try:
            shared |= self._estimated(record)
        except WrongCommand as refused:
            wrong.append(self._no_count(str(refused), line, record))
        if wrong or isinstance(label, Bad):
            self._aside(wrong, None if isinstance(label, Bad) else label)
        else:
            self._judge(canonical(shared | {"period": label}), line, RATE)

    def _estimated(self, record: Record) -> dict[str, Any]:
        rate, total = self._text(record, RATE), cells.whole(self._text(record, TOTAL) or "?")
        if not self._text(record, TOTAL):
            raise WrongCommand(_("Écrivez le total sur lequel porte le taux."))
        if isinstance(total, Bad):
            raise WrongCommand(_("Total « {total} » : attendu 0 ou plus.").format(total=self._text(record, TOTAL)))
        count, _low, _high = from_rate(rate, total)
        return {"value": count * DECIMAL_SCALE, "nature": "estime", "comment": band(rate, total)}

    def _no_count(self, why: str, line: int, record: Record) -> Problem:
        expected = _("un pourcentage et son total, comme dans le document")
        read = f"{self._text(record, RATE)} / {self._text(record, TOTAL)}"
        return self._bad(Bad("taux_impossible", expected, why), line, RATE, read)

    # -- cells ---------------------------------------------------------------------------------------------------

    def _measure(self, record: Record) -> str:
        """Return the name of the measure: the code of the line, else the one that its label tells."""
        label = self._text(record, MEASURE)
        return self._text(record, CODE) or self.names.get(fold(label), label)

    def _text(self, record: Record, name: str) -> str:
        return cell(record, self.heads.fields.get(name))

    def _title(self, name: str) -> str:
        index = self.heads.fields.get(name)
        return self.heads.titles[index] if index is not None else KEY_TITLES.get(name, name)

    def _undated(self, line: int, index: int) -> Problem:
        expected = _("les deux dates du comptage, au-dessus de la colonne")
        fix = _("Écrivez le premier jour en face de « Du » et le dernier en face de « Au ».")
        return self._bad(
            Bad("comptage_sans_dates", expected, fix), line, self.heads.titles[index], self.heads.undated[index]
        )

    def _bad(self, bad: Bad, line: int, title: str, read: str) -> Problem:
        return Problem(bad.code, BLOCKING, "", None, line, title, trim(read), bad.expected, bad.fix)

    def _add(self, problem: Problem) -> None:
        self.part.problems.append(replace(problem, file=self.account.file, sheet=self.account.sheet))


def number(text: str) -> int | Bad:
    """Return a typed number in billionths; a percentage is sent to its own page.

    >>> number("1 204"), number("12 %").code
    (1204000000000, 'pourcentage')
    """
    if text.endswith("%"):
        return Bad(
            "pourcentage",
            _("un nombre, pas un pourcentage"),
            _("Écrivez ce pourcentage et son total dans la feuille « {sheet} ».").format(sheet=RATES),
        )
    return cells.decimal(text, None, False)
