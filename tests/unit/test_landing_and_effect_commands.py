"""The commands ``bridge``, ``landing`` and ``effect`` from the command line: exit codes, JSON, what is shared, stores."""

import json
from pathlib import Path

import pytest

from levier.cli import main

# Every third day until the 28th, and the last of the year: 121 days a year.
DAYS = [
    day
    for year in (2024, 2025)
    for day in [
        *(f"{day:02d}/{month:02d}/{year}" for month in range(1, 13) for day in range(1, 29, 3)),
        f"31/12/{year}",
    ]
]


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """A centre that bills two acts a day, one medical, one dental; half of its visits are missed until 2025."""
    folder = tmp_path / "centre"
    folder.mkdir()
    acts = [f"{day};{service};D{rank};{code};50" for day in DAYS for rank, (service, code) in enumerate(KINDS)]
    (folder / "actes.csv").write_text("date;service;praticien;code;montant\n" + "\n".join(acts) + "\n", "utf-8")
    visits = [f"{day} {hour}:00;{_status(day, hour)}" for day in DAYS for hour in range(8, 18)]
    (folder / "rendez_vous.csv").write_text("debut;statut\n" + "\n".join(visits) + "\n", "utf-8")
    return folder


KINDS = (("medical", "G"), ("dentaire", "HBLD038"))


def _status(day: str, hour: int) -> str:
    return "non_venu" if hour % 2 and day.endswith("2024") else "honore"


def _run(capsys, *words):
    code = main([*map(str, words)])
    return code, capsys.readouterr()


def test_bridge_gives_the_centre_then_its_services(capsys, centre):
    code, out = _run(capsys, "bridge", centre, "--period", "2025", "--by", "service", "--format", "json", "--quiet")
    whole, *services = json.loads(out.out)
    assert code == 0
    assert (whole["before"], whole["after"], whole["change"]) == (12_100, 12_100, 0)
    assert [one["slice"]["service"] for one in services] == ["dentaire", "medical"]


def test_bridge_shares_no_small_team(capsys, centre):
    _code, out = _run(capsys, "bridge", centre, "--period", "2025", "--by", "service", "--shareable", "--quiet")
    assert "une équipe y est réduite" in out.out
    assert "dentaire" not in out.out


def test_bridge_without_last_year_is_missing(capsys, centre):
    code, out = _run(capsys, "bridge", centre, "--period", "2024", "--quiet")
    assert code == 1
    assert "Aucun acte en 2023" in out.out


def test_landing_too_early_is_missing(capsys, centre):
    code, out = _run(capsys, "landing", centre, "--as-of", "2024-06-30", "--quiet")
    assert code == 1
    assert "sans le profil de l'année d'avant" in out.out


def test_a_wrong_departure_is_a_wrong_command(capsys, centre):
    code, out = _run(capsys, "landing", centre, "--without", "D1", "--quiet")
    assert code == 64
    assert "attendu : PRATICIEN@2025-09-01" in out.err


def test_an_effect_in_the_future_is_refused(capsys, centre):
    words = ("--indicator", "no_show_rate", "--since", "2026-03-01", "--as-of", "2025-12-31", "--quiet")
    code, out = _run(capsys, "effect", centre, *words)
    assert code == 3
    assert "l'action est dans le futur (1er mars 2026)" in out.out


def test_an_effect_asks_for_its_words(capsys, centre):
    code, out = _run(capsys, "effect", centre, "--indicator", "no_show_rate", "--quiet")
    assert code == 64
    assert "Donnez --indicator NOM et --since DATE" in out.err


def test_an_effect_without_statsmodels_compares_the_same_months(capsys, centre, monkeypatch):
    """Half of the visits missed in 2024, none since: minus 50 points, by the simpler way, which says so."""
    monkeypatch.setitem(__import__("sys").modules, "statsmodels.genmod.generalized_linear_model", None)
    words = ("--indicator", "no_show_rate", "--since", "2025-01-01", "--as-of", "2025-12-31", "--format", "json")
    code, out = _run(capsys, "effect", centre, *words, "--quiet")
    (shown,) = json.loads(out.out)
    assert code == 0
    assert (shown["before"], shown["after"], shown["raw_change"]) == (0.5, 0, -0.5)
    assert shown["method"].startswith("mêmes mois de l'année d'avant")
    assert shown["reading"] == "amélioration avérée"


def test_a_store_tells_the_same_as_its_files(capsys, centre, tmp_path, monkeypatch):
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    store = tmp_path / "magasin"
    assert _run(capsys, "import", store, centre, "--quiet")[0] == 0
    asked = ("--period", "2025", "--as-of", "2025-12-31", "--format", "json", "--quiet")
    plain, stored = (json.loads(_run(capsys, "bridge", path, *asked)[1].out) for path in (centre, store))
    assert [one["parts"] for one in plain] == [one["parts"] for one in stored]
    words = ("--as-of", "2025-09-30", "--without", "D1@2025-11-01", "--format", "json", "--quiet")
    plain, stored = (json.loads(_run(capsys, "landing", path, *words)[1].out) for path in (centre, store))
    assert plain[0]["value"] == stored[0]["value"]
    assert plain[0]["without"] == stored[0]["without"]
