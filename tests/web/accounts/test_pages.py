"""The pages of accounts in a real browser: the policy, axe, two widths, two themes, without scripts; a passkey for good."""

from __future__ import annotations

from typing import Any

import builders
import pytest

PUBLIC = ["/compte/connexion/", "/compte/mot-de-passe/oublie/", "/compte/inscription/"]
OWN = [
    "/compte/",
    "/compte/mot-de-passe/",
    "/compte/adresse/",
    "/compte/second-facteur/",
    "/compte/connexions/",
    "/compte/donnees/",
]
DIRECTOR = ["/centres/a01/personnes/", "/centres/a01/personnes/inviter/", "/centres/a01/historique/"]
ADMINISTRATOR = ["/administration/", "/administration/personnes/", "/administration/personnes/inviter/",
                 "/administration/centres/nouveau/", "/administration/gestionnaires/", "/administration/journal/"]  # fmt: skip


def _look(page: Any, urls: list[str], accessible: Any, screenshot: Any, name: str) -> None:
    for url in urls:
        page.goto(url)
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{url} is wider than the screen"
        screenshot(page, f"accounts/{name}{url.replace('/', '_')}")


@pytest.mark.parametrize(("width", "theme"), [("laptop", "light"), ("phone", "dark")])
def test_pages_are_accessible(page_of: Any, accessible: Any, screenshot: Any, width: str, theme: str) -> None:
    centre = builders.make_centre("a01")
    builders.make_user("staff", centre, blocks=["agenda", "telephone", "actes"])
    for role, urls in ((None, PUBLIC), ("director", OWN + DIRECTOR), ("administrator", ADMINISTRATOR)):
        page = page_of(role, centre, width=width, theme=theme)
        _look(page, urls, accessible, screenshot, f"{width}-{theme}")


def test_a_passkey_is_added_then_opens_the_account(page_of: Any, settings: Any) -> None:
    """A virtual authenticator of Chromium: allauth's scripts pass the policy and the ceremony goes to its end."""
    user = builders.make_user("director", builders.make_centre("a01"))
    page = page_of()
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    client.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/compte/connexion/")
    # WebAuthn knows names, not addresses of the network.
    address = page.url.replace("127.0.0.1", "localhost")
    page.goto(address)
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", builders.PASSWORD)
    page.click("button:has-text('Se connecter') >> nth=0")
    page.wait_for_url("**/centres/a01/**")
    base = address.removesuffix("/compte/connexion/")
    page.goto(f"{base}/compte/second-facteur/cles/ajouter/")
    page.fill("[name=password]", builders.PASSWORD)
    page.click("text=Continuer")
    page.fill("[name=name]", "portable")
    page.check("[name=passwordless]")
    page.click("text=Ajouter cette clé")
    page.wait_for_url("**/second-facteur/secours/")
    page.context.clear_cookies()
    page.goto(address)
    page.click("text=Utiliser une clé d'accès")
    page.wait_for_url("**/centres/a01/**")


def test_inviting_works_without_scripts(browser: Any, live_server: Any, transactional_db: None) -> None:
    from django.test import Client

    centre = builders.make_centre("a01")
    client = Client()
    client.force_login(builders.make_user("director", centre), backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto("/centres/a01/personnes/inviter/")
    page.fill("[name=email]", "nouvelle@exemple.test")
    page.check("[name=blocks][value=agenda]")
    page.click("main button.btn-primary")
    assert "est partie à nouvelle@exemple.test" in page.inner_text("main")
    context.close()
