"""The note of one page: access first, three facts, nothing of a small team, on paper as on screen."""

import io
import re
import zlib
from collections.abc import Callable
from datetime import date
from typing import Any

import builders
import pytest
from django.test import Client
from docx import Document

from levier.web.audit.models import AuditEvent
from levier.web.documents.note import as_pdf, note_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    """Ask for no second factor: it is proved elsewhere."""
    settings.FICTITIOUS = True


@pytest.fixture
def filled(centre: Any) -> Any:
    """Give A01 twelve months of three indicators and four readings, one of a small team."""
    builders.make_run(centre, as_of=date(2025, 7, 10))
    year = "2024-07..2025-06"
    builders.make_series(
        centre, "weekly_opening_hours", [{"period": year, "value": 48.5}], "heures/semaine", "rolling12"
    )
    builders.make_series(centre, "no_show_rate", [{"period": year, "value": 0.124, "n-1": {"period": "2023-07..2024-06", "value": 0.15, "note": ""}}],
                         grain="rolling12")  # fmt: skip
    builders.make_series(centre, "activity_revenue", [{"period": year, "value": 1234567.0}], "€", "rolling12")
    builders.make_series(
        centre, "call_answer_rate", [{"period": year, "value": 0.777, "private": True}], grain="rolling12"
    )
    builders.make_lecture(centre, "no_show_rate", "La non-venue a baissé.", rank=1, outcome="real", sense="better")
    builders.make_lecture(
        centre, "call_answer_rate", "Le décroché a chuté.", rank=0, outcome="real", sense="worse", small=True
    )
    builders.make_lecture(
        centre, "activity_revenue", "Les recettes ont monté.", rank=2, outcome="likely", sense="better"
    )
    builders.make_lecture(centre, "weekly_opening_hours", "Les horaires sont habituels.", rank=3)
    return centre


def test_access_comes_first_and_small_teams_never(filled: Any) -> None:
    note = note_of(filled, money=True)
    assert [one.value.replace("\u202f", " ") for one in note.numbers] == [
        "48,5 heures/semaine",
        "12,4 %",
        "1 234 567 €",
    ]
    assert note.numbers[1].before == "15,0 %"
    assert note.facts == ("La non-venue a baissé.", "Les recettes ont monté.", "Les horaires sont habituels.")
    assert note.period == "juillet 2024 à juin 2025"


def test_whoever_may_not_see_money_sees_none(filled: Any, client_of: ClientOf) -> None:
    page = client_of("elected", filled).get("/centres/a01/documents/note/").content.decode()
    assert "La non-venue a baissé." in page
    assert "Les recettes" not in page
    assert "€" not in page
    assert "Le décroché" not in page
    assert "77,7" not in page


def test_the_direction_writes_the_situation_and_the_demands(filled: Any, client_of: ClientOf) -> None:
    client = client_of("director", filled)
    client.post(
        "/centres/a01/documents/note/ecrire/",
        {"situation": "Deux médecins sont partis.", "asks": "Un poste.\nUn local."},
    )
    content = client.get("/centres/a01/documents/note.docx").content
    made = Document(io.BytesIO(content))
    lines = [one.text for one in made.paragraphs]
    assert lines[0] == "Centre A01"
    assert (
        lines.index("Deux médecins sont partis.")
        < lines.index("La non-venue a baissé.")
        < lines.index("Un poste.")
        < lines.index("Un local.")
    )
    assert [cell.text for cell in made.tables[0].rows[1].cells][:2] == [
        "Amplitude horaire d'ouverture (heures par semaine)",
        "48,5 heures/semaine",
    ]
    assert AuditEvent.objects.filter(action="export.note").count() == 1
    assert made.core_properties.language == "fr-FR"


def test_a_centre_without_figures_has_a_note_that_says_so(centre: Any, client_of: ClientOf) -> None:
    page = client_of("director", centre).get("/centres/a01/documents/note/").content.decode()
    assert "Pas encore de chiffres à partager." in page
    assert client_of("director", centre).get("/centres/a01/documents/note.pdf").content[:5] == b"%PDF-"


def test_the_pdf_is_one_tagged_page(filled: Any, client_of: ClientOf) -> None:
    content = client_of("director", filled).get("/centres/a01/documents/note.pdf").content
    streams = [
        zlib.decompress(one)
        for one in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
        if one[:1] == b"x"
    ]
    whole = content + b"".join(streams)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", whole)) == 1
    assert b"/MarkInfo" in whole
    assert b"/StructTreeRoot" in whole
    assert b"/Lang" in whole
    assert b"pdfuaid" in whole


def test_what_people_write_is_text_and_no_markup(filled: Any) -> None:
    from dataclasses import replace

    note = replace(note_of(filled, money=True), asks=('#eval("1") *gras* $x$ <b>', "\\ `code` @ref"))
    assert as_pdf(note)[:5] == b"%PDF-"


def test_a_note_in_another_format_is_not_found(filled: Any, client_of: ClientOf) -> None:
    assert client_of("director", filled).get("/centres/a01/documents/note.odt").status_code == 404
