"""The Monday page: its five parts, in order, for each role."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import builders
import pytest
from django.urls import reverse

from levier.web.centres.models import Event
from levier.web.entry.models import BlockTask
from levier.web.figures.selectors import SHARED, Viewer
from levier.web.monday.models import Duty
from levier.web.monday.presenters.page import monday_page

pytestmark = pytest.mark.django_db
TODAY = date(2025, 4, 30)
WEEK = {
    "week": "2025-W17", "from": "2025-04-21", "to": "2025-04-27", "compared": {"week": "2024-W17"},
    "numbers": [
        {"name": "honoured", "label": "Rendez-vous honorés", "unit": "", "value": 102, "before": 93, "indicator": "no_show_rate"},
        {"name": "revenue", "label": "Recettes facturées", "unit": "€", "value": 4862, "before": None, "indicator": "activity_revenue"},
        {"name": "rejections", "label": "Rejets reçus", "unit": "", "value": 26, "before": 8, "indicator": "payer_rejection_rate"},
    ],
}  # fmt: skip


def _page(centre: Any, role: str, who: Any = None, **more: Any) -> Any:
    user = builders.make_user(role, centre, **more)
    return monday_page(centre, user, who or Viewer(private=role == "director", money=role != "staff"), TODAY)


def test_three_things_in_their_order_with_euros_age_and_owner(handed: Any) -> None:
    found = _page(handed, "director").things
    assert [(one.label, one.worth, one.age, one.owner) for one in found] == [
        ("Reprendre 3 rejets et factures sans réponse", "101 €", "le plus ancien a 114 jours", "tiers payant"),
        ("Pointer 1 rendez-vous de la semaine passée", "", "le plus ancien a 28 jours", "accueil"),
        ("Remettre 1 créance au comptable public", "20 €", "la plus ancienne a 105 jours", "régie et comptabilité"),
    ]
    assert found[0].more == "Commencer par « droits fermés ou non à jour », AMO Caisse A : 2 dossiers, 71 €."
    assert found[2].more == "À relancer : 1 dossier, 40 €, la première échéance est le 19 juillet 2025."


def test_without_list_what_is_late_takes_the_places(centre: Any) -> None:
    builders.make_result(
        centre, "quality", {"tables": {"appointments": {"last": "2025-04-19"}, "calls": {"last": "2025-04-21"}}}
    )
    Duty.objects.create(centre=centre, label="Revue DPO", due=date(2025, 5, 14))
    Duty.objects.create(centre=centre, label="Plus tard", due=date(2025, 5, 15))
    BlockTask.objects.create(centre=centre, block="agenda", year=2025, due=date(2025, 4, 1))
    Event.objects.create(centre=centre, kind="action", day=date(2025, 4, 20), label="Rappels par SMS")
    Event.objects.create(centre=centre, kind="action", day=date(2025, 4, 20), label="Faite", done=True)
    page = _page(centre, "director")
    # Late by 29, 11 and 10 days; the duty is due in a fortnight; calls are nine days old, not late.
    assert [(one.kind, one.days) for one in page.all_late] == [
        ("block", 29),
        ("file", 11),
        ("action", 10),
        ("duty", -14),
    ]
    assert [one.kind for one in page.things] == ["block", "file", "action"]
    assert page.late[1].since == "arrêté au 19 avril 2025"


def test_what_changed_is_worst_first_and_often_nothing(centre: Any) -> None:
    builders.make_lecture(centre, "no_show_rate", rank=2)
    assert _page(centre, "director").changed.sentence.startswith("Rien d'inhabituel")
    builders.make_lecture(centre, "call_answer_rate", "x. y.", rank=1, outcome="real", sense="better")
    builders.make_lecture(centre, "outcome_known_rate", rank=0, outcome="real", sense="worse")
    page = _page(centre, "director")
    assert [one.label for one in page.changed.changes] == ["outcome_known_rate", "call_answer_rate"]
    assert page.team == "call_answer_rate : l'amélioration est avérée. Merci à toutes et à tous !"


def test_what_a_small_team_made_is_on_the_directors_screen_alone(centre: Any, client_of: Any) -> None:
    builders.make_lecture(centre, "no_show_rate", rank=2)
    builders.make_lecture(centre, "payer_rejection_rate", rank=0, outcome="real", sense="worse", small=True)
    director, shared = _page(centre, "director"), _page(centre, "director", SHARED)
    assert [one.label for one in director.private.changes] == ["payer_rejection_rate"]
    assert director.changed.quiet
    assert (shared.private, shared.changed.quiet) == (None, True)
    for role in ("staff", "body", "consultant"):
        assert "payer_rejection_rate" not in client_of(role, centre).get(reverse("monday", args=["a01"])).text


def test_the_week_in_five_numbers(centre: Any) -> None:
    builders.make_result(centre, "week", WEEK, WEEK | {"numbers": WEEK["numbers"][:2]})
    builders.make_lecture(centre, "payer_rejection_rate", small=True)
    week = _page(centre, "director").week
    said = [(one.label, re.sub(r"\s", " ", one.value), one.before, one.private) for one in week.numbers]
    assert said == [
        ("Rendez-vous honorés", "102", "un an avant : 93", False),
        ("Recettes facturées", "4 862 €", "", False),
        ("Rejets reçus", "26", "un an avant : 8", True),
    ]
    assert [one.label for one in _page(centre, "staff").week.numbers] == ["Rendez-vous honorés"]
    assert week.label == "semaine du 21 avril 2025"


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("director", 200),
        ("staff", 200),
        ("body", 200),
        ("consultant", 200),
        ("elected", 403),
        ("agency", 403),
        ("delegation", 403),
    ],
)
def test_who_sees_the_page(handed: Any, client_of: Any, settings: Any, role: str, status: int) -> None:
    settings.FICTITIOUS = True
    assert client_of(role, handed).get(reverse("monday", args=["a01"])).status_code == status


def test_staff_are_led_to_their_list_only_and_see_no_other_euro(handed: Any, client_of: Any) -> None:
    page = client_of("staff", handed, blocks=["impayes"]).get(reverse("monday", args=["a01"])).text
    links = re.findall(r'href="[^"]*a-traiter/([^/"]+)/', page.split('id="m-things"')[1])
    assert links == ["creances"]
    things = page.split('id="m-things"')[1].split("</section>")[0]
    assert re.findall(r"([\d,]+)\s€", things.replace("\u202f", "").replace("\u00a0", " ")) == ["20", "40"]


def test_the_body_sees_the_lists_without_the_numbers_of_a_small_desk(handed: Any, client_of: Any) -> None:
    page = client_of("body", handed).get(reverse("monday", args=["a01"])).text
    assert "Reprendre rejets et factures sans réponse" in page
    assert "101" not in page.split('id="m-things"')[1].split("</section>")[0]


def test_the_page_asks_six_queries(handed: Any, client_of: Any, django_assert_max_num_queries: Any) -> None:
    client = client_of("director", handed)
    client.get(reverse("monday", args=["a01"]))
    with django_assert_max_num_queries(6):
        client.get(reverse("monday", args=["a01"]))


def test_an_empty_page_says_what_to_do(centre: Any, client_of: Any) -> None:
    assert (
        "Elle se remplit dès le premier import"
        in client_of("director", centre).get(reverse("monday", args=["a01"])).text
    )
