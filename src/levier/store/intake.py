"""Files on their way into the store: read, checked against change, duplicates set aside; nothing is written here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from levier.duplicates import measure_span, set_aside_duplicates
from levier.engine.base import raw_columns, raw_name
from levier.engine.duck import DuckEngine
from levier.fast import FastReader
from levier.i18n import _
from levier.keys import day_range
from levier.problems import INFORMATION, Problem, Refused
from levier.readers.context import Context
from levier.readers.reading import Reading
from levier.tables import TABLES, Table
from levier.tables.rows import Account

BLOCK = 1 << 20


@dataclass(slots=True)
class Delivered:
    """One file as it was read. ``first`` is the rank of its first account among those of the intake."""

    path: Path
    sha256: str
    first: int
    accounts: list[Account]
    problems: list[Problem]


@dataclass(slots=True)
class Intake:
    """The typed rows of several files in the ``raw_<table>`` of an engine; ``file`` is the rank of the account."""

    engine: DuckEngine
    context: Context
    accounts: list[Account] = field(default_factory=list)
    delivered: list[Delivered] = field(default_factory=list)
    _tables: set[str] = field(default_factory=set)
    _fast: FastReader | None = None

    def take(self, path: Path, sha256: str) -> Delivered:
        """Read one file.

        Raises:
            Refused: the file changed while it was read.
        """
        before = _state(path)
        with path.open("rb") as stream:
            reading = Reading(stream, path.name, self.context, self._bulk())
            self._keep(reading)
        if reading.refused or _state(path) != before or file_digest(path) != sha256:
            raise Refused(_changed(path))
        found = Delivered(path, sha256, len(self.accounts), reading.accounts, list(reading.problems))
        self.accounts += reading.accounts
        self.delivered.append(found)
        return found

    def _keep(self, reading: Reading) -> None:
        for chunk in reading.chunks():
            if len(chunk):
                chunk.file += len(self.accounts)
                self._table(chunk.table.name)
                self.engine.insert(raw_name(chunk.table), chunk.rows())

    def _bulk(self) -> FastReader:
        """Return what takes the plain lines of large files, for the file that comes."""
        if self._fast is None:
            self._fast = FastReader(self.engine, self.context.secret, lambda table: self._table(table.name))
        self._fast.first_file = len(self.accounts)
        return self._fast

    def _table(self, name: str) -> None:
        if name not in self._tables:
            self.engine.create(raw_name(name), raw_columns(TABLES[name]))
            self._tables.add(name)

    def drop_days_before(self, day: int) -> None:
        """Leave out the lines of months that were purged: their figures are frozen."""
        for name in sorted(self._tables):
            table = TABLES[name]
            if table.day and table.replaces != "file":
                self._drop(table, f"{table.day} < {day_range(table, day, day)[0]}")

    def _drop(self, table: Table, condition: str) -> None:
        raw = raw_name(table)
        counted = f"SELECT file, COUNT(*), MIN(line) FROM {raw} WHERE {condition} GROUP BY file ORDER BY file"
        dropped = [(int(file), int(count), int(line)) for file, count, line in self.engine.fetch(counted)]
        self.engine.run(f"DELETE FROM {raw} WHERE {condition}")
        for file, count, line in dropped:
            account = self.accounts[file]
            account.kept, account.not_data = account.kept - count, account.not_data + count
            measure_span(self.engine, table, file, account)
            self.tell(_purged(account, count, line))

    def settle_duplicates(self) -> None:
        """Apply the rule of keys met twice in one file."""
        for name in sorted(self._tables):
            for problem in set_aside_duplicates(self.engine, TABLES[name], self.accounts):
                self.tell(problem)

    def tell(self, problem: Problem) -> None:
        """Add a problem to those of its file."""
        next(one for one in self.delivered if one.path.name == problem.file).problems.append(problem)


def _state(path: Path) -> tuple[int, int]:
    about = path.stat()
    return about.st_size, about.st_mtime_ns


def _changed(path: Path) -> str:
    return _(
        "{file} a changé pendant la lecture : rien n'a été enregistré. → Attendez la fin de l'export (ou fermez le "
        "fichier dans le tableur), puis recommencez."
    ).format(file=path)


def _purged(account: Account, count: int, line: int) -> Problem:
    return Problem(
        *("mois_purge", INFORMATION, account.file, account.sheet, line, None, None),
        _("des lignes de mois encore conservés ; ceux-ci ont été purgés, leurs chiffres sont figés"),
        _("Rien à faire."),
        count,
        (line,),
    )


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
