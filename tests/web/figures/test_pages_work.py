"""Revenue and levers; lines behind a figure and other hypotheses, computed from a real store by the real task."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from builders import make_centre, make_result, make_series
from django.test import override_settings

from levier.web.audit.models import AuditEvent
from levier.web.figures.forms import WhatIfForm
from levier.web.figures.holdings import store_of
from levier.web.figures.lines import file_of
from levier.web.figures.tasks import explain_figure, try_margins
from levier.web.jobs.models import Job

pytestmark = pytest.mark.django_db
# Ten lines: honoured ×7 (one a walk-in), missed ×1, cancelled ×1, not marked ×1: 1 ÷ 7 of those booked and known.
APPOINTMENTS = """debut;statut;sans_rdv;patient
06/01/2025 09:00;honore;non;P1
06/01/2025 09:20;honore;non;P2
06/01/2025 09:40;non_venu;non;P3
06/01/2025 10:20;honore;oui;P5
07/01/2025 09:00;honore;non;P8
07/01/2025 09:20;honore;non;P9
07/01/2025 09:40;honore;non;P10
07/01/2025 10:00;honore;non;P11
06/01/2025 10:40;annule;non;P6
06/01/2025 11:00;;non;P7
"""


def text_of(response: Any) -> str:
    """Return the words of a page, spaces of numbers made plain."""
    assert response.status_code in (200, 400), response.status_code
    bare = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(bare)).replace("\u202f", " ")


@pytest.fixture
def stored(tmp_path: Any, settings: Any) -> Any:
    """Return a centre whose store holds the ten lines."""
    settings.DATA = tmp_path
    centre = make_centre("a01")
    path = tmp_path / "rendez_vous.csv"
    path.write_text(APPOINTMENTS, encoding="utf-8")
    store_of(centre).add([path])
    make_series(centre, "no_show_rate", [{"period": "2025-01", "value": 1 / 7, "numerator": 1, "denominator": 7}])
    return centre


def asked(client: Any, centre: Any) -> tuple[str, Job]:
    """Ask for the lines of January, let the worker's task do it; return the page and the job."""
    answer = client.post(f"/centres/{centre.code}/indicateurs/no_show_rate/lignes/", {"periode": "2025-01"})
    assert answer.status_code == 302
    job = Job.objects.get(kind="lines")
    explain_figure.func(str(job.pk))
    job.refresh_from_db()
    assert job.problem == ""
    return answer["Location"], job


def test_lines_are_counted_and_left_out_by_reason(stored: Any, client_of: Any) -> None:
    client = client_of("director", stored)
    page, _job = asked(client, stored)
    said = text_of(client.get(page))
    assert "14,3 %" in said
    assert "comptées 7" in said
    assert "laissées de côté : sans rendez-vous 1" in said
    assert "laissées de côté : annulé 1" in said
    assert "laissées de côté : non pointé 1" in said
    assert "lues dans la période 10" in said
    assert "Télécharger les 10 lignes" in said


def test_the_file_of_lines_is_given_once_to_the_director_and_written_in_the_journal(
    stored: Any, client_of: Any
) -> None:
    client = client_of("director", stored)
    page, job = asked(client, stored)
    lines = b"".join(client.get(f"{page}fichier.csv").streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "fichier;ligne;identifiant;jour;devenir;au_numerateur"
    assert "rendez_vous.csv;4;;06/01/2025;compté;oui" in lines
    assert "P3" not in "".join(lines)
    actions = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    assert [one for one in actions if one != "login"] == ["read.lines", "export.lines"]
    assert file_of(stored, str(job.pk)).stat().st_mode & 0o777 == 0o600


def test_while_the_worker_works_the_page_waits(stored: Any, client_of: Any) -> None:
    wanted = {"indicator": "no_show_rate", "period": "2025-01"}
    client = client_of("director", stored)
    for kind, page in (("lines", "indicateurs/no_show_rate/lignes"), ("what_if", "leviers/essais")):
        job = Job.objects.create(centre=stored, kind=kind, asked=wanted)
        said = client.get(f"/centres/{stored.code}/{page}/{job.pk}/").content.decode()
        assert 'hx-trigger="every 1s"' in said
        assert '<noscript><meta http-equiv="refresh"' in said
        Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, problem="2025-01 : aucun chiffre.")
        answer = client.get(f"/centres/{stored.code}/{page}/{job.pk}/")
        assert "2025-01 : aucun chiffre." in text_of(answer)
        assert "hx-trigger" not in answer.content.decode()


@pytest.mark.parametrize("role", ["staff", "body", "consultant"])
def test_only_the_director_reads_lines(stored: Any, client_of: Any, role: str) -> None:
    page, _job = asked(client_of("director", stored), stored)
    other = client_of(role, stored)
    assert other.get(page).status_code == 403
    assert other.get(f"{page}fichier.csv").status_code == 403
    assert "Chercher les lignes" not in text_of(other.get(f"/centres/{stored.code}/indicateurs/no_show_rate/"))


def test_the_lines_of_another_centre_are_not_there(stored: Any, client_of: Any) -> None:
    page, _job = asked(client_of("director", stored), stored)
    other = make_centre("b02")
    client = client_of("director", other)
    assert client.get(page).status_code == 404
    assert client.get(page.replace("/a01/", "/b02/")).status_code == 404


@override_settings(KIND="region")
def test_a_region_gives_no_line(stored: Any, client_of: Any) -> None:
    answer = client_of("director", stored).post(
        f"/centres/{stored.code}/indicateurs/no_show_rate/lignes/", {"periode": "2025-01"}
    )
    assert answer.status_code == 404


def lever(name: str, number: int, **more: Any) -> dict[str, Any]:
    """Return the margin of a lever as a result holds it."""
    return {
        "lever": name, "number": number, "label": name, "state": "calculee", "gross": 14000.0, "net": 10000.0,
        "low": 8000.0, "high": 12000.0, "years": [3000.0, 7000.0, 10000.0], "share": 10000.0, "small_team": False,
        "in_totals": True, "partial": False, "lines": [], "counter": "part de C2S ou AME", "legal": [], "notes": [],
        "counter_indicators": [{"indicator": "c2s_ame_share", "value": 0.2657, "unit": "%"}],
    } | more  # fmt: skip


def margins(*levers: Any, total: float = 10000.0) -> dict[str, Any]:
    """Return the margins of a centre as a result holds them."""
    return {
        "period": "2025", "levers": list(levers), "ramp": [0.3, 0.7, 1], "sum_of_levers": total,
        "total_without_double_counting": total, "low": 8000.0, "high": 12000.0, "years": [3000.0, 7000.0, 10000.0],
        "overlaps": [], "today": {"gross_margin": -2000.0, "gross_margin_with_town_charges": None}, "hypotheses": [],
        "notes": [],
    }  # fmt: skip


def test_levers_say_three_years_a_range_and_what_to_watch(centre: Any, client_of: Any) -> None:
    make_result(centre, "margins", margins(lever("no_show", 1), lever("imaging", 4, state="sans_objet", net=None)))
    said = text_of(client_of("director", centre).get(f"/centres/{centre.code}/leviers/"))
    assert "10 000 € par an" in said
    assert "de 8 000 € à 12 000 €" in said
    assert "année 1 3 000 € (30 %)" in said
    # −2 000 + 10 000.
    assert "−2 000 € aujourd'hui, 8 000 € avec la marge de progression" in said
    assert "Part des patients en C2S ou AME : 26,6 %" in said
    assert "4. Imagerie – sans objet" in said
    assert "hypothèse de l'outil" in said


def test_margins_of_small_teams_stay_with_the_director(centre: Any, client_of: Any) -> None:
    make_result(centre, "margins", margins(lever("no_show", 1, small_team=True)), margins(total=0.0))
    assert "équipe réduite : direction seule" in text_of(
        client_of("director", centre).get(f"/centres/{centre.code}/leviers/")
    )
    assert (
        "8 000 €"
        not in text_of(client_of("consultant", centre).get(f"/centres/{centre.code}/leviers/")).partition("Par où")[2]
    )


def test_margins_that_cannot_be_made_say_why(centre: Any, client_of: Any) -> None:
    make_result(centre, "margins", {"refused": "Centre A01 : aucune ligne datée au 31/12/2025."})
    assert "aucune ligne datée" in text_of(client_of("director", centre).get(f"/centres/{centre.code}/leviers/"))


def test_a_hypothesis_that_is_no_number_is_refused_where_it_is_typed(centre: Any, client_of: Any) -> None:
    make_result(centre, "margins", margins(lever("no_show", 1)))
    answer = client_of("director", centre).post(
        f"/centres/{centre.code}/leviers/", {"no_show.part_reprise": "beaucoup"}
    )
    assert answer.status_code == 400
    assert "« beaucoup » lu ; attendu : un nombre" in text_of(answer)
    assert not Job.objects.exists()


def test_what_is_left_as_it_was_is_not_stated() -> None:
    form = WhatIfForm(
        {"no_show.part_reprise": "56", "no_show.cout_rappel": "0,20", "objectif.no_show_rate": "8"}, names=["no_show"]
    )
    assert form.is_valid(), form.errors
    assert form.stated() == {"hypotheses": {"no_show.cout_rappel": "0,20"}, "targets": {"no_show_rate": "8"}}


def test_other_hypotheses_are_computed_beside_what_is_there(stored: Any, client_of: Any) -> None:
    make_result(stored, "margins", margins(lever("no_show", 1)))
    client = client_of("director", stored)
    answer = client.post(f"/centres/{stored.code}/leviers/", {"no_show.part_reprise": "60"})
    job = Job.objects.get(kind="what_if")
    assert job.asked["hypotheses"] == {"no_show.part_reprise": "60"}
    try_margins.func(str(job.pk))
    said = text_of(client.get(answer["Location"]))
    assert "Part des créneaux récupérés vraiment honorés ou repris 60 %" in said
    assert "choix du centre" in said
    assert "Total sans double compte 10 000 €" in said
    assert client_of("body", stored).get(answer["Location"]).status_code == 404


def test_revenue_tells_billed_from_cashed(centre: Any, client_of: Any) -> None:
    year = [{"period": "2024", "value": 208150.85}, {"period": "2025", "value": 256729.81}]
    make_series(centre, "activity_revenue", year, unit="€", grain="year")
    make_series(centre, "cashed_revenue", [{"period": "2025", "value": 240000}], unit="€", grain="year")
    said = text_of(client_of("director", centre).get(f"/centres/{centre.code}/recettes/"))
    assert "Facturé 256 730 €" in said
    assert "Encaissé 240 000 €" in said
    # 256 729.81 − 240 000 = 16 729.81.
    assert "Facturé et pas encore encaissé, ou perdu 16 730 € —" in said
    assert "Il manque : Marge brute, charges portées par la collectivité comprises" in said


def bridge(**more: Any) -> dict[str, Any]:
    """Return a bridge: 1 000 − 40 (days) + 60 (tariffs) = 1 020."""
    parts = [
        {"name": "opening_days", "label": "Jours d'ouverture", "amount": -40.0, "before": 20.0, "after": 17.0, "unit": "jours",
         "sentence": "17 jours contre 20."},
        {"name": "tariffs", "label": "Tarifs", "amount": 60.0, "before": None, "after": None, "unit": "€", "sentence": "Le G à 30 €."},
    ]  # fmt: skip
    return {
        "period": "2025", "compared": "2024", "slice": None, "before": 1000.0, "after": 1020.0, "change": 20.0,
        "change_at_constant_tariffs": -40.0, "parts": parts, "sentence": "De 1 000 € à 1 020 €.", "notes": [],
        "small_team": False,
    } | more  # fmt: skip


def test_the_bridge_sets_tariffs_apart(centre: Any, client_of: Any) -> None:
    make_series(centre, "activity_revenue", [{"period": "2025", "value": 1020}], unit="€", grain="year")
    small = bridge(slice={"service": "dentaire"}, small_team=True, sentence="Le dentaire.")
    make_result(centre, "bridge", [bridge(), small], [bridge()])
    said = text_of(client_of("director", centre).get(f"/centres/{centre.code}/recettes/"))
    assert (
        "2024 1 000 € Jours d'ouverture 17 jours contre 20. −40 € À part : l'effet des tarifs Le G à 30 €. +60 € 2025 1 020 €"
        in said
    )
    assert "À tarifs constants : −4,0 %." in said
    # 1 000 ÷ 20 and 1 020 ÷ 17.
    assert "50 € par jour d'ouverture (20 jours)" in said
    assert "60 € par jour d'ouverture (17 jours)" in said
    assert "Le dentaire." in said
    assert "Le dentaire." not in text_of(client_of("body", centre).get(f"/centres/{centre.code}/recettes/"))


def test_the_landing_of_the_year_is_a_range(centre: Any, client_of: Any) -> None:
    make_series(centre, "activity_revenue", [{"period": "2025", "value": 900}], unit="€", grain="year")
    said = {"period": "2025", "value": 1200.0, "low": 1100.0, "high": 1300.0, "level": 0.8, "status": "estimate", "sentence": "Environ 1 200 €.",
            "assumptions": ["aucun départ"], "notes": []}  # fmt: skip
    make_result(centre, "landing", said, said)
    page = text_of(client_of("director", centre).get(f"/centres/{centre.code}/recettes/"))
    assert "Où va finir 2025 1 200 € de 1 100 € à 1 300 € (80 %) Environ 1 200 €." in page
    assert "aucun départ" in page
