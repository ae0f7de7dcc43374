"""The typed grid read as any file of a centre: long in CSV, wide in a workbook, among other sheets."""

import io

import openpyxl
import pytest

from levier.grid.models import write_models
from levier.grid.write import write_grid
from levier.readers import Context, Reading

ONE = 1_000_000_000


def read(content, name):
    reading = Reading(io.BytesIO(content), name, Context(secret=b"k"))
    return reading, list(reading.chunks())


def long(*lines):
    return "\n".join(("periode;mesure;valeur;service;metier;famille", *lines)).encode()


def rows(chunks):
    return [
        (one.columns["measure"][i], one.columns["period"][i], one.columns["value"][i])
        for one in chunks
        for i in range(len(one))
    ]


def test_the_long_form_is_the_standard_file():
    reading, chunks = read(
        long("2025-01;rdv_honores;1 204;medical;;", "2025T3;montant_facture;45000,50;;;"), "grille.csv"
    )
    assert rows(chunks) == [("rdv_honores", "2025-01", 1204 * ONE), ("montant_facture", "2025T3", 45_000_500_000_000)]
    assert list(reading.problems) == []


def test_names_and_keys_are_spelt_as_the_catalogue_does():
    _reading, chunks = read(long("2025-06;ETP;0,5;Médical;Médecin;"), "grille.csv")
    assert [chunks[0].columns[name] for name in ("measure", "service", "job")] == [["etp"], ["medical"], ["medecin"]]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "2025-01;rdv_honore;3;;;",
            "grille.csv, ligne 2, colonne « mesure » : « rdv_honore » lu ; attendu : un nom de la liste « levier schema "
            "grille ». → La mesure « rdv_honore » n'existe pas. Vouliez-vous dire « rdv_honores » ou "
            "« heures_rdv_honores » ?",
        ),
        (
            "2025-01;rdv_honores;3;;medecin;",
            "grille.csv, ligne 2, colonne « metier » : « medecin » lu ; attendu : une case vide : « rdv_honores » ne se "
            "donne pas par metier. → Effacez la case.",
        ),
        (
            "2025-01;rdv_honores;-3;;;",
            "grille.csv, ligne 2, colonne « valeur » : « -3 » lu ; attendu : 0 ou plus. → Vérifiez « Rendez-vous "
            "honorés » dans le document.",
        ),
    ],
)
def test_a_line_that_the_catalogue_refuses_is_set_aside(line, sentence):
    reading, chunks = read(long(line, "2025-02;rdv_honores;4;;;"), "grille.csv")
    assert rows(chunks) == [("rdv_honores", "2025-02", 4 * ONE)]
    (problem,) = reading.problems
    assert problem.sentence() == sentence
    account = reading.accounts[0]
    assert (account.read, account.kept, account.set_aside, account.not_data) == (3, 1, 1, 1)


def test_a_part_above_its_whole_is_kept_and_said():
    reading, chunks = read(long("2025-01;appels_recus;10;;;", "2025-01;appels_decroches;11;;;"), "grille.csv")
    assert len(rows(chunks)) == 2
    (problem,) = reading.problems
    assert (problem.code, problem.severity) == ("partie_superieure_au_tout", "avertissement")


def test_the_wide_grid_is_recognised_by_its_first_page():
    stream = io.BytesIO()
    write_grid(stream, [{"measure": "appels_recus", "period": "2025-01", "value": 812 * ONE}], 2025)
    reading, chunks = read(stream.getvalue(), "grille-2025.xlsx")
    assert rows(chunks) == [("appels_recus", "2025-01", 812 * ONE)]
    assert reading.accounts[chunks[0].file].sheet == "Grille Téléphone"
    assert {(one.table, one.source) for one in reading.accounts} == {("typed_measures", "grille:grille")}


def test_the_grid_and_ordinary_sheets_live_in_one_workbook():
    stream = io.BytesIO()
    write_models(stream, 2025, ["medical"])
    book = openpyxl.load_workbook(stream)
    for index, value in enumerate(("01/05/2025", "01/05/2025", "férié"), 1):
        book["fermetures"].cell(2, index).value = value
    phone = book["Grille Téléphone"]
    phone.cell(8, [cell.value for cell in phone[6]].index("mai 2025") + 1).value = 640
    filled = io.BytesIO()
    book.save(filled)
    reading, chunks = read(filled.getvalue(), "modeles.xlsx")
    kept = {chunk.table.name: len(chunk) for chunk in chunks if len(chunk)}
    assert kept == {"typed_measures": 1, "closures": 1}
    assert all(reading.accounts[one.file].kept == len(one) for one in chunks)
    assert reading.problems.blocking() == []
    assert all(one.read == one.kept + one.set_aside + one.not_data for one in reading.accounts)


def test_empty_models_are_read_without_a_complaint():
    stream = io.BytesIO()
    write_models(stream, 2025)
    reading, chunks = read(stream.getvalue(), "modeles.xlsx")
    assert sum(map(len, chunks)) == 0
    assert reading.problems.blocking() == []
