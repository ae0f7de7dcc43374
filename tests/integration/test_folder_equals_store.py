"""A folder measured is the folder imported, then measured (ADR 9): same figures, to the last field."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from levier.holding import find_centres, hold
from levier.measuring import Asked, measure
from levier.store import Store
from levier.store_source import hold_store

FIXTURES = Path(__file__).parents[1] / "fixtures"
CENTRES = [*sorted(path for path in (FIXTURES / "messy").iterdir() if path.is_dir()), FIXTURES / "centre_pauvre_totaux"]


def shown(holding: Any, every: str) -> list[dict[str, Any]]:
    asked = Asked(every=every, as_of=date(2026, 1, 31), compare=True)
    found = [one.as_json() | {"centre": ""} for one in measure(holding, asked)]
    holding.engine.close()
    return found


@pytest.mark.parametrize("folder", CENTRES, ids=lambda one: one.name)
def test_a_folder_gives_the_figures_of_a_store(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    (given,) = find_centres(folder)
    toml = folder / "centre.toml"
    store = Store.create(tmp_path / "magasin", toml.read_text(encoding="utf-8") if toml.exists() else "")
    store.add(given.files)
    for every in ("month", "year"):
        ours = shown(hold(given), every)
        assert ours
        assert shown(hold_store(store.folder), every) == ours


def test_a_copy_of_a_file_counts_once_in_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    folder = tmp_path / "centre"
    folder.mkdir()
    for name in ("appels.csv", "appels - Copie.csv"):
        (folder / name).write_text("debut;decroche\n06/01/2025 09:00;oui\n06/01/2025 10:00;non\n")
    (given,) = find_centres(folder)
    holding = hold(given)
    (copy,) = [one for one in holding.problems if one.code == "fichier_identique"]
    assert copy.sentence() == (
        "appels.csv : « les mêmes octets que appels - Copie.csv » lu ; attendu : chaque fichier une seule fois ; "
        "cette copie n'est pas comptée. → Rien à faire ; vous pouvez ôter la copie."
    )
    store = Store.create(tmp_path / "magasin")
    store.add(given.files)
    ours = shown(holding, "month")
    (answered,) = [one for one in ours if one["indicator"] == "call_answer_rate"]
    assert (answered["numerator"], answered["denominator"]) == (1, 2)
    assert shown(hold_store(store.folder), "month") == ours
