"""Every component in a real browser: two widths, two themes, with and without scripts."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytestmark = [pytest.mark.urls("web.ui.gallery_urls"), pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", ["laptop", "phone"])
def test_every_component_is_accessible_and_fits(
    page_of: Callable[..., Any],
    accessible: Callable[[Any], None],
    screenshot: Callable[..., None],
    width: str,
    theme: str,
) -> None:
    page = page_of(width=width, theme=theme)
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    accessible(page)
    screenshot(page, f"gallery-{width}-{theme}")


def test_a_chart_becomes_explorable_under_the_policy(
    page_of: Callable[..., Any], accessible: Callable[[Any], None]
) -> None:
    page = page_of()
    page.goto("/")
    page.get_by_role("button", name="Explorer").click()
    page.wait_for_selector(".vega-embed svg")
    assert page.locator(".chart picture").is_hidden()
    accessible(page)


def test_the_still_stays_when_the_description_does_not_come(page_of: Callable[..., Any]) -> None:
    page = page_of()
    page.route("**/spec-*.json", lambda route: route.fulfill(status=200, body="{"))
    page.goto("/")
    page.get_by_role("button", name="Explorer").click()
    page.wait_for_selector("[data-chart]:not([aria-busy])")
    assert page.locator(".chart picture").is_visible()


def test_the_theme_changes_at_once_and_stays(page_of: Callable[..., Any]) -> None:
    page = page_of(theme="light")
    page.goto("/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Sombre").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.reload()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_the_keyboard_opens_and_closes(page_of: Callable[..., Any]) -> None:
    page = page_of()
    page.goto("/")
    page.get_by_role("button", name="Supprimer…").click()
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    page.locator("details.menu summary").first.press("Enter")
    assert page.locator("details.menu[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("details.menu[open]").count() == 0


def test_the_first_key_leads_to_the_content(page_of: Callable[..., Any]) -> None:
    page = page_of()
    page.goto("/")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.locator(".skip-link").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_chosen_files_are_named(page_of: Callable[..., Any]) -> None:
    page = page_of()
    page.goto("/")
    page.set_input_files("#id_fichiers", {"name": "agenda.csv", "mimeType": "text/csv", "buffer": b"a" * 1500})
    assert page.locator("[data-drop-list] li").all_inner_texts() == ["agenda.csv\n2 ko"]


def test_dropped_files_join_those_of_the_control(page_of: Callable[..., Any]) -> None:
    page = page_of()
    page.goto("/")
    page.evaluate(
        """() => {
          const held = new DataTransfer();
          held.items.add(new File(["x"], "appels.csv"));
          document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", {bubbles: true, dataTransfer: held}));
        }"""
    )
    page.wait_for_selector("[data-drop-list] li")
    assert page.evaluate("[...document.querySelector('#id_fichiers').files].map(one => one.name)") == ["appels.csv"]


@pytest.fixture
def plain(browser: Any, live_server: Any) -> Iterator[Any]:
    """Return a page where no script runs."""
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, color_scheme="dark", locale="fr-FR"
    )
    yield context.new_page()
    context.close()


def test_without_scripts_the_theme_is_chosen_and_nothing_dead_is_shown(plain: Any) -> None:
    plain.goto("/")
    assert plain.get_by_role("button", name="Explorer").count() == 0
    assert plain.locator(".chart img").is_visible()
    plain.get_by_role("button", name="Clair").click()
    assert plain.locator("html").get_attribute("data-bs-theme") == "light"
