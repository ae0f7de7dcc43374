"""The invariant of the store: its figures equal those of a fresh store given the current lines (contract §2)."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from levier.engine.base import open_engine
from levier.engine.duck import DuckEngine
from levier.holding import Holding, prepare
from levier.measuring import Asked, measure
from levier.problems import Refused
from levier.store import Store
from levier.store.manifest import Part, highest

HEADERS = {
    "rendez_vous": "id;debut;statut;patient",
    "appels": "debut;decroche;attente_s",
    "actes": "id;date;code;nomenclature;montant",
    "personnel": "mois;metier;etp",
    "cabinets": "id;type",
}
TABLES = {
    "rendez_vous": "appointments",
    "appels": "calls",
    "actes": "acts",
    "personnel": "staffing",
    "cabinets": "rooms",
}
day = st.integers(0, 69).map(lambda number: f"{number % 28 + 1:02d}/{number // 28 + 1:02d}/2025")
number = st.integers(1, 8).map(str) | st.just("")
LINES = {
    "rendez_vous": st.builds(
        "{};{} 09:00;{};{}".format,
        *(
            number,
            day,
            st.sampled_from(["honore", "non_venu", "annule", "illisible"]),
            st.sampled_from(["p1", "p2", ""]),
        ),
    ),
    "appels": st.builds("{} 10:00;{};{}".format, day, st.sampled_from(["oui", "non"]), st.integers(0, 9)),
    "actes": st.builds("{};{};GS;NGAP;{}".format, number, day, st.integers(10, 99)),
    "personnel": st.builds(
        "2025-0{};{};1".format, st.integers(1, 3), st.sampled_from(["accueil", "medecin", "direction"])
    ),
    "cabinets": st.builds("C{};cabinet".format, st.integers(1, 3)),
}


@dataclass(frozen=True)
class File:
    """A file to import: the kind of table, a name that makes the source, its lines."""

    kind: str
    suffix: str
    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.kind}{self.suffix}.csv"

    def write(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / self.name
        path.write_text("\n".join([HEADERS[self.kind], *self.lines, ""]), encoding="utf-8")
        return path


@dataclass(frozen=True)
class Add:
    files: tuple[File, ...]
    mode: str


@dataclass(frozen=True)
class Delete:
    rank: int


@dataclass(frozen=True)
class Crash:
    """An import killed before its manifest, when so many of its files were there."""

    add: Add
    after: int


@dataclass(frozen=True)
class Purge:
    month: str


def files() -> st.SearchStrategy[File]:
    kinds = st.sampled_from(sorted(HEADERS))
    return kinds.flatmap(
        lambda kind: st.builds(
            *(File, st.just(kind), st.sampled_from(["", "_2", "_copie"])),
            st.lists(LINES[kind], min_size=1, max_size=6).map(tuple),
        )
    )


adds = st.builds(
    Add,
    st.lists(files(), min_size=1, max_size=2, unique_by=lambda one: (one.kind, one.suffix)).map(tuple),
    st.sampled_from(["whole", "whole", "auto", "amend"]),
)
steps = st.one_of(
    *(adds, adds, adds, st.builds(Delete, st.integers(0, 3)), st.builds(Crash, adds, st.integers(0, 3))),
    st.builds(Purge, st.sampled_from(["2025-02", "2025-03"])),
)


@dataclass
class World:
    """A store, and the texts that it was given, by import."""

    folder: Path
    store: Store
    given: dict[int, Add] = field(default_factory=dict)
    steps: int = 0

    def do(self, step: Any) -> None:
        self.steps += 1
        if isinstance(step, Add):
            self.add(step)
        elif isinstance(step, Crash):
            self.crash(step)
        elif isinstance(step, Purge):
            self.store.purge(step.month)
        elif step.rank < len(self.store.imports()):
            self.store.delete(self.store.imports()[step.rank].id)

    def add(self, step: Add) -> None:
        paths = [one.write(self.folder / str(self.steps)) for one in step.files]
        before = rows(self.store)
        try:
            results = self.store.add(paths, mode=step.mode)  # type: ignore[arg-type]
        except Refused:
            assert rows(self.store) == before
            return
        self.given |= {int(one.import_id): step for one in results if one.import_id and not one.unchanged}

    def crash(self, step: Crash) -> None:
        """Leave what a process killed before the end of an import leaves: a lock, some files, one of them cut."""
        before = rows(self.store)
        known = {path for path in self.store.folder.rglob("*") if path.is_file()}
        self.add(step.add)
        new = sorted({path for path in self.store.folder.rglob("*") if path.is_file()} - known)
        for path in new:
            if path.parent.name == "manifestes":
                path.unlink()
        written = [path for path in new if path.exists()]
        for path in written[step.after :]:
            path.unlink()
        for path in written[: step.after][-1:]:
            path.write_bytes(path.read_bytes()[:100])
        (self.store.folder / "verrou.json").write_text(json.dumps({"host": socket.gethostname(), "pid": DEAD_PROCESS}))
        self.store = Store.open(self.store.folder)
        assert rows(self.store) == before


def dead_process() -> int:
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


DEAD_PROCESS = dead_process()


def rows(store: Store, starts: bool = True) -> dict[str, list[tuple[Any, ...]]]:
    """Return the current lines of each table, without their place, and what the accounts say of them.

    Without ``starts``, not their first day: a file cut by a purge still covers the first month kept from its start.
    """
    engine = open_engine("duckdb")
    accounts = store.load(engine)
    found: dict[str, list[tuple[Any, ...]]] = {
        table: sorted(engine.fetch(f"SELECT * EXCLUDE (file, line) FROM raw_{table}"), key=repr)
        for table in TABLES.values()
    }
    said = ((one.table, one.source, one.kept, one.first if starts else None, one.last) for one in accounts if one.kept)
    found["accounts"] = sorted(said, key=repr)
    engine.close()
    return found


def fresh(world: World, folder: Path) -> Store:
    """Return a fresh store given the current lines only, file by file as they came."""
    store = Store.create(folder / "neuf", "identifiant = 'A01'")
    store.secret = world.store.secret
    for one in highest(world.store.folder).imports:
        origins = {file.name: file for file in world.given[one.number].files}
        paths = [
            File(origins[part.name].kind, origins[part.name].suffix, texts).write(folder / str(one.number))
            for part in one.parts
            if (texts := current_texts(world.store, part, origins[part.name]))
        ]
        if paths:
            results = store.add(paths, mode="whole")
            assert not any(counts for result in results for counts in result.effects.values())
    return store


def current_texts(store: Store, part: Part, origin: File) -> tuple[str, ...]:
    if not part.alive:
        return ()
    replaced = store.parquet()[part.table].replaced
    engine = DuckEngine()
    dead = engine.fetch(f"SELECT line FROM read_parquet('{replaced}') WHERE file = {part.file}") if replaced else []
    lines = engine.fetch(f"SELECT line FROM read_parquet('{store.folder / str(part.data)}') ORDER BY line")
    engine.close()
    return tuple(origin.lines[line - 2] for (line,) in lines if (line,) not in dead)


@contextmanager
def world() -> Iterator[World]:
    folder = Path(tempfile.mkdtemp(prefix="levier-test-"))
    with patch.dict(os.environ, {"LEVIER_HOME": str(folder / "home")}):
        yield World(folder / "fichiers", Store.create(folder / "magasin", "identifiant = 'A01'"))
    shutil.rmtree(folder)


@settings(max_examples=40, deadline=None)
@given(st.lists(steps, max_size=7))
def test_a_store_equals_a_fresh_store_of_its_current_lines(sequence: list[Any]) -> None:
    with world() as here:
        for step in sequence:
            here.do(step)
        starts = here.store.purged_before() is None
        assert rows(here.store, starts) == rows(fresh(here, here.folder.parent / "autre"), starts)


@settings(max_examples=5, deadline=None)
@given(st.lists(steps, min_size=2, max_size=6))
def test_its_figures_too(sequence: list[Any]) -> None:
    with world() as here:
        for step in sequence:
            here.do(step)
        again = fresh(here, here.folder.parent / "autre")
        if here.store.purged_before() is None:
            assert figures(here.store) == figures(again)
        else:
            # Coverage may be higher than that of a store which never knew the months before.
            assert [one[:4] for one in figures(here.store)] == [one[:4] for one in figures(again)]


def figures(store: Store) -> list[Any]:
    """Return the values, status and coverage of some indicators, month by month."""
    engine = open_engine("duckdb")
    holding = prepare(Holding(store.centre, engine, store.load(engine), as_of=20_300))
    asked = Asked(names=("no_show_rate", "call_answer_rate", "activity_revenue"))
    found = [
        (one.indicator, one.period.label, one.numerator, one.denominator, one.status, one.coverage)
        for one in measure(holding, asked)
    ]
    engine.close()
    return found
