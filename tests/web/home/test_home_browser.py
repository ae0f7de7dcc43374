"""Public pages and documents in a real browser: axe in both themes, on a phone."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(("width", "theme"), [("laptop", "dark"), ("phone", "light")])
def test_public_pages_are_accessible(
    page_of: Callable[..., Any],
    accessible: Callable[[Any], None],
    screenshot: Callable[..., None],
    width: str,
    theme: str,
) -> None:
    page = page_of(width=width, theme=theme)
    for address in ("/lexique/", "/lexique/?q=rejet", "/accessibilite/", "/mentions/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        accessible(page)
    screenshot(page, f"legal-{width}-{theme}")


def test_a_help_link_leads_to_its_word(page_of: Callable[..., Any]) -> None:
    page = page_of()
    page.goto("/lexique/#no_show_rate")
    assert page.locator("#no_show_rate").is_visible()
    assert page.evaluate("document.getElementById('no_show_rate').getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize(("width", "theme"), [("laptop", "light"), ("phone", "dark")])
def test_documents_are_accessible(
    page_of: Callable[..., Any], accessible: Callable[[Any], None], screenshot: Callable[..., None], centre: Any,
    width: str, theme: str,
) -> None:  # fmt: skip
    page = page_of("director", centre, width=width, theme=theme)
    for name in ("", "note/", "note/ecrire/", "dossier/reponses/"):
        page.goto(f"/centres/a01/documents/{name}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        accessible(page)
        screenshot(page, f"documents-{name.replace('/', '-')}{width}-{theme}")


def test_the_menu_of_the_account_opens_by_keyboard_and_logs_out(page_of: Callable[..., Any], centre: Any) -> None:
    page = page_of("director", centre)
    page.goto("/centres/a01/reglages/")
    page.locator(".menu-end summary").press("Enter")
    page.get_by_role("button", name="Se déconnecter").press("Enter")
    page.wait_for_url("**/compte/connexion/**")
