"""The settings of a centre, by their real forms."""

from collections.abc import Callable
from datetime import date
from typing import Any

import builders
import pytest
from django.test import Client

from levier.web.accounts.models import Membership, Role
from levier.web.centres.models import Centre, Event
from levier.web.centres.services import describe
from levier.web.figures.models import Run

pytestmark = pytest.mark.django_db
SEVEN = [
    "no_show_rate",
    "call_answer_rate",
    "payer_rejection_rate",
    "activity_revenue",
    "fill_rate",
    "active_patients",
    "total_revenue",
]


@pytest.fixture
def director(client_of: Callable[..., Client], centre: Centre) -> Client:
    """Return the director of A01, who follows seven indicators."""
    centre.followed = SEVEN
    centre.save()
    return client_of("director", centre)


def said(answer: Any) -> str:
    """Return the page after a form, its apostrophes as people write them."""
    return str(answer.content.decode()).replace("&#x27;", "'")


def test_the_overview_leads_everywhere(director: Client) -> None:
    page = said(director.get("/centres/a01/reglages/"))
    for label in ("Indicateurs suivis", "Objectifs", "Conventions", "Identité", "Historique", "Personnes et droits",
                  "Dossier surveillé", "Listes suivies", "Courriel du lundi", "Horaires d'ouverture"):  # fmt: skip
        assert label in page
    assert "7 sur le tableau de bord" in page


@pytest.mark.parametrize(
    ("do", "expected"),
    [
        ("up:call_answer_rate", ["call_answer_rate", "no_show_rate", *SEVEN[2:]]),
        ("down:fill_rate", [*SEVEN[:4], "active_patients", "fill_rate", "total_revenue"]),
        ("up:no_show_rate", SEVEN),
        ("remove:fill_rate", [one for one in SEVEN if one != "fill_rate"]),
    ],
)
def test_one_button_changes_one_thing(director: Client, centre: Centre, do: str, expected: list[str]) -> None:
    director.post("/centres/a01/reglages/indicateurs/", {"do": do})
    centre.refresh_from_db()
    assert centre.followed == expected


def test_five_to_eight_are_followed(director: Client, centre: Centre) -> None:
    url = "/centres/a01/reglages/indicateurs/"
    director.post(url, {"do": "add", "name": "lost_slot_rate"})
    answer = director.post(url, {"do": "add", "name": "c2s_ame_share"}, follow=True)
    assert "Huit au plus" in said(answer)
    for name in SEVEN[:3]:
        director.post(url, {"do": f"remove:{name}"})
    answer = director.post(url, {"do": f"remove:{SEVEN[3]}"}, follow=True)
    assert "Il en faut cinq au moins" in said(answer)
    centre.refresh_from_db()
    assert centre.followed == [*SEVEN[3:], "lost_slot_rate"]
    answer = director.post(url, {"do": "add", "name": "nothing"}, follow=True)
    assert "Huit au plus" not in said(answer)
    assert "Choisissez un indicateur" in said(answer)


def test_a_convention_changes_the_description_and_the_figures(director: Client, centre: Centre) -> None:
    centre.description = '# à nous\nidentifiant = "A01"\n'
    centre.save()
    given = {name: str(value) for name, value in centre.described().conventions.items()}
    runs = Run.objects.count()
    answer = director.post("/centres/a01/reglages/conventions/", given | {"delai_annulation_h": "48"}, follow=True)
    assert "Tous les chiffres sont recalculés" in said(answer)
    centre.refresh_from_db()
    assert centre.description == '# à nous\nidentifiant = "A01"\n\n[conventions]\ndelai_annulation_h = 48\n'
    assert Run.objects.count() == runs + 1
    answer = director.post("/centres/a01/reglages/conventions/", given | {"delai_annulation_h": "48"}, follow=True)
    assert "Rien n'a changé" in said(answer)
    director.post("/centres/a01/reglages/conventions/", given)
    centre.refresh_from_db()
    assert "delai_annulation_h" not in centre.description


@pytest.mark.parametrize(
    ("name", "value"),
    [("equipe_reduite", "2"), ("pointes_min", "101"), ("annulation_tardive", "x"), ("jours_vides", "")],
)
def test_an_impossible_convention_is_refused_beside_its_field(
    director: Client, centre: Centre, name: str, value: str
) -> None:
    given = {one: str(kept) for one, kept in centre.described().conventions.items()}
    page = said(director.post("/centres/a01/reglages/conventions/", given | {name: value}))
    assert f'href="#id_{name}"' in page
    centre.refresh_from_db()
    assert "[conventions]" not in centre.description


def test_a_convention_says_which_figures_it_changes(director: Client) -> None:
    page = said(director.get("/centres/a01/reglages/conventions/"))
    assert "Change les chiffres de : Taux de décroché." in page
    assert "Par défaut : 24 heures." in page


IDENTITY = {
    "name": "Centre du Port", "finess": "93 001 2345", "services": ["medical", "kine"], "managing_body": "commune",
    "body": "Ville du Port", "chart": "M57", "department": "93", "qpv": "true",
}  # fmt: skip


def test_who_the_centre_is(director: Client, centre: Centre) -> None:
    director.post("/centres/a01/reglages/identite/", IDENTITY)
    centre.refresh_from_db()
    known = centre.described()
    assert (centre.name, str(centre.body), centre.department) == ("Centre du Port", "Ville du Port", "93")
    assert (known.finess, known.services, known.managing_body, known.chart) == (
        "930012345",
        ("medical", "kine"),
        "commune",
        "M57",
    )
    assert known.priority_area is True
    other = builders.make_centre("b02")
    assert other.body is None


def test_a_managing_body_is_the_same_whatever_its_case(director: Client, centre: Centre) -> None:
    body = builders.make_body("VILLE du Port")
    director.post("/centres/a01/reglages/identite/", IDENTITY)
    centre.refresh_from_db()
    assert centre.body == body


def test_nobody_joins_the_managing_body_of_others_by_writing_its_name(director: Client, centre: Centre) -> None:
    builders.make_body("Ville du Port", [builders.make_centre("b02")])
    page = said(director.post("/centres/a01/reglages/identite/", IDENTITY)).replace("\xa0", " ")
    assert "« Ville du Port » lu : ce gestionnaire a déjà d'autres centres ici." in page.replace("&#x27;", "'")
    centre.refresh_from_db()
    assert centre.body is None


def test_a_director_of_two_centres_puts_both_under_their_body(centre: Centre) -> None:
    other = builders.make_centre("b02")
    body = builders.make_body("Ville du Port", [other])
    user = builders.make_user("director", centre)
    Membership.objects.create(user=user, role=Role.DIRECTOR, centre=other)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/centres/a01/reglages/identite/", IDENTITY)
    centre.refresh_from_db()
    assert centre.body == body


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("finess", "93", "« 93 » lu ; attendu : neuf chiffres"),
        ("department", "Seine", "Assurez-vous que cette valeur"),
        ("department", "9", "« 9 » lu ; attendu : le numéro du département"),
        ("name", "", "Ce champ est obligatoire."),
    ],
)
def test_an_identity_that_cannot_be_is_refused(director: Client, field: str, value: str, sentence: str) -> None:
    assert sentence in said(director.post("/centres/a01/reglages/identite/", IDENTITY | {field: value})).replace(
        "\xa0", " "
    )


def test_costs_are_typed_the_french_way(director: Client, centre: Centre) -> None:
    director.post("/centres/a01/reglages/couts/", {"logiciel": "2 610,50 €", "recouvrement": "", "encaissement": "0"})
    centre.refresh_from_db()
    assert centre.described().third_party_costs == {"logiciel": 261050, "encaissement": 0}
    page = said(director.post("/centres/a01/reglages/couts/", {"logiciel": "-1"}))
    assert "sans signe moins" in page
    assert "attendu : un nombre, par exemple 12,5" in said(
        director.post("/centres/a01/reglages/couts/", {"logiciel": "cher"})
    )


def test_a_target_is_typed_in_per_cent_and_kept_as_a_fraction(director: Client, centre: Centre) -> None:
    url = "/centres/a01/reglages/objectifs/"
    director.post(
        url,
        {
            "value-no_show_rate": "7,5 %",
            "source-no_show_rate": "Projet de santé",
            "value-activity_revenue": "1 200 000",
        },
    )
    kept = {one.indicator: (one.value, one.source) for one in centre.targets.all()}
    assert kept == {"no_show_rate": (0.075, "Projet de santé"), "activity_revenue": (1200000.0, "")}
    assert 'value="7,5"' in said(director.get(url))
    director.post(url, {"value-activity_revenue": "1200000"})
    assert [one.indicator for one in centre.targets.all()] == ["activity_revenue"]
    assert "de 0 à 100" in said(director.post(url, {"value-no_show_rate": "120"}))


def test_every_indicator_may_have_a_target(director: Client) -> None:
    url = "/centres/a01/reglages/objectifs/"
    assert "value-walk_in_share" not in said(director.get(url))
    assert "value-walk_in_share" in said(director.get(url, {"tous": "1"}))


EVENT = {"kind": "event", "day": "2025-03-03", "label": "Départ d'un médecin", "indicator": "", "lever": ""}


def test_an_event_is_added_changed_and_taken_out(director: Client, centre: Centre) -> None:
    url = "/centres/a01/reglages/evenements/"
    director.post(url + "ajouter/", EVENT)
    one = Event.objects.get()
    assert (one.centre, one.day, one.label, one.kind) == (centre, date(2025, 3, 3), "Départ d'un médecin", "event")
    director.post(f"{url}{one.pk}/", EVENT | {"kind": "action", "lever": "no_show", "done": "on"})
    one.refresh_from_db()
    assert (one.kind, one.lever, one.done) == ("action", "no_show", True)
    page = said(director.get(url))
    assert "3 mars 2025" in page
    assert "1. Rendez-vous non honorés et téléphone" in page
    director.post(f"{url}{one.pk}/supprimer/")
    assert not Event.objects.exists()
    assert "Supprimé : Départ d'un médecin, 3 mars 2025" in said(director.get("/centres/a01/reglages/historique/"))


def test_an_event_of_another_centre_is_not_found(director: Client) -> None:
    other = Event.objects.create(centre=builders.make_centre("b02"), day=date(2025, 1, 1), label="Ailleurs")
    assert director.get(f"/centres/a01/reglages/evenements/{other.pk}/").status_code == 404
    assert director.post(f"/centres/a01/reglages/evenements/{other.pk}/supprimer/").status_code == 404


def test_the_history_says_who_changed_what(director: Client, centre: Centre) -> None:
    director.post("/centres/a01/reglages/indicateurs/", {"do": "remove:fill_rate"})
    director.post("/centres/a01/reglages/objectifs/", {"value-no_show_rate": "8"})
    director.post("/centres/a01/reglages/couts/", {"logiciel": "100"})
    page = said(director.get("/centres/a01/reglages/historique/"))
    assert "Objectif : Rendez-vous non honorés (non-venue), 8,0 %" in page
    assert "écrit : logiciel = 100" in page
    assert "Indicateurs suivis :" in page
    assert "@exemple.test" in page


def test_a_description_that_the_library_refuses_is_not_kept(centre: Centre) -> None:
    from levier.problems import WrongCommand

    with pytest.raises(WrongCommand):
        describe(centre, {("", "gestionnaire"): "royaume"})
    assert centre.description == ""
