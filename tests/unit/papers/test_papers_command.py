"""``levier dossier`` as a director and an IT department use it."""

import re
import sys
from datetime import date

import docx
import pytest

from levier.cli import main
from levier.papers import Installation, papers
from levier.papers.settings_file import KEYS, read_installation, template
from levier.problems import WrongCommand

TODAY = date(2026, 3, 1)
FILES = {f"{one.order:02d}-{one.name}.docx" for one in papers()}


def test_every_paper_and_the_index_are_written(tmp_path, capsys):
    assert main(["dossier", str(tmp_path / "papiers")]) == 0
    assert {path.name for path in (tmp_path / "papiers").iterdir()} == FILES | {"LISEZ-MOI.txt"}
    said = capsys.readouterr().out
    assert said.startswith(f"13 documents écrits dans {tmp_path / 'papiers'}\n")
    assert re.search(r"^\d+ mentions « \[à compléter\] » ; commencez par LISEZ-MOI\.txt$", said, re.MULTILINE)


def test_the_index_opens_on_windows_and_counts_what_is_left(tmp_path):
    main(["dossier", str(tmp_path), "--only", "accessibilite"])
    raw = (tmp_path / "LISEZ-MOI.txt").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    found = docx.Document(tmp_path / "13-accessibilite.docx")
    texts = [one.text for one in found.paragraphs]
    texts += [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    left = "\n".join(texts).count("[à compléter]")
    assert f"Reste à compléter : {left}\r\n" in raw.decode("utf-8-sig")


def test_settings_go_into_the_papers(tmp_path):
    settings = tmp_path / "r.toml"
    settings.write_text('nom = "Centre des Lilas"\ndate = 2026-03-01\nconservation_mois = "purge"\n', "utf-8")
    assert main(["dossier", str(tmp_path / "p"), "--settings", str(settings), "--only", "registre", "aipd"]) == 0
    assert {path.name for path in (tmp_path / "p").glob("*.docx")} == {"01-registre.docx", "02-aipd.docx"}
    found = docx.Document(tmp_path / "p" / "01-registre.docx")
    assert "Centre des Lilas" in found.paragraphs[1].text
    assert "1er mars 2026" in found.paragraphs[1].text


def test_nothing_is_overwritten(tmp_path, capsys):
    (tmp_path / "02-aipd.docx").write_bytes(b"relu par le DPO")
    assert main(["dossier", str(tmp_path)]) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["02-aipd.docx"]
    assert (tmp_path / "02-aipd.docx").read_bytes() == b"relu par le DPO"
    assert "existe déjà, rien n'a été écrit" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--only", "aidp"], "Document inconnu « aidp ». Vouliez-vous dire « aipd » ?"),
        (["--only", "xyz"], "Documents : registre, aipd, "),
    ],
)
def test_an_unknown_paper_is_refused_with_the_nearest(tmp_path, capsys, words, sentence):
    assert main(["dossier", str(tmp_path), *words]) == 64
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_asked_for(tmp_path, capsys):
    assert main(["dossier"]) == 64
    assert "Il manque le dossier où écrire." in capsys.readouterr().err
    file = tmp_path / "f"
    file.write_text("")
    assert main(["dossier", str(file)]) == 64
    assert "est un fichier : donnez un dossier." in capsys.readouterr().err


def test_settings_that_are_not_there_or_not_utf8(tmp_path, capsys):
    assert main(["dossier", str(tmp_path / "p"), "--settings", str(tmp_path / "non.toml")]) == 2
    (tmp_path / "l.toml").write_bytes('nom = "Santé"'.encode("cp1252"))
    assert main(["dossier", str(tmp_path / "p"), "--settings", str(tmp_path / "l.toml")]) == 64
    assert "n'est pas en UTF-8" in capsys.readouterr().err
    assert not (tmp_path / "p").exists()


def test_without_the_complement_nothing_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "docx" else object())
    assert main(["dossier", str(tmp_path / "p")]) == 2
    assert "pip install 'levier[documents]'" in capsys.readouterr().err
    assert not (tmp_path / "p").exists()


def test_the_model_of_the_settings_says_every_key(capsys):
    assert main(["dossier", "--template"]) == 0
    shown = capsys.readouterr().out
    assert shown == template()
    assert read_installation(shown, TODAY) == Installation(date=TODAY)
    filled = re.sub(r"^# (\w+ = )", r"\1", shown, flags=re.MULTILINE)
    made = read_installation(filled, TODAY)
    assert (made.name, made.line_retention_months, made.hosts) == ("Centre municipal de santé", 24, ("127.0.0.1",))
    assert made.date == date(2026, 1, 5)
    assert [one.name for one in KEYS if f"# {one.name} = " not in shown] == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('non = "A"', "Réglages : clé inconnue « non ». Vouliez-vous dire « nom » ?"),
        ("port = true", "Réglages, « port » : « True » lu ; attendu : un nombre entier. → Corrigez le fichier."),
        ("port = 0", "attendu : un nombre entier d'au moins 1."),
        ("equipe_reduite = 2", "attendu : un nombre entier d'au moins 3."),
        ('genre = "ville"', "« ville » lu ; attendu : centre ou region."),
        ('adresses = "127.0.0.1"', "attendu : une liste de textes."),
        ("courriel = 1", "attendu : true ou false."),
        ('date = "hier"', "attendu : une date, 2026-01-05."),
        ("nom = A", "Réglages illisibles : "),
    ],
)
def test_wrong_settings_are_said(text, sentence):
    with pytest.raises(WrongCommand) as said:
        read_installation(text, TODAY)
    assert sentence in str(said.value)


def test_the_core_does_not_load_the_writer_of_documents():
    import subprocess

    code = "import sys, levier.papers as p; p.papers(); print('docx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
