"""``levier profile``: a proposal on the screen, in a file, or saved under a name that ``--profile`` finds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from levier.cli import main

EXPORT = "Date RDV;Heure;Patient;Etat du rdv\n06/01/2025;09:00;12;Présent\n06/01/2025;10:00;13;Absent non excusé\n"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "planning.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return path


def test_a_saved_profile_reads_the_file_it_was_made_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "planning.csv"]) == 0
    text = capsys.readouterr().out
    assert 'table = "rendez_vous"' in text
    assert main(["profile", "planning.csv", "--save", "mon_logiciel"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1] == "Puis : levier check planning.csv --profile mon_logiciel"
    assert Path("home/profils/mon_logiciel.toml").read_text(encoding="utf-8") == text
    # By its name, and by itself: its header is that of the file.
    for words in (["--profile", "mon_logiciel"], []):
        main(
            [
                "measure",
                "planning.csv",
                *words,
                "--as-of",
                "2025-01-31",
                "--indicator",
                "no_show_rate",
                "--format",
                "json",
            ]
        )
        (one,) = json.loads(capsys.readouterr().out)
        assert (one["numerator"], one["denominator"]) == (1, 2)


def test_a_store_takes_a_saved_profile(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["profile", "planning.csv", "--save", "mon_logiciel"]) == 0
    assert main(["import", "magasin", "planning.csv", "--profile", "mon_logiciel", "--quiet"]) == 0
    monkeypatch.setenv("LEVIER_PROFILE", "mon_logiciel")
    assert main(["import", "autre", "planning.csv", "--quiet"]) == 0
    capsys.readouterr()
    for store in ("magasin", "autre"):
        main(["measure", store, "--as-of", "2025-01-31", "--indicator", "no_show_rate", "--format", "json"])
        (one,) = json.loads(capsys.readouterr().out)
        assert (one["numerator"], one["denominator"]) == (1, 2)


def test_a_profile_in_a_file_and_in_the_catalogue_of_an_organisation(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["profile", "planning.csv", "--out", "p.toml"]) == 0
    assert main(["check", "planning.csv", "--profile", "p.toml"]) == 0
    folder = Path("organisation/profiles")
    folder.mkdir(parents=True)
    Path("p.toml").rename(folder / "commun.toml")
    capsys.readouterr()
    assert main(["check", "planning.csv", "--profile", "commun"]) == 2
    assert "« commun » n'en est pas un" in capsys.readouterr().out
    monkeypatch.setenv("LEVIER_CATALOGUE", "organisation")
    assert main(["check", "planning.csv", "--profile", "commun"]) == 0


def test_what_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "absent.csv"]) == 2
    assert main(["profile", "planning.csv", "--save", "Mon Logiciel"]) == 64
    assert main(["profile", "planning.csv", "--save", "doctolib"]) == 3
    assert "Le profil « doctolib » existe déjà dans Levier." in capsys.readouterr().err
    assert main(["profile", "planning.csv", "--save", "x"]) == 0
    assert main(["profile", "planning.csv", "--save", "x"]) == 3
    Path("vide.csv").write_bytes(b"")
    assert main(["profile", "vide.csv"]) == 2
