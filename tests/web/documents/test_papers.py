"""The papers of an installation: real settings, real files, opened again."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import builders
import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from levier.centre import read_centre
from levier.papers import Installation, papers, write
from levier.web.audit.models import AuditEvent
from levier.web.documents.blanks import blanks_of
from levier.web.documents.models import InstallationSettings
from levier.web.documents.papers import installation_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    """Ask for no second factor: it is proved elsewhere."""
    settings.FICTITIOUS = True


def words(content: bytes) -> str:
    """Return all that a DOCX says."""
    made = Document(io.BytesIO(content))
    cells = (cell.text for table in made.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in made.paragraphs), *cells]).replace("\xa0", " ")


def test_a_paper_says_what_the_installation_is(client_of: ClientOf, centre: Any, settings: Any) -> None:
    settings.HOSTS, settings.AUDIT_MONTHS = ["levier.exemple.test"], 6
    centre.description = 'finess = "930012345"\ngestionnaire = "commune"\n'
    centre.save()
    InstallationSettings(controller="Ville du Port", dpo="dpo@exemple.test").save()
    text = words(client_of("director", centre).get("/centres/a01/documents/dossier/registre.docx").content)
    assert "Ville du Port" in text
    assert "dpo@exemple.test" in text
    assert "930012345" in text
    about = installation_of(centre)
    assert (about.hosts, about.audit_days, about.database) == (("levier.exemple.test",), 183, about.database)
    assert about.database in ("sqlite", "postgresql")


@pytest.mark.parametrize("kind", ["centre", "region"])
@pytest.mark.parametrize("one", papers(), ids=lambda one: one.name)
def test_blanks_are_counted_as_the_paper_has_them(one: Any, kind: str) -> None:
    from datetime import date

    for about in (
        Installation(date=date(2026, 1, 5), kind=kind),
        Installation("Port", date=date(2026, 1, 5), kind=kind, dpo="d"),
    ):
        assert blanks_of(one, about) == write(one, about, io.BytesIO())


def test_the_whole_dossier_is_one_file(client_of: ClientOf, centre: Any) -> None:
    answer = client_of("director", centre).get("/centres/a01/documents/dossier.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        assert names[0] == "LISEZ-MOI.txt"
        assert len(names) == 1 + len([one for one in papers() if "centre" in one.kinds])
        assert "Centre A01" in words(archive.read("01-registre.docx"))
    assert answer["Content-Disposition"] == 'attachment; filename="dossier-a01.zip"'
    assert AuditEvent.objects.filter(action="export.papers", centre=centre).count() == 1


def test_one_answer_is_in_every_paper(client_of: ClientOf, centre: Any) -> None:
    client = client_of("director", centre)
    before = client.get("/centres/a01/documents/").content.decode()
    url = "/centres/a01/documents/dossier/reponses/"
    answer = client.post(url, {"controller": "Ville du Port", "line_retention_months": "36", "hosting": "interne"})
    assert answer["Location"] == "/centres/a01/documents/"
    kept = InstallationSettings.here()
    assert (kept.controller, kept.line_retention_months, kept.hosting) == ("Ville du Port", 36, "interne")
    assert before != client.get("/centres/a01/documents/").content.decode()
    assert "36 mois" in words(client.get("/centres/a01/documents/dossier/durees-de-conservation.docx").content)
    client.post(url, {"controller": "Association du Port"})
    assert InstallationSettings.objects.count() == 1
    assert InstallationSettings.here().history.count() == 2
    assert "supérieure ou égale à 1" in client.post(url, {"line_retention_months": "0"}).content.decode()


def test_an_unknown_paper_is_not_found(client_of: ClientOf, centre: Any) -> None:
    assert client_of("director", centre).get("/centres/a01/documents/dossier/rien.docx").status_code == 404


def test_in_a_region_papers_are_those_of_the_installation(client_of: ClientOf, centre: Any, settings: Any) -> None:
    settings.KIND = "region"
    director = client_of("director", centre)
    assert director.get("/centres/a01/documents/dossier.zip").status_code == 403
    assert "Avant le premier import" not in director.get("/centres/a01/documents/").content.decode()
    page = client_of("administrator").get("/administration/documents/").content.decode()
    assert "Information des patients" not in page
    assert client_of("administrator").get("/administration/documents/affiche-patients.docx").status_code == 404


def test_models_are_ready_to_fill(client_of: ClientOf, centre: Any) -> None:
    centre.description = 'services = ["medical", "dentaire"]\n'
    centre.save()
    client = client_of("body", centre)
    with zipfile.ZipFile(io.BytesIO(client.get("/centres/a01/documents/modeles.zip").content)) as archive:
        assert archive.read("csv/rendez_vous.csv").decode("utf-8-sig").startswith("id;service;specialite;praticien")
        assert read_centre(archive.read("centre.toml").decode()).services == ("medical", "dentaire")
    grid = load_workbook(io.BytesIO(client.get("/centres/a01/documents/grille.xlsx").content))
    assert "Grille Levier" in grid.sheetnames


def test_each_sees_what_they_may_take(client_of: ClientOf, centre: Any) -> None:
    elected = client_of("elected", centre).get("/centres/a01/documents/").content.decode()
    assert "Lire la note" in elected
    assert "dossier.zip" not in elected
    assert "tableau-de-bord.csv" not in elected
    director = client_of("director", centre).get("/centres/a01/documents/").content.decode()
    for address in ("note/", "note.docx", "tableau-de-bord.xlsx", "dossier.zip", "grille.xlsx", "modeles.zip"):
        assert f'href="/centres/a01/documents/{address}"' in director or f'href="/centres/a01/{address}"' in director


def test_the_page_writes_no_document(client_of: ClientOf, centre: Any, django_assert_max_num_queries: Any) -> None:
    client = client_of("director", centre)
    client.get("/lexique/")
    with django_assert_max_num_queries(9):
        client.get("/centres/a01/documents/")


def test_nothing_of_a_folder_of_data_is_said(client_of: ClientOf, centre: Any, settings: Any) -> None:
    for one in papers():
        stream = io.BytesIO()
        write(one, installation_of(centre), stream)
        assert str(Path(settings.DATA)) not in words(stream.getvalue())
    assert builders.PASSWORD
