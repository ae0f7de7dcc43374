"""The grid as people fill it: pasted texts, moved columns, forgotten dates, percentages."""

import io
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from levier.grid.read import grid_parts, read_grid
from levier.grid.write import write_grid

ONE = 1_000_000_000


@pytest.fixture(scope="module")
def empty():
    """The empty grid of 2025, written once."""
    stream = io.BytesIO()
    write_grid(stream, [], 2025, ["medical"])
    return stream.getvalue()


@pytest.fixture
def fill(empty):
    """Let a person change the grid in a spreadsheet, then read it back."""

    def read(change):
        book = openpyxl.load_workbook(io.BytesIO(empty))
        change(book)
        saved = io.BytesIO()
        book.save(saved)
        return read_grid(saved, "grille.xlsx")

    return read


def column(sheet, title):
    return next(cell.column for cell in sheet[6] if cell.value == title)


def line(sheet, measure, **keys):
    code = column(sheet, "Code")
    return next(
        row[0].row
        for row in sheet.iter_rows(min_row=7)
        if row[code - 1].value == measure and all(row[column(sheet, k) - 1].value == v for k, v in keys.items())
    )


def put(book, sheet, measure, title, value):
    page = book[sheet]
    page.cell(line(page, measure), column(page, title)).value = value


def only(problems):
    (problem,) = problems
    return problem


def test_a_number_typed_in_a_cell(fill):
    found = fill(lambda book: put(book, "Grille Agenda", "rdv_honores", "août 2025", 1204))
    (row,) = found.rows
    assert (row["measure"], row["period"], row["value"]) == ("rdv_honores", "2025-08", 1204 * ONE)
    assert (row["service"], row["nature"], row["definition"]) == ("medical", "exact", "editeur")


@pytest.mark.parametrize(
    ("text", "value"), [("1 204", 1204), ("1\u202f204", 1204), ("812 ", 812), ("0", 0), (0, 0), ("12,0", 12)]
)
def test_a_number_pasted_as_text(fill, text, value):
    found = fill(lambda book: put(book, "Grille Téléphone", "appels_recus", "janv. 2025", text))
    assert [row["value"] for row in found.rows] == [value * ONE]


def test_the_noise_of_a_formula_is_rounded_off(fill):
    found = fill(lambda book: put(book, "Grille Personnel", "etp", "juin 2025", 0.1 + 0.2))
    assert [row["value"] for row in found.rows] == [300_000_000]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "12 %",
            "grille.xlsx, feuille « Grille Téléphone », ligne 8, colonne « janv. 2025 » : « 12 % » lu ; attendu : un "
            "nombre, pas un pourcentage. → Écrivez ce pourcentage et son total dans la feuille « Grille Taux ».",
        ),
        (
            "beaucoup",
            "grille.xlsx, feuille « Grille Téléphone », ligne 8, colonne « janv. 2025 » : « beaucoup » lu ; attendu : un "
            "nombre, par exemple 1 234,50. → Corrigez la cellule : des chiffres, une virgule ou un point, rien d'autre.",
        ),
        (
            -3,
            "grille.xlsx, feuille « Grille Téléphone », ligne 8, colonne « janv. 2025 » : « -3 » lu ; attendu : 0 ou "
            "plus. → Vérifiez « Appels reçus » dans le document.",
        ),
        (
            0.125,
            "grille.xlsx, feuille « Grille Téléphone », ligne 8, colonne « janv. 2025 » : « 0,125 » lu ; attendu : un "
            "nombre entier (lignes). → Tapez le nombre lui-même ; pour un pourcentage, donnez aussi son total (feuille "
            "« Grille Taux »).",
        ),
    ],
)
def test_a_wrong_value_is_said_where_it_stands(fill, typed, sentence):
    found = fill(lambda book: put(book, "Grille Téléphone", "appels_recus", "janv. 2025", typed))
    assert found.rows == []
    assert only(found.problems).sentence() == sentence
    account = next(part.account for part in found.parts if part.account.sheet == "Grille Téléphone")
    assert (account.kept, account.set_aside) == (0, 1)
    # 1 January 2025 is day 20 089.
    assert account.aside_days == {20089: 1}


def test_one_wrong_cell_costs_only_itself(fill):
    def change(book):
        put(book, "Grille Téléphone", "appels_recus", "janv. 2025", "?")
        put(book, "Grille Téléphone", "appels_recus", "févr. 2025", 700)

    assert [row["period"] for row in fill(change).rows] == ["2025-02"]


def test_a_count_of_two_weeks_takes_its_dates_from_the_two_cells_above(fill):
    def change(book):
        page = book["Grille Comptage"]
        index = column(page, "Comptage 1")
        page.cell(4, index).value, page.cell(5, index).value = datetime(2025, 3, 3), "14/03/2025"
        put(book, "Grille Comptage", "passages_observes", "Comptage 1", 240)

    assert [(row["period"], row["value"]) for row in fill(change).rows] == [("2025-03-03/2025-03-14", 240 * ONE)]


def test_a_count_without_dates_is_set_aside(fill):
    found = fill(lambda book: put(book, "Grille Comptage", "passages_observes", "Comptage 2", 240))
    assert found.rows == []
    assert only(found.problems).sentence() == (
        "grille.xlsx, feuille « Grille Comptage », ligne 8, colonne « Comptage 2 » : attendu : les deux dates du "
        "comptage, au-dessus de la colonne. → Écrivez le premier jour en face de « Du » et le dernier en face de « Au »."
    )


def test_a_specialty_is_a_copied_line(fill):
    def change(book):
        page = book["Grille Agenda"]
        row = line(page, "rdv_honores", Service="medical")
        last = page.max_row + 1
        for cell in page[row]:
            page.cell(last, cell.column).value = cell.value
        page.cell(last, column(page, "Spécialité")).value = " Dermatologie  adulte"
        page.cell(last, column(page, "mars 2025")).value = 85

    (row,) = fill(change).rows
    assert (row["specialty"], row["period"], row["value"]) == ("Dermatologie adulte", "2025-03", 85 * ONE)


def test_a_line_without_code_is_known_by_its_label(fill):
    def change(book):
        page = book["Grille Téléphone"]
        page.delete_cols(column(page, "Code"))
        page.cell(8, column(page, "avril 2025")).value = 9

    assert [row["measure"] for row in fill(change).rows] == ["appels_recus"]


def test_a_label_of_no_measure_is_refused(fill):
    def change(book):
        page = book["Grille Téléphone"]
        page.cell(20, 1).value = "Courriels reçus"
        page.cell(20, column(page, "avril 2025")).value = 9

    problem = only(fill(change).problems)
    assert (problem.code, problem.line, problem.column, problem.value) == (
        "mesure_inconnue",
        20,
        "Code",
        "Courriels reçus",
    )


def test_columns_may_be_moved_and_lines_sorted(fill):
    def change(book):
        page = book["Grille Téléphone"]
        put(book, "Grille Téléphone", "appels_recus", "déc. 2025", 12)
        page.insert_cols(1, 2)
        page.insert_rows(1, 3)

    assert [(row["measure"], row["period"]) for row in fill(change).rows] == [("appels_recus", "2025-12")]


def test_a_column_of_ones_own_is_ignored_and_listed(fill):
    def change(book):
        page = book["Grille Téléphone"]
        last = page.max_column + 1
        page.cell(6, last).value, page.cell(8, last).value = "Mon total", 99

    found = fill(change)
    account = next(part.account for part in found.parts if part.account.sheet == "Grille Téléphone")
    assert account.ignored == ("Mon total",)
    assert found.rows == []


def test_a_month_may_be_added_by_its_title(fill):
    def change(book):
        page = book["Grille Téléphone"]
        last = page.max_column + 1
        page.cell(6, last).value, page.cell(8, last).value = "2026-01", 99

    assert [row["period"] for row in fill(change).rows] == ["2026-01"]


def test_a_nature_of_ones_own_sets_the_line_aside_once(fill):
    def change(book):
        put(book, "Grille Téléphone", "appels_recus", "janv. 2025", 1)
        put(book, "Grille Téléphone", "appels_recus", "févr. 2025", 2)
        put(book, "Grille Téléphone", "appels_recus", "Nature", "à peu près")

    found = fill(change)
    assert found.rows == []
    problem = only(found.problems)
    assert (problem.code, problem.column, problem.expected) == (
        "valeur_hors_liste",
        "Nature",
        "l'une des valeurs : exact, estime, echantillon",
    )
    account = next(part.account for part in found.parts if part.account.sheet == "Grille Téléphone")
    assert account.set_aside == 2


def test_a_sheet_without_titles_is_refused(fill):
    def change(book):
        book["Grille Téléphone"].delete_rows(6)

    found = fill(change)
    assert only(found.problems).sentence() == (
        "grille.xlsx, feuille « Grille Téléphone » : attendu : une ligne de titres avec « Mesure » et « Code ». → "
        "Reprenez une grille neuve (levier templates) et recopiez vos nombres."
    )


def test_a_part_above_its_whole_is_said(fill):
    def change(book):
        put(book, "Grille Téléphone", "appels_recus", "janv. 2025", 10)
        put(book, "Grille Téléphone", "appels_decroches", "janv. 2025", 11)

    found = fill(change)
    assert len(found.rows) == 2
    assert only(found.problems).code == "partie_superieure_au_tout"


def rates(book, *values):
    page = book["Grille Taux"]
    titles = ("Mesure", "Service", "Du", "Au", "Taux affiché (%)", "Total")
    for title, value in zip(titles, values, strict=True):
        page.cell(7, column(page, title)).value = value


def test_a_percentage_and_its_total_are_kept_as_an_estimate(fill):
    dates = datetime(2025, 1, 1), datetime(2025, 1, 31)
    (row,) = fill(lambda book: rates(book, "rdv_absents", "medical", *dates, "12 %", 1204)).rows
    assert (row["measure"], row["period"], row["value"]) == ("rdv_absents", "2025-01", 144 * ONE)
    assert (row["nature"], row["comment"]) == ("estime", "12 % de 1204 : de 139 à 150")


@pytest.mark.parametrize(
    ("rate", "total", "read", "fix"),
    [
        (
            "12,5 %",
            3,
            "12,5 % / 3",
            "12,5 % de 3 : aucun nombre entier ne donne ce taux. Vérifiez le taux et le total.",
        ),
        ("12,5", None, "12,5 /", "Écrivez le total sur lequel porte le taux."),
        (
            "120",
            10,
            "120 / 10",
            "Taux « 120 » : attendu un pourcentage de 0 à 100, écrit comme dans le document (12,5).",
        ),
    ],
)
def test_a_rate_that_makes_no_count_is_refused(fill, rate, total, read, fix):
    found = fill(
        lambda book: rates(book, "rdv_absents", None, datetime(2025, 1, 1), datetime(2025, 1, 31), rate, total)
    )
    problem = only(found.problems)
    assert found.rows == []
    assert (problem.code, problem.line, problem.column, problem.value, problem.fix) == (
        "taux_impossible",
        7,
        "Taux affiché (%)",
        read,
        fix,
    )


def test_a_rate_without_dates_is_refused(fill):
    found = fill(lambda book: rates(book, "rdv_absents", None, None, None, "10", 10))
    assert [(one.code, one.column) for one in found.problems] == [("date_invalide", "Du")]


def test_sheets_already_open_are_read_the_same_way():
    rows = [["Mesure", "2025-01", "Code"], ["Appels reçus", "812", "appels_recus"]]
    (part,) = grid_parts([("Grille Téléphone", rows)], "grille.ods", source="standard:grille", first=4)
    assert [(row["period"], row["value"]) for row in part.rows()] == [("2025-01", 812 * ONE)]
    assert (part.chunk.file, part.account.source) == (4, "standard:grille")


def test_a_file_that_is_no_workbook_is_refused():
    found = read_grid(io.BytesIO(b"not a workbook"), "grille.xlsx")
    assert found.rows == []
    assert only(found.problems).severity == "bloquant"


HEADS = ["Mesure", "Service", "janv. 2025", "Comptage 1", "Nature", "Préférer à l'import", "Code"]
cells = st.one_of(
    st.sampled_from(["", "appels_recus", "Appels reçus", "medical", "0", "12", "1 204", "12 %", "-3", "exact", "oui"]),
    st.text(max_size=8),
)


@given(st.lists(st.lists(cells, max_size=9), max_size=6), st.lists(st.sampled_from(HEADS), unique=True, max_size=7))
def test_whatever_is_typed_every_cell_is_accounted_for(lines, heads):
    sheet = [["", "", "01/01/2025"], ["", "", "31/01/2025"], heads, *lines]
    for name in ("Grille Téléphone", "Grille Taux"):
        (part,) = grid_parts([(name, sheet)], "grille.xlsx")
        account = part.account
        assert account.read == account.kept + account.set_aside + account.not_data
        assert account.kept == len(part.chunk) == len(part.rows())
        assert not account.set_aside or part.problems
