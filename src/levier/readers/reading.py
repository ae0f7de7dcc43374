"""A reading: one binary file in, chunks of typed rows out, with an account and the problems met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from levier.i18n import _
from levier.problems import INFORMATION, WARNING, Problem, Problems, suggest
from levier.readers import cells, refusals, sources
from levier.readers.context import Context
from levier.readers.encoding import seekable
from levier.readers.identify import identify
from levier.readers.layout import Layout
from levier.readers.lines import Record
from levier.readers.names import stem
from levier.readers.part import Part, chunked
from levier.readers.refusals import Refusal
from levier.readers.rows import RowReader
from levier.tables.rows import Account, Chunk

HEAD_RECORDS = 100


class Reading:
    """The reading of one file.

    Args:
        stream: the file, opened in binary mode; it is read twice (held in memory when it cannot go back).
        name: its name, for messages and to know its table; it is never opened.
        context: the centre.

    ``accounts`` and ``problems`` are complete once :meth:`chunks` is exhausted. ``refused`` tells that the whole
    file changed while it was read: what was yielded must be thrown away.
    """

    def __init__(self, stream: BinaryIO, name: str, context: Context) -> None:
        self.stream = seekable(stream)
        self.name = re.split(r"[\\/]", name)[-1]
        self.context = context
        self.accounts: list[Account] = []
        self.problems = Problems()
        self.refused = False

    def chunks(self) -> Iterator[Chunk]:
        """Yield the rows, ten thousand lines at a time; every column of the table is there."""
        parts = sources.parts(self.stream, self.name)
        if isinstance(parts, Refusal):
            self._account(Part(lambda: iter(()), "aucun"))
            self.problems.add(parts.problem(self.name))
            return
        for part in parts:
            yield from self._part(part, alone=len(parts) == 1)
        if not any(account.table for account in self.accounts) and len(parts) > 1:
            self.problems.add(refusals.no_table([part.sheet or "" for part in parts]).problem(self.name))

    def _account(self, part: Part) -> Account:
        account = Account(self.name, None, part.reader, part.sheet, None, part.encoding, self.context.source)
        self.accounts.append(account)
        return account

    def _part(self, part: Part, alone: bool) -> Iterator[Chunk]:
        batches = chunked(part.batches())
        first, _last = next(batches, ([], True))
        layout = identify(first[:HEAD_RECORDS], self.name, part.sheet, self.context)
        account = self._account(part)
        if isinstance(layout, Refusal):
            # A sheet of notes beside sheets of data is no error.
            if alone or layout.code not in ("table_inconnue", "fichier_vide"):
                self.problems.add(layout.problem(self.name, part.sheet))
            self._give_up(part, account, len(first) if alone else None)
            return
        yield from self._rows(part, layout, account)

    def _rows(self, part: Part, layout: Layout, account: Account) -> Iterator[Chunk]:
        account.table, account.profile = layout.table.name, layout.profile
        account.ignored = layout.ignored
        account.source = self.context.source or f"{layout.profile or 'standard'}:{stem(self.name)}"
        self._say_header(part, layout)
        if part.exponents and destroyed(part, layout):
            self.problems.add(refusals.destroyed_identifiers().problem(self.name, part.sheet))
            self._give_up(part, account, None, layout.before)
            return
        rows = RowReader(layout, self.context, account, self.problems, len(self.accounts) - 1)
        line = 1
        for records, last in chunked(part.batches()):
            skipped = min(max(layout.before - line + 1, 0), len(records))
            account.read += skipped
            account.not_data += skipped
            yield rows.chunk(records[skipped:], line + skipped, last and part.cut)
            line += len(records)
        self._finish(part, account)

    def _finish(self, part: Part, account: Account) -> None:
        if refusal := part.broken():
            self.refused = True
            account.set_aside += account.kept
            account.kept, account.first, account.last = 0, None, None
            self.problems.add(refusal.problem(self.name, part.sheet))

    def _give_up(self, part: Part, account: Account, known: int | None, before: int = 0) -> None:
        """Count the records of a part that gives nothing: blank ones (and the header) are not data."""
        line = 0
        for records, _last in chunked(part.batches()):
            for record in records:
                line += 1
                blank = line <= before or not any(cell.strip() for cell in record)
                account.read += 1
                account.not_data += blank
                account.set_aside += not blank

    def _say_header(self, part: Part, layout: Layout) -> None:
        known = [column.header for column in layout.table.columns]
        if layout.profile or layout.table.name == "ledger":
            return
        for name in layout.ignored:
            near = suggest(name.lower(), known)
            fix = near or _("Rien à faire si Levier n'a pas besoin d'elle.")
            severity = WARNING if near else INFORMATION
            expected = _("une colonne du fichier standard ; celle-ci est ignorée")
            self.problems.add(
                Problem("colonne_inconnue", severity, self.name, part.sheet, layout.before, name, None, expected, fix)
            )


def destroyed(part: Part, layout: Layout) -> bool:
    """Tell whether an identifier was turned into a number with an exponent, anywhere in the part."""
    indexes = {index for source in layout.sources if source.column.kind.is_identifier for index in source.indexes}
    return any(_has_exponent(record, indexes) for records, _last in chunked(part.batches()) for record in records)


def _has_exponent(record: Record, indexes: set[int]) -> bool:
    return any(index < len(record) and cells.SCIENTIFIC.fullmatch(record[index].strip()) for index in indexes)
