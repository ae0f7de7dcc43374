"""The file of the day: given back annotated, kept nowhere."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from levier.web.audit.models import AuditEvent
from levier.web.monday import uploads

pytestmark = pytest.mark.django_db
HEAD = "facture;nom du patient;payeur_type;transmis_le;statut;montant_demande;famille_rejet\r\n"
LINES = (
    "F1;DURAND-FICTIF Zoé;AMO;06/01/2025;rejete;21,00;Droits\r\n"
    "F2;MARTIN-FICTIF Éloi;AMO;07/01/2025;rejete;150,50;Droits\r\n"
    "F3;PETIT-FICTIF Ana;AMO;07/01/2025;paye;10,00;\r\n"
)
FRENCH = (HEAD + LINES).encode("cp1252")


def _url(slug: str = "rejets") -> str:
    return reverse("worklist_file", args=["a01", slug])


def _given(content: bytes = FRENCH, name: str = "retours NOEMIE.csv", form: str = "csv") -> dict[str, Any]:
    return {"fichier": SimpleUploadedFile(name, content), "format": form}


def test_the_lines_come_back_the_most_money_first(centre: Any, client_of: Any) -> None:
    answer = client_of("director", centre).post(_url(), _given())
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[:2] for line in lines[1:]] == [["F2", "MARTIN-FICTIF Éloi"], ["F1", "DURAND-FICTIF Zoé"]]
    assert "retours%20NOEMIE-a-traiter.csv" in answer["Content-Disposition"]
    assert unquote(answer["X-Levier-Sentence"]).startswith("2 lignes à traiter sur 3")
    event = AuditEvent.objects.get(action="export.file_of_day")
    assert (event.detail["lines"], event.detail["read"], "FICTIF" in str(event.detail)) == (2, 4, False)


def test_a_workbook_comes_back_as_well(centre: Any, client_of: Any) -> None:
    from python_calamine import CalamineWorkbook

    answer = client_of("staff", centre, blocks=["tiers_payant"]).post(_url(), _given(form="xlsx"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["F2", "F1"]


def test_nothing_of_it_is_on_the_disk(centre: Any, client_of: Any) -> None:
    client_of("director", centre).post(_url(), _given(FRENCH + LINES.replace("F", "G").encode("cp1252") * 40_000))
    for path in Path(site.DATA).rglob("*"):
        if path.is_file():
            assert b"DURAND-FICTIF" not in path.read_bytes(), path


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "vide.csv", "vide.csv"),
        (b"a;b\r\n1;2\r\n", "inconnu.csv", "inconnu.csv"),
        (b"PAR1xxxx", "x.parquet", "fichier Parquet lu ; attendu : l'export du logiciel, en CSV ou en XLSX."),
        (b"facture;echeance;montant_du\nF1;06/01/2025;20,00\n", "creances_patients.csv", "Choisissez l'export de cette liste"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_the_one_is_refused_in_words(
    centre: Any, client_of: Any, content: bytes, name: str, said: str
) -> None:
    answer = client_of("director", centre).post(_url(), _given(content, name))
    assert answer.status_code == 422
    text = answer.text.replace("&#x27;", "'").replace("\u202f", " ").replace("\u00a0", " ")
    assert said in text


def test_without_file_or_with_too_large_a_one(centre: Any, client_of: Any, monkeypatch: Any) -> None:
    client = client_of("director", centre)
    assert "Aucun fichier reçu" in client.post(_url(), {"format": "csv"}).text
    monkeypatch.setattr(uploads, "LIMIT", 1_000_000)
    answer = client.post(_url(), _given(b"x" * 1_200_000))
    assert answer.status_code == 422
    assert "Réduisez la période de l&#x27;export." in answer.text


def test_a_forged_form_is_refused(centre: Any) -> None:
    import builders
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(builders.make_user("director", centre), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(_url(), _given()).status_code == 403


def test_a_region_and_other_blocks_are_refused(centre: Any, client_of: Any, settings: Any) -> None:
    assert client_of("staff", centre, blocks=["agenda"]).post(_url(), _given()).status_code == 403
    settings.KIND = "region"
    assert client_of("director", centre).post(_url(), _given()).status_code == 403


def test_every_line_is_a_private_file_of_a_day(handed: Any, client_of: Any) -> None:
    import time

    from python_calamine import CalamineWorkbook

    from levier.web.jobs.models import Job
    from levier.web.monday import listing

    a_day_later = 24 * 3600 + 60
    listing.purge(time.time() + a_day_later)  # what other tests asked for
    client = client_of("director", handed)
    page = client.post(reverse("worklist_lines", args=["a01", "rejets"]), follow=True)
    assert "Télécharger le classeur" in page.text
    job = Job.objects.get(kind="list_lines")
    kept = (listing.folder() / f"{job.pk}.sealed").read_bytes()
    assert b"F1002" not in kept
    assert not kept.startswith(b"PK")
    url = reverse("worklist_lines_file", args=["a01", "rejets", job.pk])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(client.get(url).content)).get_sheet_by_index(0).to_python()
    assert [(row[0], row[3]) for row in rows[1:]] == [("F1002", 50), ("F1003", 30), ("F1001", 21)]
    assert client_of("director", handed).get(url).status_code == 404
    assert client_of("staff", handed, blocks=["tiers_payant"]).get(url).status_code == 403
    assert listing.purge(time.time() + a_day_later) == 1
    assert client.get(url).status_code == 404
