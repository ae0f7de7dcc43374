"""Workbooks: typed cells, serial dates, sheets, and what is no workbook behind the extension."""

import datetime as dt
import io
import re
import zipfile

import duckdb
import openpyxl
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from levier.readers import Context, Reading

CENTRE = Context(secret=b"a secret of the tests")
NOON = (dt.date(2025, 1, 3) - dt.date(1970, 1, 1)).days * 86_400 + 12 * 3_600


def saved(sheets: dict[str, list[list[object]]], hidden: tuple[str, ...] = (), mac: bool = False) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    if mac:
        book.epoch = CALENDAR_MAC_1904
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes, name: str, context: Context = CENTRE) -> Reading:
    reading = Reading(io.BytesIO(data), name, context)
    reading.rows = list(reading.chunks())
    return reading


def column(reading: Reading, name: str, number: int = 0) -> list[object]:
    return [value for chunk in reading.rows if chunk.file == number for value in chunk.columns[name]]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_typed_cells_are_read_like_texts() -> None:
    moment = dt.datetime(2025, 1, 3, 12, 0)
    rows = [["id", "debut", "fin", "statut", "sans_rdv"], ["0012", moment, "03/01/2025 12h15", "Honoré", True]]
    reading = read(saved({"rendez_vous": rows}), "export.xlsx")
    assert column(reading, "id") == ["0012"]
    assert column(reading, "start_at") == [NOON]
    assert column(reading, "end_at") == [NOON + 900]
    assert column(reading, "walk_in") == [1]
    assert reading.accounts[0].sheet == "rendez_vous"


@pytest.mark.parametrize("mac", [False, True])
def test_serial_dates_follow_the_calendar_of_the_workbook(mac: bool) -> None:
    serial = 45_660 - (1_462 if mac else 0)
    rows = [["debut", "statut"], [serial + 0.5, "honore"], [dt.datetime(2025, 1, 3, 12), "honore"]]
    reading = read(saved({"rendez_vous": rows}, mac=mac), "export.xlsx")
    assert column(reading, "start_at") == [NOON, NOON]


def test_the_noise_of_binary_fractions_is_no_fraction_of_a_cent() -> None:
    day = dt.date(2025, 1, 3)
    rows = [["date", "code", "montant"], [day, "G", 26.499999999], [day, "G", 0.1 + 0.2], [day, "G", 12]]
    reading = read(saved({"actes": rows}), "export.xlsx")
    assert column(reading, "amount") == [2650, 30, 1200]


def test_numbers_with_a_fraction_of_a_cent_are_set_aside() -> None:
    reading = read(saved({"actes": [["date", "code", "montant"], [dt.date(2025, 1, 3), "G", 26.505]]}), "x.xlsx")
    assert codes(reading)[0] == "trop_de_decimales"


def test_times_of_day_and_midnight_as_an_end() -> None:
    rows = [["jour", "de", "a"], ["lundi", dt.time(8, 30), dt.time(12, 30)], ["mardi", "8h30", dt.timedelta(days=1)]]
    reading = read(saved({"horaires": rows}), "export.xlsx")
    assert column(reading, "time_from") == [30_600, 30_600]
    assert column(reading, "time_to") == [45_000, 86_400]


def test_numbers_that_identify_keep_their_digits_or_refuse_the_sheet() -> None:
    day = dt.date(2025, 1, 3)
    kept = read(saved({"actes": [["facture", "date", "code", "montant"], [298725000001, day, "G", 1]]}), "x.xlsx")
    assert column(kept, "invoice") == ["298725000001"]
    lost = read(saved({"actes": [["facture", "date", "code", "montant"], [2987250000012345, day, "G", 1]]}), "x.xlsx")
    assert codes(lost) == ["identifiant_scientifique"]


def test_each_sheet_is_a_table_by_its_name_or_its_header() -> None:
    sheets = {
        "Lisez-moi": [["Export du 3 janvier"], ["Bonne lecture"]],
        "Rendez-vous": [["debut", "statut"], ["03/01/2025", "honore"]],
        "Feuil2": [["date", "code", "montant"], ["03/01/2025", "G", 30]],
        "Archives": [["debut", "statut"], ["03/01/2024", "honore"]],
    }
    reading = read(saved(sheets, hidden=("Archives",)), "export.xlsx")
    assert [(one.sheet, one.table, one.kept) for one in reading.accounts] == [
        ("Lisez-moi", None, 0),
        ("Rendez-vous", "appointments", 1),
        ("Feuil2", "acts", 1),
    ]
    assert all(one.read == one.kept + one.set_aside + one.not_data for one in reading.accounts)
    assert reading.problems.blocking() == []
    assert column(reading, "amount", 2) == [3000]


def test_a_sheet_named_after_a_table_must_be_one() -> None:
    sheets = {"actes": [["rien", "ici"]], "rendez_vous": [["debut", "statut"], ["03/01/2025", "honore"]]}
    reading = read(saved(sheets), "export.xlsx")
    (problem,) = reading.problems.blocking()
    assert (problem.code, problem.sheet) == ("entete_introuvable", "actes")


def test_a_workbook_without_any_table_is_refused() -> None:
    reading = read(saved({"Notes": [["a", "b"]], "Suite": [["c", "d"]]}), "export.xlsx")
    assert [problem.code for problem in reading.problems.blocking()] == ["table_inconnue"]


def test_lines_are_those_that_the_spreadsheet_shows() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "rendez_vous"
    sheet["B4"], sheet["C4"] = "debut", "statut"
    sheet["B6"], sheet["C6"] = "31/02/2025", "honore"
    stream = io.BytesIO()
    book.save(stream)
    (problem,) = read(stream.getvalue(), "export.xlsx").problems.blocking()
    assert (problem.line, problem.sheet, problem.column) == (6, "rendez_vous", "debut")


def test_a_merged_header_is_read_on_its_two_lines() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "actes"
    for row in (
        ["date", "code", "montant", "Part", None],
        [None, None, None, "AMO", "AMC"],
        ["03/01/2025", "G", 30, 21, 9],
    ):
        sheet.append(row)
    for span in ("D1:E1", "A1:A2", "B1:B2", "C1:C2"):
        sheet.merge_cells(span)
    stream = io.BytesIO()
    book.save(stream)
    reading = read(stream.getvalue(), "export.xlsx")
    assert column(reading, "amc_share") == [900]
    assert column(reading, "amo_share") == [2100]


@pytest.mark.parametrize("announced", [True, False])
def test_a_cell_forgotten_at_the_far_corner_is_refused_before_it_fills_the_memory(announced: bool) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "debut"
    book.active["XFD1048576"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    data = stream.getvalue() if announced else without_dimension(stream)
    (problem,) = read(data, "rendez_vous.xlsx").problems
    assert problem.sentence() == (
        "rendez_vous.xlsx : attendu : une feuille où les données se suivent (une cellule est remplie très loin en bas "
        "ou à droite). → Ctrl+Fin mène à cette cellule : supprimez-la (lignes et colonnes entières), enregistrez, ou "
        "donnez un CSV."
    )


def without_dimension(stream: io.BytesIO) -> bytes:
    copy = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            target.writestr(name, re.sub(rb"<dimension[^>]*/>", b"", source.read(name)))
    return copy.getvalue()


@pytest.mark.parametrize("place", [44, 30, 200])
def test_a_damaged_old_workbook_is_refused(place: int) -> None:
    book = xlwt.Workbook()
    book.add_sheet("rendez_vous").write(0, 0, "debut")
    stream = io.BytesIO()
    book.save(stream)
    data = bytearray(stream.getvalue())
    data[place : place + 4] = b"\xff\xff\xff\x7f"
    (problem, *_rest) = read(bytes(data[:3_000]), "rendez_vous.xls").problems
    assert problem.code == "classeur_illisible"


def test_an_archive_is_no_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("rendez_vous.csv", "debut;statut")
    (problem,) = read(stream.getvalue(), "rendez_vous.xlsx").problems
    assert (problem.code, problem.value) == ("genre_inconnu", "ZIP")


def test_a_web_page_of_one_table_named_xls_is_read() -> None:
    page = (
        "<html><body><table><tr><th>debut</th><th>statut</th></tr>"
        "<tr><td>03/01/2025 12:00</td><td>honor&eacute;</td></tr></table></body></html>"
    )
    reading = read(page.encode(), "rendez_vous.xls")
    assert column(reading, "start_at") == [NOON]
    assert reading.accounts[0].reader == "html"


def test_text_named_xls_is_read() -> None:
    assert column(read(b"debut\tstatut\n03/01/2025 12:00\thonore\n", "rendez_vous.xls"), "start_at") == [NOON]


def test_old_workbooks_are_read() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("rendez_vous")
    for index, name in enumerate(("debut", "statut")):
        sheet.write(0, index, name)
    sheet.write(1, 0, dt.datetime(2025, 1, 3, 12), xlwt.easyxf(num_format_str="DD/MM/YYYY HH:MM"))
    sheet.write(1, 1, "honore")
    stream = io.BytesIO()
    book.save(stream)
    assert column(read(stream.getvalue(), "export.xls"), "start_at") == [NOON]


def test_parquet_is_read_through_its_adapter(tmp_path) -> None:
    path = tmp_path / "actes.parquet"
    duckdb.sql(
        "SELECT DATE '2025-01-03' AS date, 'G' AS code, 30.00::DECIMAL(9,2) AS montant, 'F0012' AS facture, "
        "true AS inconnue"
    ).write_parquet(str(path))
    with path.open("rb") as stream:
        reading = Reading(stream, "actes.parquet", CENTRE)
        rows = list(reading.chunks())
    assert rows[0].columns["amount"] == [3000]
    assert rows[0].columns["invoice"] == ["F0012"]
    assert reading.accounts[0].reader == "parquet"
    assert reading.accounts[0].ignored == ("inconnue",)


def test_a_broken_parquet_file_has_its_sentence() -> None:
    (problem,) = read(b"PAR1" + b"\0" * 40, "actes.parquet").problems
    assert problem.sentence() == (
        "actes.parquet : attendu : un fichier Parquet entier. → Recommencez l'export ou la copie."
    )
