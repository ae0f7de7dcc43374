"""``levier explain``: words, conventions, files, lines counted and left out, slices, lines in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from levier.cli import main
from levier.french_csv import read_csv

MESSY = Path(__file__).parents[1] / "fixtures" / "messy"
AGENDA, GRID = str(MESSY / "agenda"), str(MESSY / "grille")


def explained(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str], str]:
    try:
        code = main(["explain", *words])
    except SystemExit as stop:
        code = int(stop.code or 0)
    printed = capsys.readouterr()
    return code, printed.out.splitlines(), printed.err


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_from_a_figure_to_its_lines(capsys: pytest.CaptureFixture[str], home: Path, engine: str) -> None:
    path = home / "lignes.csv"
    words = ("--period", "2025-01", "--as-of", "2025-02-15", "--lines", str(path), "--engine", engine)
    code, out, err = explained(capsys, "no_show_rate", AGENDA, *words)
    assert (code, err) == (0, "")
    assert out[0] == "Rendez-vous non honorés (non-venue) (no_show_rate, définition n° 1)"
    assert out[1] == "AGENDA, 2025-01"
    assert "Chiffre : 50,0 % = 2 / 4" in out
    # Sixteen lines of data: one impossible date, one repeated; of January, all but 13 and 14: twelve.
    at = out.index("Rendez-vous : 12 lignes dans la période = 4 comptées + 8 laissées de côté")
    assert [line.split(maxsplit=1) for line in out[at + 1 : at + 8]] == [
        ["1", "doublon (même patient, même heure)"],
        ["1", "sans rendez-vous"],
        ["2", "annulé"],
        ["1", "absence excusée"],
        ["1", "reporté"],
        ["1", "parti sans être vu"],
        ["1", "non pointé"],
    ]
    assert any(line.startswith("Conventions : annulation_tardive = excusee ; delai_annulation_h = 24") for line in out)
    assert out[-1] == "Fichiers : rendez_vous.csv (14 lignes gardées, 1 mises de côté)"
    lines = list(read_csv(path.read_text(encoding="utf-8")))
    # The line numbers are those that the spreadsheet shows: three lines of preamble and the header come first.
    assert [(one["ligne"], one["identifiant"]) for one in lines[:4]] == [("5", "1"), ("6", "2"), ("7", "3"), ("8", "4")]
    assert [one["identifiant"] for one in lines if one["devenir"] == "compté"] == ["1", "3", "4", "5"]
    assert [one["identifiant"] for one in lines if one["au_numerateur"] == "1"] == ["4", "5"]


def test_a_slice_without_case_or_accents(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("no_show_rate", AGENDA, "--period", "2025-01", "--as-of", "2025-02-15")
    _code, out, _err = explained(capsys, *words, "--slice", "specialty=MEDECINE generale")
    assert out[1] == "AGENDA, 2025-01, specialty = Médecine générale"
    assert "Chiffre : 33,3 % = 1 / 3" in out
    _code, out, _err = explained(capsys, *words, "--slice", "specialty=", "--slice", "service=dentaire")
    assert "Rendez-vous : 3 lignes dans la période = 0 comptées + 3 laissées de côté" in out


def test_the_query_that_engines_run(capsys: pytest.CaptureFixture[str]) -> None:
    _code, out, _err = explained(capsys, "no_show_rate", AGENDA, "--period", "2025-01", "--sql")
    assert out[-1].startswith("SELECT day, last, site, service, specialty, SUM(CASE WHEN")


def test_a_typed_figure_has_no_lines(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    words = ("--period", "2025-01", "--as-of", "2025-12-31", "--lines", str(home / "x.csv"))
    code, out, err = explained(capsys, "no_show_rate", GRID, *words)
    assert (code, "Base : grille" in out) == (0, True)
    assert not any("lignes dans la période" in line for line in out)
    assert err == "Aucune ligne : chiffre saisi, table calculée, ou lignes effacées du magasin.\n"


def test_what_is_missing_or_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = explained(capsys, "call_answer_rate", AGENDA, "--period", "2025-01")
    assert (code, "Chiffre : donnée non fournie" in out) == (1, True)
    code, _out, err = explained(capsys, "no_show_rate", AGENDA, "--period", "2025-01", "--slice", "service=kine")
    assert (code, "AGENDA : aucun chiffre pour cette tranche." in err) == (1, True)
    code, _out, err = explained(capsys, "no_show_rate", AGENDA, "--period", "2025-01", "--slice", "payer_type=AMO")
    assert (code, "ne se coupe pas par payer_type" in err) == (1, True)
    for words in (
        ("--period", "2025-13"),
        ("--period", "2025", "--slice", "service"),
        ("--period", "2025", "--slice", "x=1"),
        (),
    ):
        assert explained(capsys, "no_show_rate", AGENDA, *words)[0] == 64
    assert explained(capsys, "no_show", AGENDA, "--period", "2025")[0] == 64
    assert explained(capsys, "no_show_rate", "ailleurs", "--period", "2025")[0] == 2
