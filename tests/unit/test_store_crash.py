"""Whatever stops a writing, and whenever: the store is as before, or as after, and the next command works."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from levier.engine.base import open_engine
from levier.problems import Refused
from levier.store import Store

ADD = """
import sys
from pathlib import Path
from levier.store import Store
store = Store.open(Path(sys.argv[1]))
print("ready", flush=True)
{limit}
store.{what}
print("done", flush=True)
"""
LIMIT = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({bytes}, {bytes}))"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    store = Store.create(tmp_path / "magasin")
    store.add([agenda(tmp_path / "rendez_vous_1.csv", 3000, "non_pointe")])
    return store


def agenda(path: Path, lines: int, status: str) -> Path:
    body = (f"{number};{number % 28 + 1:02d}/01/2025 09:00;{status}" for number in range(lines))
    path.write_text("\n".join(["id;debut;statut", *body, ""]), encoding="utf-8")
    return path


def child(store: Store, what: str, limit: str = "") -> subprocess.Popen[str]:
    script = ADD.format(what=what, limit=limit)
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(store.folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def statuses(store: Store) -> list[tuple[str, int]]:
    engine = open_engine("duckdb")
    store.load(engine)
    rows = engine.fetch("SELECT status, COUNT(*) FROM raw_appointments GROUP BY status")
    engine.close()
    return rows


BEFORE, AFTER = [("non_pointe", 3000)], [("honore", 3000)]


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT])
def test_a_process_stopped_at_any_moment_leaves_a_whole_state(
    store: Store, tmp_path: Path, stop: signal.Signals
) -> None:
    path = agenda(tmp_path / "rendez_vous_2.csv", 3000, "honore")
    what = f"add([Path({str(path)!r})])"
    started = time.monotonic()
    with child(store, what) as process:
        process.communicate()
    whole = time.monotonic() - started
    assert statuses(store) == AFTER
    store.delete("2")
    chance = random.Random(7)
    for _turn in range(8):
        with child(store, what) as process:
            time.sleep(chance.uniform(0, whole / 2))
            process.send_signal(stop)
            process.communicate()
        seen = statuses(store)
        assert seen in (BEFORE, AFTER)
        if seen == AFTER:
            store.delete(store.imports()[-1].id)
        assert statuses(store) == BEFORE
    store.add([path])
    assert statuses(store) == AFTER
    store.delete(store.imports()[-1].id)
    named = {path.name for path in (store.folder / "imports").iterdir()}
    assert len(named) == len(store.imports()) + len(_recent(store))


def _recent(store: Store) -> list[Path]:
    """Return the files that a former state, still readable for a day, names."""
    current = {path for files in store.parquet().values() for path in files.parts}
    return [path for path in (store.folder / "imports").iterdir() if path not in current]


def test_a_killed_deletion_or_purge_leaves_a_whole_state(store: Store, tmp_path: Path) -> None:
    store.add([agenda(tmp_path / "rendez_vous_2.csv", 3000, "honore")])
    chance = random.Random(3)
    for what in ("delete('2')", "purge('2025-02')"):
        with child(store, what) as process:
            time.sleep(chance.uniform(0, 0.05))
            process.kill()
            process.communicate()
        assert statuses(store) in (AFTER, BEFORE, [])
    store.purge("2025-02")
    assert statuses(store) == []
    assert list((store.folder / "imports").iterdir()) == []


@pytest.mark.parametrize("limit", [200, 4000])
def test_a_full_disk_is_said_and_changes_nothing(store: Store, tmp_path: Path, limit: int) -> None:
    before = sorted(path.name for path in (store.folder / "imports").iterdir())
    path = agenda(tmp_path / "rendez_vous_2.csv", 3000, "honore")
    with child(store, f"add([Path({str(path)!r})])", LIMIT.format(bytes=limit)) as process:
        _out, err = process.communicate()
    assert "Plus de place sur le disque de" in err
    assert "rien n'a été changé, le magasin est comme avant. → Libérez de la place" in err
    assert statuses(store) == BEFORE
    assert sorted(path.name for path in (store.folder / "imports").iterdir()) == before


def test_a_living_writer_is_waited_for_and_named(store: Store, tmp_path: Path) -> None:
    lock = store.folder / "verrou.json"
    pid = os.getpid()
    lock.write_text(
        f'{{"user": "martine", "host": "{os.uname().nodename}", "pid": {pid}, "since": "2026-01-05T08:00"}}'
    )
    with pytest.raises(Refused) as refused:
        store.delete("1")
    assert str(refused.value) == (
        f"Un autre traitement écrit dans ce magasin : martine sur {os.uname().nodename} (processus {pid}), depuis "
        "2026-01-05T08:00. → Attendez sa fin. Si ce traitement n'existe plus (ordinateur éteint en cours de route), "
        f"supprimez le fichier {lock} puis recommencez : rien n'est abîmé."
    )
    assert statuses(store) == BEFORE
    lock.write_text('{"user": "martine", "host": "poste-accueil", "pid": 1, "since": "2026-01-05T08:00"}')
    with pytest.raises(Refused, match="martine sur poste-accueil"):
        store.delete("1")
    lock.unlink()
    store.delete("1")
    assert not lock.exists()


def test_readers_are_never_blocked_and_keep_what_they_opened(store: Store, tmp_path: Path) -> None:
    engine = open_engine("duckdb")
    store.load(engine)
    store.add([agenda(tmp_path / "rendez_vous_2.csv", 3000, "honore")])
    store.delete("1")
    assert engine.fetch("SELECT status, COUNT(*) FROM raw_appointments GROUP BY status") == BEFORE
    assert statuses(store) == AFTER
    engine.close()


def test_a_file_that_changes_while_it_is_read_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "rendez_vous_2.csv"
    agenda(path, 200_000, "honore")
    with child(store, f"add([Path({str(path)!r})])") as process:
        for _turn in range(400):
            with path.open("a") as stream:
                stream.write("900001;03/01/2025 09:00;honore\n")
            if process.poll() is not None:
                break
            time.sleep(0.005)
        out, err = process.communicate()
    assert out == ""
    assert (
        "rendez_vous_2.csv a changé pendant la lecture : rien n'a été enregistré. → Attendez la fin de l'export" in err
    )
    assert statuses(store) == BEFORE
