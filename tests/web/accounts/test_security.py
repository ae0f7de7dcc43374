"""What every page refuses or hides, whoever asks."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import builders
import pytest
from django.contrib.auth import hashers
from django.core import mail
from django.test import Client

from levier.web.accounts.models import User

LOGIN = "/compte/connexion/"
PAGES = ["/compte/", "/compte/second-facteur/", "/compte/connexions/", "/compte/donnees/", "/centres/a01/personnes/",
         "/centres/a01/personnes/inviter/", "/centres/a01/historique/"]  # fmt: skip


@pytest.mark.parametrize("url", [LOGIN, "/compte/inscription/", "/invitation/x/", "/nulle-part/", *PAGES])
def test_headers_of_every_page(centre: Any, client_of: Any, url: str) -> None:
    client = client_of("director", centre) if url in PAGES else Client()
    headers = client.get(url).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    if url in PAGES:
        assert "no-store" in headers["Cache-Control"]


def _site(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "levier.web", *command], capture_output=True, text=True, timeout=120,
        env={name: value for name, value in os.environ.items() if not name.startswith(("LEVIER_", "DJANGO_"))} | variables,
    )  # fmt: skip


def test_a_service_passes_the_deployment_check(tmp_path: Path) -> None:
    said = _site("check", "--deploy", "--fail-level", "WARNING", LEVIER_SITE_DATA=str(tmp_path), LEVIER_SITE_HTTPS="1",
                 LEVIER_SITE_HOSTS="levier.exemple.test")  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert "no issues" in said.stdout


def test_a_service_sends_cookies_over_https_only_and_says_so(tmp_path: Path) -> None:
    code = (
        "from django.test import Client; c = Client(); a = c.get('/compte/connexion/', secure=True, headers={'host': 'localhost'});"
        "print(a.headers['Strict-Transport-Security']); print(a.cookies['csrftoken'].OutputString());"
        "print(c.get('/compte/connexion/', headers={'host': 'localhost'}).headers['Location'])"
    )
    folder = {"LEVIER_SITE_DATA": str(tmp_path), "LEVIER_SITE_HTTPS": "1"}
    for command in (("migrate", "-v0"), ("createcachetable",), ("collectstatic", "-v0", "--noinput")):
        assert _site(*command, **folder).returncode == 0
    hsts, cookie, to = _site("shell", "-v0", "-c", code, **folder).stdout.strip().splitlines()[-3:]
    assert hsts == "max-age=31536000; includeSubDomains; preload"
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {one.strip() for one in cookie.split(";")}
    assert to == "https://localhost/compte/connexion/"


def test_another_host_is_refused(db: None) -> None:
    assert Client().get(LOGIN, headers={"host": "ailleurs.exemple.test"}).status_code == 400


@pytest.mark.parametrize(
    "to",
    ["https://ailleurs.exemple.test/", "//ailleurs.exemple.test/", "/\\ailleurs.exemple.test", "javascript:alert(1)"],
)
def test_the_log_in_leads_nowhere_else(db: None, to: str) -> None:
    user = builders.make_user()
    answer = Client().post(f"{LOGIN}?next={to}", {"login": user.email, "password": builders.PASSWORD, "next": to})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("url", ["/langue/", "/theme/", "/compte/deconnexion/"])
def test_no_form_leads_elsewhere(db: None, url: str) -> None:
    to = "https://ailleurs.exemple.test/"
    answer = Client().post(url, {"next": to, "language": "en", "theme": "dark"})
    assert not answer.headers.get("Location", "").startswith(("http", "//"))


def test_a_form_without_its_token_is_refused(centre: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(builders.make_user("director", centre), backend="django.contrib.auth.backends.ModelBackend")
    for url in ("/centres/a01/personnes/inviter/", "/compte/", LOGIN):
        assert client.post(url, {"email": "a@exemple.test"}).status_code == 403
        assert client.post(url, headers={"HX-Request": "true"}).status_code == 403


def test_the_session_changes_at_the_log_in(db: None) -> None:
    user, client = builders.make_user(), Client()
    session = client.session
    session["avant"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post(LOGIN, {"login": user.email, "password": builders.PASSWORD})
    assert client.session.session_key != before
    assert not client.session.exists(before)


def test_a_new_password_closes_the_other_sessions(db: None) -> None:
    user, here, there = builders.make_user(), Client(), Client()
    for one in (here, there):
        one.post(LOGIN, {"login": user.email, "password": builders.PASSWORD})
    new = "une autre phrase bien longue"
    said = {"oldpassword": builders.PASSWORD, "password1": new, "password2": new}
    assert here.post("/compte/mot-de-passe/", said).status_code == 302
    assert here.get("/compte/").status_code == 200
    assert there.get("/compte/").status_code == 302


def test_sessions_are_listed_and_closed(db: None) -> None:
    user, here, there = builders.make_user(), Client(), Client()
    for one in (here, there):
        one.post(LOGIN, {"login": user.email, "password": builders.PASSWORD}, headers={"user-agent": "navigateur"})
    assert here.get("/compte/connexions/").text.count("<td>navigateur</td>") == 2
    here.post("/compte/connexions/")
    assert here.get("/compte/").status_code == 200
    assert there.get("/compte/").status_code == 302


def test_a_forgotten_password_does_not_tell_who_has_an_account(db: None) -> None:
    user = builders.make_user()
    known, unknown = (
        Client().post("/compte/mot-de-passe/oublie/", {"email": address})
        for address in (user.email, "personne@ailleurs.test")
    )
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert [one.to for one in mail.outbox] == [[user.email], ["personne@ailleurs.test"]]
    assert "pas de compte ici" in mail.outbox[1].body
    assert all("[Levier]" in one.subject for one in mail.outbox)


def test_a_new_password_by_mail_works_once(db: None) -> None:
    user, client = builders.make_user(), Client()
    client.post("/compte/mot-de-passe/oublie/", {"email": user.email})
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http")).removeprefix(
        "http://testserver"
    )
    page = client.get(link, follow=True)
    new = "une autre phrase bien longue"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert User.objects.get(pk=user.pk).check_password(new)
    assert "ne fonctionne plus" in Client().get(link, follow=True).text


def test_an_unknown_address_costs_as_much_as_a_known_one(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dear part of a log-in is the hash: it is made as often whether the account is there or not."""
    user, made = builders.make_user(), []
    hasher = hashers.get_hasher()
    encode = type(hasher).encode
    monkeypatch.setattr(
        type(hasher), "encode", lambda self, *given, **more: made.append(1) or encode(self, *given, **more)
    )
    counts = []
    for address in (user.email, "personne@ailleurs.test"):
        made.clear()
        Client().post(LOGIN, {"login": address, "password": "faux"})
        counts.append(len(made))
    assert counts[0] == counts[1] > 0


def test_both_wrong_log_ins_say_the_same(db: None) -> None:
    user = builders.make_user()
    said = [
        Client().post(LOGIN, {"login": one, "password": "faux"}).text for one in (user.email, "personne@ailleurs.test")
    ]
    assert all("Adresse ou mot de passe incorrect" in one for one in said)


def test_too_many_wrong_log_ins_are_stopped_with_a_word(db: None, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}
    user = builders.make_user()
    said = [Client().post(LOGIN, {"login": user.email, "password": "faux"}).text for _try in range(6)]
    assert "incorrect" in said[4]
    assert "Attendez cinq minutes" in said[5]
    right = Client().post(LOGIN, {"login": user.email, "password": builders.PASSWORD})
    assert "Attendez cinq minutes" in right.text


def test_inviting_has_a_limit(centre: Any, client_of: Any, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"invite": "2/h/user"}
    director = client_of("director", centre)
    url = "/centres/a01/personnes/inviter/"
    said = [director.post(url, {"email": f"a{at}@exemple.test", "role": "staff"}).status_code for at in range(3)]
    assert said == [302, 302, 429]


def test_logs_hold_neither_address_nor_person(centre: Any, caplog: pytest.LogCaptureFixture, capsys: Any) -> None:
    user, client = builders.make_user("director", centre), Client()
    with caplog.at_level(logging.DEBUG):
        client.post(LOGIN, {"login": user.email, "password": "un secret faux"})
        client.post(LOGIN, {"login": user.email, "password": builders.PASSWORD})
        client.get("/compte/?q=recherche-privee")
        client.get("/invitation/un-jeton-secret/")
        client.post("/centres/a01/personnes/inviter/", {"email": "invitee@exemple.test", "role": "staff"})
        client.get("/centres/inconnu-x/")
        client.post("/compte/mot-de-passe/oublie/", {"email": user.email})
    lines = [
        one.getMessage() + str(one.__dict__)
        for one in caplog.records
        if not one.name.startswith(("django.db", "django.template"))
    ]
    from levier.web.home.logs import JsonFormatter

    written = "\n".join(JsonFormatter().format(one) for one in caplog.records if one.levelno >= logging.INFO)
    assert "levier.requests" in written
    for private in (
        user.email,
        "invitee@exemple.test",
        "127.0.0.1",
        "un secret faux",
        "recherche-privee",
        "un-jeton-secret",
    ):
        assert private not in written, private
    assert lines


def test_there_are_no_superusers(centre: Any) -> None:
    """Nothing in the database makes a person more than their roles."""
    names = {one.name for one in User._meta.get_fields()}
    assert not names & {"is_superuser", "is_staff", "groups", "user_permissions"}
    user = builders.make_user()
    user.is_superuser = user.is_staff = True
    assert not user.has_perm("centre.see", centre)
    assert not user.has_perm("installation.manage")


def test_an_unknown_right_is_a_mistake_of_ours(db: None) -> None:
    from levier.web.accounts.access import allowed, allowed_here

    for decorator in (allowed, allowed_here):
        with pytest.raises(KeyError, match=r"centre\.sea"):
            decorator("centre.sea")


def test_a_large_form_is_refused(centre: Any, client_of: Any) -> None:
    answer = client_of("director", centre).post("/compte/", {"name": "x" * 3_000_000, "language": "fr"})
    assert answer.status_code in (400, 413)


def test_sign_on_has_its_button_only_when_it_is_configured(tmp_path: Path, db: None) -> None:
    assert "compte professionnel" not in Client().get(LOGIN).text
    folder = {
        "LEVIER_SITE_DATA": str(tmp_path), "LEVIER_SITE_OIDC_SERVER": "https://connexion.exemple.test",
        "LEVIER_SITE_OIDC_NAME": "ProConnect", "LEVIER_SITE_OIDC_CLIENT": "levier",
    }  # fmt: skip
    for command in (("migrate", "-v0"), ("createcachetable",), ("collectstatic", "-v0", "--noinput")):
        assert _site(*command, **folder).returncode == 0
    code = (
        "from django.test import Client; c = Client(headers={'host': 'localhost'}); a = c.get('/compte/connexion/');"
        "print('ProConnect</a>' in a.text, '/compte/oidc/oidc/login/' in a.text);"
        "print('form-action \\'self\\' https://connexion.exemple.test' in a.headers['Content-Security-Policy']);"
        "print(c.get('/compte/oidc/oidc/login/').status_code, c.get('/compte/externe/').status_code)"
    )
    said = _site("shell", "-v0", "-c", code, **folder)
    assert said.stdout.split() == ["True", "True", "True", "200", "302"], said.stderr
