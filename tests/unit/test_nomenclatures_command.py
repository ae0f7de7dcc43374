"""``levier nomenclature``: counts and amounts worked by hand, and never a patient in what is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from levier.cli import main
from releases import ROWS, as_csv, as_xlsx, sheet

NEW_ROWS = [
    *ROWS[:3],
    ["AHQP001", "", "Électromyographie", "1", "0", "71,00", "66,42", "", "", "", "ATM"],
    *ROWS[5:8],
    ["HBLD038", "", "Pose d'une couronne", "1", "0", "120,00", "120,00", "", "", "", "CM0"],
    ROWS[12],
]
ACTS = """id;facture;date;service;patient;nomenclature;code;montant;part_amo
1;F1;06/01/2022;medical;DUPONT;CCAM;AHQP001;69,12;48,38
2;F2;06/01/2022;medical;DUPONT;CCAM;AHQP001-1;-69,12;
3;F3;10/09/2025;dentaire;MARTIN;CCAM;HBLD038;290,00;
4;F4;10/09/2022;dentaire;MARTIN;CCAM;HBLD038;290,00;
5;F5;10/09/2025;dentaire;MARTIN;CCAM;HBLD036;107,50;
6;F6;10/09/2025;medical;DURAND;CCAM;AHQP0O1;69,12;
7;F7;10/09/2025;medical;DURAND;CCAM;DURAND JEAN;1,00;
8;F8;10/09/2020;medical;DURAND;CCAM;AHQP001;69,12;
9;F9;10/09/2025;medical;DURAND;CCAM;AAFA001-4;328,80;
10;F10;11/09/2025;medical;DURAND;CCAM;AAFA001-4;328,80;
11;F10;11/09/2025;medical;DURAND;CCAM;AAFA001-1;1062,33;
12;F12;11/09/2025;dentaire;DURAND;CCAM;HBBD098;50,00;10,00
13;F13;11/09/2025;medical;DURAND;NGAP;G;30,00;
14;F14;11/09/2016;medical;DURAND;NGAP;APC;48,00;
15;F15;11/09/2025;medical;DURAND;NGAP;AMI 4;12,60;
16;F16;11/09/2025;medical;DURAND;NGAP;ZZZ;1,00;
17;F17;11/09/2025;medical;DURAND;NABM;1234;5,00;
18;F18;11/09/2025;medical;DURAND;CCAM;AHQP001-4;10,00;
19;F19;11/09/2025;medical;DURAND;CCAM;ZZZZ999;2,00;
20;F20;11/09/2025;medical;DURAND;;AHQP0O1;3,00;
21;F21;11/09/2025;medical;DURAND;;HBLD38;4,00;
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    Path("ccam_v67.csv").write_bytes(as_csv(sheet()))
    Path("ccam_v78.xlsx").write_bytes(as_xlsx(sheet("CCAM version 78, applicable au 01/07/2025", NEW_ROWS)))
    Path("A01").mkdir()
    Path("A01/actes.csv").write_text(ACTS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def kept() -> None:
    assert main(["nomenclature", "add", "ccam_v67.csv", "--quiet"]) == 0
    assert main(["nomenclature", "add", "ccam_v78.xlsx", "--quiet"]) == 0


def test_add_list_remove(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nomenclature", "list"]) == 0
    assert capsys.readouterr().out == "Aucune version rangée. → levier nomenclature add FICHIER\n"
    assert main(["nomenclature", "add", "ccam_v67.csv"]) == 0
    assert capsys.readouterr().out == (
        "CCAM version 67, en vigueur le 08/04/2021 : 5 actes, rangée.\n"
        "  titre et en-tête : 3 ; chapitres : 3 ; notes : 2 ; lignes d'actes : 5 ; modificateurs : 3 ; "
        "autres activités d'un acte : 1\n"
    )
    assert main(["nomenclature", "add", "ccam_v67.csv"]) == 0
    assert capsys.readouterr().out == "67@2021-04-08 était déjà rangée.\n"
    assert main(["nomenclature", "list"]) == 0
    assert capsys.readouterr().out == "Version 67, en vigueur le 08/04/2021 : 5 actes ; ccam_v67.csv\n"
    assert main(["nomenclature", "remove", "67"]) == 0
    assert main(["nomenclature", "list", "--format", "json"]) == 0
    assert capsys.readouterr().out == "67@2021-04-08 n'est plus rangée.\n[]\n"


@pytest.mark.usefixtures("kept")
def test_diff(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["nomenclature", "diff", "67", "78"]) == 0
    assert capsys.readouterr().out == (
        "De la version 67, en vigueur le 08/04/2021, à la version 78, en vigueur le 01/07/2025\n"
        "\n"
        "Codes créés : 1\n"
        "  HBLD038  Pose d'une couronne\n"
        "Codes supprimés : 2\n"
        "  HBLD036  Pose d'une couronne\n"
        "  QEMA008  Mastoplastie\n"
        "Lignes (acte, activité, phase) dont le tarif change : 1\n"
        "  AHQP001-1-0  secteur_1 : 69,12 € → 71,00 €\n"
    )
    assert main(["nomenclature", "diff", "67", "ccam_v78.xlsx", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["created"], found["deleted"], found["repriced"]) == (1, 2, 1)
    assert main(["nomenclature", "diff", "67", "78", "--format", "csv"]) == 0
    lines = capsys.readouterr().out.lstrip("\ufeff").splitlines()
    assert lines[0] == "changement;code;libelle;activite;phase;grille;avant;apres;remplacement"
    assert lines[4] == "tarif;AHQP001;Électromyographie;1;0;secteur_1;69,12;71,0;"


@pytest.mark.usefixtures("kept")
def test_check(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["nomenclature", "check", "HBLD038", "--date", "2022-09-10"]) == 1
    assert capsys.readouterr().out == (
        "HBLD038, soin du 10/09/2022 : code pas encore créé à la date du soin\n"
        "  Pose d'une couronne\n"
        "  D'après : version 67, en vigueur le 08/04/2021\n"
        "  Première version rangée qui l'a : version 78, en vigueur le 01/07/2025\n"
        "  10 versions entre les deux ne sont pas rangées : le jour exact du changement n'est pas connu.\n"
    )
    assert main(["nomenclature", "check", "AHQP001", "--date", "10/09/2025"]) == 0
    assert main(["nomenclature", "check", "AHQP001", "--date", "10/09/2000"]) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "AHQP001, soin du 10/09/2000 : aucune version rangée ne couvre la date du soin",
        "  Rangez la version de cette date : levier nomenclature add FICHIER",
    ]


@pytest.mark.usefixtures("kept")
def test_check_of_a_key_letter_says_its_homonym(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["nomenclature", "check", "AMO", "--date", "2025-09-10"]) == 0
    assert capsys.readouterr().out == (
        "AMO, soin du 10/09/2025 : lettre-clé NGAP connue à la date du soin\n"
        "  actes d'orthophonie\n"
        "  Lettre-clé NGAP (orthophoniste), du … au …\n"
        "  À ne pas confondre avec : assurance maladie obligatoire (payeur)\n"
    )
    assert main(["nomenclature", "check", "G", "--date", "2016-09-10"]) == 1
    assert "lettre-clé NGAP en dehors de ses dates" in capsys.readouterr().out


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("stored", [False, True], ids=["folder", "store"])
def test_control(capsys: pytest.CaptureFixture[str], stored: bool) -> None:
    source = "A01"
    if stored:
        assert main(["import", "magasin", "A01", "--quiet"]) == 0
        source = "magasin"
    capsys.readouterr()
    assert main(["nomenclature", "control", source, "--format", "json", "--quiet"]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["lines"], found["from"], found["to"]) == (21, "2016-09-11", "2025-09-11")
    assert found["statuses"] == {
        "valide": {"lines": 5, "amount": 1681.13},  # 69,12 − 69,12 + 290 + 328,80 + 1 062,33
        "pas_encore_cree": {"lines": 1, "amount": 290.0},
        "deja_supprime": {"lines": 1, "amount": 107.5},
        "inconnu": {"lines": 1, "amount": 2.0},
        "forme_inattendue": {"lines": 4, "amount": 77.12},
        "sans_version": {"lines": 1, "amount": 69.12},
        "activite_4_seule": {"lines": 1, "amount": 328.8},
        "activite_inconnue": {"lines": 1, "amount": 10.0},
        "non_pris_en_charge": {"lines": 1, "amount": 50.0},
        "lettre_connue": {"lines": 2, "amount": 42.6},
        "lettre_hors_dates": {"lines": 1, "amount": 48.0},
        "lettre_inconnue": {"lines": 1, "amount": 1.0},
    }
    assert found["other_nomenclatures"] == {"lines": 1, "amount": 5.0}
    assert found["doubtful"] == {"lines": 2, "amount": 397.5}
    codes = {(one["raison"], one["code"]): one for one in found["codes"]}
    assert codes["forme_inattendue", "AHQP0O1"]["proches"] == "AHQP001"
    assert codes["forme_inattendue", "AHQP0O1"]["lignes"] == 2
    assert codes["forme_inattendue", "HBLD38"]["proches"] == "HBLD038"
    assert codes["inconnu", "ZZZZ999"]["proches"] == ""
    # A value that is not even like a code is never said: it could be a name.
    assert codes["forme_inattendue", ""]["lignes"] == 1


@pytest.mark.usefixtures("kept")
def test_no_patient_in_what_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("table", "json", "csv"):
        main(["nomenclature", "control", "A01", "--format", form])
    said = "".join(capsys.readouterr())
    assert not any(name in said for name in ("DUPONT", "MARTIN", "DURAND"))
    assert "Contrôlées avec la version 67, en vigueur le 08/04/2021 : 3 lignes" in said


def test_without_a_release_nothing_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nomenclature", "control", "A01", "--format", "json", "--quiet"]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    letters = {"lettre_connue", "lettre_hors_dates", "lettre_inconnue"}
    assert set(found["statuses"]) == {"sans_version", "forme_inattendue", *letters}
    assert found["releases"] == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["diff", "67"], "levier : Attendu : levier nomenclature diff 67 78\n"),
        (["add"], "levier : Attendu : levier nomenclature add FICHIER…\n"),
        (["diff", "67", "78"], "levier : Aucune version « 67 » n'est rangée (rangées : aucune).\n"),
    ],
)
def test_wrong_words(capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    assert main(["nomenclature", *words]) == 64
    assert capsys.readouterr().err == said


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nomenclature", "add", "absent.csv"]) == 2
    assert capsys.readouterr().err == (
        "levier : absent.csv : attendu : un fichier qui existe. → Vérifiez le nom et l'emplacement du fichier.\n"
    )


@pytest.mark.parametrize("name", ["ccam_v67.csv", "ccam_v78.xlsx"])
def test_a_release_among_the_exports_is_told_its_command(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["check", name]) == 2
    assert (
        capsys.readouterr()
        .out.splitlines()[-1]
        .endswith(
            "« une version de la CCAM » lu ; attendu : un export du centre ; celui-ci est la nomenclature elle-même. "
            "→ levier nomenclature add FICHIER la range ; levier nomenclature control contrôle alors les codes du centre."
        )
    )
