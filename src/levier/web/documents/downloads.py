"""Empty files to fill: the standard tables, the grid, the description of a centre."""

from __future__ import annotations

import io
import zipfile

from django.utils import timezone

from levier.cli.templates import centre_toml
from levier.grid.models import write_models
from levier.grid.write import write_grid
from levier.schemas import csv_text
from levier.tables import TABLES
from levier.web.centres.models import Centre

ZIP = "application/zip"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def grid(centre: Centre) -> tuple[str, bytes]:
    """Return the name and the bytes of the grid of this year, empty, for the services of a centre."""
    year, stream = timezone.localdate().year, io.BytesIO()
    write_grid(stream, [], year, centre.described().services or ())
    return f"grille-{year}.xlsx", stream.getvalue()


def models(centre: Centre) -> tuple[str, bytes]:
    """Return the name and the bytes of every model of a file, in one archive."""
    services, year, stream = list(centre.described().services or ()), timezone.localdate().year, io.BytesIO()
    workbook = io.BytesIO()
    write_models(workbook, year, services)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("modeles.xlsx", workbook.getvalue())
        archive.writestr("centre.toml", centre_toml(services))
        for one in TABLES.values():
            archive.writestr(f"csv/{one.file}.csv", csv_text([[column.header for column in one.columns]]))
    return "modeles-levier.zip", stream.getvalue()
