"""The store of a centre: immutable imports, and the lines that are current."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from levier.centre import Centre, read_centre
from levier.engine.base import Engine
from levier.i18n import _
from levier.periods import to_day
from levier.problems import Refused, WrongCommand
from levier.readers.context import Context
from levier.secret import create_secret, find_secret
from levier.store import loading
from levier.store import manifest as manifests
from levier.store.adding import Adding
from levier.store.disk import room_needed, sync_folder
from levier.store.lock import locked
from levier.store.manifest import Manifest, next_state
from levier.store.results import DeletionResult, ImportRecord, ImportResult, record
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
    secret: bytes
    key_file: Path
    clock: Callable[[], datetime] = _now

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
        self, files: Sequence[Path], *, profile: str | None = None, source: str | None = None, mode: Mode = "auto"
    ) -> list[ImportResult]:
        """Import files, together: all of them or nothing.

        Args:
            files: what to read, in order: where two say the same line, the later one is right.
            profile: name, file or text of a profile; by default it is recognised.
            source: where the files come from; by default profile and file name without digits.
            mode: ``whole`` (the files are everything for their days), ``amend`` (only their lines change) or
                ``auto``: as ``whole``, but refused when more than a fifth of the former lines would go.

        Returns:
            One result for each file (a file given twice has one).

        Raises:
            Refused: lock, a choice that belongs to the user, or a file that changed while it was read.
            DiskFull: no room; nothing was changed.
        """
        context = Context(self.secret, self.centre.finess, self.centre.zone, profile, source)
        with self._writing() as state:
            adding = Adding(
                self.folder, state, context, mode, self.clock(), {"profile": _identity(profile), "source": source}
            )
            results, settled = adding.run(files)
            if settled:
                self._commit(state, settled, adding.undo)
        return results

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

    def last_import_day(self) -> int:
        """Return the day of the last import, today when there is none."""
        imports = self._state().imports
        return max((one.day for one in imports), default=to_day(self.clock().date()))

    def _state(self) -> Manifest:
        return manifests.highest(self.folder)

    @contextmanager
    def _writing(self) -> Iterator[Manifest]:
        with room_needed(self.folder), locked(self.folder):
            state = self._state()
            sweep(self.folder, state, self.clock())
            yield state

    def _commit(self, state: Manifest, settled: Settled, undo: Callable[[], None] = lambda: None) -> None:
        try:
            manifests.write(self.folder, replace_imports(state, settled, self.clock().isoformat(timespec="seconds")))
        except BaseException:
            if self._state().number == state.number:
                undo()
            raise


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
    import hashlib

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
