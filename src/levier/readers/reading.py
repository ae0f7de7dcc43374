"""A reading: one binary file in, chunks of typed rows out, with an account and the problems met."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import BinaryIO, Protocol

from levier.problems import Problems
from levier.readers import cells, ledger_rows, profiles, refusals, said, sources
from levier.readers.context import Context
from levier.readers.converted import Converted, Format, Tally, as_text, recognised, shaped
from levier.readers.encoding import seekable
from levier.readers.header import by_name
from levier.readers.identify import identify
from levier.readers.layout import Layout
from levier.readers.lines import Record
from levier.readers.names import stem
from levier.readers.part import Batches, Part, chunked
from levier.readers.refusals import Refusal
from levier.readers.rows import RowReader
from levier.readers.typed import grid_of, read_grid_parts
from levier.tables.rows import CHUNK_LINES, Account, Chunk

HEAD_RECORDS = 100
# A sheet of notes beside sheets of data is no error.
NOT_TABLES = ("table_inconnue", "fichier_vide", "entete_introuvable")


class Bulk(Protocol):
    """Whoever reads many plain lines at once and keeps their rows itself; the rules remain the judge of the others."""

    def takes(self, part: Part, rows: RowReader) -> bool:
        """Tell whether the part is worth it."""

    def read(self, part: Part, rows: RowReader, chunk_lines: int) -> Generator[Chunk, None, tuple[int, Batches]]:
        """Yield what the rules made of the unusual lines; return the next line and the records that remain."""


class Reading:
    """The reading of one file.

    Args:
        stream: the file, opened in binary mode; it is read twice (held in memory when it cannot go back).
        name: its name, for messages and to know its table; it is never opened.
        context: the centre.
        bulk: takes the plain lines of large texts, when there is one.
        chunk_lines: how many lines are read at a time.

    ``accounts`` and ``problems`` are complete once :meth:`chunks` is exhausted. ``refused`` tells that the whole
    file changed while it was read: what was yielded must be thrown away.
    """

    def __init__(
        self,
        stream: BinaryIO,
        name: str,
        context: Context,
        bulk: Bulk | None = None,
        chunk_lines: int = CHUNK_LINES,
    ) -> None:
        self.stream = seekable(stream)
        self.name = re.split(r"[\\/]", name)[-1]
        self.context = context
        self.bulk, self.chunk_lines = bulk, chunk_lines
        self.accounts: list[Account] = []
        self.problems = Problems()
        self.refused = False

    def chunks(self) -> Iterator[Chunk]:
        """Yield the rows, ``chunk_lines`` at a time; every column of the table is there."""
        if form := recognised(self.stream, self.name, profiles.asked_format(self.context)):
            opened = form.open(self.stream, self.name, self.context)
            if isinstance(opened, Refusal):
                self._account(Part(lambda: iter(()), form.name))
                self.problems.add(opened.problem(self.name))
                return
            for table in opened:
                yield from self._converted(form, table)
            return
        parts = sources.parts(self.stream, self.name)
        if isinstance(parts, Refusal):
            self._account(Part(lambda: iter(()), "aucun"))
            self.problems.add(parts.problem(self.name))
            return
        wide = grid_of(parts)
        yield from self._grid(wide)
        for part in parts:
            if any(part is one for one in wide):
                continue
            if drawn := shaped(part, self.name, self.context):
                yield from self._shaped(part, *drawn)
            else:
                yield from self._part(part, alone=len(parts) == 1)
        if not any(account.table for account in self.accounts) and len(parts) > 1:
            self.problems.add(refusals.no_table([part.sheet or "" for part in parts]).problem(self.name))

    def _converted(self, form: Format, table: Converted, part: Part | None = None) -> Iterator[Chunk]:
        account = self._account(part or Part(lambda: iter(()), form.name, table.sheet, table.encoding))
        account.table, account.profile = table.table, form.name
        account.source = self.context.source or f"{form.name}:{stem(self.name)}"
        rows = RowReader(table.layout(form.name), self.context, account, self.problems, len(self.accounts) - 1)
        for records, lines in table.lines(Tally(account, self.problems, self.context.every)):
            yield rows.some(records, lines)
        rows.finish()
        if part:
            self._finish(part, account)

    def _shaped(self, part: Part, form: Format, found: Converted | Refusal) -> Iterator[Chunk]:
        if isinstance(found, Refusal):
            self._refuse(part, self._account(part), found)
        else:
            yield from self._converted(form, found, part)

    def _grid(self, parts: list[Part]) -> Iterator[Chunk]:
        for found in read_grid_parts(parts, self.name, self.context.source, len(self.accounts)):
            self.accounts.append(found.account)
            self.problems.extend(found.problems)
            if len(found.chunk):
                yield found.chunk

    def _account(self, part: Part) -> Account:
        account = Account(self.name, None, part.reader, part.sheet, None, part.encoding, self.context.source)
        self.accounts.append(account)
        return account

    def _part(self, part: Part, alone: bool) -> Iterator[Chunk]:
        first, _last = next(chunked(part.batches()), ([], True))
        layout = identify(first[:HEAD_RECORDS], self.name, part.sheet, self.context)
        if part.reader == "classeur" and isinstance(layout, Refusal) and (form := as_text(first[:HEAD_RECORDS])):
            layout = refusals.in_workbook(form.label, of_calls="fuseau" in form.options)
        account = self._account(part)
        if isinstance(layout, Layout):
            self._say(part, layout, first)
            yield from self._rows(part, layout, account)
        elif part.reader == "html" and layout.code in NOT_TABLES:
            self._refuse(part, account, refusals.html_page())
        elif alone or layout.code not in NOT_TABLES or by_name(part.sheet or ""):
            self._refuse(part, account, layout)
        else:
            self.problems.add(said.ignored_sheet(self.name, part.sheet))
            account.read = account.not_data = sum(len(records) for records, _end in chunked(part.batches()))

    def _say(self, part: Part, layout: Layout, records: list[Record]) -> None:
        self.problems.extend(said.unknown_columns(layout, self.name, part.sheet))
        if self.context.profile not in (None, "standard") and layout.profile is None:
            self.problems.add(said.profile_left(layout, self.name, part.sheet))
        if layout.table.name == "ledger":
            self.problems.extend(ledger_rows.said(layout, part, self.name))
        if part.guessed:
            self.problems.add(said.encoding(part, layout, records, self.name))

    def _rows(self, part: Part, layout: Layout, account: Account) -> Iterator[Chunk]:
        account.table, account.profile = layout.table.name, layout.profile
        account.ignored = layout.ignored
        account.source = self.context.source or f"{layout.profile or 'standard'}:{stem(self.name)}"
        if part.exponents and destroyed(part, layout):
            self._refuse(part, account, replace(refusals.destroyed_identifiers(), before=layout.before))
            return
        rows = RowReader(layout, self.context, account, self.problems, len(self.accounts) - 1, part.shift)
        line, batches = yield from self._bulk(part, rows)
        for records, last in chunked(batches, self.chunk_lines):
            skipped = min(max(layout.before - line + 1, 0), len(records))
            account.read += skipped
            account.not_data += skipped
            yield rows.chunk(records[skipped:], line + skipped, last and part.cut)
            line += len(records)
        rows.finish()
        self._finish(part, account)

    def _bulk(self, part: Part, rows: RowReader) -> Generator[Chunk, None, tuple[int, Batches]]:
        if self.bulk is None or not self.bulk.takes(part, rows):
            return 1, part.batches()
        return (yield from self.bulk.read(part, rows, self.chunk_lines))

    def _finish(self, part: Part, account: Account) -> None:
        if refusal := part.broken():
            self.refused = True
            account.set_aside += account.kept
            account.kept, account.first, account.last = 0, None, None
            self.problems.add(refusal.problem(self.name, part.sheet))

    def _refuse(self, part: Part, account: Account, refusal: Refusal) -> None:
        """Count the records of a part that gives nothing: blank ones, and those up to the header, are not data."""
        self.problems.add(refusal.problem(self.name, part.sheet))
        line = 0
        for records, _last in chunked(part.batches()):
            for record in records:
                line += 1
                blank = line <= refusal.before or not any(cell.strip() for cell in record)
                account.read += 1
                account.not_data += blank
                account.set_aside += not blank


def destroyed(part: Part, layout: Layout) -> bool:
    """Tell whether an identifier was turned into a number with an exponent, anywhere in the part."""
    indexes = {index for source in layout.sources if source.column.kind.is_identifier for index in source.indexes}
    if layout.table.name == "ledger":
        # Journals and entries may be called 1E5: a spreadsheet writes a plus sign.
        return any(_has_exponent(record, indexes, "+") for record in _records(part))
    return any(_has_exponent(record, indexes) for record in _records(part))


def _records(part: Part) -> Iterator[Record]:
    return (record for records, _last in chunked(part.batches()) for record in records)


def _has_exponent(record: Record, indexes: set[int], sign: str = "") -> bool:
    texts = (record[index].strip() for index in indexes if index < len(record))
    return any(sign in text and cells.SCIENTIFIC.fullmatch(text) for text in texts)
