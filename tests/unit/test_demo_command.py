"""``levier demo``: what it says, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from levier.cli import main


def test_the_command_writes_and_says_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", str(tmp_path / "region"), "--scale", "0.02", "--centres", "1"]) == 0
    printed = capsys.readouterr()
    assert f"Région fictive écrite dans {tmp_path / 'region'} (centres : 1 ; lignes : " in printed.out
    assert "LISEZMOI.txt" in printed.out
    assert printed.err == ""
    assert (tmp_path / "region" / "A01" / "centre.toml").is_file()


def test_two_processes_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    from levier.demo import write_region

    codes = ["A01", "A02", "A03"]
    one = write_region(tmp_path / "one", scale=0.02, centres=codes).folder
    two = write_region(tmp_path / "two", scale=0.02, centres=codes, workers=2).folder
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert [(two / path).read_bytes() for path in files] == [(one / path).read_bytes() for path in files]


def test_a_folder_in_use_is_refused_with_exit_code_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("à garder", encoding="utf-8")
    assert main(["demo", str(tmp_path)]) == 3
    assert "n'est pas vide et ne contient pas une démonstration" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["0", "29"])
def test_the_number_of_centres_is_from_1_to_28(tmp_path: Path, capsys: pytest.CaptureFixture[str], number: str) -> None:
    assert main(["demo", str(tmp_path / "region"), "--centres", number]) == 64
    assert f"--centres {number} : attendu un nombre de 1 à 28" in capsys.readouterr().err
