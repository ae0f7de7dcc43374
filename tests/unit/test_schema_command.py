"""``levier schema`` as a user types it."""

import argparse
import json

import pytest

from levier.cli import schema
from levier.problems import Refused, WrongCommand


@pytest.fixture
def levier(capsys):
    """Run the command on a real parser and return what it prints."""

    def call(*words):
        parser = argparse.ArgumentParser()
        schema.add_arguments(parser)
        assert schema.run(parser.parse_args([str(word) for word in words])) == 0
        return capsys.readouterr().out

    return call


def test_a_file_is_described_in_words(levier):
    lines = levier("fermetures").splitlines()
    assert lines[:6] == [
        "Fermetures (fichier fermetures.csv)",
        "Une ligne par fermeture, jours compris.",
        "",
        "du (date, obligatoire)",
        "    Premier jour de fermeture.",
        "    Exemple : 25/12/2025",
    ]


def test_a_file_is_described_for_programs(levier):
    found = json.loads(levier("rendez_vous", "--format", "json"))
    assert found["name"] == "levier-rendez-vous"
    assert found["fields"][0]["name"] == "id"


def test_our_own_name_of_a_table_is_understood(levier):
    assert levier("appointments") == levier("rendez_vous")


def test_without_a_name_the_files_are_listed(levier):
    out = levier()
    assert (
        "rendez_vous              Rendez-vous. Une ligne par rendez-vous, à venir ou passé, annulés compris.\n" in out
    )
    assert len(json.loads(levier("--format", "json"))) == 24


def test_the_grid_is_printed_block_by_block(levier):
    out = levier("grille")
    assert out.startswith("Agenda, page « Statistiques » (Secrétariat ou direction)\n")
    assert out.index("Téléphone, relevé de l'opérateur") < out.index("appels_recus") < out.index("lignes_ccam")
    assert "par mois ou année ; clés : service, specialite, site" in out
    assert "Achats de l'année par famille (comptes 60 et contrats d'achats), avoirs déduits." in out
    assert "famille : medical, fournitures_dentaires, prothese, medicaments, bureau, autre" in out


def test_the_grid_is_given_to_programs(levier):
    found = {one["name"]: one for one in json.loads(levier("grille", "--format", "json"))}
    assert found["rdv_honores"]["unit"] == "lignes"
    assert found["recettes"]["values"] == {"service": ["dentaire", "imagerie"]}


def test_an_unknown_file_is_refused_with_the_nearest(levier):
    with pytest.raises(WrongCommand) as refused:
        levier("rendezvous")
    assert str(refused.value) == "Le fichier « rendezvous » n'existe pas. Vouliez-vous dire « rendez_vous » ?"


def test_a_file_like_no_other_is_refused_with_the_list(levier):
    with pytest.raises(WrongCommand) as refused:
        levier("zzz")
    assert str(refused.value).startswith("Le fichier « zzz » n'existe pas. Fichiers : absences, achats, actes,")


def test_all_are_written_ready_to_publish(levier, tmp_path):
    out = levier("--all", "--out", tmp_path, "--base", "https://schemas.example/cds/")
    assert out == f"48 fichiers écrits dans {tmp_path}\n"
    found = json.loads((tmp_path / "actes" / "schema.json").read_text(encoding="utf-8"))
    assert found["path"] == "https://schemas.example/cds/v0.1.0/actes/schema.json"
    assert (tmp_path / "actes" / "exemple-valide.csv").read_bytes().startswith(b"\xef\xbb\xbfid;facture;date;")


def test_a_file_already_there_is_never_written_over(levier, tmp_path):
    kept = tmp_path / "actes" / "schema.json"
    kept.parent.mkdir()
    kept.write_text("le mien", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        levier("--all", "--out", tmp_path)
    assert str(refused.value) == f"{kept} existe déjà : choisissez un autre dossier."
    assert [path.name for path in tmp_path.rglob("*.*")] == ["schema.json"]


def test_all_needs_a_folder(levier):
    with pytest.raises(WrongCommand) as refused:
        levier("--all")
    assert str(refused.value) == "--all et --out vont ensemble : levier schema --all --out DOSSIER"
