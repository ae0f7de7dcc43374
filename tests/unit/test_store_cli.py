"""The commands import, imports and purge: what they print and their exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from levier.cli import main


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEVIER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(name: str, *lines: str) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return name


def agenda(name: str, *lines: str) -> str:
    return written(name, "id;debut;statut", *lines)


SIX = [f"{number};{number + 5:02d}/01/2025 09:00;honore" for number in range(1, 7)]


def test_import_makes_the_store_and_says_where_the_key_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "magasin", agenda("rendez_vous.csv", *SIX)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "Magasin créé : magasin"
    assert Path(out[1].removeprefix("Sa clé : ")).is_file()
    assert out[2].startswith("Sauvegardez ce fichier, à part du magasin")
    assert out[3] == "rendez_vous.csv : Rendez-vous ; 7 lignes lues = 6 gardées + 0 mises de côté + 1 sans donnée"
    assert out[4] == "Import 1 enregistré."
    assert main(["import", "magasin", "rendez_vous.csv"]) == 0
    assert capsys.readouterr().out == (
        "rendez_vous.csv : déjà importé (import 1), rien n'a changé. Pour le relire, supprimez d'abord cet import.\n"
    )


def test_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "magasin", agenda("rendez_vous.csv", *SIX, "7;32/01/2025;honore"), "--quiet"]) == 1
    assert main(["import", "magasin", written("notes.csv", "bonjour"), "--quiet"]) == 2
    assert main(["import", "magasin", "absent.csv"]) == 2
    assert main(["import", "magasin", agenda("rendez_vous_2.csv", SIX[0], SIX[5])]) == 3
    assert "--whole" in capsys.readouterr().err
    assert main(["import", "magasin", "rendez_vous_2.csv", "--whole", "--quiet"]) == 0
    with pytest.raises(SystemExit, match="64"):
        main(["import", "magasin", "rendez_vous_2.csv", "--whole", "--amend"])
    assert main(["imports", "ailleurs"]) == 3


def test_a_folder_gives_its_files_and_its_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    agenda("centre/rendez_vous.csv", *SIX)
    written("centre/appels.csv", "debut;decroche", "06/01/2025 09:00;oui")
    written("centre/centre.toml", 'identifiant = "A07"')
    assert main(["import", "magasin", "centre"]) == 0
    out = capsys.readouterr().out
    assert "appels.csv : Appels" in out
    assert "rendez_vous.csv : Rendez-vous" in out
    assert "/A07-" in out
    assert Path("magasin/centre.toml").read_text() == 'identifiant = "A07"\n'


def test_a_region_is_not_a_centre(capsys: pytest.CaptureFixture[str]) -> None:
    agenda("region/A01/rendez_vous.csv", *SIX)
    agenda("region/A02/rendez_vous.csv", *SIX)
    assert main(["import", "magasin", "region"]) == 64
    assert "region contient 2 centres ; un magasin n'en tient qu'un." in capsys.readouterr().err
    assert not Path("magasin").exists()


def test_list_and_delete(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "magasin", agenda("rendez_vous_1.csv", *SIX), "--quiet"])
    main(["import", "magasin", agenda("rendez_vous_2.csv", *SIX[:3], *SIX[4:])])
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Import 2 enregistré.",
        "  Rendez-vous, lignes d'imports précédents : 5 remplacées par leur nouvelle version, "
        "1 retirée, absente du nouveau fichier",
    ]
    assert main(["imports", "magasin"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith(": rendez_vous_1.csv ; 6 lignes, dont 0 en vigueur (auto)")
    assert lines[1:3] == ["  source : standard:rendez_vous", "  Rendez-vous : du 06/01/2025 au 11/01/2025"]
    assert lines[-1] == "  Rendez-vous : 1 ligne retirée"
    assert main(["imports", "magasin", "--format", "json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["id"], first["lines"], first["current"]) == ("1", 6, 0)
    assert second["spans"] == {"appointments": ["2025-01-06", "2025-01-11"]}
    assert second["effects"] == {"appointments": {"replaced": 5, "withdrawn": 1}}
    assert main(["imports", "magasin", "--delete", "2"]) == 0
    assert capsys.readouterr().out == (
        "Import 2 supprimé.\n  Rendez-vous : 5 lignes supprimées\n  Rendez-vous : 6 lignes rendues\n"
    )
    assert main(["imports", "magasin", "--delete", "2"]) == 64


def test_purge_is_dry_until_yes(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "magasin", agenda("rendez_vous.csv", "9;31/12/2023 09:00;honore", *SIX), "--quiet"])
    assert main(["purge", "magasin", "--before", "2024-01"]) == 0
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "Rendez-vous : 1 ligne à effacer",
        "Mois figés : de 2023-12 à 2023-12. Leurs totaux restent, leurs lignes ne peuvent pas revenir.",
        "Rien n'a été effacé. → Ajoutez --yes pour effacer.",
    ]
    assert main(["purge", "magasin", "--before", "2024-01", "--yes"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Rendez-vous : 1 ligne effacée"
    assert main(["purge", "magasin", "--before", "2024-01", "--yes"]) == 0
    assert capsys.readouterr().out == "Aucune ligne avant 2024-01 : rien à effacer.\n"
    assert main(["purge", "magasin", "--suggest"]) == 0
    assert "levier purge magasin --before 20" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="64"):
        main(["purge", "magasin"])
