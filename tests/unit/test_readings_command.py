"""``levier readings``: what goes to the screen, the JSON, exit codes, and what the standard path leaves alone."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from levier.cli import main


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A centre whose missed appointments treble in July 2025, and the same one after an import in a store."""
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "C01"
    folder.mkdir()
    lines = ["id;debut;statut;praticien"]
    for rank in range(731):
        day = date(2024, 1, 1) + timedelta(days=rank)
        missed = 0 if day.weekday() > 4 else 3 if day >= date(2025, 7, 1) else 1
        slots = range(10 if day.weekday() < 5 else 0)
        lines += [
            f"{rank}-{slot};{day:%d/%m/%Y} 09:{5 * slot:02d};{'non_venu' if slot < missed else 'honore'};D{slot}"
            for slot in slots
        ]
    (folder / "rendez_vous.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["readings", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_worst_comes_first_and_the_method_has_its_own_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = run(capsys, "C01", "--quiet", "--indicator", "outcome_known_rate", "no_show_rate")
    lines = out.splitlines()
    assert code == 0
    assert lines[:4] == [
        "Centre C01",
        "",
        "Ce qui a changé (1)",
        "  • Rendez-vous non honorés (non-venue) : dégradation avérée. 30,0 % (juillet à décembre 2025), contre 10,0 % "
        "en 2024 (+20,0 points).",
    ]
    assert lines[4].startswith("      Comment c'est calculé : carte p′ (Laney) sur base gelée (2024, 12 mois), ")


def test_json_is_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = run(capsys, "C01", "--quiet", "--format", "json", "--indicator", "no_show_rate")
    (one,) = json.loads(out)
    assert code == 0
    assert one["reading"] == "dégradation avérée"
    assert one["difference"]["value"] == pytest.approx(0.2)


def test_a_store_gives_the_readings_of_its_files(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "magasin", "C01", "--quiet"])
    capsys.readouterr()
    asked = ("--quiet", "--format", "json", "--indicator", "no_show_rate", "outcome_known_rate")
    from_files, from_store = (json.loads(run(capsys, path, *asked)[1]) for path in ("C01", "magasin"))
    assert [one | {"centre": ""} for one in from_store] == [one | {"centre": ""} for one in from_files]


def test_an_indicator_asked_for_and_not_supplied_exits_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = run(capsys, "C01", "--quiet", "--indicator", "activity_revenue")
    assert code == 1
    assert "donnée non fournie (fichiers manquants : actes)" in out


def test_weeks_and_a_dated_change(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = run(
        capsys, "C01", "--quiet", "--every", "week", "--since", "2025-07-01", "--indicator", "no_show_rate"
    )
    assert code == 0
    assert "contre 10,0 % de juillet 2024 à juin 2025 (+20,0 points)." in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--every", "day"), "--every « day » ; attendu : week ou month."),
        (("--indicator", "no_show"), "no_show_rate"),
        (("--since", "2031-01-01"), "--since 01/01/2031 vient après le dernier jour connu (31/12/2025)."),
    ],
)
def test_wrong_words_exit_with_64(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str) -> None:
    code, out, err = run(capsys, "C01", "--quiet", *words)
    assert (code, out) == (64, "")
    assert said in err


def test_the_standard_path_imports_neither_scipy_nor_numpy() -> None:
    asked = (
        "import sys; from levier.cli import main; main('readings C01 --quiet --engine sqlite --indicator no_show_rate'.split()); "
        "print(sorted({'scipy', 'numpy', 'statsmodels'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, encoding="utf-8")
    assert done.stderr.strip() == "[]"
