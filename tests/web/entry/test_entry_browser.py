"""The grid under the fingers, in a real browser; and how long it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import builders
import pytest

from levier.web.entry import effort, services
from levier.web.entry.keys import CellKey, LineKey
from levier.web.entry.models import TypedValue
from levier.web.entry.services import Change

SAVED = "Tout est enregistré."
CELL = "td.entry-cell > input:not([type=hidden])"


def status(page: Any) -> Any:
    return page.locator("[data-status]")


def saved(page: Any) -> None:
    page.wait_for_function("said => document.querySelector('[data-status]').textContent === said", arg=SAVED)


def cell(page: Any, token: str) -> Any:
    return page.locator(f'[name="v:{token}"]')


@pytest.fixture
def telephone(page_of: Callable[..., Any], centre: Any) -> Any:
    page = page_of("director", centre)
    page.goto(f"/centres/{centre.code}/saisie/telephone/?annee=2025")
    return page


def test_a_cell_saves_by_itself_and_its_line_adds_up(telephone: Any) -> None:
    cell(telephone, "2025-01~appels_recus").fill("1 204")
    telephone.keyboard.press("Tab")
    saved(telephone)
    telephone.keyboard.type("796")
    telephone.keyboard.press("Enter")
    saved(telephone)
    assert dict(TypedValue.objects.values_list("period", "value")) == {"2025-01": "1204", "2025-02": "796"}
    assert telephone.locator("[data-line=appels_recus] [data-total]").inner_text().replace("\u202f", " ") == "2 000"
    assert cell(telephone, "2025-01~appels_recus").input_value().replace("\u202f", " ") == "1 204"
    assert "recalcul dans une minute" in telephone.locator("[data-figures]").inner_text()


def test_keys_move_as_in_a_spreadsheet(telephone: Any) -> None:
    cell(telephone, "2025-02~appels_recus").focus()
    seen = []
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "Enter", "Shift+Enter", "Tab"):
        telephone.keyboard.press(key)
        seen.append(telephone.evaluate("document.activeElement.name")[2:])
    assert seen == [
        "2025-03~appels_recus",
        "2025-03~appels_decroches",
        "2025-02~appels_decroches",
        "2025-02~appels_recus",
        "2025-02~appels_decroches",
        "2025-02~appels_recus",
        "2025-03~appels_recus",
    ]


def test_a_wrong_cell_keeps_its_text_and_says_why(telephone: Any, accessible: Any) -> None:
    wrong = cell(telephone, "2025-01~appels_recus")
    wrong.fill("mille")
    telephone.keyboard.press("Tab")
    message = telephone.locator(".entry-message")
    message.wait_for()
    assert message.inner_text().replace("\u00a0", " ").startswith("« mille » lu ; attendu : un nombre")
    assert wrong.input_value() == "mille"
    assert wrong.get_attribute("aria-describedby") == message.get_attribute("id")
    assert status(telephone).inner_text() == "Des cases sont à revoir."
    accessible(telephone)
    wrong.fill("12")
    telephone.keyboard.press("Tab")
    saved(telephone)
    assert telephone.locator(".entry-message").count() == 0


def test_nothing_is_lost_when_the_network_goes(page_of: Callable[..., Any], centre: Any, browser: Any) -> None:
    page = page_of("director", centre)
    page.goto(f"/centres/{centre.code}/saisie/telephone/?annee=2025")
    # The request fails before it leaves: a console of a real cut says the same, as an error that we expect.
    page.evaluate(
        "() => { window.realFetch = window.fetch; window.fetch = () => Promise.reject(new TypeError('cut')); }"
    )
    cell(page, "2025-01~appels_recus").fill("1204")
    page.keyboard.press("Tab")
    page.locator('td[data-state="failed"]').wait_for()
    assert status(page).inner_text().startswith("Hors connexion")
    assert page.get_by_role("button", name="Réessayer").is_visible()
    assert not TypedValue.objects.exists()
    page.evaluate("() => { window.fetch = window.realFetch; }")
    page.get_by_role("button", name="Réessayer").click()
    saved(page)
    assert TypedValue.objects.get().value == "1204"


def test_what_had_not_left_comes_back_with_the_page(telephone: Any) -> None:
    telephone.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('cut')); }")
    cell(telephone, "2025-01~appels_recus").fill("1204")
    telephone.keyboard.press("Tab")
    telephone.locator('td[data-state="failed"]').wait_for()
    telephone.once("dialog", lambda dialog: dialog.accept())
    telephone.reload()
    saved(telephone)
    assert TypedValue.objects.get().value == "1204"


def test_two_people_at_once_choose(telephone: Any, centre: Any) -> None:
    other = builders.make_user("staff", centre, blocks=["telephone"])
    key = CellKey(LineKey("appels_recus"), "2025-01")
    services.save(centre, other, [Change(key, "1190", "")])
    cell(telephone, key.token).fill("1210")
    telephone.keyboard.press("Tab")
    telephone.get_by_role("button", name="Garder le mien").wait_for()
    assert f"Entre-temps, {other} a enregistré" in telephone.locator(".entry-message").inner_text()
    assert TypedValue.objects.get().value == "1190"
    telephone.get_by_role("button", name="Garder le mien").click()
    saved(telephone)
    assert TypedValue.objects.get().value == "1210"


def test_a_block_copied_from_a_spreadsheet(telephone: Any) -> None:
    cell(telephone, "2025-03~appels_recus").focus()
    telephone.evaluate(
        """() => {
          const given = new DataTransfer();
          given.setData("text/plain", "1 204\\t1 187\\n900\\tbeaucoup\\n");
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true }));
        }"""
    )
    telephone.get_by_role("button", name="Écrire ces 3 nombres").click()
    telephone.get_by_text("3 nombres écrits.").wait_for()
    found = {(one.measure, one.period): one.value for one in TypedValue.objects.all()}
    assert found == {
        ("appels_recus", "2025-03"): "1204",
        ("appels_recus", "2025-04"): "1187",
        ("appels_decroches", "2025-03"): "900",
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", ["laptop", "phone"])
def test_pages_are_accessible_and_fit(
    page_of: Callable[..., Any], centre: Any, accessible: Any, screenshot: Any, width: str, theme: str
) -> None:
    director = builders.make_user("director", centre)
    for month in range(1, 9):
        key = CellKey(LineKey("rdv_honores"), f"2025-{month:02d}")
        services.save(centre, director, [Change(key, str(1000 + month), "")])
    page = page_of("director", centre, width=width, theme=theme)
    for rest in ("", "agenda/?annee=2026", "personnel/?annee=2025", "horaires/", "classeur/reprendre/", "agenda/confier/",
                 "agenda/ligne/?annee=2025&ligne=rdv_honores", "comptage/"):  # fmt: skip
        page.goto(f"/centres/{centre.code}/saisie/{rest}")
        accessible(page)
        name = rest.split("/")[0].split("?")[0] or "liste"
        screenshot(page, f"saisie/{name}-{width}-{theme}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), rest


class Typist:
    """Somebody who reads numbers in a document and types them: counts what their fingers do."""

    def __init__(self, page: Any) -> None:
        self.page, self.cells, self.keys, self.documents = page, 0, 0, 0

    def open(self, address: str) -> None:
        """Open a document and its page."""
        self.page.goto(address)
        self.documents += 1

    def fill(self, number: Callable[[str], str]) -> None:
        """Fill every cell shown, in the order of the Tab key, with what the document says."""
        names = self.page.locator(CELL).evaluate_all("all => all.map(one => one.name.slice(2))")
        self.page.locator(CELL).first.focus()
        for name in names:
            digits = number(name)
            self.page.keyboard.type(digits)
            self.page.keyboard.press("Tab")
            self.cells += 1
            self.keys += len(digits) + 1
        saved(self.page)

    @property
    def minutes(self) -> float:
        """Return how long it took, by the keystroke-level model of ``levier.web.entry.effort``."""
        return effort.seconds(self.cells, self.keys, self.documents) / 60


def test_a_month_is_typed_in_less_than_twenty_minutes(page_of: Callable[..., Any]) -> None:
    centre = builders.make_centre(
        "a02", description='identifiant = "a02"\nservices = ["medical", "dentaire", "imagerie"]\n'
    )
    page = page_of("director", centre)
    typist = Typist(page)
    for block in ("agenda", "telephone", "tiers_payant"):
        typist.open(f"/centres/a02/saisie/{block}/?annee=2025&periode=2025-03")
        typist.fill(lambda name: str(100 + len(name)))
    # Everything that the three documents give, three services, optional lines left out.
    assert TypedValue.objects.filter(centre=centre).count() == typist.cells > 40
    assert typist.minutes <= 20
    print(f"{typist.cells} cells, {typist.keys} keystrokes: {typist.minutes:.1f} minutes")


EIGHT = (
    *("call_answer_rate", "no_show_rate", "weekly_opening_hours", "coordination_option_amount"),
    *("purchases_to_revenue", "admin_to_medical_fte", "non_care_fte_share", "total_revenue"),
)


def test_from_a_new_account_to_the_first_eight_indicators(page_of: Callable[..., Any]) -> None:
    from levier.web.figures.compute import compute
    from levier.web.figures.models import Series

    centre = builders.make_centre(
        "a03", description='identifiant = "a03"\nservices = ["medical"]\n', followed=list(EIGHT)
    )
    page = page_of("director", centre)
    typist = Typist(page)
    answers = {"appels_recus": "1000", "appels_decroches": "800", "rdv_honores": "900", "rdv_absents": "60"}
    for page_asked in ("telephone/?annee=2025", "agenda/?annee=2025&rythme=year"):
        typist.open(f"/centres/a03/saisie/{page_asked}")
        typist.fill(lambda name: answers.get(name.split("~")[1], "5"))
    typist.open("/centres/a03/saisie/comptes/?annee=2025&rythme=year")
    typist.fill(lambda name: "50000")
    typist.open("/centres/a03/saisie/personnel/?annee=2025&periode=2025-12")
    typist.fill(lambda name: "2")
    page.goto("/centres/a03/saisie/horaires/")
    for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi"):
        for name, text in (("start_1", "8h30"), ("end_1", "12h30"), ("start_2", "13h30"), ("end_2", "18h")):
            page.locator(f"[name={day}_{name}]").fill(text)
            typist.cells, typist.keys = typist.cells + 1, typist.keys + len(text) + 1
    page.get_by_role("button", name="Enregistrer").click()
    # (4 h + 4 h 30) × 5 days.
    page.get_by_text("42,5 heures d'ouverture par semaine").wait_for()
    compute(centre)
    told = {
        (one.indicator, said["period"]): said["value"]
        for one in Series.objects.filter(centre=centre, dimension="", indicator__in=EIGHT)
        for said in one.points
        if said.get("value") is not None
    }
    assert [name for name in EIGHT if name not in {one for one, _period in told}] == []
    # 60 ÷ (900 + 60), 800 ÷ 1 000, two posts of each job: 4 jobs of reception and direction for one of doctors.
    assert told["no_show_rate", "2025"] == pytest.approx(60 / 960)
    assert told["call_answer_rate", "2025"] == pytest.approx(0.8)
    assert told["admin_to_medical_fte", "2025-12"] == pytest.approx(4)
    assert typist.minutes <= 20
    print(f"{typist.cells} cells, {typist.keys} keystrokes for eight indicators: {typist.minutes:.1f} minutes")
    page.goto("/centres/a03/?periode=2025")
    assert page.get_by_text("donnée non fournie").count() == 0
