"""The pages of figures in a real Chromium: both themes, a phone, the keyboard, without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from builders import make_centre, make_lecture, make_result, make_run, make_series

from levier.charts import content_hash, still, trend
from levier.web.centres.models import Target
from levier.web.figures.models import Still

pytestmark = pytest.mark.django_db(transaction=True)
LABELS = [f"{2024 + at // 12}-{at % 12 + 1:02d}" for at in range(24)]


@pytest.fixture
def shown(transactional_db: None) -> Any:
    """Return a centre with figures in every state, readings, a drawn curve, margins and revenue."""
    centre = make_centre("a01", fictitious=True)
    points = [_point(label, at) for at, label in enumerate(LABELS)]
    for name in ("no_show_rate", "outcome_known_rate", "payer_rejection_rate", "room_occupancy_rate", "c2s_ame_share"):
        make_series(
            centre,
            name,
            points,
            about={"version": 1, "basis": "fichiers", "conventions": {"absence_excusee": "excusee"}},
        )
    make_series(centre, "call_answer_rate", [one | {"small": True, "private": True} for one in points])
    money = [one | {"value": 20000 + 300 * at, "low": None, "high": None} for at, one in enumerate(points)]
    make_series(centre, "activity_revenue", money, unit="€")
    make_series(
        centre,
        "activity_revenue",
        [{"period": "2024", "value": 240000}, {"period": "2025", "value": 283200}],
        unit="€",
        grain="year",
    )
    make_series(
        centre, "patient_bad_debt_rate", [{"period": LABELS[-1], "notes": ["fichiers manquants : creances_patients"]}]
    )
    make_series(
        centre, "weekly_opening_hours", [{"period": LABELS[-1], "status": "not_applicable"}], unit="heures/semaine"
    )
    for slice_, value in (("dentaire", 0.2), ("medical", 0.12)):
        make_series(centre, "no_show_rate", [{"period": LABELS[-1], "value": value}], dimension="service", slice=slice_)
    make_lecture(
        centre,
        "no_show_rate",
        "no_show_rate : amélioration avérée. 14,0 %.",
        outcome="real",
        sense="better",
        rank=0,
        words="amélioration avérée",
    )
    for name in ("outcome_known_rate", "payer_rejection_rate", "activity_revenue"):
        make_lecture(centre, name)
    Target.objects.create(centre=centre, indicator="no_show_rate", value=0.1)
    _draw(centre, points)
    _results(centre)
    make_run(centre, as_of="2025-12-31")
    return centre


def _point(label: str, at: int) -> dict[str, Any]:
    value = 0.1 + 0.002 * at
    before = {"period": f"{int(label[:4]) - 1}{label[4:]}", "value": 0.12, "status": "ok"}
    return {
        "period": label,
        "value": value,
        "numerator": 10,
        "denominator": 100,
        "low": value - 0.02,
        "high": value + 0.02,
        "n-1": before,
    }


def _draw(centre: Any, points: list[dict[str, Any]]) -> None:
    told = [(one["period"], f"{one['period']}-01", one["value"]) for one in points]
    for name, small in (("sketch/no_show_rate", True), ("trend/no_show_rate", False)):
        drawing = trend("Rendez-vous non honorés", "%", told, small=small)
        drawn = {theme: still(drawing.spec, theme) for theme in ("light", "dark")}
        Still.objects.create(centre=centre, name=name, digest=content_hash(drawing.spec), spec=drawing.spec, **drawn)


def _results(centre: Any) -> None:
    from test_pages_work import bridge, lever, margins

    table = {"files": ["rendez_vous.csv"], "kept": 1204, "set_aside": 12, "first": "2024-01-02", "last": "2025-12-30"}
    make_result(centre, "quality", {"tables": {"appointments": table}})
    make_result(
        centre, "margins", margins(lever("no_show", 1), lever("room_occupancy", 3, state="cible_atteinte", net=0.0))
    )
    make_result(centre, "bridge", [bridge(), bridge(slice={"service": "dentaire"}, small_team=True)])


PAGES = ("", "indicateurs/", "indicateurs/no_show_rate/", "recettes/", "leviers/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(shown: Any, page_of: Any, accessible: Any, screenshot: Any, page: str, theme: str) -> None:
    opened = page_of("director", shown, theme=theme)
    opened.goto(f"/centres/{shown.code}/{page}")
    opened.wait_for_load_state("networkidle")
    accessible(opened)
    screenshot(opened, f"figures-{page.strip('/').replace('/', '-') or 'tableau-de-bord'}-{theme}")


@pytest.mark.parametrize("page", PAGES)
def test_a_phone_never_scrolls_sideways(shown: Any, page_of: Any, screenshot: Any, page: str) -> None:
    opened = page_of("director", shown, width="phone")
    opened.goto(f"/centres/{shown.code}/{page}")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    screenshot(opened, f"figures-{page.strip('/').replace('/', '-') or 'tableau-de-bord'}-phone")


def test_the_keyboard_goes_from_a_card_to_its_indicator(shown: Any, page_of: Any) -> None:
    opened = page_of("director", shown)
    opened.goto(f"/centres/{shown.code}/")
    link = opened.locator("#card-no_show_rate a")
    link.focus()
    assert opened.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/indicateurs/no_show_rate/")
    assert opened.locator("h1").inner_text() == "Rendez-vous non honorés (non-venue)"
    fold = opened.locator("details.fold summary").first
    fold.focus()
    opened.keyboard.press("Enter")
    assert fold.evaluate("one => one.parentElement.open")


def test_the_filter_puts_the_period_in_the_address(shown: Any, page_of: Any) -> None:
    opened = page_of("director", shown)
    opened.goto(f"/centres/{shown.code}/")
    opened.select_option("#periode", "2025-03")
    if "periode=2025-03" not in opened.url:
        opened.get_by_role("button", name="Afficher").click()
    opened.wait_for_url("**periode=2025-03**")
    # The fifteenth month: 0.1 + 0.002 × 14.
    assert "12,8 %" in opened.locator("article[aria-labelledby='card-no_show_rate']").inner_text()


def test_the_curve_is_a_picture_in_the_theme_and_can_be_explored(shown: Any, page_of: Any) -> None:
    opened = page_of("director", shown, theme="dark")
    opened.goto(f"/centres/{shown.code}/indicateurs/no_show_rate/")
    picture = opened.locator("figure.chart img")
    assert picture.evaluate("one => one.complete && one.naturalWidth > 0")
    assert "theme=dark" in picture.evaluate("one => one.currentSrc")
    opened.get_by_role("button", name="Explorer").click()
    opened.wait_for_selector("figure.chart .vega-embed svg", timeout=15000)


def test_paper_leaves_out_small_teams_and_controls(shown: Any, page_of: Any) -> None:
    opened = page_of("director", shown)
    opened.goto(f"/centres/{shown.code}/")
    opened.emulate_media(media="print")
    assert not opened.locator("article[aria-labelledby='card-call_answer_rate']").is_visible()
    assert opened.locator("article[aria-labelledby='card-no_show_rate']").is_visible()
    assert not opened.locator("form.filters").is_visible()


def _open_levers(page: Any) -> Any:
    return page.locator("details.lever[open]")


def test_a_lever_opens_by_the_keyboard_and_from_where_to_start(shown: Any, page_of: Any) -> None:
    opened = page_of("director", shown)
    opened.goto(f"/centres/{shown.code}/leviers/")
    assert _open_levers(opened).count() == 0
    summary = opened.locator("details.lever summary").first
    summary.focus()
    opened.keyboard.press("Enter")
    assert _open_levers(opened).count() == 1
    opened.keyboard.press("Enter")
    assert _open_levers(opened).count() == 0
    # The link leads inside what is folded: the browser opens it, without any script.
    opened.locator("ol.start a").first.click()
    assert _open_levers(opened).count() == 1
    assert opened.locator("#levier-no_show").is_visible()


def test_levers_work_without_scripts_and_paper_shows_what_is_folded(
    shown: Any, browser: Any, page_of: Any, live_server: Any
) -> None:
    opened = page_of("director", shown)
    opened.goto(f"/centres/{shown.code}/leviers/")
    opened.emulate_media(media="print")
    inside = opened.locator("#levier-no_show p").first
    assert inside.evaluate("one => one.checkVisibility({contentVisibilityAuto: true}) && one.offsetHeight > 0")
    assert not opened.locator("fieldset.hypotheses").first.is_visible()
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=opened.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(f"/centres/{shown.code}/leviers/#levier-no_show")
    assert plain.locator("#levier-no_show").is_visible()
    plain.fill("input[name='no_show.part_reprise']", "beaucoup")
    plain.locator("#levier-no_show button").click()
    # What was refused is open, with its sentence.
    assert plain.locator("#levier-no_show").is_visible()
    assert "« beaucoup » lu ; attendu : un nombre" in plain.locator("#levier-no_show").inner_text()
    context.close()
