"""Pages that need no account: words, accessibility, legal notice, robots, errors."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from levier.catalogue.indicators import indicators
from levier.catalogue.levers import levers
from levier.catalogue.parameters import theme
from levier.readings.reading import WORDS
from levier.web.home.lexicon import folded, lexicon


@pytest.mark.django_db
def test_every_word_of_the_tool_has_its_anchor(client: Client) -> None:
    page = client.get("/lexique/").content.decode()
    for name in indicators():
        assert f'id="{name}"' in page
    for one in levers().values():
        assert f'id="levier-{one.number}"' in page
    for name in theme("conventions"):
        assert f'id="convention-{name}"' in page
    for words in WORDS.values():
        assert words in page
    for anchor in ("non-pointe", "marge", "equipe-reduite", "statut-partial", "lecture-real-worse"):
        assert f'id="{anchor}"' in page


def test_no_anchor_is_there_twice() -> None:
    anchors = [word.anchor for part in lexicon() for word in part.words]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize(
    ("asked", "found"), [("DECROCHE", "call_answer_rate"), ("verdict", "lecture"), ("lapins", "no_show_rate")]
)
def test_a_word_is_found_without_accents_and_by_its_former_name(asked: str, found: str) -> None:
    assert found in [word.anchor for part in lexicon(asked) for word in part.words]


def test_folding_takes_accents_and_case_out() -> None:
    assert folded("Équipe RÉDUITE à l'œuvre") == "equipe reduite a l'œuvre"


@pytest.mark.django_db
def test_a_search_without_answer_says_what_to_try(client: Client) -> None:
    page = client.get("/lexique/", {"q": "<zzz>"}).content.decode()
    assert "Essayez un mot plus court" in page
    assert "<zzz>" not in page


@pytest.mark.django_db
def test_accessibility_says_not_compliant_and_whom_to_tell(client: Client) -> None:
    page = client.get("/accessibilite/").content.decode()
    assert "<h1>Accessibilité : non conforme à ce jour</h1>" in page
    assert "Défenseur des droits" in page


@pytest.mark.django_db
def test_the_legal_page_gives_version_licence_and_those_of_others(client: Client, settings: Any) -> None:
    page = client.get("/mentions/").content.decode()
    assert f"version {settings.VERSION}" in page.replace("\xa0", " ")
    assert "licence MIT" in page
    assert "BSD-3-Clause" in page
    assert "vendor/LICENSES.txt" in page


def test_robots_are_asked_to_leave(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.content == b"User-agent: *\nDisallow: /\n"


@pytest.mark.django_db
def test_a_vulnerability_is_told_to_whom_the_installation_named(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    monkeypatch.setenv("LEVIER_SITE_SECURITY_CONTACT", "securite@exemple.test")
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert lines[0] == "Contact: mailto:securite@exemple.test"
    assert lines[1].startswith("Expires: 20")
    assert lines[2] == "Preferred-Languages: fr, en"


@pytest.mark.django_db
def test_an_unknown_page_says_what_to_do(client: Client) -> None:
    answer = client.get("/nulle-part/")
    assert answer.status_code == 404
    assert "Cette page n'existe pas" in answer.content.decode()


@pytest.mark.django_db
def test_a_page_of_another_role_says_whom_to_ask(client_of: Any, centre: Any) -> None:
    answer = client_of("staff", centre).get("/centres/a01/reglages/")
    assert answer.status_code == 403
    assert "demandez-le à la direction" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_says_to_send_it_again(centre: Any) -> None:
    answer = Client(enforce_csrf_checks=True).post("/langue/", {"language": "en"})
    assert answer.status_code == 403
    assert "Ce formulaire a expiré" in answer.content.decode()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("400", "Rien n'a été enregistré"),
        ("413", "Découpez l'export"),
        ("429", "Patientez quelques minutes"),
        ("500", "Vos données n'ont pas bougé"),
    ],
)
def test_each_error_says_what_happened_and_what_to_do(code: str, said: str) -> None:
    page = render_to_string(f"{code}.html", {})
    assert said in page
    assert "Retour à l'accueil" in page


@pytest.mark.django_db
@pytest.mark.parametrize(("host", "offered"), [("127.0.0.1:8000", False), ("localhost", True)])
def test_a_passkey_is_offered_where_a_browser_can_make_one(client: Client, host: str, offered: bool) -> None:
    page = client.get("/compte/connexion/", headers={"host": host}).content.decode()
    assert ("passkey_login" in page) == offered
