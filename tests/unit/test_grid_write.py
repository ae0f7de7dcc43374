"""The grid as a director opens it: sheets, lines, columns, help and limits."""

import io
import warnings
from datetime import datetime

import openpyxl
import pytest

from levier.grid.layout import pages
from levier.grid.write import write_grid
from levier.problems import WrongCommand

ONE = 1_000_000_000


def row(**about):
    return dict.fromkeys(("service", "specialty", "payer_type", "job", "family", "site")) | about


def opened(values=(), services=("medical", "dentaire", "imagerie")):
    stream = io.BytesIO()
    with warnings.catch_warnings():
        # XlsxWriter warns, and drops, what a spreadsheet would refuse.
        warnings.simplefilter("error")
        write_grid(stream, values, 2025, services)
    return openpyxl.load_workbook(stream)


@pytest.fixture(scope="module")
def book():
    return opened()


def page(name, values=(), services=("medical", "dentaire", "imagerie")):
    return next(one for one in pages(values, 2025, services) if one.sheet == name)


def heads(sheet):
    return [cell.value for cell in sheet[6]]


def test_sheets_follow_the_documents_on_the_desk(book):
    assert book.sheetnames == [
        "Grille Levier", "Grille Agenda", "Grille Téléphone", "Grille Actes", "Grille Tiers payant", "Grille Impayés",
        "Grille Planning", "Grille Personnel", "Grille Comptes", "Grille Missions", "Grille Comptage", "Grille Taux",
        "Grille Listes",
    ]  # fmt: skip


def test_a_service_that_the_centre_has_not_is_not_asked_for():
    sheets = [one.sheet for one in pages([], 2025, ["prelevements"])]
    assert "Grille Prélèvements" in sheets
    names = {line.measure.name for one in pages([], 2025, ["medical"]) for line in one.lines}
    assert not names & {"dossiers", "heures_fauteuil_tenues", "examens_prescrits", "actes_soins", "recettes"}
    assert {"lignes_ccam", "heures_cabinet_disponibles"} <= names


def test_without_services_the_whole_centre_is_asked_for():
    lines = page("Grille Agenda", services=()).lines
    assert {line.keys["service"] for line in lines} == {None}


def test_months_stand_side_by_side_then_quarters_then_the_year(book):
    titles = heads(book["Grille Actes"])
    first = titles.index("janv. 2025")
    assert titles[first : first + 17] == [
        "janv. 2025", "févr. 2025", "mars 2025", "avril 2025", "mai 2025", "juin 2025", "juil. 2025", "août 2025",
        "sept. 2025", "oct. 2025", "nov. 2025", "déc. 2025", "T1 2025", "T2 2025", "T3 2025", "T4 2025", "Année 2025",
    ]  # fmt: skip


def test_accounts_show_the_year_first():
    assert page("Grille Comptes").periods[0].label == "2025"


def test_staff_is_asked_for_in_june_and_december():
    assert [one.label for one in page("Grille Personnel").periods] == ["2025-06", "2025-12", "2025"]


def test_payers_have_their_own_lines():
    titles = [title for title, _lines in page("Grille Tiers payant").sections()]
    assert titles == ["Centre entier", "Assurance maladie (AMO)", "Complémentaires (AMC)"]


def test_each_column_shows_the_days_that_it_covers(book):
    sheet = book["Grille Agenda"]
    index = heads(sheet).index("févr. 2025") + 1
    assert (sheet.cell(4, index).value, sheet.cell(5, index).value) == (datetime(2025, 2, 1), datetime(2025, 2, 28))
    assert sheet.cell(4, index).number_format == "dd/mm/yyyy"


def test_instructions_stand_on_top_and_headers_stay_in_sight(book):
    sheet = book["Grille Agenda"]
    assert sheet["A1"].value == "Agenda, page « Statistiques » : 2025"
    assert sheet["A3"].value == (
        "À remplir par : Secrétariat ou direction. Case vide = inconnu ; zéro se tape 0. En italique : si votre document "
        "le donne."
    )
    assert sheet.freeze_panes == "E7"


def test_each_measure_says_where_to_find_it(book):
    assert book["Grille Agenda"]["A8"].comment.text == (
        "Patients venus à un rendez-vous pris d'avance. Les passages sans rendez-vous se comptent à part.\n(rdv_honores)"
    )


def rule_of(sheet, cell):
    return next(one for one in sheet.data_validations.dataValidation if cell in one.sqref)


def test_a_count_takes_whole_numbers_from_zero(book):
    rule = rule_of(book["Grille Agenda"], "E8")
    assert (rule.type, rule.operator, rule.formula1) == ("whole", "greaterThanOrEqual", "0")
    assert rule.error == ("Un nombre entier, 0 ou plus. Sans texte ni « % ». Case vide = inconnu ; zéro se tape 0.")


def test_an_amount_takes_decimals_and_credit_notes_are_allowed(book):
    assert rule_of(book["Grille Actes"], "E8").type == "decimal"
    accounts = book["Grille Comptes"]
    purchases = next(cells for cells in accounts.iter_rows(min_row=7) if cells[0].value == "Achats")
    rule = rule_of(accounts, purchases[heads(accounts).index("Année 2025")].coordinate)
    assert (rule.operator or "between", float(rule.formula1)) == ("between", -1e12)


def test_natures_and_definitions_are_lists_already_filled(book):
    sheet = book["Grille Téléphone"]
    index = heads(sheet).index("Nature")
    assert [cell.value for cell in sheet[8][index : index + 2]] == ["exact", "operateur"]
    assert rule_of(sheet, sheet[8][index].coordinate).type == "list"


def test_the_year_before_stands_on_the_right():
    values = [
        row(measure="appels_recus", period="2024-01", value=700 * ONE),
        row(measure="appels_recus", period="2023-01", value=600 * ONE),
    ]
    sheet = opened(values)["Grille Téléphone"]
    titles = heads(sheet)
    assert titles[-1] == "janv. 2024 (rappel)"
    assert sheet.cell(8, len(titles)).value == 700


def test_without_a_year_before_there_is_no_reminder(book):
    assert not [title for title in heads(book["Grille Téléphone"]) if title and title.endswith("(rappel)")]


def test_two_ways_of_knowing_are_two_lines():
    values = [
        row(measure="appels_recus", period="2025-01", value=ONE, nature="exact"),
        row(measure="appels_recus", period="2025-02", value=ONE, nature="estime"),
    ]
    lines = [one for one in page("Grille Téléphone", values).lines if one.measure.name == "appels_recus"]
    assert [sorted(one.values) for one in lines] == [["2025-01"], ["2025-02"]]


def test_a_value_of_a_specialty_leaves_the_line_of_its_service():
    values = [row(measure="rdv_honores", period="2025-01", value=ONE, service="medical", specialty="orl")]
    lines = [one for one in page("Grille Agenda", values, ["medical"]).lines if one.measure.name == "rdv_honores"]
    assert [one.keys["specialty"] for one in lines] == [None, "orl"]


def test_the_first_page_leads_to_each_sheet(book):
    links = {cell.value: cell.hyperlink.location for cell in book["Grille Levier"]["A"] if cell.hyperlink}
    assert links["Grille Agenda"] == "'Grille Agenda'!A1"
    assert list(links) == book.sheetnames[1:-1]


def test_a_text_that_looks_like_a_formula_stays_a_text():
    values = [row(measure="appels_recus", period="2025-01", value=ONE, source="=1+1")]
    sheet = opened(values)["Grille Téléphone"]
    cell = sheet[8][heads(sheet).index("Source")]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_value_of_no_measure_is_refused():
    with pytest.raises(WrongCommand, match=r"^La mesure « appels » n'existe pas\."):
        write_grid(io.BytesIO(), [row(measure="appels", period="2025", value=0)], 2025)
