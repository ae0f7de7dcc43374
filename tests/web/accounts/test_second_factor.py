"""A second factor is demanded of those who see several centres: no way round, no loop."""

from __future__ import annotations

from typing import Any

import builders
import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from levier.web.accounts.middleware import OPEN
from levier.web.accounts.models import User

DEMANDED = ["agency", "delegation", "administrator"]
FREE = ["director", "staff", "body", "consultant", "partner", "elected", "editor", "member"]


def _code(secret: str = builders.SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("role", DEMANDED)
def test_without_it_every_page_leads_to_its_set_up(centre: Any, client_of: Any, role: str) -> None:
    client = client_of(role, centre, second_factor=False)
    for url in (
        "/",
        "/centres/a01/",
        "/compte/",
        "/compte/donnees/telecharger/",
        "/administration/",
        "/territoire/",
        "/api/jetons/",
    ):
        assert client.get(url).headers.get("Location") == "/compte/second-facteur/", url
        assert client.post(url).headers.get("Location") == "/compte/second-facteur/", url


@pytest.mark.parametrize("role", FREE)
def test_the_others_go_on(centre: Any, client_of: Any, role: str) -> None:
    assert client_of(role, centre).get("/compte/").status_code == 200


def test_the_set_up_itself_answers_and_can_be_left(centre: Any, client_of: Any) -> None:
    client = client_of("agency", centre, second_factor=False)
    assert "Votre rôle demande un second facteur" in client.get("/compte/second-facteur/").text
    assert client.get("/compte/second-facteur/application/", follow=True).status_code == 200
    assert client.post("/compte/deconnexion/").headers["Location"] == "/compte/connexion/"


def test_once_it_is_there_the_page_that_was_asked_for_is_one_click_away(centre: Any, client_of: Any) -> None:
    client = client_of("agency", centre, second_factor=False)
    client.get("/territoire/?q=port")
    assert "Continuer vers la page demandée" not in client.get("/compte/second-facteur/").text
    TOTP.activate(User.objects.get(pk=client.session["_auth_user_id"]), builders.SECRET)
    assert 'href="/territoire/?q=port"' in client.get("/compte/second-facteur/").text
    client.get("/territoire/")
    assert "Continuer vers la page demandée" not in client.get("/compte/second-facteur/").text


def test_htmx_and_programs_are_told_in_their_own_way(centre: Any, client_of: Any) -> None:
    client = client_of("agency", centre, second_factor=False)
    htmx = client.get("/centres/a01/", headers={"HX-Request": "true"})
    assert (htmx.status_code, htmx.headers["HX-Redirect"], htmx.content) == (403, "/compte/second-facteur/", b"")
    program = client.get("/centres/a01/", headers={"Accept": "application/json"})
    assert (program.status_code, program.json()) == (403, {"detail": "Votre rôle demande un second facteur."})


def test_recovery_codes_alone_are_not_a_second_factor(centre: Any) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    user, client = builders.make_user("agency", second_factor=False), Client()
    RecoveryCodes.activate(user)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/").headers.get("Location") == "/compte/second-facteur/"


def test_from_the_log_in_to_an_activated_application_without_a_loop(centre: Any) -> None:
    user, client = builders.make_user("administrator", second_factor=False), Client()
    came = client.post("/compte/connexion/", {"login": user.email, "password": builders.PASSWORD}, follow=True)
    assert [url for url, _status in came.redirect_chain] == ["/", "/compte/second-facteur/"]
    confirm = client.get("/compte/second-facteur/application/").headers["Location"]
    assert confirm.startswith("/compte/confirmer/?next=")
    page = client.post(confirm, {"password": builders.PASSWORD}, follow=True)
    assert page.redirect_chain == [("/compte/second-facteur/application/", 302)]
    secret = page.context["form"].secret
    done = client.post("/compte/second-facteur/application/", {"code": _code(secret)}, follow=True)
    assert done.redirect_chain[-1][0] == "/compte/second-facteur/secours/"
    assert "codes restent sur 10" in done.text
    assert client.get("/administration/").status_code == 200


def test_the_log_in_then_asks_for_the_code(centre: Any) -> None:
    user, client = builders.make_user("administrator"), Client()
    came = client.post("/compte/connexion/", {"login": user.email, "password": builders.PASSWORD})
    assert came.headers["Location"].startswith("/compte/second-facteur/code/")
    assert client.get("/administration/").headers["Location"].startswith("/compte/connexion/")
    wrong = client.post("/compte/second-facteur/code/", {"code": "000000"})
    assert "Code incorrect" in wrong.text
    assert client.post("/compte/second-facteur/code/", {"code": _code()}).headers["Location"] == "/"
    assert client.get("/administration/").status_code == 200


def test_taking_it_off_closes_the_pages_again(centre: Any) -> None:
    user, client = builders.make_user("administrator"), Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/administration/").status_code == 200
    TOTP(user.authenticator_set.get()).instance.delete()
    assert client.get("/administration/").headers["Location"] == "/compte/second-facteur/"


def test_what_stays_open_exists(db: None) -> None:
    from django.urls import get_resolver

    assert {name for name in OPEN if name not in get_resolver().reverse_dict} == set()
