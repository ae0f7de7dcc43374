"""``levier check``: the account of each file, the controls of accounts, the problems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from levier.cli import main
from levier.french_csv import read_csv

FEC = """JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise
AC\tAchats\t1\t20250106\t6066\tFournitures\t\t\tF1\t20250106\tgants\t90071992547409,91\t0,00\t\t\t20250131\t\t
AC\tAchats\t1\t20250106\t401\tFournisseurs\t\t\tF1\t20250106\tgants\t0,00\t90071992547409,91\t\t\t20250131\t\t
AC\tAchats\t2\t20250107\t6066\tFournitures\t\t\tF2\t20250107\tmasques\t10,10\t0,00\t\t\t20250131\t\t
AC\tAchats\t2\t20250107\t401\tFournisseurs\t\t\tF2\t20250107\tmasques\t0,00\t10,00\t\t\t20250131\t\t
VT\tVentes\t3\t20250108\t7061\tActes\t\t\tV1\t20250108\tactes\t0,00\t0,20\t\t\t20250131\t\t
VT\tVentes\t3\t20250108\t411\tClients\t\t\tV1\t20250108\tactes\t0,20\t0,00\t\t\t20250131\t\t
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code = main(["check", *words, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_controls_of_accounts_are_exact_texts(capsys: pytest.CaptureFixture[str]) -> None:
    Path("990000001FEC20251231.txt").write_text(FEC, encoding="utf-8")
    code, shown = checked(capsys, "990000001FEC20251231.txt")
    (file,) = shown["files"]
    assert code == 0
    assert (file["read"], file["kept"], file["set_aside"], file["not_data"]) == (7, 6, 0, 1)
    controls = file["controls"]
    # 90 071 992 547 409.91 + 10.10 + 0.20: a float would have lost the cents.
    assert (controls["debit"], controls["credit"]) == ("90071992547420.21", "90071992547420.11")
    assert (controls["entries"], controls["unbalanced"]) == (3, 1)
    assert controls["classes"] == {"60": "90071992547420.01", "64": "0.00", "70": "-0.20", "74": "0.00"}
    (problem,) = [one for one in shown["problems"] if one["code"] == "ecriture_desequilibree"]
    assert (problem["line"], problem["value"]) == (4, "AC 2")
    assert problem["expected"] == "débit égal au crédit ; écart de 0,10 €"


def test_shape_of_the_json(capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["debut;statut;inconnue", "06/01/2025 09:00;honore;x", "", *["31/02/2025;honore;x"] * 25, "TOTAL;26;"]
    Path("rendez_vous.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, shown = checked(capsys, "rendez_vous.csv")
    assert code == 1
    assert list(shown) == ["files", "problems"]
    (file,) = shown["files"]
    names = ["file", "table", "reader", "profile", "encoding", "read", "kept", "set_aside", "not_data", "controls"]
    assert list(file)[: len(names)] == names
    assert (file["table"], file["profile"]) == ("appointments", None)
    # One header, one blank, one total; 25 impossible dates; 1 kept.
    assert (file["read"], file["kept"], file["set_aside"], file["not_data"]) == (29, 1, 25, 3)
    problem = next(one for one in shown["problems"] if one["severity"] == "bloquant")
    asked = ["code", "severity", "file", "sheet", "line", "column", "value", "expected", "fix", "count", "lines"]
    assert list(problem) == asked
    assert (problem["line"], problem["column"], problem["value"], problem["count"]) == (4, "debut", "31/02/2025", 25)


def test_problems_in_a_file_are_all_there(capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["debut;statut", *[f"{day:02d}/13/2025;honore" for day in range(1, 29)]]
    Path("rendez_vous.csv").write_text("\n".join([*lines, "06/01/2025;honore"]) + "\n", encoding="utf-8")
    assert main(["check", "rendez_vous.csv", "--problems", "problemes.csv"]) == 1
    raw = Path("problemes.csv").read_text(encoding="utf-8")
    assert raw.startswith("\ufeff")
    found = [one for one in read_csv(raw) if one["gravite"] == "bloquant"]
    # One line of the file for each line set aside, with the value that was read there.
    assert [(one["ligne"], one["valeur"]) for one in found] == [
        (str(line), f"{line - 1:02d}/13/2025") for line in range(2, 30)
    ]


def test_nothing_usable(capsys: pytest.CaptureFixture[str]) -> None:
    Path("rendez_vous.csv").write_bytes(b"")
    assert checked(capsys, "rendez_vous.csv")[0] == 2
    assert main(["check", "absent.csv"]) == 2
    assert capsys.readouterr() == ("", "levier : absent.csv : introuvable. → Vérifiez le chemin.\n")
    assert main(["check", "rendez_vous.csv", "--problems", "absent/x.csv"]) == 64
