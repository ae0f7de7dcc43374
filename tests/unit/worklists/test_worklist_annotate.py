"""The file of the day comes back annotated: original lines, original columns, nothing kept."""

from __future__ import annotations

import io
import sqlite3
import tempfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from levier.french_csv import BOM, read_csv
from levier.holding import Options
from levier.periods import parse_period
from levier.problems import NothingUsable, WrongCommand
from levier.worklists import Annotated, annotate

AS_OF = parse_period("2025-06-30").first
DEBTS = (
    "Nom du patient;facture;echeance;montant_du;montant_paye;Téléphone\n"
    "=HYPERLINK(1);F1;01/04/2025;30,00;0;+33 6 00 00 00 01\n"
    '"Martin; dit ""le Bref""";0012;02/04/2025;1 020,50;20,50;@0600000002\n'
    "Payé;F3;01/04/2025;8,00;8,00;\n"
    "Illisible;F4;32/04/2025;8,00;;\n"
    "\n"
)


def done(text: str = DEBTS, name: str = "creances_patients.csv", kind: str = "debts", **more: object) -> Annotated:
    return annotate(io.BytesIO(text.encode()), name, kind, AS_OF, **more)  # type: ignore[arg-type]


def test_lines_come_back_as_they_were_the_most_money_first() -> None:
    found = done()
    assert [one.cells for one in found.lines] == [
        ('Martin; dit "le Bref"', "0012", "02/04/2025", "1 020,50", "20,50", "@0600000002"),
        ("=HYPERLINK(1)", "F1", "01/04/2025", "30,00", "0", "+33 6 00 00 00 01"),
    ]
    assert found.added(0) == (
        1,
        "à relancer, avant remise",
        89,
        100_000,
        "Relancez le patient (courrier, appel, passage au guichet) ; proposez un paiement en plusieurs fois.",
    )
    # Header and blank line are not data.
    assert (found.read, found.nothing, found.set_aside, found.not_data) == (6, 1, 1, 2)
    assert found.sentence == (
        "2 lignes à traiter sur 3 ; 2 créances, 1\u202f030 €, la plus ancienne a 90 jours ; "
        "1 ligne mise de côté, à voir dans les problèmes."
    )
    (problem,) = [one for one in found.problems if one.severity == "bloquant"]
    assert problem.line == 5


def test_the_csv_opens_in_a_french_spreadsheet_and_holds_no_formula() -> None:
    text = done(DEBTS.replace("Nom du patient", "=Nom")).csv()
    assert text.startswith(BOM + "'=Nom;facture;")
    first, second = read_csv(text)
    assert first["À traiter : reste dû (€)"] == "1000,00"
    assert first["À traiter : priorité"] == "1"
    assert "'=HYPERLINK(1);F1" in text
    assert "'+33 6 00 00 00 01" in text
    assert second["'=Nom"] == "=HYPERLINK(1)"


def test_the_workbook_has_a_named_table_real_dates_and_amounts_and_a_frozen_header() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(done().xlsx()))["À traiter"]
    assert sheet.freeze_panes == "A2"
    assert sheet.tables["A_traiter"].ref == "A1:K3"
    assert [cell.value for cell in sheet[2]][:6] == [
        'Martin; dit "le Bref"',
        "0012",
        datetime(2025, 4, 2),
        1020.5,
        20.5,
        "@0600000002",
    ]
    assert [cell.value for cell in sheet[2]][6:10] == [1, "à relancer, avant remise", 89, 1000]
    assert sheet["C2"].number_format == "dd/mm/yyyy"
    assert sheet["D2"].number_format == "#,##0.00"
    assert {cell.data_type for cell in (sheet["A2"], sheet["B2"], sheet["F2"])} == {"s"}


def test_a_workbook_text_like_a_formula_stays_a_text() -> None:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(done().xlsx())) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "=HYPERLINK(1)" in archive.read("xl/sharedStrings.xml").decode()


def test_nothing_to_do_still_makes_both_files() -> None:
    found = done("facture;echeance;montant_du;montant_paye\nF1;01/04/2025;8,00;8,00\n")
    assert found.sentence == "0 ligne à traiter sur 1."
    assert len(found.csv().splitlines()) == 1
    sheet = openpyxl.load_workbook(io.BytesIO(found.xlsx()))["À traiter"]
    assert sheet.tables["A_traiter"].ref == "A1:I2"


def book(**sheets: list[list[object]]) -> io.BytesIO:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        days = made.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for rank, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(rank, column, value, days)
                    else:
                        sheet.write(rank, column, value)
    stream.seek(0)
    return stream


def test_a_workbook_comes_back_with_its_dates_those_of_other_columns_too() -> None:
    rows: list[list[object]] = [
        ["facture", "echeance", "montant_du", "Né le"],
        ["F1", date(2025, 4, 1), 30, date(1950, 3, 2)],
    ]
    notes: list[list[object]] = [["Ne pas oublier la relance"]]
    found = annotate(book(creances_patients=rows, Notes=notes), "export.xlsx", "debts", AS_OF)
    sheet = openpyxl.load_workbook(io.BytesIO(found.xlsx()))["À traiter"]
    assert [cell.value for cell in sheet[2]][:4] == ["F1", datetime(2025, 4, 1), 30, datetime(1950, 3, 2)]
    assert (found.read, found.not_data) == (2, 1)


def test_two_sheets_of_one_table_share_a_header() -> None:
    one: list[list[object]] = [["facture", "echeance", "montant_du", "Nom"], ["F1", date(2025, 4, 1), 30, "A"]]
    two: list[list[object]] = [["Ville", "facture", "echeance", "montant_du"], ["Lyon", "F2", date(2025, 4, 1), 40]]
    stream = book(creances_patients=one, **{"creances_patients 2": two})
    found = annotate(stream, "export.xlsx", "debts", AS_OF)
    assert found.header == ("facture", "echeance", "montant_du", "Nom", "Ville")
    assert [one.cells for one in found.lines] == [
        ("F2", "2025-04-01", "40", "", "Lyon"),
        ("F1", "2025-04-01", "30", "A", ""),
    ]


def test_an_export_is_read_with_its_profile() -> None:
    profile = """
label = "Agenda"
table = "rendez_vous"
[detect]
header = ["Jour", "Heure", "Etat"]
[columns]
debut = ["Jour", "Heure"]
statut = "Etat"
[values.statut]
"venu" = "honore"
"prévu" = "non_pointe"
"""
    text = (
        "Jour;Heure;Nom;Etat\n27/06/2025;09:00;Martin;prévu\n27/06/2025;10:00;Durand;venu\n01/07/2025;10:00;X;prévu\n"
    )
    found = done(text, "agenda.csv", "unmarked", options=Options(profile=profile))
    assert [one.cells for one in found.lines] == [("27/06/2025", "09:00", "Martin", "prévu")]
    assert found.added(0)[:3] == (1, "issue non notée", 3)
    assert found.headers[4:] == (
        "À traiter : priorité",
        "À traiter : motif",
        "À traiter : âge (jours)",
        "À traiter : remède",
    )
    assert found.csv().splitlines()[1].startswith("27/06/2025;09:00;Martin;prévu;1;issue non notée;3;Notez l'issue")


def test_old_encodings_keep_their_accents() -> None:
    text = "Prénom;facture;echeance;montant_du\nÉlodie;F1;01/04/2025;30,00\n"
    found = annotate(io.BytesIO(text.encode("cp1252")), "creances_patients.csv", "debts", AS_OF)
    assert found.lines[0].cells[0] == "Élodie"


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        (
            "facture;payeur_type;transmis_le;statut\nF1;AMO;06/01/2025;paye\n",
            "retours_organismes.csv",
            "retours_organismes.csv : « Retours des organismes » lu ; attendu : Créances des patients (creances_patients). "
            "→ Choisissez l'export de cette liste, ou son profil.",
        ),
        (
            "",
            "creances_patients.csv",
            "creances_patients.csv : attendu : un fichier avec un en-tête et des lignes (celui-ci est vide). "
            "→ Recommencez l'export ; s'il n'y a vraiment rien à dire, ne donnez pas le fichier.",
        ),
        (
            "PAR1",
            "creances_patients.parquet",
            "creances_patients.parquet : fichier Parquet lu ; attendu : l'export du logiciel, en CSV ou en XLSX.",
        ),
    ],
)
def test_what_gives_no_line_is_said(text: str, name: str, sentence: str) -> None:
    with pytest.raises(NothingUsable) as error:
        done(text, name)
    assert str(error.value) == sentence


def test_an_unknown_list_is_refused() -> None:
    with pytest.raises(WrongCommand) as error:
        done(kind="debt")
    assert str(error.value) == ("Liste « debt » ; attendu : rejections, unmarked, debts. Vouliez-vous dire « debts » ?")


def test_nothing_is_written_to_a_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # A folder for temporary files that does not exist: whoever wants one fails.
    missing = tmp_path / "absent"
    monkeypatch.setattr(tempfile, "tempdir", str(missing))
    monkeypatch.setenv("SQLITE_TMPDIR", str(missing))
    assert sqlite3.sqlite_version_info >= (3, 39)
    lines = "".join(f"Patient {n};F{n};01/04/2025;30,00;0;\n" for n in range(10, 20_010))
    found = done(DEBTS + lines)
    assert len(found.lines) == 20_002
    assert found.csv()
    assert found.xlsx()
    assert not missing.exists()
