"""The API gives what the screen gives to anybody: a token's centres, figures without small teams, refusals in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import builders
import pytest
from django.test import Client
from django.utils import timezone

from levier.web.api.models import ApiToken, make_token
from levier.web.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
POINTS = [
    {"period": "2025-01", "value": 0.125, "numerator": 25, "denominator": 200, "low": 0.086, "high": 0.178},
    {"period": "2025-02", "value": 0.5, "numerator": 1, "denominator": 2, "small": True, "private": True},
]


def ask(token: str, path: str, **more: Any) -> Any:
    return Client().get(f"/api/v1{path}", more, headers={"authorization": f"Bearer {token}"})


@pytest.fixture
def token(centre: Any) -> str:
    builders.make_series(centre, "no_show_rate", POINTS)
    return make_token(builders.make_user("director", centre), "classeur", ["read"])[1]


def test_figures_of_a_centre_without_small_teams_even_for_the_director(token: str) -> None:
    (figure,) = ask(token, "/centres/a01/figures").json()
    assert (figure["period"], figure["numerator"], figure["denominator"], figure["value"]) == (
        "2025-01",
        25,
        200,
        0.125,
    )
    assert (figure["from"], figure["to"], figure["slice"]) == ("2025-01-01", "2025-01-31", None)


@pytest.mark.parametrize(
    ("language", "note"),
    [("en", "typed value: estimate"), ("fr", "valeur saisie : estimation"), ("", "valeur saisie : estimation")],
)
def test_notes_are_said_in_the_language_asked_for(centre: Any, language: str, note: str) -> None:
    words = {"en": {"valeur saisie : estimation": "typed value: estimate"}}
    point = {"period": "2025-01", "value": 0.125, "notes": ["valeur saisie : estimation"]}
    builders.make_series(centre, "no_show_rate", [point], about={"words": words})
    token = make_token(builders.make_user("director", centre), "classeur", ["read"])[1]
    heads = {"authorization": f"Bearer {token}"} | ({"accept-language": language} if language else {})
    (figure,) = Client().get("/api/v1/centres/a01/figures", headers=heads).json()
    assert figure["notes"] == [note]


def test_figures_as_a_spreadsheet(token: str) -> None:
    answer = ask(token, "/centres/a01/figures", format="csv")
    text = answer.content.decode()
    assert text.startswith("\ufeffcentre;indicator;grain;period;")
    assert ";0,125;" in text
    assert "2025-02" not in text


def test_days_bound_the_figures(token: str) -> None:
    assert ask(token, "/centres/a01/figures", since="2025-02-01").json() == []


def test_another_centre_is_not_found(token: str) -> None:
    builders.make_series(builders.make_centre("b02"), "no_show_rate", POINTS)
    answer = ask(token, "/centres/b02/figures")
    assert (answer.status_code, answer.json()) == (404, {"detail": "Centre introuvable."})


def test_staff_may_not_export(centre: Any) -> None:
    token = make_token(builders.make_user("staff", centre), "essai", ["read"])[1]
    answer = ask(token, "/centres/a01/figures")
    assert (answer.status_code, answer.json()["detail"]) == (403, "Droit insuffisant pour ce centre.")


def test_a_token_of_one_centre_opens_that_one(centre: Any) -> None:
    other = builders.make_centre("b02")
    builders.make_body("Mutuelle", [centre, other])
    token = make_token(builders.make_user("body", centre), "essai", ["read"], centre=other)[1]
    assert [one["code"] for one in ask(token, "/centres").json()] == ["b02"]
    assert ask(token, "/centres/a01/figures").status_code == 404


def test_without_the_scope(centre: Any) -> None:
    token = make_token(builders.make_user("director", centre), "essai", ["import"])[1]
    answer = ask(token, "/centres/a01/figures")
    assert (answer.status_code, answer.json()["detail"]) == (403, "Ce jeton n'a pas la portée « read ».")


@pytest.mark.parametrize("change", [{"revoked": timezone.now()}, {"expires": timezone.now() - timedelta(1)}])
def test_a_token_that_is_over_opens_nothing(token: str, change: dict[str, Any]) -> None:
    ApiToken.objects.update(**change)
    assert ask(token, "/centres").status_code == 401


def test_a_person_who_left_opens_nothing(token: str) -> None:
    user = ApiToken.objects.get().user
    user.is_active = False
    user.save()
    assert ask(token, "/centres").status_code == 401


def test_a_session_is_not_a_token(centre: Any, client_of: Any) -> None:
    assert client_of("director", centre).get("/api/v1/centres").status_code == 401


def test_an_unknown_indicator_is_named(token: str) -> None:
    answer = ask(token, "/centres/a01/figures", indicator="waiting")
    assert answer.status_code == 422
    assert answer.json()["detail"] == "indicator « waiting » inconnu."


def test_only_the_digest_is_kept(token: str) -> None:
    kept = ApiToken.objects.get()
    assert token not in str(vars(kept))
    assert kept.beginning == token[:12]


def test_exports_are_in_the_journal(token: str) -> None:
    ask(token, "/centres/a01/figures")
    event = AuditEvent.objects.get(action="export.api")
    assert (event.centre.code, event.detail["figures"]) == ("a01", 1)


def test_typing_and_reading_again(centre: Any) -> None:
    token = make_token(builders.make_user("director", centre), "essai", ["type"])[1]
    given = [{"period": "2025-01", "measure": "appels_recus", "value": "1 204"}]
    put = Client().put(
        "/api/v1/centres/a01/typed",
        given,
        content_type="application/json",
        headers={"authorization": f"Bearer {token}"},
    )
    assert [one["state"] for one in put.json()] == ["saved"]
    assert [one["value"] for one in ask(token, "/centres/a01/typed", year=2025).json()] == ["1204"]
    again = Client().put(
        "/api/v1/centres/a01/typed",
        [{**given[0], "value": "900"}],
        content_type="application/json",
        headers={"authorization": f"Bearer {token}"},
    )
    assert [one["state"] for one in again.json()] == ["conflict"]


def test_staff_type_their_blocks_only(centre: Any) -> None:
    token = make_token(builders.make_user("staff", centre, blocks=["agenda"]), "essai", ["type"])[1]
    answer = Client().put(
        "/api/v1/centres/a01/typed",
        [{"period": "2025-01", "measure": "appels_recus", "value": "3"}],
        content_type="application/json",
        headers={"authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 403
    assert answer.json()["detail"] == "measure « appels_recus » : ce bloc de la grille n'est pas le vôtre."


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/api/v1/centres/a01/figures?since=%00", 404, "Rien à cette adresse."),
        ("/api/v1/centres/a01/figures?" + "a=1&" * 20_000, 400, "Requête illisible."),
        ("/api/v1/nulle-part", 404, "Rien à cette adresse."),
    ],
)
def test_what_no_operation_answers_is_said_in_json_too(token: str, address: str, status: int, said: str) -> None:
    answer = ask(token, address.removeprefix("/api/v1"))
    assert (answer.status_code, answer.json()) == (status, {"detail": said})
