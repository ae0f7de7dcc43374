"""Where each person begins, and where they may go from there."""

from collections.abc import Callable
from typing import Any

import builders
import pytest
from django.contrib.auth import get_user_model
from django.test import Client

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
EVERY_HEADING = [
    *("Lundi", "Tableau de bord", "Indicateurs", "Recettes", "Leviers"),
    *("À traiter", "Saisie", "Imports", "Documents", "Réglages"),
]


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    """Ask for no second factor: it is proved elsewhere."""
    settings.FICTITIOUS = True


def headings(page: str) -> list[str]:
    """Return the words of the main navigation."""
    import re

    nav = re.search(r'<nav class="nav-main".*?</nav>', page, re.DOTALL)
    return (
        []
        if nav is None
        else [re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(r"<a.*?</a>", nav[0], re.DOTALL)]
    )


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("director", "/centres/a01/"),
        ("staff", "/centres/a01/saisie/"),
        ("consultant", "/centres/a01/"),
        ("elected", "/centres/a01/documents/"),
        ("partner", "/synthese/"),
    ],
)
def test_whoever_has_one_place_begins_there(client_of: ClientOf, centre: Any, role: str, place: str) -> None:
    answer = client_of(role, centre).get("/")
    assert answer.status_code == 302
    assert answer["Location"] == place


@pytest.mark.parametrize("role", ["body", "delegation", "agency", "administrator"])
def test_whoever_has_several_finds_their_list(client_of: ClientOf, centre: Any, role: str) -> None:
    page = client_of(role, centre).get("/").content.decode()
    assert "Centre A01" in page


def test_a_name_is_for_those_who_may(client_of: ClientOf, centre: Any) -> None:
    builders.make_centre("b02", name="Centre d'ailleurs", department="75")
    assert "Centre d&#x27;ailleurs" not in client_of("delegation", centre).get("/").content.decode()
    assert "Centre d&#x27;ailleurs" in client_of("agency").get("/").content.decode()
    assert "Centre A01" not in client_of("partner").get("/?liste=1").content.decode()


def test_a_list_is_searched(client_of: ClientOf, centre: Any) -> None:
    builders.make_centre("b02", name="Centre du Port")
    client = client_of("agency")
    page = client.get("/", {"q": "port", "liste": "1"}).content.decode()
    assert "Centre du Port" in page
    assert "Centre A01" not in page
    assert "Aucun centre ne porte ce nom" in client.get("/", {"q": "zzz"}).content.decode()


def test_without_a_role_the_page_says_whom_to_ask(client_of: ClientOf) -> None:
    page = client_of().get("/").content.decode()
    assert "Demandez à la direction de votre centre" in page
    assert "@exemple.test" in page


def test_a_director_has_every_heading_and_the_page_marks_its_own(client_of: ClientOf, centre: Any) -> None:
    page = client_of("director", centre).get("/centres/a01/reglages/").content.decode()
    assert headings(page) == EVERY_HEADING
    assert 'href="/centres/a01/reglages/" aria-current="page"' in page
    assert page.count('aria-current="page"') == 1


@pytest.mark.parametrize(
    ("role", "absent"),
    [
        ("staff", {"Recettes", "Leviers", "À traiter", "Documents", "Réglages"}),
        ("body", {"À traiter", "Saisie", "Imports", "Réglages"}),
        ("agency", {"Lundi", "À traiter", "Saisie", "Imports", "Réglages"}),
    ],
)
def test_a_heading_is_there_with_its_right_only(client_of: ClientOf, centre: Any, role: str, absent: set[str]) -> None:
    page = client_of(role, centre).get("/centres/a01/indicateurs/").content.decode()
    assert headings(page) == [one for one in EVERY_HEADING if one not in absent]


def test_a_region_has_no_import_and_no_list_of_lines(client_of: ClientOf, centre: Any, settings: Any) -> None:
    settings.KIND = "region"
    page = client_of("director", centre).get("/centres/a01/reglages/").content.decode()
    assert headings(page) == [one for one in EVERY_HEADING if one not in ("À traiter", "Imports")]
    assert "Dossier surveillé" not in page


def test_the_headings_cost_no_query(client_of: ClientOf, centre: Any, django_assert_max_num_queries: Any) -> None:
    client = client_of("director", centre)
    client.get("/lexique/")  # the first page after a log-in writes the session
    with django_assert_max_num_queries(6):
        assert client.get("/centres/a01/reglages/identite/").status_code == 200


def test_a_language_is_kept_with_the_account(client_of: ClientOf, centre: Any) -> None:
    client = client_of("director", centre)
    client.get("/lexique/")
    answer = client.post("/langue/", {"language": "en", "next": "/lexique/"})
    assert answer["Location"] == "/lexique/"
    assert get_user_model().objects.get().language == "en"
    assert client.cookies["levier_language"].value == "en"
    client.post("/langue/", {"language": "xx", "next": "/"})
    assert get_user_model().objects.get().language == "en"


def test_a_log_in_on_another_browser_speaks_the_language_of_the_account() -> None:
    user = builders.make_user()
    user.language = "en"
    user.save()
    client = Client()
    client.post("/compte/connexion/", {"login": user.email, "password": builders.PASSWORD})
    assert client.cookies["levier_language"].value == "en"


def test_the_heading_of_the_lists_leads_where_the_person_may_go(client_of: ClientOf, centre: Any) -> None:
    desk = client_of("staff", centre, blocks=["agenda"]).get("/centres/a01/lundi/").content.decode()
    assert "/centres/a01/a-traiter/rendez-vous-non-pointes/" in desk
    assert "/centres/a01/a-traiter/rejets/" not in desk
    accounts = client_of("staff", centre, blocks=["comptes"]).get("/centres/a01/lundi/").content.decode()
    assert "/centres/a01/a-traiter/" not in accounts
    assert "/centres/a01/a-traiter/rejets/" in client_of("director", centre).get("/centres/a01/lundi/").content.decode()
