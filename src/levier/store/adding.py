"""One import: files read, written beside the store, weighed against what is there, and only then made part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from levier.engine.base import raw_name
from levier.engine.duck import DuckEngine
from levier.i18n import _, ngettext
from levier.keys import has_key, place
from levier.periods import to_day
from levier.problems import NothingUsable, Refused
from levier.readers.context import Context
from levier.store.disk import remove, sync_folder, token
from levier.store.guard import Loss
from levier.store.intake import Delivered, Intake, file_digest
from levier.store.manifest import Import, Manifest, Part, account_content
from levier.store.parquet import write_query
from levier.store.results import ImportResult
from levier.store.state import Settled, settle
from levier.store.together import may_be_same, named_table
from levier.store.two_logs import counted_twice, logs
from levier.tables import TABLES
from levier.tables.columns import Table

FOLDER = "imports"
_AMEND = _(
    "« --amend » (seules les lignes du fichier changent) demande un identifiant par ligne, pour savoir laquelle "
    "change. Rien n'a été fait. → Importez le fichier entier de ces jours avec « --whole »."
)


class ChoiceNeeded(Refused):
    """Too many former lines would go: the user says whether the files are everything (``losses`` says what goes)."""

    def __init__(self, losses: Sequence[Loss]) -> None:
        super().__init__(_choose(losses))
        self.losses = tuple(losses)


#: Told the name of a file, its rank from 1 and how many there are.
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Adding:
    """The making of import ``manifest.next_import``. ``asked`` holds the profile and source of the command."""

    folder: Path
    manifest: Manifest
    context: Context
    mode: str
    now: datetime
    asked: Mapping[str, str | None]
    progress: Progress | None = None
    written: list[Path] = field(default_factory=list)

    def run(self, files: Sequence[Path]) -> tuple[list[ImportResult], Settled | None]:
        """Read the files; return a result for each and, when something is new, the state to make the store's.

        Raises:
            Refused: the user must choose (``--whole`` or ``--amend``), or a file changed meanwhile.
        """
        known, new = self._split(files)
        engine = DuckEngine()
        try:
            intake = Intake(engine, self.context)
            for rank, (path, sha256) in enumerate(new, 1):
                if self.progress:
                    self.progress(path.name, rank, len(new))
                intake.take(path, sha256)
            intake.settle_duplicates()
            if self.manifest.purged_before is not None:
                intake.drop_days_before(self.manifest.purged_before)
            for problem in counted_twice(logs(intake.accounts), logs(self.manifest.parts())):
                intake.tell(problem)
            settled = self._settle(intake) if any(account.kept for account in intake.accounts) else None
        except BaseException:
            self.undo()
            raise
        finally:
            engine.close()
        return known + [self._result(one, settled) for one in intake.delivered], settled

    def undo(self) -> None:
        """Remove what was written: it belongs to no state of the store."""
        for path in self.written:
            remove(path)

    def _split(self, files: Sequence[Path]) -> tuple[list[ImportResult], list[tuple[Path, str]]]:
        known, new = [], []
        seen: set[tuple[str, str | None]] = set()
        for path in files:
            digest, table = _digest(path), named_table(path)
            twin = any(bytes_ == digest and may_be_same(other, table) for bytes_, other in seen)
            number = self.manifest.next_import if twin else self._already(digest, table)
            if number is not None:
                known.append(ImportResult(path.name, (), (), str(number), unchanged=True))
            else:
                new.append((path, digest))
            seen.add((digest, table))
        return known, new

    def _already(self, digest: str, table: str | None) -> int | None:
        """Return the import that brought the same bytes for the same table, asked for in the same way."""
        for one in reversed(self.manifest.imports):
            same = dict(one.asked) == dict(self.asked) and one.amend == (self.mode == "amend")
            if same and any(part.sha256 == digest and table in (None, part.table) for part in one.parts):
                return one.number
        return None

    def _settle(self, intake: Intake) -> Settled:
        parts = tuple(self._parts(intake))
        tables = sorted({part.table for part in parts})
        if self.mode == "amend":
            _needs_keys(intake.engine, sorted({part.table for part in parts if part.lines}))
        schemas = {table: TABLES[table].names for table in tables}
        at = self.now.astimezone().isoformat(timespec="seconds")
        one = Import(
            self.manifest.next_import, at, to_day(self.now.date()), self.mode, parts, schemas, asked=self.asked
        )
        settled = settle(self.folder, self.manifest, (*self.manifest.imports, one), tables, one.number)
        self.written += [self.folder / name for name in set(settled.dead.values()) - set(self.manifest.dead.values())]
        if self.mode == "auto" and (heavy := [loss for loss in settled.losses if loss.too_much]):
            raise ChoiceNeeded(heavy)
        last = replace(settled.imports[-1], effects=settled.effects)
        return replace(settled, imports=(*settled.imports[:-1], last))

    def _parts(self, intake: Intake) -> Iterable[Part]:
        number = self.manifest.next_file
        for one in intake.delivered:
            unit = number
            for rank, account in enumerate(one.accounts, one.first):
                if account.table and account.kept + account.set_aside:
                    yield self._part(intake, rank, number, unit, one.sha256)
                    number += 1

    def _part(self, intake: Intake, rank: int, number: int, unit: int, sha256: str) -> Part:
        account = intake.accounts[rank]
        table = TABLES[str(account.table)]
        data = self._write(intake.engine, table, rank, number) if account.kept else None
        return Part(
            *(number, unit, account.file, table.name, account.source or "", sha256, account.kept, data),
            account=account_content(account),
            profile=account.profile,
            first=account.first if table.day else None,
            last=account.last if table.day else None,
            years=_years(intake.engine, table, rank) if account.kept else (),
        )

    def _write(self, engine: DuckEngine, table: Table, rank: int, number: int) -> str:
        name = f"{FOLDER}/{self.manifest.next_import:06d}-{number:06d}-{table.name}-{token()}.parquet"
        path = self.folder / name
        self.written.append(path)
        columns = ", ".join(table.names)
        write_query(
            engine,
            f"SELECT CAST({number} AS BIGINT) AS file, line, {columns} FROM {raw_name(table)} WHERE file = {rank}",
            path,
        )
        sync_folder(path.parent)
        return name

    def _result(self, one: Delivered, settled: Settled | None) -> ImportResult:
        kept = settled is not None and any(account.kept for account in one.accounts)
        number = str(self.manifest.next_import) if kept else None
        effects = settled.effects if settled and kept else {}
        return ImportResult(one.path.name, tuple(one.accounts), tuple(one.problems), number, False, effects)


def _digest(path: Path) -> str:
    try:
        return file_digest(path)
    except OSError as error:
        raise NothingUsable(
            _("{file} ne peut pas être lu : {reason}. → Vérifiez le chemin et les droits.").format(
                file=path, reason=error.strerror or error
            )
        ) from None


def _years(engine: DuckEngine, table: Table, rank: int) -> tuple[int, ...]:
    name = place(table)
    if table.day or name is None:
        return ()
    rows = engine.fetch(f"SELECT DISTINCT {name} FROM {raw_name(table)} WHERE file = {rank} ORDER BY 1")
    return tuple(int(year) for (year,) in rows if year is not None)


def _needs_keys(engine: DuckEngine, tables: Sequence[str]) -> None:
    for name in tables:
        table = TABLES[name]
        ((count,),) = engine.fetch(f"SELECT COUNT(*) FROM {raw_name(table)} WHERE NOT ({has_key(table)})")
        if count:
            raise Refused(
                ngettext(
                    "{label} : {count} ligne sans identifiant ; {rule}",
                    "{label} : {count} lignes sans identifiant ; {rule}",
                    int(count),
                ).format(label=table.label, count=count, rule=_AMEND)
            )


def _choose(heavy: Sequence[Loss]) -> str:
    return _(
        "{said} Plus d'une ligne sur cinq disparaîtrait : rien n'a été fait. → Recommencez avec « --whole » si ce "
        "fichier dit tout pour ces jours, ou {other}."
    ).format(said=" ".join(loss.sentence() for loss in heavy), other=_other_choice(heavy))


def _other_choice(heavy: Sequence[Loss]) -> str:
    if all(loss.keyed for loss in heavy):
        return _("avec « --amend » si seules les lignes de ce fichier changent, les autres restant comme elles sont")
    if any(loss.table.replaces == "exercise" for loss in heavy):
        return _("réunissez d'abord dans un seul fichier tout ce qui concerne ces exercices")
    return _("avec « --source NOM » si ce fichier vient d'ailleurs et complète l'autre")
