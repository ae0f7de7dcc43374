"""Files whose records are not lines of a table (call logs, calendars, FHIR): each is turned into lines of one.

One new file in ``readers/formats/`` adds one format: it holds ``FORMAT``, a :class:`Format`, and is found by itself.
A format gives *texts* under the headers of the standard file (French); the rules of every other file read them: dates,
closed lists, hashes of persons, lines set aside. Nothing is lost in silence: what a format folds, leaves out or cannot
read goes through its :class:`Tally`.
"""

from __future__ import annotations

import csv
import importlib
import io
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO

from levier.problems import BLOCKING, WARNING, Problem, Problems
from levier.readers.context import Context
from levier.readers.header import by_name
from levier.readers.layout import Layout, standard
from levier.readers.lines import Record
from levier.readers.names import stem
from levier.readers.part import Part
from levier.readers.refusals import Refusal
from levier.tables import TABLES
from levier.tables.rows import Account

# Lines of the standard table, and where each stands in the file (its line, or the rank of its object).
Batch = tuple[list[Record], list[int]]


class Tally:
    """What a format says of the records that give no line of their own."""

    def __init__(self, account: Account, problems: Problems, every: Callable[[Problem], None] | None = None) -> None:
        self.account, self._problems, self._every = account, problems, every

    def left_out(self, count: int = 1, why: str | None = None) -> None:
        """Count records that are no data here; ``why`` names the control that counts them (``lignes_regroupees``)."""
        self.account.read += count
        self.account.not_data += count
        if why:
            self.account.controls[why] = self.account.controls.get(why, 0) + count

    def aside(
        self, code: str, line: int, column: str | None, value: str | None, expected: str, fix: str, count: int = 1
    ) -> None:
        """Set records aside, said as for any line: where, what was read, what was expected, what to do."""
        self.account.read += count
        self.account.set_aside += count
        self._say(code, BLOCKING, line, column, value, expected, fix, count)

    def warn(self, code: str, line: int, column: str | None, value: str | None, expected: str, fix: str) -> None:
        """Say something of a record that is kept, or counted otherwise."""
        self._say(code, WARNING, line, column, value, expected, fix, 1)

    def _say(
        self,
        code: str,
        severity: str,
        line: int,
        column: str | None,
        value: str | None,
        expected: str,
        fix: str,
        n: int,
    ) -> None:
        account = self.account
        problem = Problem(code, severity, account.file, account.sheet, line, column, value, expected, fix, n, (line,))
        if self._every:
            self._every(problem)
        self._problems.add(problem)


@dataclass(frozen=True, slots=True)
class Converted:
    """One table that a file gives: its name, the standard headers of its cells, and its lines, read when asked.

    ``lines`` may be asked once per reading; it streams.
    """

    table: str
    headers: tuple[str, ...]
    lines: Callable[[Tally], Iterator[Batch]]
    sheet: str | None = None
    encoding: str | None = None

    def layout(self, name: str) -> Layout:
        """Return the layout of its lines: a standard file's, under the name of the format."""
        made = standard(TABLES[self.table], list(self.headers), 0)
        return Layout(made.table, made.header, 0, made.sources, name)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    ``name`` stands for the profile in accounts and sources; ``label`` says it to a person; ``recognises`` looks at the
    first bytes (64 KB at most) and at the file's name; ``open`` gives the tables of the file (its stream may be read
    again from the start), or why it gives none; ``tested`` says on what: ``real`` files, the vendor's ``manual``, or
    ``made`` files; ``shape`` looks at the records of one sheet (or of a delimited text) where the bytes do not tell: a
    table drawn for the eye; a workbook may hold one beside standard sheets;
    ``options`` are what a profile may choose for it (:func:`levier.readers.profiles.options`).
    """

    name: str
    label: str
    origin: str
    recognises: Callable[[bytes, str], bool]
    open: Callable[[BinaryIO, str, Context], list[Converted] | Refusal]
    tested: str = "made"
    shape: Callable[[Part, str, Context], Converted | Refusal | None] | None = None
    options: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def formats() -> dict[str, Format]:
    """Return the formats by name, in the order of their files."""
    from levier.readers import formats as folder

    names = sorted(one.name for one in pkgutil.iter_modules(folder.__path__) if not one.name.startswith("_"))
    found = (getattr(importlib.import_module(f"{folder.__name__}.{name}"), "FORMAT", None) for name in names)
    return {one.name: one for one in found if isinstance(one, Format)}


def recognised(stream: BinaryIO, name: str, profile: str | None) -> Format | None:
    """Return the format of a file: the one that is forced, else the first that recognises it.

    A standard file keeps its own table beside a forced format, as it does beside a forced profile; a file that is named
    after a table and is of a known kind (``fermetures.ics``) is read as that kind.
    """
    if profile is not None and not by_name(stem(name)):
        forced = formats().get(profile)
        return forced if forced and not forced.shape else None
    stream.seek(0)
    head = stream.read(65_536)
    stream.seek(0)
    return next((one for one in formats().values() if one.recognises(head, name)), None)


def as_text(records: list[Record]) -> Format | None:
    """Return the format that these records would be as a text: what a spreadsheet opened and saved.

    >>> row = ["", "1", "2", "from-pstn", "", "SIP/a-00000001", "", "Queue", "x", *["2026-07-08 00:13:16"] * 3]
    >>> as_text([[*row, "82", "82", "ANSWERED", "DOCUMENTATION", "1783469596.2321", ""]]).name
    'asterisk_cdr'
    """
    text = io.StringIO()
    csv.writer(text).writerows(records)
    head = text.getvalue().encode()[:65_536]
    return next((one for one in formats().values() if one.recognises(head, "")), None)


def shaped(part: Part, name: str, context: Context) -> tuple[Format, Converted | Refusal] | None:
    """Return the format that knows a sheet (or a delimited text) by its shape, and the table that it gives."""
    for one in formats().values():
        if one.shape and (found := one.shape(part, name, context)) is not None:
            return one, found
    return None
