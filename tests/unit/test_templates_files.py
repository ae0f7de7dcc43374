"""``levier templates`` as a centre that begins uses it, and the files opened again."""

import argparse
import csv
import re
import warnings

import openpyxl
import pytest

from levier.centre import Centre, read_centre
from levier.cli import templates
from levier.problems import Refused, WrongCommand
from levier.readers import Context, Reading
from levier.tables import TABLES

FILES = {f"{table.file}.csv" for table in TABLES.values()}


def levier(*words):
    parser = argparse.ArgumentParser()
    templates.add_arguments(parser)
    return templates.run(parser.parse_args([str(word) for word in words]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of models for a centre with dental care, written once."""
    path = tmp_path_factory.mktemp("modeles")
    assert levier(path, "--year", "2025", "--services", "medical,dentaire") == 0
    return path


@pytest.fixture(scope="module")
def book(folder):
    """The workbook of models, as another program opens it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return openpyxl.load_workbook(folder / "modeles.xlsx")


def test_every_file_of_the_contract_is_there(folder):
    assert {path.name for path in folder.iterdir()} == FILES | {"centre.toml", "modeles.xlsx"}


def test_a_csv_opens_in_a_french_spreadsheet(folder):
    assert (folder / "fermetures.csv").read_bytes() == b"\xef\xbb\xbfdu;au;motif;site;finess\r\n"


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_a_csv_has_the_headers_of_its_table(folder, table):
    with (folder / f"{table.file}.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert list(csv.reader(lines, delimiter=";")) == [[column.header for column in table.columns]]


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_an_empty_model_is_read_without_a_complaint(folder, table):
    with (folder / f"{table.file}.csv").open("rb") as stream:
        reading = Reading(stream, f"{table.file}.csv", Context(secret=b"k"))
        assert sum(len(chunk) for chunk in reading.chunks()) == 0
    assert [problem.sentence() for problem in reading.problems.blocking()] == []
    assert reading.accounts[0].table == table.name


def test_the_centre_file_changes_nothing_until_it_is_filled(folder):
    text = (folder / "centre.toml").read_text(encoding="utf-8")
    assert read_centre(text, "c") == Centre(name="c", services=("medical", "dentaire"))


def test_every_key_of_the_centre_file_may_be_uncommented():
    filled = re.sub(r'^# (\w+ =|"DENT" =)', r"\1", templates.centre_toml(), flags=re.MULTILINE)
    centre = read_centre(filled)
    assert (centre.name, centre.managing_body, centre.services) == ("A01", "commune", ("medical", "dentaire"))
    assert centre.conventions == Centre().conventions
    assert centre.sections == {"DENT": "dentaire"}


def test_the_workbook_has_a_sheet_for_each_table_and_the_grid(book):
    names = set(book.sheetnames)
    assert {table.file for table in TABLES.values()} <= names
    assert {"Lisez-moi", "Grille Levier", "Grille Agenda", "Grille Taux"} <= names


def test_headers_are_frozen_styled_and_explained(book):
    sheet = book["rendez_vous"]
    assert sheet.freeze_panes == "A2"
    headers = {cell.value: cell for cell in sheet[1]}
    assert headers["debut"].fill.fgColor.rgb == "FF1F3A5F"
    assert headers["debut"].font.color.rgb == "FFFFE08A"
    assert headers["fin"].font.color.rgb == "FFFFFFFF"
    assert headers["debut"].comment.text == ("Début prévu du rendez-vous.\nObligatoire.\nExemple : 03/01/2025 14:30")


def lists(sheet):
    """Return the cells of each validation list, by the words of the list."""
    book = sheet.parent
    found = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list":
            name, _sign, cells = rule.formula1.partition("!")
            page = book[name.strip("'")]
            words = tuple(row[0].value for row in page[cells.replace("$", "")])
            found[words] = str(rule.sqref)
    return found


def test_closed_lists_are_offered(book):
    found = lists(book["retours_organismes"])
    assert found == {
        ("AMO", "AMC"): "C2:C5001",
        ("en_attente", "paye", "paye_partiel", "rejete"): "G2:G5001",
    }


def test_yes_or_no_is_offered(book):
    assert lists(book["appels"])[("oui", "non")] == "D2:D5001"


def test_dates_are_real_dates_and_identifiers_are_texts(book):
    sheet = book["rendez_vous"]
    indexes = {cell.value: cell.column for cell in sheet[1]}

    def shown(header):
        spans = sheet.column_dimensions.values()
        return next(one.number_format for one in spans if one.min <= indexes[header] <= one.max)

    assert (shown("debut"), shown("fin")) == ("dd/mm/yyyy hh:mm", "dd/mm/yyyy hh:mm")
    assert (shown("id"), shown("patient")) == ("@", "@")


def test_the_lists_are_hidden(book):
    assert book["Grille Listes"].sheet_state == "hidden"


def test_a_file_already_there_stops_everything(tmp_path):
    (tmp_path / "actes.csv").write_text("les miens", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        levier(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path / 'actes.csv'} existe déjà, rien n'a été écrit : choisissez un autre dossier ou déplacez ce fichier."
    )
    assert refused.value.exit_code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["actes.csv"]


def test_the_grid_alone(tmp_path, capsys):
    assert levier(tmp_path / "neuf", "--grid", "--year", "2026") == 0
    assert [path.name for path in (tmp_path / "neuf").iterdir()] == ["grille-2026.xlsx"]
    assert capsys.readouterr().out.startswith(f"1 fichier écrit dans {tmp_path / 'neuf'}\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--services", "dental"], "Le service « dental » n'existe pas. Vouliez-vous dire « dentaire »"),
        (["--services", "x"], "Le service « x » n'existe pas. Services : medical, dentaire, imagerie,"),
        (["--year", "25"], "Année « 25 » : attendu une année de 1990 à 2079."),
    ],
)
def test_wrong_words_are_refused(tmp_path, words, sentence):
    with pytest.raises(WrongCommand) as refused:
        levier(tmp_path / "neuf", *words)
    assert str(refused.value).startswith(sentence)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    path = tmp_path / "fichier"
    path.write_text("", encoding="utf-8")
    with pytest.raises(WrongCommand) as refused:
        levier(path)
    assert str(refused.value) == f"{path} est un fichier : donnez un dossier."
