"""The settings and the first steps in a real browser: keyboard, phone, both themes, axe."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import builders
import pytest

from levier.web.centres.models import Centre
from levier.web.centres.wizard.progress import key_path

PAGES = (
    "",
    "indicateurs/",
    "objectifs/",
    "evenements/",
    "evenements/ajouter/",
    "conventions/",
    "identite/",
    "couts/",
    "historique/",
)


@pytest.mark.parametrize(("width", "theme"), [("laptop", "light"), ("phone", "dark")])
def test_each_page_of_the_settings_is_accessible(
    page_of: Callable[..., Any], accessible: Callable[[Any], None], screenshot: Callable[..., None], centre: Any,
    width: str, theme: str,
) -> None:  # fmt: skip
    page = page_of("director", centre, width=width, theme=theme)
    for name in PAGES:
        page.goto(f"/centres/a01/reglages/{name}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        accessible(page)
        screenshot(page, f"settings-{name.strip('/').replace('/', '-') or 'overview'}-{width}-{theme}")


def test_indicators_are_ordered_by_keyboard_alone(page_of: Callable[..., Any], centre: Any) -> None:
    page = page_of("director", centre)
    page.goto("/centres/a01/reglages/indicateurs/")
    page.get_by_role("button", name="Descendre Rendez-vous non honorés").press("Enter")
    page.wait_for_url("**#suivi-no_show_rate")
    assert page.locator(".followed strong").all_inner_texts()[:2] == [
        "Taux de pointage",
        "Rendez-vous non honorés (non-venue)",
    ]


def test_indicators_are_ordered_without_a_script(browser: Any, live_server: Any, centre: Any) -> None:
    from django.test import Client

    client = Client()
    client.force_login(builders.make_user("director", centre), backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="fr-FR")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto("/centres/a01/reglages/indicateurs/")
    page.get_by_role("button", name="Retirer Rendez-vous non honorés").click()
    page.select_option("#id_name", "fill_rate")
    page.get_by_role("button", name="Ajouter").click()
    centre.refresh_from_db()
    assert centre.followed[-1] == "fill_rate"
    assert "no_show_rate" not in centre.followed
    context.close()


def test_from_an_empty_installation_to_typing(
    page_of: Callable[..., Any], accessible: Callable[[Any], None], screenshot: Callable[..., None], settings: Any,
    tmp_path: Path,
) -> None:  # fmt: skip
    settings.DATA = tmp_path
    key_path().write_text("cle", encoding="ascii")
    page = page_of(width="phone")

    def look(name: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        accessible(page)
        screenshot(page, f"wizard-{name}")

    page.goto("/premiers-pas/?cle=cle")
    look("account")
    page.get_by_label("Adresse électronique").fill("direction@exemple.test")
    page.get_by_label("Mot de passe").fill(builders.PASSWORD)
    page.get_by_label("Le même").fill(builders.PASSWORD)
    page.get_by_role("button", name="Créer mon compte").click()
    page.get_by_role("heading", name="Une installation de centre").wait_for()
    look("kind")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Nom du centre").fill("Centre du Port")
    page.get_by_label("médical", exact=True).check()
    page.get_by_label("Numéro FINESS").fill("93")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("alert").wait_for()
    look("centre")
    assert page.get_by_label("Nom du centre").input_value() == "Centre du Port"
    page.get_by_label("Numéro FINESS").fill("930012345")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("C'est moi").check()
    look("direction")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Le tableau des retours du tiers payant").check()
    page.get_by_role("button", name="Proposer des indicateurs").click()
    page.get_by_label("Rejets au premier envoi", exact=False).first.wait_for()
    look("followed")
    page.get_by_role("button", name="Suivre ceux-là").click()
    page.get_by_role("link", name="Revenir").click()
    assert page.locator("input[name=names]:checked").count() == 7
    page.go_back()
    with page.expect_download() as held:
        page.get_by_role("link", name="Télécharger le dossier").click()
    assert held.value.suggested_filename == "dossier-levier.zip"
    look("papers")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    look("figures")
    page.get_by_role("button", name="Saisir").click()
    page.wait_for_url("**/compte/second-facteur/**")
    assert Centre.objects.get().followed[0] == "no_show_rate"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_territory_and_the_synthesis_are_accessible(
    page_of: Callable[..., Any], accessible: Callable[[Any], None], centre: Any, settings: Any, theme: str
) -> None:
    settings.FICTITIOUS = True
    page = page_of("agency", width="phone", theme=theme)
    for address in ("/territoire/", "/synthese/", "/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        accessible(page)
