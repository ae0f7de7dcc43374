"""Charts of results drawn ahead: what they hold, who sees them, and one meaning of constant tariffs on every page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from builders import make_centre, make_result, make_series
from test_pages_work import bridge, lever, margins, text_of

from levier.web.figures import drawing, selectors
from levier.web.figures.compute import compute
from levier.web.figures.holdings import store_of
from levier.web.figures.models import Result, Series, Still
from levier.web.figures.result_stills import draw_results

pytestmark = pytest.mark.django_db
MONTHS = [
    {"period": f"2025-{at:02d}", "from": f"2025-{at:02d}-01", "billed": 100.0 if at < 4 else 0.0,
     "expected": 0.0 if at < 4 else 110.0, "before": 90.0, "low": None if at < 4 else 300.0 + 100 * (at - 3),
     "high": None if at < 4 else 300.0 + 120 * (at - 3)}
    for at in range(1, 13)
]  # fmt: skip
LANDING = {
    "period": "2025", "value": 1290.0, "low": 1200.0, "high": 1380.0, "level": 0.8, "status": "ok", "months": MONTHS,
    "known_until": "2025-03-31", "sentence": "Environ 1 290 €.", "assumptions": [], "notes": [],
    "n-1": {"period": "2024", "value": 1080.0},
}  # fmt: skip


@pytest.fixture
def money(centre: Any) -> Any:
    """Return a centre with every result; the margins of one lever speak of a small team."""
    points = [{"period": f"2025-{at:02d}", "value": 100 + at} for at in range(1, 4)]
    make_series(centre, "activity_revenue", points, unit="€")
    make_series(centre, "cashed_revenue", [one | {"value": one["value"] - 10} for one in points], unit="€")
    make_series(centre, "activity_revenue", [{"period": "2025", "value": 1020}], unit="€", grain="year")
    make_result(centre, "bridge", [bridge()], [bridge()])
    make_result(centre, "landing", LANDING, LANDING)
    both = margins(lever("no_show", 1, small_team=True), lever("room_occupancy", 3, net=500.0, share=500.0))
    make_result(centre, "margins", both, margins(lever("room_occupancy", 3, net=500.0, share=500.0)))
    draw_results(centre, ("fr",))
    return centre


def test_every_result_is_drawn_in_both_sizes_and_once(money: Any) -> None:
    kept = dict(Still.objects.values_list("name", "private"))
    names = ("bridge", "landing", "revenue", "margins/shared")
    wide = dict.fromkeys(names, False) | {"margins": True}
    assert kept == wide | {f"{name}/narrow": private for name, private in wide.items()}
    assert draw_results(money, ("fr",)) == 0


def test_what_is_no_longer_a_result_is_no_longer_drawn(money: Any) -> None:
    said = {"fr": {"refused": "trop tôt"}, "en": {"refused": "too early"}}
    Result.objects.filter(kind="bridge").update(data=said, shared=said)
    draw_results(money, ("fr",))
    assert not Still.objects.filter(name__startswith="bridge").exists()
    assert Still.objects.filter(name="landing").exists()


def test_the_page_of_revenue_shows_three_charts_each_with_its_sentence_and_its_table(
    money: Any, client_of: Any
) -> None:
    answer = client_of("director", money).get(f"/centres/{money.code}/recettes/")
    page, said = answer.content.decode(), text_of(answer)
    assert page.count('<figure class="chart"') == 3
    assert "Facturé et encaissé, mois par mois, mars 2025 : facturé 103 € ; encaissé 93 €." in said
    # 1 000 − 40 + 60 = 1 020: +2.0 %.
    assert "de 1 000 € (2024) à 1 020 € (2025), soit +2,0 %. Ce qui pèse le plus : Tarifs, +60 €." in said
    assert "300 € facturés, jusqu'à mars 2025 ; fin estimée à 1 300 € (de 1 200 € à 1 400 €)." in said
    # The table of the landing: April, 110 expected, 410 since January, range 400 to 420.
    assert "avril 2025 — 110 € 90 € 360 € 400 € 420 € 410 €" in said
    for name in ("bridge", "landing", "revenue"):
        assert Still.objects.get(name=name).digest in page


def test_margins_of_small_teams_are_drawn_for_the_director_alone(money: Any, client_of: Any) -> None:
    mine, open_ = Still.objects.get(name="margins"), Still.objects.get(name="margins/shared")
    page = client_of("director", money).get(f"/centres/{money.code}/leviers/").content.decode()
    assert mine.digest in page
    assert f"graphiques/{mine.digest}/image.png" not in page
    assert 'class="card no-print"' in page
    shared = client_of("body", money)
    page = shared.get(f"/centres/{money.code}/leviers/").content.decode()
    assert open_.digest in page
    assert mine.digest not in page
    assert shared.get(f"/centres/{money.code}/graphiques/{mine.digest}.svg").status_code == 404
    assert shared.get(f"/centres/{money.code}/graphiques/{open_.digest}.svg").status_code == 200


@pytest.mark.parametrize("name", ["bridge", "landing", "revenue", "margins/shared", "trend/activity_revenue"])
def test_drawn_euros_are_for_those_who_see_euros(money: Any, client_of: Any, name: str) -> None:
    """The team of a centre sees no money: neither the address of such a chart, nor the chart itself."""
    drawing.draw_stills.func(money.pk, ["activity_revenue"])
    still = Still.objects.get(name=name)
    staff = client_of("staff", money)
    for ext in ("svg", "json"):
        assert staff.get(f"/centres/{money.code}/graphiques/{still.digest}.{ext}").status_code == 404
    assert still.digest not in staff.get(f"/centres/{money.code}/indicateurs/activity_revenue/").content.decode()
    assert selectors.still(money, selectors.Viewer(money=False), still.digest) is None


def test_an_indicator_that_is_not_followed_has_its_picture_too() -> None:
    """What is followed and the results first; the others in a task of their own, drawn when nothing else waits."""
    centre = make_centre(followed=["no_show_rate"])
    for name in ("no_show_rate", "walk_in_share"):
        make_series(centre, name, [{"period": "2025-01", "value": 0.1}])
    drawing.ask(centre)
    assert set(Still.objects.values_list("name", flat=True)) == {
        f"{form}/{name}{more}" for name in ("no_show_rate", "walk_in_share")
        for form, more in (("sketch", ""), ("trend", ""), ("trend", "/narrow"))
    }  # fmt: skip
    assert drawing.draw_stills.using(priority=drawing.LAST).priority < drawing.draw_stills.priority


def acts() -> str:
    """Return acts of each Monday of two years and of their last days: G at 20 € in one service, then 24 €, and at 40 €
    in the other, thrice as often the second year."""
    days = [date(2024, 1, 1) + timedelta(7 * week) for week in range(105)] + [date(2024, 12, 31), date(2025, 12, 31)]
    rows = [f"{day:%d/%m/%Y};medical;G;{20 if day.year == 2024 else 24}" for day in days]
    rows += [f"{day:%d/%m/%Y};infirmier;G;40" for day in days for _time in range(1 if day.year == 2024 else 3)]
    return "date;service;code;montant\n" + "\n".join(rows) + "\n"


@pytest.fixture
def two_years(tmp_path: Any, settings: Any) -> Any:
    """Return a centre with these acts, computed as a worker does."""
    settings.DATA = tmp_path
    centre = make_centre("a01", followed=["activity_revenue"])
    paths = [tmp_path / "actes.csv", tmp_path / "horaires.csv"]
    paths[0].write_text(acts(), encoding="utf-8")
    paths[1].write_text("jour;de;a\nlundi;09:00;17:00\n", encoding="utf-8")
    store_of(centre).add(paths)
    compute(centre)
    return centre


def test_constant_tariffs_mean_one_thing_on_every_page(two_years: Any, client_of: Any) -> None:
    """The year is over: bridge, landing and indicator give one number.

    54 days of 2024: 54 × 60 = 3 240 €; 53 of 2025: 53 × (24 + 120) = 7 632 €, tariffs 53 × 4 = 212 €. At constant
    tariffs 7 420 − 3 240 = 4 180 €: 129.0 %. (By code alone, whatever the service, tariffs would explain 1 272 €.)
    """
    why = Result.objects.get(centre=two_years, kind="bridge").data["fr"][0]
    landed = Result.objects.get(centre=two_years, kind="landing").data["fr"]
    assert (why["after"], landed["value"], landed["status"]) == (7632, 7632, "over")
    assert why["change_at_constant_tariffs"] == landed["change_at_constant_tariffs"] == 4180
    whole = {"indicator": "activity_revenue", "grain": "year", "dimension": ""}
    assert Series.objects.get(centre=two_years, **whole).points[-1]["constant_tariffs"]["tariff_effect"] == 212
    said = text_of(client_of("director", two_years).get(f"/centres/{two_years.code}/recettes/"))
    assert "soit +4 392 € (+135,6 %) ; à tarifs constants : +4 180 € (+129,0 %)." in said
    assert "À tarifs constants : +129,0 %." in said
    assert "contre 3 240 € en 2024, soit +135,6 % ; à tarifs constants : +129,0 %." in said
    page = f"/centres/{two_years.code}/indicateurs/activity_revenue/?periode=2025"
    assert "dont effet des tarifs : +212 €" in text_of(client_of("director", two_years).get(page))


def test_while_the_year_lasts_the_page_says_what_each_compares(money: Any, client_of: Any) -> None:
    said = text_of(client_of("director", money).get(f"/centres/{money.code}/recettes/"))
    assert "compare les jours déjà connus de 2025 aux mêmes jours de l'année d'avant ; ici, l'année entière" in said
    assert "Les actes de 2025 aux montants moyens de 2024, code par code et service par service" in said


def test_notes_are_kept_in_english_too(brought: Any, client_of: Any) -> None:
    """Every note of a series that has a translation is said in English on an English page, numbers as well."""
    series = Series.objects.get(centre=brought, indicator="cashed_revenue", grain="month", dimension="")
    assert series.points[-1]["notes"] == ["à saisir dans la grille : montant_encaisse"]
    assert series.about["words"]["en"] == {
        "à saisir dans la grille : montant_encaisse": "to be typed in the grid: montant_encaisse"
    }
    client = client_of("director", brought)
    page = f"/centres/{brought.code}/indicateurs/cashed_revenue/"
    assert "à saisir dans la grille" in text_of(client.get(page))
    client.cookies["levier_language"] = "en"
    said = text_of(client.get(page))
    assert "à saisir dans la grille" not in said
    assert "to be typed in the grid" in said
