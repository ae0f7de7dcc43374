"""Monday in a real browser: looked at, printed on one page, treated in place, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import builders
import pytest
from django.urls import reverse
from monday_files import FILES
from test_page import WEEK

from levier.web.monday.compute import lists_of
from levier.web.monday.following import choose
from levier.web.monday.models import Duty, FollowedRow

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    "lundi/",
    "lundi/courriel/",
    "lundi/echeances/",
    "a-traiter/rejets/",
    "a-traiter/creances/",
    "a-traiter/reglages/",
)
FRENCH = (
    "facture;nom du patient;payeur_type;transmis_le;statut;montant_demande;famille_rejet\r\n"
    "F1;DURAND-FICTIF Zoé;AMO;06/01/2025;rejete;21,00;Droits\r\n"
    "F2;MARTIN-FICTIF Éloi;AMO;07/01/2025;rejete;150,50;Droits\r\n"
).encode("cp1252")


@pytest.fixture
def busy(transactional_db: None, stored: Callable[..., Any]) -> Any:
    """Return a centre with everything that the Monday page can say."""
    centre = builders.make_centre("a01", fictitious=True)
    choose(centre, on=True, days=180)
    holding = stored(centre, **FILES)
    for one in lists_of(centre, holding):
        one.save()
    holding.engine.close()
    builders.make_run(centre)
    builders.make_result(centre, "week", WEEK, WEEK)
    sentence = "Baisse : 14,4 % (juillet à décembre 2024), contre 25,0 % aux mêmes mois de 2023 (−10,7 points)."
    for rank, name in enumerate(
        ("no_show_rate", "call_answer_rate", "outcome_known_rate", "room_occupancy_rate", "ccam_act_share")
    ):
        builders.make_lecture(
            centre, name, sentence, rank=rank, outcome="real", sense="worse", words="dégradation avérée"
        )
    for n in range(6):
        Duty.objects.create(
            centre=centre, label=f"Obligation numéro {n} du calendrier", due=f"2025-04-0{n + 1}", asked_by="ARS"
        )
    return centre


@pytest.mark.parametrize("width", ["laptop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_are_accessible_and_fit(
    busy: Any, page_of: Any, accessible: Any, screenshot: Any, width: str, theme: str
) -> None:
    page = page_of("director", busy, width=width, theme=theme)
    for address in PAGES:
        page.goto(f"/centres/a01/{address}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        accessible(page)
        screenshot(page, f"monday/{address.strip('/').replace('/', '-')}-{width}-{theme}")


def test_the_page_is_one_sheet_of_paper(busy: Any, page_of: Any) -> None:
    page = page_of("director", busy)
    page.goto(reverse("monday", args=["a01"]))
    made = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 1


def test_the_numbers_of_a_small_desk_are_not_printed(busy: Any, page_of: Any) -> None:
    page = page_of("director", busy)
    page.goto(reverse("monday", args=["a01"]))
    screen = page.inner_text("section[aria-labelledby=m-things]")
    page.emulate_media(media="print")
    paper = page.inner_text("section[aria-labelledby=m-things]")
    assert ("101" in screen, "101" in paper) == (True, False)
    assert "Reprendre rejets et factures sans réponse" in paper


@pytest.fixture
def plain_page(page_of: Any, browser: Any, live_server: Any, busy: Any) -> Iterator[Callable[..., Any]]:
    """Return a function that opens the list of the director, with or without scripts; its console may say a 422."""
    contexts = []

    def opened(*, scripts: bool) -> Any:
        context = browser.new_context(base_url=live_server.url, locale="fr-FR", java_script_enabled=scripts)
        contexts.append(context)
        context.add_cookies(page_of("director", busy).context.cookies())
        page = context.new_page()
        page.goto(reverse("worklist", args=["a01", "rejets"]))
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_file_of_the_day_is_given_back(plain_page: Any, tmp_path: Path, scripts: bool) -> None:
    page = plain_page(scripts=scripts)
    given = tmp_path / "retours.csv"
    given.write_bytes(FRENCH)
    page.set_input_files("input[name=fichier]", str(given))
    page.check("input[value=csv]")
    with page.expect_download() as waited:
        page.click("text=Annoter et me le rendre")
    found = Path(waited.value.path()).read_bytes().decode("utf-8-sig").splitlines()
    assert waited.value.suggested_filename == "retours-a-traiter.csv"
    assert [line.split(";")[1] for line in found[1:]] == ["MARTIN-FICTIF Éloi", "DURAND-FICTIF Zoé"]
    if scripts:
        assert page.inner_text("[data-given-back]").startswith("2 lignes à traiter sur 2")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_wrong_file_is_told_in_words(plain_page: Any, tmp_path: Path, scripts: bool) -> None:
    page = plain_page(scripts=scripts)
    given = tmp_path / "inconnu.csv"
    given.write_text("a;b\n1;2\n")
    page.set_input_files("input[name=fichier]", str(given))
    page.click("text=Annoter et me le rendre")
    page.wait_for_selector("#fichier-du-jour [data-focus]")
    assert "inconnu.csv" in page.inner_text("#fichier-du-jour [data-focus]")


def test_a_row_is_treated_in_place(busy: Any, page_of: Any) -> None:
    page = page_of("director", busy)
    page.goto(reverse("worklist", args=["a01", "rejets"]))
    row = page.locator(".todo-row").first
    assert row.locator(".row-number").inner_text() == "F1002"
    with page.expect_response("**/a-traiter/rejets/*/"):
        row.locator("select[name=outcome]").select_option("resent")
    page.wait_for_selector(".row-state")
    assert "corrigé et renvoyé" in page.inner_text(".row-state")
    assert list(FollowedRow.objects.exclude(outcome="").values_list("kind", "outcome")) == [("rejections", "resent")]
