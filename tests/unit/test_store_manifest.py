"""The manifest: the highest complete one is the store; formats are numbered; old files go later."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from levier.engine.base import open_engine
from levier.problems import Refused
from levier.store import Store
from levier.store.manifest import highest, upgraded


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    store = Store.create(tmp_path / "magasin [n° 1] d'été")
    store.add([calls(tmp_path, 1)])
    return store


def calls(tmp_path: Path, number: int) -> Path:
    path = tmp_path / f"appels_{number}.csv"
    path.write_text(f"debut;decroche\n{number:02d}/01/2025 09:00;oui\n")
    return path


def count(store: Store) -> int:
    engine = open_engine("duckdb")
    store.load(engine)
    ((found,),) = engine.fetch("SELECT COUNT(*) FROM raw_calls")
    engine.close()
    return int(found)


def test_a_cut_manifest_is_not_a_state(store: Store, tmp_path: Path) -> None:
    store.add([calls(tmp_path, 2)])
    newest = max((store.folder / "manifestes").glob("manifest-*.json"))
    assert newest.name == "manifest-000003.json"
    newest.write_bytes(newest.read_bytes()[:-40])
    assert count(Store.open(store.folder)) == 1


def test_a_changed_manifest_is_not_a_state(store: Store, tmp_path: Path) -> None:
    newest = max((store.folder / "manifestes").glob("manifest-*.json"))
    newest.write_text(newest.read_text().replace('"alive": 1', '"alive": 0'))
    assert highest(store.folder).imports == ()


def test_what_is_no_store_is_said(tmp_path: Path) -> None:
    assert not Store.is_store(tmp_path)
    with pytest.raises(Refused, match=r"n'est pas un magasin Levier, ou son manifeste est illisible\. → Vérifiez"):
        Store.open(tmp_path)


def test_a_store_is_not_made_over_other_files(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="existe déjà et n'est pas vide"):
        Store.create(store.folder)
    with pytest.raises(Refused, match="existe déjà et n'est pas vide"):
        Store.create(tmp_path)


def test_a_newer_format_is_refused_and_left_alone(store: Store) -> None:
    rewrite(store.folder, 99)
    before = sorted(path.name for path in store.folder.rglob("*"))
    with pytest.raises(Refused) as refused:
        Store.open(store.folder)
    assert str(refused.value) == (
        f"{store.folder} est un magasin de format 99 ; cette version de Levier connaît le format 1. Rien n'a été touché. "
        "→ Installez la version de Levier qui l'a écrit, ou une plus récente."
    )
    assert sorted(path.name for path in store.folder.rglob("*")) == before


def rewrite(folder: Path, number: int) -> None:
    import hashlib

    newest = max((folder / "manifestes").glob("manifest-*.json"))
    body = json.loads(newest.read_text())["manifest"] | {"format": number}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    newest.write_text(json.dumps({"sha256": hashlib.sha256(text.encode()).hexdigest(), "manifest": body}))


def test_an_older_format_is_upgraded_step_by_step_and_a_copy_is_kept(store: Store) -> None:
    path = max((store.folder / "manifestes").glob("manifest-*.json"))
    content: dict[str, Any] = {"format": 1, "imports": []}
    steps = {1: lambda body: body | {"two": True}, 2: lambda body: body | {"three": True}}
    assert upgraded(content, store.folder, path, steps, 3) == {"format": 3, "imports": [], "two": True, "three": True}
    copy = store.folder / "manifestes" / f"format-1-{path.name}"
    assert copy.read_bytes() == path.read_bytes()
    with pytest.raises(Refused, match="format 1"):
        upgraded(content, store.folder, path, {2: steps[2]}, 3)


def test_old_files_are_swept_a_day_later(store: Store, tmp_path: Path) -> None:
    store.add([calls(tmp_path, 2)])
    store.delete("1")
    files = {path.name for path in (store.folder / "imports").iterdir()}
    assert len(files) == 2
    store.add([calls(tmp_path, 3)])
    assert len(list((store.folder / "imports").iterdir())) == 3
    store.clock = lambda: datetime.now().astimezone() + timedelta(days=2)
    store.add([calls(tmp_path, 4)])
    # Imports 2, 3 and 4 are there; those of the manifests before the last two are gone.
    assert len(list((store.folder / "imports").iterdir())) == 3
    assert count(store) == 3
    assert len(list((store.folder / "manifestes").iterdir())) == 2


def test_import_numbers_are_never_given_twice(store: Store, tmp_path: Path) -> None:
    store.delete("1")
    (result,) = store.add([calls(tmp_path, 2)])
    assert result.import_id == "2"
    store.delete("2")
    (result,) = store.add([calls(tmp_path, 1)])
    assert result.import_id == "3"


def test_a_column_that_the_contract_did_not_have_is_empty(store: Store) -> None:
    """A store written before a column was added to the contract: its Parquet file has no such column."""
    engine = open_engine("duckdb")
    (path,) = store.parquet()["calls"].parts
    quoted = str(path).replace("'", "''")
    engine.run(f"CREATE TABLE old AS SELECT * EXCLUDE (caller) FROM read_parquet('{quoted}')")
    path.unlink()
    engine.run(f"COPY old TO '{quoted}' (FORMAT parquet)")
    newest = max((store.folder / "manifestes").glob("manifest-*.json"))
    newest.write_text(newest.read_text().replace('"caller",', ""))
    rewrite(store.folder, 1)
    store.load(engine)
    assert engine.fetch("SELECT caller, answered FROM raw_calls") == [(None, 1)]
    engine.close()


def test_the_parquet_layout_is_that_of_the_documentation(store: Store, tmp_path: Path) -> None:
    store.add([calls(tmp_path, 2)])
    path = tmp_path / "appels_3.csv"
    path.write_text("debut;decroche\n02/01/2025 09:00;non\n")
    store.add([path])
    files = store.parquet()["calls"]
    engine = open_engine("duckdb")
    parts = ", ".join("'" + str(part).replace("'", "''") + "'" for part in files.parts)
    replaced = str(files.replaced).replace("'", "''")
    rows = engine.fetch(
        f"SELECT file, line, answered FROM read_parquet([{parts}]) WHERE (file, line) NOT IN "
        f"(SELECT file, line FROM read_parquet('{replaced}')) ORDER BY file"
    )
    assert rows == [(1, 2, 1), (3, 2, 0)]
    engine.close()


def test_the_state_key_follows_the_tables_asked_for(store: Store, tmp_path: Path) -> None:
    before, calls_before, acts_before = store.state_key(), store.state_key("calls"), store.state_key("acts")
    assert store.state_key() == before
    store.add([calls(tmp_path, 2)])
    assert store.state_key() != before
    assert store.state_key("calls") != calls_before
    assert store.state_key("acts") == acts_before


def test_a_snapshot_answers_from_the_state_it_was_taken_at(store: Store, tmp_path: Path) -> None:
    seen = store.snapshot()
    key = seen.state_key()
    store.add([calls(tmp_path, 2)])
    assert (seen.state_key(), len(seen.imports()), count(seen)) == (key, 1, 1)
    assert count(store) == 2
    seen.delete("1")
    assert count(seen) == 1
    assert count(store) == 1
    assert [one.id for one in store.imports()] == ["2"]


def test_a_missing_file_is_named(store: Store) -> None:
    (path,) = store.parquet()["calls"].parts
    path.unlink()
    with pytest.raises(Refused) as refused:
        count(store)
    assert str(refused.value) == (
        f"Le fichier imports/{path.name} manque dans le magasin {store.folder} : les chiffres seraient faux. → Restaurez "
        "une sauvegarde du magasin, ou supprimez l'import qui l'a écrit (levier imports)."
    )
    store.delete("1")
    assert count(store) == 0


def test_deleted_lines_can_be_erased_at_once(store: Store) -> None:
    store.delete("1")
    assert len(list((store.folder / "imports").iterdir())) == 1
    store.sweep()
    assert list((store.folder / "imports").iterdir()) == []
    assert len(list((store.folder / "manifestes").iterdir())) == 1


def test_kept_totals_of_last_month_are_swept(store: Store, tmp_path: Path) -> None:
    store.cubes().cached("a", lambda: [(1,)])
    store.clock = lambda: datetime.now().astimezone() + timedelta(days=29)
    store.add([calls(tmp_path, 2)])
    assert len(list((store.folder / "cubes").iterdir())) == 1
    store.clock = lambda: datetime.now().astimezone() + timedelta(days=31)
    store.add([calls(tmp_path, 3)])
    assert list((store.folder / "cubes").iterdir()) == []


def test_the_secret_is_not_shown(store: Store) -> None:
    assert repr(store.secret) not in repr(store)
    assert store.secret.hex() not in repr(store)


def test_each_file_is_told_before_it_is_read(store: Store, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    store.add([calls(tmp_path, 2), calls(tmp_path, 3)], progress=lambda *said: told.append(said))
    assert told == [("appels_2.csv", 1, 2), ("appels_3.csv", 2, 2)]
