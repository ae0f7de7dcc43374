"""Releases of the CCAM made for tests, by the layouts that ameli.fr publishes; their tariffs are invented."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

TITLE = "CCAM - Version 67 applicable au 08/04/2021"
HEADER = [
    "Code",
    "",
    "Texte",
    "Activité",
    "Phase",
    "Tarif secteur 1/\nadhérent OPTAM\n(en euros)",
    "Tarif hors secteur 1/\nhors adhérent OPTAM\n(en euros)",
    "Rembt\nss\ncdtions",
    "Accord\nPréalable",
    "Exo\nTM",
    "Regrou-\npement",
]
ROWS = [
    ["1", "", "SYSTÈME NERVEUX CENTRAL, PÉRIPHÉRIQUE ET AUTONOME", *[""] * 8],
    ["01.01", "", "ACTES DIAGNOSTIQUES SUR LE SYSTÈME NERVEUX", *[""] * 8],
    ["", "", "À l'exclusion de : électroencéphalographie de vidéosurveillance", *[""] * 8],
    ["AHQP001", "", "Électromyographie, sans enregistrement vidéo", "1", "0", "69,12", "66,42", "", "", "", "ATM"],
    ["[F, P, S, U]", *[""] * 10],
    ["AAFA001", "", "Exérèse de lésion du cerveau", "1", "0", "1 062,33", "1 003,19", "", "", "2", "ADC"],
    ["[F, J, K]", *[""] * 10],
    ["", "", "Anesthésie", "4", "0", "328,80", "328,80", "", "", "", "ADA"],
    ["[7, A]", *[""] * 10],
    ["", "", "Facturation : 1 séance par semaine, au plus 12", *[""] * 8],
    ["07.02.03.01", "", "Avulsion de dents", *[""] * 8],
    ["HBLD036", "", "Pose d'une couronne", "1", "0", "107,50", "107,50", "", "", "", "SPR"],
    ["HBBD098", "", "Scellement de sillons", "1", "0", "Non pris en charge", "Non pris en charge", "", "", "", ""],
    ["QEMA008", "", "Mastoplastie", "1", "0", "", "", "", "O", "", "ADC"],
]


def sheet(title: str = TITLE, rows: Sequence[Sequence[str]] = ROWS, header: Sequence[str] = HEADER) -> list[list[str]]:
    """Return the lines of a spreadsheet of ameli.fr."""
    return [[title, *[""] * 10], [""] * 11, list(header), *map(list, rows)]


def as_csv(lines: Sequence[Sequence[str]], separator: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """Return lines as CSV bytes."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode(encoding)


def as_xlsx(lines: Sequence[Sequence[str]], numbers: bool = True, before: bool = False) -> bytes:
    """Return lines as a workbook; tariffs, activities and chapters become numbers when they can, as Excel makes them."""
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    if before:
        page.title = "Lisez-moi"
        page.append(["La CCAM est publiée par l'assurance maladie"])
        page = book.create_sheet("CCAM")
    for line in lines:
        page.append([_number(cell) if numbers else (cell or None) for cell in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xls(lines: Sequence[Sequence[str]]) -> bytes:
    """Return lines as a workbook of Excel 97."""
    import xlwt

    book = xlwt.Workbook()
    page = book.add_sheet("CCAM_V67")
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            if cell:
                page.write(row, column, _number(cell))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _number(cell: str) -> Any:
    plain = cell.replace(" ", "").replace(",", ".")
    try:
        return float(plain) if plain.replace(".", "", 1).isdigit() else cell or None
    except ValueError:
        return cell


def dbf(
    fields: Sequence[tuple[str, str, int]],
    rows: Sequence[Mapping[str, str]],
    encoding: str = "cp850",
    deleted: Sequence[int] = (),
    page: int = 0,
) -> bytes:
    """Return a dBASE III table: fields are (name, type, width), values are texts; ``deleted``: ranks marked so."""
    size = 1 + sum(width for _name, _kind, width in fields)
    head = struct.pack("<BBBBIHH20x", 3, 124, 7, 1, len(rows), 32 + 32 * len(fields) + 1, size)
    head = head[:29] + bytes([page]) + head[30:]
    for name, kind, width in fields:
        head += name.encode().ljust(11, b"\0") + kind.encode() + bytes(4) + bytes([width, 0]) + bytes(14)
    body = b"".join(_record(fields, row, encoding, rank in deleted) for rank, row in enumerate(rows))
    return head + b"\r" + body + b"\x1a"


def _record(fields: Sequence[tuple[str, str, int]], row: Mapping[str, str], encoding: str, gone: bool) -> bytes:
    cells = []
    for name, kind, width in fields:
        raw = row.get(name, "").encode(encoding)[:width]
        cells.append(raw.rjust(width) if kind == "N" else raw.ljust(width))
    return (b"*" if gone else b" ") + b"".join(cells)


ACT_FIELDS = [
    ("COD_ACTE", "C", 13),
    ("DT_MODIF", "D", 8),
    ("MENU_COD", "N", 6),
    ("NOM_COURT", "C", 70),
    ("NOM_LONG", "C", 254),
    ("NOM_LONG0", "C", 254),
    ("DT_CREATIO", "D", 8),
    ("DT_FIN", "D", 8),
    ("PRECEDENT", "C", 13),
    ("SUIVANT", "C", 13),
]
ACTIVITY_FIELDS = [
    *(("COD_AA", "C", 14), ("DT_MODIF", "D", 8), ("ACTE_COD", "C", 13), ("ACDT_MODIF", "D", 8)),
    *(("ACTIV_COD", "C", 1), ("REGROU_COD", "C", 3), ("CATMED_COD", "C", 2)),
]
PHASE_FIELDS = [
    *(("COD_AAP", "C", 16), ("DT_MODIF", "D", 8), ("AA_COD", "C", 14), ("AADT_MODIF", "D", 8)),
    *(("PHASE_COD", "N", 2), ("PU_BASE", "N", 8)),
]
PRICE_FIELDS = [("AAP_COD", "C", 16), ("APDT_MODIF", "D", 8), ("GRILLE_COD", "N", 3), ("PU_BASE", "N", 8)]


def tables(
    acts: Sequence[Mapping[str, str]],
    activities: Sequence[Mapping[str, str]],
    phases: Sequence[Mapping[str, str]],
    prices: Sequence[Mapping[str, str]],
    encoding: str = "cp850",
) -> dict[str, bytes]:
    """Return the four tables of a release, by the name of their file."""
    return {
        "R_ACTE.dbf": dbf(ACT_FIELDS, acts, encoding),
        "R_ACTE_IVITE.dbf": dbf(ACTIVITY_FIELDS, activities),
        "R_ACTE_IVITE_PHASE.dbf": dbf(PHASE_FIELDS, phases),
        "R_PU_BASE.dbf": dbf(PRICE_FIELDS, prices),
    }


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
