"""The main pages as a director finds them on the fictitious centre A01, and their pictures for the guide.

``pytest tests/web/pictures --pictures docs/images`` draws them again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client
from small_png import small

from levier.demo import write_region

pytestmark = pytest.mark.django_db(transaction=True)

DIRECTOR = "direction@demo.levier.example"
HEIGHTS = {"laptop": 1600, "phone": 1400}
WEIGHT = 150_000
CALLS = {"appels_recus": ("1412", "1380", "1455"), "appels_decroches": ("1002", "1011", "1096")}
Prepare = Callable[[Any, Path], None]


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Return the first fictitious centre on disk, small unless its pictures are wanted."""
    folder = tmp_path_factory.mktemp("region")
    write_region(folder, scale=1 if request.config.getoption("--pictures") else 0.05, centres=["A01"])
    return folder


@pytest.fixture(scope="session")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[Any, list[Any]]]:
    """Return the folder of the site, and the rows of the demonstration once they are made."""
    return tmp_path_factory.mktemp("site"), {}


@pytest.fixture
def demonstration(transactional_db: None, region: Path, settings: Any, remembered: Any) -> Path:
    """Load the demonstration with its first centre: once, then row by row for the next tests; return its files."""
    from levier.web.figures import demo

    settings.DATA, rows = remembered
    settings.MEDIA_ROOT = settings.DATA / "files"
    if rows:
        _put_back(rows)
    else:
        demo.load(region, codes=["a01"], password="un mot de passe bien long")
        made = [one for one in apps.get_models(include_auto_created=True) if one.__module__.startswith("levier.web")]
        rows.update({model: list(model._base_manager.all()) for model in made})
    return region / "A01"


def _put_back(rows: dict[Any, list[Any]]) -> None:
    with transaction.atomic():
        for model, made in rows.items():
            model._base_manager.bulk_create(made, batch_size=200)
        with connection.cursor() as cursor:
            for said in connection.ops.sequence_reset_sql(no_style(), list(rows)):
                cursor.execute(said)


@pytest.fixture
def opened(demonstration: Path, page_of: Any, live_server: Any) -> Callable[..., Any]:
    """Return a function that opens a page as the director of the demonstration."""
    from levier.web.accounts.models import User

    def open_(path: str, width: str, theme: str) -> Any:
        client = Client()
        client.force_login(User.objects.get(email=DIRECTOR), backend="django.contrib.auth.backends.ModelBackend")
        page = page_of(width=width, theme=theme)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        answer = page.goto(f"/centres/a01/{path}")
        assert answer.status == 200, (path, answer.status)
        page.wait_for_load_state("networkidle")
        return page

    return open_


@pytest.fixture
def keep(request: pytest.FixtureRequest, browser: Any) -> Callable[[Any, str, str], None]:
    """Return a function that keeps the top of a page where ``--pictures`` says, small enough for a guide."""
    folder = request.config.getoption("--pictures")

    def picture(page: Any, name: str, width: str) -> None:
        if not folder:
            return
        wide, high = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
        clip = {"x": 0, "y": 0, "width": wide, "height": min(high, HEIGHTS[width])}
        made = small(page.screenshot(full_page=True, clip=clip), browser)
        assert len(made) <= WEIGHT, (name, len(made))
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{name}.png").write_bytes(made)

    return picture


def type_calls(page: Any, _files: Path) -> None:
    """Type three months of the operator's statement, as its reader would."""
    for line, numbers in CALLS.items():
        for month, number in enumerate(numbers, start=1):
            page.locator(f'[name="v:2026-{month:02d}~{line}"]').fill(number)
            page.keyboard.press("Tab")
    page.locator("[data-status]").get_by_text("Tout est enregistré.").wait_for()


def send_files(page: Any, files: Path) -> None:
    """Send two exports and come to what was read in them."""
    page.set_input_files("input[type=file]", [files / "appels.csv", files / "rendez_vous.csv"])
    if page.get_by_role("button", name="Lire ces fichiers").is_visible():
        page.get_by_role("button", name="Lire ces fichiers").click()
    page.wait_for_url("**/imports/envois/**")
    page.wait_for_load_state("networkidle")


PAGES: dict[str, tuple[str, Prepare | None]] = {
    "lundi": ("lundi/", None),
    "tableau-de-bord": ("", None),
    "indicateur": ("indicateurs/no_show_rate/", None),
    "recettes": ("recettes/", None),
    "leviers": ("leviers/", None),
    "saisie": ("saisie/telephone/?annee=2026", type_calls),
    "import": ("imports/", send_files),
    "a-traiter": ("a-traiter/rejets/", None),
    "documents": ("documents/", None),
    "reglages": ("reglages/", None),
}
SHOWN = [(name, "laptop", "light") for name in PAGES]
SHOWN += [(name, "phone", "light") for name in ("lundi", "tableau-de-bord", "indicateur")]
SHOWN += [("indicateur", "laptop", "dark")]


@pytest.mark.parametrize(("name", "width", "theme"), SHOWN)
def test_the_page_opens_calmly(opened: Any, keep: Any, demonstration: Path, name: str, width: str, theme: str) -> None:
    path, prepare = PAGES[name]
    page = opened(path, width, theme)
    if prepare:
        prepare(page, demonstration)
    assert page.locator("aside.fictitious").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    keep(page, name + ("-telephone" if width == "phone" else "") + ("-sombre" if theme == "dark" else ""), width)
