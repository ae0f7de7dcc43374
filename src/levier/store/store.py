"""The store of a centre: immutable imports, and the lines that are current."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from levier.centre import Centre, read_centre
from levier.engine.base import Engine
from levier.i18n import _
from levier.periods import Period, parse_period, period_of, to_day
from levier.problems import Refused, WrongCommand
from levier.readers.context import Context
from levier.secret import create_secret, find_secret
from levier.store import loading
from levier.store import manifest as manifests
from levier.store.adding import Adding, Progress
from levier.store.cubes import CubeCache, Rows, read_rows
from levier.store.disk import room_needed, sync_folder
from levier.store.lock import locked
from levier.store.manifest import Manifest, next_state
from levier.store.purging import Freeze, Purging, plan
from levier.store.results import DeletionResult, ImportRecord, ImportResult, PurgeResult, TableFiles, record
from levier.store.state import Settled, settle
from levier.store.sweep import sweep
from levier.tables.rows import Account

CENTRE = "centre.toml"
Mode = Literal["auto", "whole", "amend"]


def _now() -> datetime:
    return datetime.now().astimezone()


@dataclass
class Store:
    """A folder that holds what a centre imported, pseudonymous; its key is elsewhere (:mod:`levier.secret`).

    ``clock`` gives the moment that imports are dated with.
    """

    folder: Path
    centre: Centre
    secret: bytes = field(repr=False)
    key_file: Path
    clock: Callable[[], datetime] = _now
    _seen: Manifest | None = field(default=None, repr=False)

    @classmethod
    def create(cls, folder: Path, centre_toml: str = "") -> Store:
        """Make an empty store and its secret.

        Raises:
            Refused: there is already a store, or the folder holds other files.
            WrongCommand: ``centre_toml`` cannot be read.
        """
        centre = read_centre(centre_toml, folder.name or "centre")
        others = folder.exists() and any(path.name not in (CENTRE, manifests.FOLDER) for path in folder.iterdir())
        if cls.is_store(folder) or others:
            raise Refused(
                _("{folder} existe déjà et n'est pas vide. → Choisissez un dossier nouveau pour le magasin.").format(
                    folder=folder
                )
            )
        with room_needed(folder):
            (folder / manifests.FOLDER).mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
            number, path = create_secret(centre.name)
            if centre_toml:
                (folder / CENTRE).write_text(centre_toml, encoding="utf-8", newline="\n")
            manifests.write(folder, Manifest(1, number, _now().isoformat(timespec="seconds")))
            sync_folder(folder)
        return cls(folder, centre, find_secret(number, centre.name)[0], path)

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Open a store.

        Raises:
            Refused: not a store, of a newer format, or its key is missing or another one.
        """
        state = manifests.highest(folder)
        toml = folder / CENTRE
        centre = read_centre(toml.read_text(encoding="utf-8-sig") if toml.exists() else "", folder.name or "centre")
        secret, path = find_secret(state.key, centre.name)
        return cls(folder, centre, secret, path)

    @staticmethod
    def is_store(folder: Path) -> bool:
        """Tell whether a folder is a store."""
        return bool(manifests.paths(folder))

    def add(
        self,
        files: Sequence[Path],
        *,
        profile: str | None = None,
        source: str | None = None,
        mode: Mode = "auto",
        progress: Progress | None = None,
    ) -> list[ImportResult]:
        """Import files, together: all of them or nothing.

        Args:
            files: what to read, in order: where two say the same line, the later one is right.
            profile: name, file or text of a profile; by default it is recognised.
            source: where the files come from; by default profile and file name without digits.
            mode: ``whole`` (the files are everything for their days), ``amend`` (only their lines change) or
                ``auto``: as ``whole``, but refused when more than a fifth of the former lines would go.
            progress: told each file before it is read, its rank from 1 and how many there are.

        Returns:
            One result for each file (a file given twice has one).

        Raises:
            Refused: lock, a choice that belongs to the user, or a file that changed while it was read.
            DiskFull: no room; nothing was changed.
        """
        families, choices = self.centre.rejections, self.centre.account_choices
        about = (self.secret, self.centre.finess, self.centre.zone, profile, source)
        context = Context(*about, families=families, choices=choices)
        with self._writing() as state:
            asked = {"profile": _identity(profile), "source": source}
            adding = Adding(self.folder, state, context, mode, self.clock(), asked, progress)
            results, settled = adding.run(files)
            if settled:
                self._commit(state, settled, adding.undo)
        return results

    def snapshot(self) -> Store:
        """Return the store as it is now: what it answers does not change while others import.

        Writing through it is possible; it goes on answering from the state it was taken at.
        """
        return replace(self, _seen=self._state())

    def imports(self) -> list[ImportRecord]:
        """Return the imports, in order."""
        return [record(one) for one in self._state().imports]

    def delete(self, import_id: str) -> DeletionResult:
        """Delete an import; what it had replaced is current again.

        Raises:
            WrongCommand: no import has this number.
        """
        with self._writing() as state:
            gone = next((one for one in state.imports if str(one.number) == import_id), None)
            if gone is None:
                raise WrongCommand(_no_import(import_id, state))
            kept = tuple(one for one in state.imports if one is not gone)
            settled = settle(self.folder, state, kept, {part.table for part in gone.parts})
            self._commit(state, settled)
        before, after = _alive(state, kept), _alive(replace_imports(state, settled), kept)
        given_back = {table: after[table] - before[table] for table in after if after[table] > before[table]}
        removed = Counter[str]()
        for part in gone.parts:
            removed[part.table] += part.lines
        return DeletionResult(import_id, dict(removed), given_back)

    def load(self, engine: Engine, months: tuple[int, int] | None = None) -> list[Account]:
        """Make every ``raw_<table>`` of an engine hold the current lines.

        Args:
            engine: DuckDB gets views over the Parquet files, another engine gets rows.
            months: first and last day (day numbers, both included) of the lines wanted; lines without a day are
                always given.

        Returns:
            The accounts of the files that have current lines (or lines set aside that nothing replaced), with the
            days and counts of these; the number ``file`` of a row is the rank of its account.
        """
        return loading.load(self.folder, self._state(), engine, months)

    def accounts(self) -> list[Account]:
        """Return the accounts that :meth:`load` would return, without loading anything."""
        return loading.accounts(self._state())

    def last_import_day(self) -> int:
        """Return the day of the last import, today when there is none."""
        imports = self._state().imports
        return max((one.day for one in imports), default=to_day(self.clock().date()))

    def purge_plan(self, before_month: str) -> PurgeResult:
        """Say what :meth:`purge` would delete."""
        return plan(self.folder, self._state(), before_month)

    def purge(self, before_month: str, freeze: Freeze | None = None) -> PurgeResult:
        """Delete the lines of the months before ``before_month`` (``2024-01``) from every import, at once.

        Args:
            before_month: first month that stays.
            freeze: given the first and last day of what goes, returns the totals to keep for ever, by name; they
                are part of the same change (see :meth:`frozen`).

        Raises:
            WrongCommand: not a month.
        """
        with self._writing() as state:
            result = plan(self.folder, state, before_month)
            purging = Purging(self.folder, state, [])
            try:
                after = purging.run(before_month, freeze, self._at())
                manifests.write(self.folder, after)
            except BaseException:
                self._unless_written(state, purging.undo)
                raise
            sweep(self.folder, after, self.clock(), timedelta(0))
            # Kept totals are finer than the frozen ones: nothing finer outlives a purge.
            self.cubes().prune(())
        return result

    def sweep(self) -> None:
        """Erase from the disk, at once, what deleted imports and former states left; readers at work may fail.

        Every writing does it for what is more than a day old, a purge for everything.
        """
        with self._writing() as state:
            sweep(self.folder, state, self.clock(), timedelta(0))

    def frozen_months(self) -> tuple[str, ...]:
        """Return the months whose lines were purged, in order (``2023-11``)."""
        return self._state().frozen_months

    def purged_before(self) -> int | None:
        """Return the first day whose lines may still be there, ``None`` without a purge."""
        return self._state().purged_before

    def purges(self) -> list[Period]:
        """Return what each purge froze, in order: whole months, one after the other."""
        state = self._state()
        ends = sorted({key.partition("/")[0] for key in state.frozen})
        starts = [*state.frozen_months[:1], *(period_of(parse_period(end).last + 1, "month").label for end in ends)]
        return [
            Period(parse_period(first).first, parse_period(last).last, "sample", f"{first}/{last}")
            for first, last in zip(starts, ends, strict=False)
        ]

    def frozen(self, name: str, purge: Period | None = None) -> Rows:
        """Return the rows frozen under this name by one purge, or by every purge; none when there are none."""
        end = period_of(purge.last, "month").label if purge else None
        keys = [key.partition("/") for key in sorted(self._state().frozen)]
        files = [self._state().frozen["".join(key)] for key in keys if key[2] == name and end in (None, key[0])]
        return [row for file in files for row in read_rows(self.folder / file) or []]

    def cubes(self) -> CubeCache:
        """Return the cache of what is computed from this store."""
        return CubeCache(self.folder)

    def state_key(self, *tables: str) -> str:
        """Return a text that changes when the current lines of these tables may have changed (every table if none)."""
        state = self._state()
        parts = [(one.file, one.data, one.alive) for one in state.parts() if not tables or one.table in tables]
        dead = sorted(item for item in state.dead.items() if not tables or item[0] in tables)
        return hashlib.sha256(repr((parts, dead)).encode()).hexdigest()

    def parquet(self) -> dict[str, TableFiles]:
        """Return where the typed rows of each table are, for an engine that reads Parquet itself.

        Current lines = lines of ``parts`` whose (file, line) is not in ``replaced``.
        """
        state = self._state()
        return {
            table: TableFiles(
                tuple(self.folder / part.data for part in state.parts(table) if part.data and part.alive),
                self.folder / state.dead[table] if table in state.dead else None,
            )
            for table in sorted({part.table for part in state.parts() if part.data})
        }

    def _at(self) -> str:
        return self.clock().astimezone().isoformat(timespec="seconds")

    def _state(self) -> Manifest:
        return self._seen or manifests.highest(self.folder)

    @contextmanager
    def _writing(self) -> Iterator[Manifest]:
        with room_needed(self.folder), locked(self.folder):
            state = manifests.highest(self.folder)
            sweep(self.folder, state, self.clock())
            yield state

    def _commit(self, state: Manifest, settled: Settled, undo: Callable[[], None] = lambda: None) -> None:
        try:
            manifests.write(self.folder, replace_imports(state, settled, self._at()))
        except BaseException:
            self._unless_written(state, undo)
            raise

    def _unless_written(self, state: Manifest, undo: Callable[[], None]) -> None:
        """Undo, unless the interruption came after the new state was there."""
        if manifests.highest(self.folder).number == state.number:
            undo()


def replace_imports(state: Manifest, settled: Settled, at: str = "") -> Manifest:
    """Return the state that follows, made of these imports."""
    newest = max((one.number for one in settled.imports), default=0)
    files = max((part.file for one in settled.imports for part in one.parts), default=0)
    return next_state(
        state,
        at,
        imports=settled.imports,
        dead=settled.dead,
        next_import=max(state.next_import, newest + 1),
        next_file=max(state.next_file, files + 1),
    )


def _alive(state: Manifest, among: Sequence[object]) -> Counter[str]:
    numbers = {getattr(one, "number", 0) for one in among}
    counts = Counter[str]()
    for one in state.imports:
        for part in one.parts if one.number in numbers else ():
            counts[part.table] += part.alive
    return counts


def _identity(profile: str | None) -> str | None:
    """Return what tells two profiles apart: the content of a file, else the name or text itself."""
    if profile is None:
        return None
    path = Path(profile) if "\n" not in profile else None
    if path and path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return profile


def _no_import(import_id: str, state: Manifest) -> str:
    known: Mapping[str, object] = {str(one.number): one for one in state.imports}
    return _("L'import « {id} » n'existe pas. Imports de ce magasin : {known}.").format(
        id=import_id, known=", ".join(known) or _("aucun")
    )
