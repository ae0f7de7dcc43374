"""What the tests of the site share: people, a centre, a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import builders
import pytest
from django.test import Client

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"),
    *("--disable-component-update", "--no-first-run", "--disable-quic"),
]
WIDTHS = {"laptop": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Let tests of the browser empty their database: the journal is append-only in SQLite itself."""
    from django.db import connection

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO audit_retention VALUES (1)")


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    """Begin and end in French, whatever language a page of the test was asked in."""
    from django.utils.translation import override

    with override("fr"):
        yield


@pytest.fixture
def centre(db: None) -> Any:
    """Return the centre A01, without any figure."""
    return builders.make_centre("a01")


@pytest.fixture
def client_of(db: None) -> Callable[..., Client]:
    """Return a function that logs a role in: ``client_of("director", centre)``."""

    def client(role: str | None = None, centre: Any = None, **more: Any) -> Client:
        made = Client()
        made.force_login(builders.make_user(role, centre, **more), backend="django.contrib.auth.backends.ModelBackend")
        return made

    return client


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return a real Chromium."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "Chromium is missing: apt-get install chromium (make test says how)"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def page_of(browser: Any, live_server: Any, transactional_db: None) -> Iterator[Callable[..., Any]]:
    """Return a function that opens the site as a role: ``page_of("director", centre, width="phone", theme="dark")``.

    Every error of the console (a script, the security policy) fails the test.
    """
    contexts, errors = [], []

    def page(
        role: str | None = None, centre: Any = None, *, width: str = "laptop", theme: str = "light", **more: Any
    ) -> Any:
        wide, high = WIDTHS[width]
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": wide, "height": high}, locale="fr-FR", color_scheme=theme
        )
        contexts.append(context)
        if role is not None:
            client = Client()
            client.force_login(
                builders.make_user(role, centre, **more), backend="django.contrib.auth.backends.ModelBackend"
            )
            context.add_cookies(
                [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
            )
        opened = context.new_page()
        opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        opened.on("pageerror", lambda error: errors.append(str(error)))
        return opened

    yield page
    for context in contexts:
        context.close()
    assert not errors, errors


@pytest.fixture
def accessible() -> Callable[[Any], None]:
    """Return a function that runs axe in a page and fails on any violation of WCAG 2.2 A and AA."""
    from axe_playwright_python.sync_playwright import Axe

    def check(page: Any) -> None:
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        said = [
            f"{one['id']}: {one['help']} — {', '.join(node['html'][:160] for node in one['nodes'][:3])}"
            for one in found.response["violations"]
        ]
        assert not said, "\n".join(said)

    return check


@pytest.fixture
def screenshot(request: pytest.FixtureRequest) -> Callable[[Any, str], None]:
    """Return a function that keeps a picture of a page when ``--pictures FOLDER`` asks for it."""
    folder = request.config.getoption("--pictures")

    def keep(page: Any, name: str) -> None:
        if folder:
            path = Path(folder) / f"{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(path), full_page=True)

    return keep
