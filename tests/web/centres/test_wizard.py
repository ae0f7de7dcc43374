"""The first steps: one key, once; back and forth without losing anything; a region has its own."""

import io
import zipfile
from pathlib import Path
from typing import Any

import builders
import pytest
from django.test import Client
from docx import Document

from levier.web.accounts.models import Membership, Role, User
from levier.web.audit.models import AuditEvent
from levier.web.centres.advice import advised
from levier.web.centres.models import Centre
from levier.web.centres.wizard.progress import key_path
from levier.web.documents.models import InstallationSettings

pytestmark = pytest.mark.django_db
KEY = "une-cle-de-premiere-fois"
ACCOUNT = {"email": "Direction@exemple.test", "name": "", "password": builders.PASSWORD, "again": builders.PASSWORD}
CENTRE = {
    "name": "Centre de santé du Port", "services": ["medical", "dentaire"], "managing_body": "commune",
    "body": "Ville du Port", "finess": "", "department": "93",
}  # fmt: skip


@pytest.fixture(autouse=True)
def key(settings: Any, tmp_path: Path) -> Path:
    """Write the key of the first run as ``levier serve`` does."""
    settings.DATA = tmp_path
    key_path().write_text(KEY, encoding="ascii")
    return key_path()


def begun() -> Client:
    """Return whoever opened the address and made the first account."""
    client = Client()
    client.get("/premiers-pas/", {"cle": KEY})
    client.post("/premiers-pas/compte/", ACCOUNT)
    return client


def said(answer: Any) -> str:
    """Return a page, its apostrophes as people write them."""
    return str(answer.content.decode()).replace("&#x27;", "'")


def test_the_key_opens_the_account_and_is_thrown_away(key: Path) -> None:
    client = Client()
    assert client.get("/premiers-pas/", {"cle": KEY})["Location"] == "/premiers-pas/compte/"
    answer = client.post("/premiers-pas/compte/", ACCOUNT)
    assert answer["Location"] == "/premiers-pas/installation/"
    assert not key.exists()
    user = User.objects.get()
    assert user.email == "direction@exemple.test"
    assert [one.role for one in user.memberships.all()] == [Role.ADMINISTRATOR]
    assert AuditEvent.objects.filter(action="account.first", user=user).count() == 1


@pytest.mark.parametrize("wrong", ["", "x", KEY[:-1], KEY + "x", "é"])
def test_another_key_opens_nothing(wrong: str) -> None:
    client = Client()
    answer = client.get("/premiers-pas/", {"cle": wrong})
    assert answer.status_code == 403
    assert "Cette adresse ne marche pas, ou plus" in said(answer)
    assert client.post("/premiers-pas/compte/", ACCOUNT)["Location"] == "/premiers-pas/"
    assert not User.objects.exists()


def test_an_empty_key_file_opens_nothing(key: Path) -> None:
    key.write_text("", encoding="ascii")
    assert Client().get("/premiers-pas/", {"cle": ""}).status_code == 403


def test_the_key_opens_nothing_once_somebody_has_an_account() -> None:
    opened = Client()
    opened.get("/premiers-pas/", {"cle": KEY})
    builders.make_user("administrator")
    assert opened.post("/premiers-pas/compte/", ACCOUNT)["Location"] == "/premiers-pas/"
    assert Client().get("/premiers-pas/", {"cle": KEY}).status_code == 403
    assert Client().get("/premiers-pas/")["Location"].startswith("/compte/connexion/")
    assert User.objects.count() == 1


def test_a_weak_password_is_refused() -> None:
    client = Client()
    client.get("/premiers-pas/", {"cle": KEY})
    page = said(client.post("/premiers-pas/compte/", ACCOUNT | {"password": "court", "again": "court"}))
    assert 'href="#id_password"' in page
    page = said(client.post("/premiers-pas/compte/", ACCOUNT | {"again": "autre chose de long"}))
    assert "Les deux mots de passe diffèrent" in page
    assert not User.objects.exists()


def test_a_step_waits_for_those_before_it() -> None:
    client = begun()
    assert client.get("/premiers-pas/indicateurs/")["Location"] == "/premiers-pas/installation/"
    assert client.get("/premiers-pas/rien/").status_code == 404
    assert client.get("/premiers-pas/")["Location"] == "/premiers-pas/installation/"


def test_from_nothing_to_the_first_figures() -> None:
    client = begun()
    client.post("/premiers-pas/installation/")
    assert client.post("/premiers-pas/centre/", CENTRE)["Location"] == "/premiers-pas/direction/"
    centre = Centre.objects.get()
    assert (centre.code, centre.name, str(centre.body)) == (
        "centre-de-sante-du-port",
        "Centre de santé du Port",
        "Ville du Port",
    )
    assert centre.described().services == ("medical", "dentaire")
    client.post("/premiers-pas/direction/", {"who": "me", "email": ""})
    assert Membership.objects.filter(role=Role.DIRECTOR, centre=centre, user__email="direction@exemple.test").exists()
    page = said(
        client.get("/premiers-pas/indicateurs/", {"propose": "1", "sources": ["claims", "debts", "acts", "planning"]})
    )
    assert page.count(" checked") == 4 + 8
    names = ["no_show_rate", "payer_rejection_rate", "activity_revenue", "fill_rate", "call_answer_rate"]
    client.post("/premiers-pas/indicateurs/", {"names": names})
    client.post("/premiers-pas/documents/", {"dpo": "dpo@exemple.test"})
    archive = zipfile.ZipFile(io.BytesIO(client.get("/premiers-pas/dossier.zip").content))
    made = Document(io.BytesIO(archive.read("01-registre.docx")))
    cells = {cell.text for table in made.tables for row in table.rows for cell in row.cells}
    assert {"dpo@exemple.test", "Centre de santé du Port", "Ville du Port"} <= cells
    assert (
        client.post("/premiers-pas/chiffres/", {"door": "entry"})["Location"]
        == "/centres/centre-de-sante-du-port/saisie/"
    )
    centre.refresh_from_db()
    assert sorted(centre.followed) == sorted(names)
    assert client.get("/premiers-pas/centre/")["Location"] == "/"


def test_coming_back_changes_the_same_centre_and_loses_nothing() -> None:
    client = begun()
    client.post("/premiers-pas/installation/")
    client.post("/premiers-pas/centre/", CENTRE)
    page = said(client.get("/premiers-pas/centre/"))
    assert 'value="Centre de santé du Port"' in page
    assert page.count(" checked") == 2
    client.post("/premiers-pas/centre/", CENTRE | {"name": "Centre du Phare"})
    assert [one.name for one in Centre.objects.all()] == ["Centre du Phare"]
    assert client.get("/premiers-pas/")["Location"] == "/premiers-pas/direction/"


def test_another_person_is_invited_to_direct(settings: Any) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend"}}
    client = begun()
    client.post("/premiers-pas/installation/")
    client.post("/premiers-pas/centre/", CENTRE)
    page = said(client.post("/premiers-pas/direction/", {"who": "other", "email": ""}))
    assert "Donnez l'adresse de la personne à inviter" in page
    page = said(client.post("/premiers-pas/direction/", {"who": "other", "email": "autre@exemple.test"}, follow=True))
    assert "L'invitation de autre@exemple.test est prête" in page
    assert "/invitation/" in page
    assert not Membership.objects.filter(role=Role.DIRECTOR).exists()


def test_fewer_than_five_indicators_are_refused() -> None:
    client = begun()
    client.post("/premiers-pas/installation/")
    client.post("/premiers-pas/centre/", CENTRE)
    client.post("/premiers-pas/direction/", {"who": "me"})
    page = said(client.post("/premiers-pas/indicateurs/", {"names": ["no_show_rate"]}))
    assert "1 cochés ; attendu : de cinq à huit" in page.replace("\xa0", " ").replace("\u202f", " ")
    assert 'value="no_show_rate" id="suivre-no_show_rate" checked' in page


def test_a_region_names_itself_and_its_centres(settings: Any) -> None:
    settings.KIND = "region"
    client = begun()
    assert "Une installation de région" in said(client.get("/premiers-pas/installation/"))
    client.post("/premiers-pas/installation/")
    client.post("/premiers-pas/region/", {"name": "Région fictive"})
    page = said(client.post("/premiers-pas/centres/", {"lines": "Centre du Port"}))
    assert "Ligne 1 : « Centre du Port » lu ; attendu" in page.replace("\xa0", " ")
    client.post("/premiers-pas/centres/", {"lines": "Centre du Port ; 93\n\nCentre du Phare;2a"})
    assert list(Centre.objects.values_list("name", "department")) == [
        ("Centre du Phare", "2A"),
        ("Centre du Port", "93"),
    ]
    client.post("/premiers-pas/centres/", {"lines": "Centre du Port ; 93"})
    assert Centre.objects.count() == 2
    client.post("/premiers-pas/documents/", {})
    page = said(client.get("/premiers-pas/chiffres/"))
    assert "Importer" not in page
    assert client.post("/premiers-pas/chiffres/", {"door": "imports"})["Location"] == "/"
    assert InstallationSettings.here().name == "Région fictive"


@pytest.mark.parametrize("step", ["centre", "direction", "indicateurs"])
def test_a_region_has_no_step_of_a_centre(settings: Any, step: str) -> None:
    settings.KIND = "region"
    assert begun().get(f"/premiers-pas/{step}/").status_code == 404


def test_somebody_without_the_right_finds_nothing(client_of: Any, centre: Any) -> None:
    client = client_of("director", centre)
    assert client.get("/premiers-pas/installation/").status_code == 403
    assert client.get("/premiers-pas/")["Location"] == "/"


def test_an_installation_made_otherwise_has_no_first_steps(client_of: Any, settings: Any) -> None:
    settings.FICTITIOUS = True
    assert client_of("administrator").get("/premiers-pas/")["Location"] == "/"


def test_advice_follows_what_lies_on_the_desk() -> None:
    assert advised(["agenda", "telephone", "hours"]) == [
        *("no_show_rate", "call_answer_rate", "weekly_opening_hours", "outcome_known_rate", "lost_slot_rate"),
    ]
    assert "dental_revenue_per_hour" in advised(["acts", "planning"], ["dentaire"])
    assert "dental_revenue_per_hour" not in advised(["acts", "planning"], ["medical"])
    assert len(advised([])) == 5
    assert (
        len(advised(["agenda", "telephone", "acts", "claims", "debts", "hours", "planning", "staff", "accounts"])) == 8
    )
