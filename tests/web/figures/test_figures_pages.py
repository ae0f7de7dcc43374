"""The dashboard, an indicator, the list: numbers worked by hand from the rows, states in the words of the house."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from builders import make_centre, make_lecture, make_result, make_run, make_series
from django.test.utils import CaptureQueriesContext

from levier.web.centres.models import DEFAULT_FOLLOWED, Target
from levier.web.figures import benchmarks
from levier.web.figures.models import Benchmark

pytestmark = pytest.mark.django_db
MOST_QUERIES, MOST_BYTES = 6, 80_000


def text_of(response: Any) -> str:
    """Return the words of a page, without its tags."""
    assert response.status_code == 200, response.status_code
    bare = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", bare)))


def card_of(response: Any, name: str) -> str:
    """Return the words of the card of an indicator."""
    found = re.search(rf'aria-labelledby="card-{name}">.*?</article>', response.content.decode(), re.S)
    assert found, name
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", found[0].partition(">")[2])))


def no_show(centre: Any, **last: Any) -> Any:
    """97 absences on 571 appointments in November 2025, 71 on 455 a year earlier."""
    points = [
        {"period": "2025-10", "value": 0.125, "numerator": 85, "denominator": 680, "low": 0.1, "high": 0.15},
        {
            "period": "2025-11", "value": 97 / 571, "numerator": 97, "denominator": 571, "low": 0.1413, "high": 0.2029,
            "n-1": {"period": "2024-11", "value": 71 / 455, "status": "ok"},
        } | last,
    ]  # fmt: skip
    return make_series(centre, "no_show_rate", points, about={"version": 1, "basis": "fichiers"})


def test_a_card_says_value_range_and_year_before(centre: Any, client_of: Any) -> None:
    no_show(centre)
    said = card_of(client_of("director", centre).get(f"/centres/{centre.code}/"), "no_show_rate")
    # 97 ÷ 571 = 0.16988; 71 ÷ 455 = 0.15604; the difference is 0.01383.
    assert "17,0 %" in said
    assert "entre 14,1 % et 20,3 %" in said
    assert "N-1 : 15,6 % (+1,4 point)" in said


def test_what_is_known_by_the_year_only_shows_its_year(centre: Any, client_of: Any) -> None:
    no_show(centre)
    make_series(centre, "call_answer_rate", [{"period": "2025-11", "value": None}])
    years = [{"period": "2025", "value": 0.8, "numerator": 800, "denominator": 1000}, {"period": "2026", "value": None}]
    make_series(centre, "call_answer_rate", years, grain="year")
    centre.followed = ["no_show_rate", "call_answer_rate"]
    centre.save()
    page = client_of("director", centre).get(f"/centres/{centre.code}/")
    said = card_of(page, "call_answer_rate")
    assert "80,0 %" in said
    assert "Connu à l'année : année 2025" in said or "Connu à l'année : 2025" in said
    assert f"/centres/{centre.code}/indicateurs/call_answer_rate/?periode=2025" in page.content.decode()
    assert "17,0 %" in card_of(page, "no_show_rate")
    assert "Connu à l'année" not in card_of(page, "no_show_rate")


def test_the_period_of_the_address_is_shown_and_kept_in_the_links(centre: Any, client_of: Any) -> None:
    no_show(centre)
    answer = client_of("director", centre).get(f"/centres/{centre.code}/?periode=2025-10")
    assert "12,5 %" in card_of(answer, "no_show_rate")
    assert "octobre 2025" in text_of(answer)
    assert f'href="/centres/{centre.code}/indicateurs/no_show_rate/?periode=2025-10"' in answer.content.decode()


@pytest.mark.parametrize(
    ("grain", "period", "value", "shown"),
    [
        ("quarter", "2025T3", 0.2, "20,0 %"),
        ("year", "2024", 0.3, "30,0 %"),
        ("rolling12", "2024-12..2025-11", 0.4, "40,0 %"),
    ],
)
def test_quarters_years_and_twelve_months_are_read(
    centre: Any, client_of: Any, grain: str, period: str, value: float, shown: str
) -> None:
    no_show(centre)
    make_series(centre, "no_show_rate", [{"period": period, "value": value}], grain=grain)
    answer = client_of("director", centre).get(f"/centres/{centre.code}/", {"periode": period})
    assert shown in card_of(answer, "no_show_rate")


def test_a_period_that_is_none_says_so_and_shows_the_last_one(centre: Any, client_of: Any) -> None:
    no_show(centre)
    answer = client_of("director", centre).get(f"/centres/{centre.code}/?periode=hier")
    assert "hier" in text_of(answer)
    assert "17,0 %" in card_of(answer, "no_show_rate")


def test_a_week_is_no_period_of_the_dashboard(centre: Any, client_of: Any) -> None:
    no_show(centre)
    said = text_of(client_of("director", centre).get(f"/centres/{centre.code}/?periode=2025-W07"))
    assert "Période « 2025-W07 » : attendu un mois, un trimestre, une année ou douze mois." in said


def test_a_service_has_its_own_figures_without_the_reading_of_the_centre(centre: Any, client_of: Any) -> None:
    no_show(centre)
    make_lecture(centre, "no_show_rate")
    make_series(centre, "no_show_rate", [{"period": "2025-11", "value": 0.08}], dimension="service", slice="dentaire")
    said = card_of(client_of("director", centre).get(f"/centres/{centre.code}/?service=dentaire"), "no_show_rate")
    assert "8,0 %" in said
    assert "variation habituelle" not in said


def test_a_slice_has_no_quarter_and_the_page_says_why(centre: Any, client_of: Any) -> None:
    no_show(centre)
    make_series(centre, "no_show_rate", [{"period": "2025T3", "value": 0.2}], grain="quarter")
    answer = client_of("director", centre).get(f"/centres/{centre.code}/?service=dentaire&periode=2025T3")
    assert "par mois ou par année" in text_of(answer)
    assert "20,0 %" in card_of(answer, "no_show_rate")


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ({"status": "not_applicable"}, "sans objet"),
        (
            {"status": "not_available", "notes": ["à saisir dans la grille : rdv_absents"]},
            "donnée non fournie à saisir dans la grille : Rendez-vous non honorés",
        ),
        ({"status": "not_computable", "notes": ["dénominateur nul"]}, "calcul impossible dénominateur nul"),
        ({"value": 0.2, "status": "partial"}, "20,0 % partiel"),
        ({"value": 0.0}, "0,0 %"),
    ],
)
def test_each_state_has_the_words_of_the_house(centre: Any, client_of: Any, point: Any, words: str) -> None:
    make_series(centre, "no_show_rate", [{"period": "2025-11"} | point])
    assert words in card_of(client_of("director", centre).get(f"/centres/{centre.code}/"), "no_show_rate")


def test_what_is_not_supplied_leads_to_the_block_to_type(centre: Any, client_of: Any) -> None:
    make_series(centre, "no_show_rate", [{"period": "2025-11"}])
    answer = client_of("director", centre).get(f"/centres/{centre.code}/")
    assert f'href="/centres/{centre.code}/saisie/agenda/"' in answer.content.decode()
    assert "Ce qui manque" in text_of(answer)
    helper = client_of("consultant", centre).get(f"/centres/{centre.code}/")
    assert "/saisie/agenda/" not in helper.content.decode()


def test_a_centre_without_anything_is_told_what_to_do(centre: Any, client_of: Any) -> None:
    said = text_of(client_of("director", centre).get(f"/centres/{centre.code}/"))
    assert "Pas encore de chiffre" in said
    assert "Saisissez trois relevés" in said


def test_nothing_unusual_is_said_proudly(centre: Any, client_of: Any) -> None:
    no_show(centre)
    make_lecture(centre, "no_show_rate")
    make_lecture(centre, "call_answer_rate")
    make_lecture(centre, "activity_revenue", outcome="early", words="trop tôt pour conclure")
    said = text_of(client_of("director", centre).get(f"/centres/{centre.code}/"))
    assert "Rien d'inhabituel : les 2 indicateurs lus varient comme d'habitude." in said


def test_what_changed_is_named_first(centre: Any, client_of: Any) -> None:
    no_show(centre)
    sentence = "no_show_rate : dégradation avérée. 17,0 %, contre 15,6 %."
    make_lecture(centre, "no_show_rate", sentence, outcome="real", sense="worse", rank=0, words="dégradation avérée")
    make_lecture(centre, "call_answer_rate")
    said = text_of(client_of("director", centre).get(f"/centres/{centre.code}/"))
    assert "1 indicateur sur 2 sort de ses variations habituelles." in said
    assert "dégradation avérée no_show_rate 17,0 %, contre 15,6 %." in said


def test_target_peers_and_margin_are_beside_the_value(centre: Any, client_of: Any) -> None:
    series = no_show(centre)
    Target.objects.create(centre=centre, indicator="no_show_rate", value=0.1)
    key = benchmarks.conventions_key(series, "2025-11")
    about = {"indicator": "no_show_rate", "grain": "month", "period": "2025-11", "conventions": key}
    Benchmark.objects.create(**about, centres=7, low=0.081, middle=0.1, high=0.123)
    make_result(centre, "margins", {"levers": [margin(net=13363.5, low=9080.8, high=18166.2)]})
    said = card_of(client_of("director", centre).get(f"/centres/{centre.code}/"), "no_show_rate")
    assert "Objectif 10,0 %" in said
    assert "la moitié de 7 centres comparables : de 8,1 % à 12,3 %" in said
    assert "9 081 € à 18 166 € par an" in said.replace("\u202f", " ")


def margin(**more: Any) -> dict[str, Any]:
    """Return the margin of lever 1 as a result holds it."""
    return {
        "lever": "no_show", "number": 1, "label": "Rendez-vous non honorés et téléphone", "state": "calculee",
        "gross": 14000.0, "net": 13363.5, "low": None, "high": None, "years": [4009.05, 9354.45, 13363.5],
        "share": 10000.0, "small_team": False, "in_totals": True, "partial": False, "lines": [],
        "counter_indicators": [{"indicator": "c2s_ame_share", "value": 0.2657, "unit": "%"}], "counter": "part de C2S",
        "legal": [], "notes": [],
    } | more  # fmt: skip


def test_centres_that_count_otherwise_are_no_peers(centre: Any, client_of: Any) -> None:
    no_show(centre)
    about = {"indicator": "no_show_rate", "grain": "month", "period": "2025-11", "conventions": "autres"}
    Benchmark.objects.create(**about, centres=7, low=0.081, middle=0.1, high=0.123)
    said = card_of(client_of("director", centre).get(f"/centres/{centre.code}/"), "no_show_rate")
    assert "comparables" not in said


def test_marking_and_files_are_told(centre: Any, client_of: Any) -> None:
    no_show(centre)
    table = {"files": ["rendez_vous.csv"], "kept": 1204, "set_aside": 12, "first": "2025-01-02", "last": "2025-11-28"}
    make_result(centre, "quality", {"tables": {"appointments": table}}, {"tables": {"appointments": table}})
    known = make_lecture(centre, "outcome_known_rate")
    known.data = {lang: said | {"recent": {"value": 0.91}} for lang, said in known.data.items()}
    known.save()
    said = text_of(client_of("director", centre).get(f"/centres/{centre.code}/")).replace("\u202f", " ")
    assert "1 204 lignes lues dans 1 fichier, jusqu'au 28 novembre 2025" in said
    assert "Taux de pointage : 91,0 %" in said
    assert "12 lignes mises de côté" in said


def test_the_list_holds_every_indicator_and_finds_former_words(centre: Any, client_of: Any) -> None:
    no_show(centre)
    client = client_of("director", centre)
    whole = text_of(client.get(f"/centres/{centre.code}/indicateurs/"))
    assert "Taux de décroché" in whole
    found = text_of(client.get(f"/centres/{centre.code}/indicateurs/?q=absentéisme"))
    assert "1 indicateur " in found
    assert "17,0 %" in found
    assert "Aucun indicateur ne répond" in text_of(client.get(f"/centres/{centre.code}/indicateurs/?q=zzz"))


def test_every_indicator_has_one_place_in_the_list() -> None:
    from levier.catalogue.indicators import indicators
    from levier.web.figures.presenters.themes import THEMES

    placed = [name for theme in THEMES for name in theme.names]
    assert sorted(placed) == sorted(indicators())


def test_the_page_of_an_indicator_says_how_it_is_made(centre: Any, client_of: Any) -> None:
    no_show(centre)
    make_lecture(centre, "no_show_rate", "no_show_rate : variation habituelle. 17,0 %.")
    make_series(centre, "c2s_ame_share", [{"period": "2025-11", "value": 0.26}])
    said = text_of(client_of("director", centre).get(f"/centres/{centre.code}/indicateurs/no_show_rate/"))
    for part in (
        "Rendez-vous non honorés (non-venue)", "97 sur 571", "novembre 2024 15,6 % (+1,4 point)",
        "Pourquoi il compte", "Pièges", "À surveiller en même temps", "Part des patients en C2S ou AME", "26,0 %",
        "On cherche la baisse.", "Lignes laissées de côté", "non pointé", "Définition n° 1", "octobre 2025",
    ):  # fmt: skip
        assert part in said, part


def test_an_unknown_indicator_is_not_found(centre: Any, client_of: Any) -> None:
    assert client_of("director", centre).get(f"/centres/{centre.code}/indicateurs/zzz/").status_code == 404


def test_slices_are_compared_with_the_year_before(centre: Any, client_of: Any) -> None:
    no_show(centre)
    for service, now, before in (("dentaire", 0.2, 0.25), ("medical", 0.1, 0.14)):
        points = [{"period": "2024-11", "value": before}, {"period": "2025-11", "value": now}]
        make_series(centre, "no_show_rate", points, dimension="service", slice=service)
    said = text_of(client_of("director", centre).get(f"/centres/{centre.code}/indicateurs/no_show_rate/"))
    assert "Dentaire 20,0 % 25,0 % −5,0 points" in said
    assert "Médical 10,0 % 14,0 % −4,0 points" in said


PAGES = ("", "indicateurs/", "indicateurs/no_show_rate/", "recettes/", "leviers/")


@pytest.mark.parametrize("page", PAGES)
def test_another_s_centre_is_not_there(centre: Any, client_of: Any, page: str) -> None:
    other = make_centre("b02")
    assert client_of("director", other).get(f"/centres/{centre.code}/{page}").status_code == 404


def full(centre: Any, months: int = 36) -> None:
    """Make every indicator over three years, sliced, with readings and results."""
    from levier.catalogue.indicators import indicators

    labels = [f"{2023 + at // 12}-{at % 12 + 1:02d}" for at in range(months)]
    points = [
        {"period": label, "value": 0.1, "numerator": 10, "denominator": 100, "low": 0.08, "high": 0.12,
         "n-1": {"period": label, "value": 0.11, "status": "ok"}}
        for label in labels
    ]  # fmt: skip
    for name in indicators():
        make_series(centre, name, points, about={"version": 1})
        make_lecture(centre, name)
    for slice_ in ("dentaire", "medical", "infirmier"):
        make_series(centre, "no_show_rate", points, dimension="service", slice=slice_)
    make_run(centre, as_of="2025-12-31")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_six_queries_and_eighty_kilobytes(centre: Any, client_of: Any, page: str) -> None:
    from django.db import connection

    full(centre)
    client = client_of("director", centre)
    client.get(f"/centres/{centre.code}/{page}")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/centres/{centre.code}/{page}")
    assert answer.status_code == 200
    assert len(queries) <= MOST_QUERIES, [one["sql"][:80] for one in queries]
    assert len(answer.content) <= MOST_BYTES


def test_a_centre_that_chose_nothing_follows_those_of_the_house(client_of: Any) -> None:
    centre = make_centre("c03", followed=[])
    no_show(centre)
    said = client_of("director", centre).get("/centres/c03/").content.decode()
    assert all(f'id="card-{name}"' in said for name in DEFAULT_FOLLOWED)
