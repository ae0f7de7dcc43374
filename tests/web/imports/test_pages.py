"""The pages in a real browser: usable by keyboard and by reader, in two widths and two themes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from imports.conftest import HEADER, appointments
from imports.test_gap import FILE
from imports.test_layouts import DOCTOLIB, OWN
from levier.web.jobs.models import Job

LOOKS = [("laptop", "light"), ("laptop", "dark"), ("phone", "light")]
BAD = (HEADER + "\n1;31/02/2025 09:00;;honore;medical;P1;D1\n2;02/01/2025 09:00;;peut-être;medical;P2;D1\n").encode()


@pytest.fixture
def pages(sent: Any, confirmed: Any, client_of: Any, centre: Any, transactional_db: None) -> dict[str, str]:
    """Bring a centre to every state, and return the address of each page."""
    base = f"/centres/{centre.code}/imports/"
    confirmed(sent({"rendez_vous.csv": FILE.encode()}))
    result = confirmed(sent({"rendez_vous.csv": FILE.replace("absent_excuse", "non_venu").encode()}))
    lines = appointments().decode().splitlines()
    many = confirmed(sent({"agenda dentaire.csv": "\n".join(lines).encode()}))
    assert many.state == "done"
    half = "\n".join([HEADER, *lines[1::2]])
    question = confirmed(sent({"agenda dentaire.csv": half.encode()}))
    assert question.state == "question"
    review = sent(
        {"export_rdv.csv": DOCTOLIB.encode(), "agenda.csv": OWN.encode(), "rendez_vous mars.csv": BAD, "x.zip": b"PK"}
    )
    unknown = review.files.get(name="agenda.csv")
    client = client_of("director", centre)
    data = {"indicator": "no_show_rate", "period": "2025-01", "what": "counted", "total": "17"}
    compared = client.post(f"{base}comparer/", data, follow=True).redirect_chain[-1][0]
    deleted = client.post(f"{base}2/supprimer/", follow=True).redirect_chain[-1][0]
    running = Job.objects.create(kind="import", centre=centre, state="running", percent=30, step="Import de actes.csv")
    return {
        "imports": base,
        "review": review.get_absolute_url(),
        "mapping": f"{review.get_absolute_url()}fichiers/{unknown.pk}/",
        "question": question.get_absolute_url(),
        "result": result.get_absolute_url(),
        "one": f"{base}1/",
        "delete": f"{base}1/supprimer/",
        "deleted": deleted,
        "compare": compared,
        "watched": f"{base}dossier/",
        "job": f"/travaux/{running.pk}/",
        "jobs": f"/travaux/centre/{centre.code}/",
    }


def test_every_page_is_accessible_and_fits(
    pages: Any, page_of: Any, accessible: Any, screenshot: Any, centre: Any
) -> None:
    for width, theme in LOOKS:
        page = page_of("director", centre, width=width, theme=theme)
        for name, url in pages.items():
            page.goto(url)
            accessible(page)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, (name, width, wide)
            screenshot(page, f"imports/{name}-{width}-{theme}")


def test_from_a_file_to_figures_in_the_browser(
    page_of: Any, centre: Any, tmp_path: Path, transactional_db: None
) -> None:
    (tmp_path / "rendez_vous.csv").write_bytes(appointments())
    page = page_of("director", centre)
    page.goto(f"/centres/{centre.code}/imports/")
    page.set_input_files("input[type=file]", str(tmp_path / "rendez_vous.csv"))
    page.get_by_role("button", name="Lire ces fichiers").click()
    page.get_by_role("heading", name="Vérifier avant d'importer").wait_for()
    page.get_by_role("button", name="Importer et mettre à jour les chiffres").click()
    page.get_by_role("heading", name="Chiffres à jour").wait_for(timeout=60_000)
    assert "41 lignes lues = 40 gardées" in page.content()
    page.get_by_role("link", name="Voir le tableau de bord").click()


def test_it_works_without_scripts(
    browser: Any, live_server: Any, centre: Any, tmp_path: Path, transactional_db: None
) -> None:
    import builders
    from django.test import Client

    (tmp_path / "rendez_vous.csv").write_bytes(appointments())
    client = Client()
    client.force_login(builders.make_user("director", centre), backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(base_url=live_server.url, locale="fr-FR", java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/centres/{centre.code}/imports/")
    page.set_input_files("input[type=file]", str(tmp_path / "rendez_vous.csv"))
    page.get_by_role("button", name="Lire ces fichiers").click()
    page.get_by_role("button", name="Importer et mettre à jour les chiffres").click()
    page.get_by_role("heading", name="Chiffres à jour").wait_for(timeout=60_000)
    context.close()


def own_queries(client: Any, url: str) -> int:
    """Count the reads of a page beside those of every page (session, person, roles, centre)."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return sum(any(name in one["sql"] for name in ("imports_", "jobs_", "figures_")) for one in captured)


def test_few_queries(sent: Any, confirmed: Any, client_of: Any, centre: Any) -> None:
    delivery = confirmed(sent({"rendez_vous.csv": appointments()}))
    client = client_of("director", centre)
    assert own_queries(client, f"/centres/{centre.code}/imports/") <= 3
    assert own_queries(client, delivery.get_absolute_url()) <= 4
