"""The journal: what is written, that nothing is rewritten, and that it forgets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import builders
import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.utils import timezone

from levier.web.accounts.models import User
from levier.web.audit.models import AuditEvent
from levier.web.audit.services import forget_old_lines, months_before, record
from levier.web.audit.tasks import forget_old_lines as nightly


@pytest.fixture
def guarded(db: None) -> None:
    """Take away the flag that lets other tests empty the database."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM audit_retention")


def _actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


@pytest.mark.parametrize(
    "sentence",
    [
        "DELETE FROM audit_auditevent",
        "UPDATE audit_auditevent SET action = 'rien'",
        "UPDATE audit_auditevent SET at = '2000-01-01'",
        "UPDATE audit_auditevent SET detail = '{}'",
        "UPDATE audit_auditevent SET user_id = (SELECT max(id) FROM accounts_user)",
    ],
)
def test_the_database_itself_refuses_to_rewrite_the_journal(guarded: None, sentence: str) -> None:
    record("export", user=builders.make_user(), rows=12)
    builders.make_user()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sentence)
    assert _actions() == ["export"]


def test_the_models_refuse_too(guarded: None) -> None:
    record("export")
    one = AuditEvent.objects.get()
    for rewrite in (one.save, AuditEvent.objects.all().delete, lambda: AuditEvent.objects.update(action="rien")):
        with pytest.raises(TypeError, match="append-only"):
            rewrite()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        one.delete()


def test_a_person_who_goes_leaves_the_line(guarded: None) -> None:
    user = builders.make_user()
    record("export", user=user)
    user.delete()
    assert AuditEvent.objects.get().user is None


def test_retention_forgets_what_is_older_and_nothing_else(guarded: None, settings: Any) -> None:
    settings.AUDIT_MONTHS = 12
    for days in (400, 364, 0):
        line = AuditEvent(action=f"a{days}")
        line.save()
        if days:
            _age(line, days)
    assert forget_old_lines() == 1
    assert _actions() == ["a364", "a0", "journal.forgotten"]
    with pytest.raises(IntegrityError), transaction.atomic():
        models.QuerySet(AuditEvent).delete()


def _age(line: AuditEvent, days: int) -> None:
    """Write a line anew as if it were older: even a test cannot change one."""
    old = AuditEvent(action=line.action)
    old.pk = None
    with transaction.atomic(), connection.cursor() as cursor:
        from levier.web.audit import services

        services._flag(True)
        models.QuerySet(AuditEvent).filter(pk=line.pk).delete()
        services._flag(False)
        cursor.execute(
            "INSERT INTO audit_auditevent (id, at, action, detail) VALUES (%s, %s, %s, '{}')",
            [line.pk, timezone.now() - timedelta(days=days), line.action],
        )


def test_the_nightly_task_is_the_same(guarded: None) -> None:
    assert nightly.enqueue().return_value == 0


def test_months_before_a_short_month_and_a_new_year() -> None:
    assert months_before(datetime(2024, 3, 31, tzinfo=UTC), 1) == datetime(2024, 2, 29, tzinfo=UTC)
    assert months_before(datetime(2026, 1, 15, tzinfo=UTC), 12) == datetime(2025, 1, 15, tzinfo=UTC)


def test_log_ins_are_written_and_failed_ones_only_counted(db: None) -> None:
    user = builders.make_user()
    client = Client()
    client.post("/compte/connexion/", {"login": user.email, "password": "faux"})
    client.post("/compte/connexion/", {"login": user.email, "password": builders.PASSWORD})
    client.post("/compte/deconnexion/")
    said = list(AuditEvent.objects.order_by("pk").values_list("action", "user", "detail"))
    assert said == [("login.failed", None, {}), ("login", user.pk, {}), ("logout", user.pk, {})]


def test_a_visitor_is_written_once_a_day_for_each_centre(centre: Any, client_of: Any) -> None:
    other = builders.make_centre("b02")
    agency = client_of("agency")
    for _click in range(3):
        agency.get("/centres/a01/indicateurs/")
    agency.get(f"/centres/{other.code}/indicateurs/")
    agency.cookies.clear()
    agency.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    agency.get("/centres/a01/indicateurs/")
    said = AuditEvent.objects.filter(action="read").order_by("pk").values_list("centre__code", flat=True)
    assert list(said) == ["a01", "b02"]


@pytest.mark.parametrize("role", ["director", "staff", "body"])
def test_those_of_the_centre_are_not_watched(centre: Any, client_of: Any, role: str) -> None:
    client_of(role, centre).get("/centres/a01/indicateurs/")
    assert not AuditEvent.objects.filter(action="read").exists()


@pytest.fixture
def lines(centre: Any) -> User:
    """Write three lines."""
    user = builders.make_user("director", centre)
    record("login", user=user)
    record("right.given", user=user, centre=centre, role="staff", blocks=["agenda", "telephone"])
    record("=cmd|' /C calc'!A0", detail="x")
    return user


def test_the_journal_is_filtered(lines: User, client_of: Any) -> None:
    administrator = client_of("administrator")
    everything = administrator.get("/administration/journal/").text
    assert "Rôle donné" in everything
    assert "blocs : agenda, telephone" in everything
    rights = administrator.get("/administration/journal/", {"famille": "right"}).text
    assert "Rôle donné" in rights
    assert '<th scope="row">Connexion' not in rights
    assert "Aucune ligne" in administrator.get("/administration/journal/", {"du": "2099-01-01"}).text
    assert "Aucune ligne" in administrator.get("/administration/journal/", {"personne": "inconnue"}).text


def test_the_journal_is_downloaded_without_formula(lines: User, client_of: Any) -> None:
    answer = client_of("administrator").get("/administration/journal/telecharger/")
    text = b"".join(answer.streaming_content).decode("utf-8")
    assert text.startswith("\ufeffdate;personne;centre;action;code;précisions\r\n")
    assert ";'=cmd" in text
    assert "journal.exported" in _actions()


@pytest.mark.parametrize(
    "role", ["director", "staff", "body", "agency", "delegation", "consultant", "partner", "member"]
)
def test_only_administrators_read_the_journal(centre: Any, client_of: Any, role: str) -> None:
    for page in ("", "telecharger/"):
        assert client_of(role, centre).get(f"/administration/journal/{page}").status_code in (302, 403)


def test_the_history_of_a_centre_says_from_what_to_what(centre: Any, client_of: Any) -> None:
    from levier.web.centres.models import Target

    target = Target.objects.create(centre=centre, indicator="no_show_rate", value=0.08)
    target.value = 0.06
    target.save()
    builders.make_user("staff", centre)
    director = client_of("director", centre)
    shown = director.get("/centres/a01/historique/", {"quoi": "target"}).text
    assert shown.index("<td>0.08</td><td>0.06</td>") < shown.index("<td>—</td><td>0.08</td>")
    assert "équipe du centre" in director.get("/centres/a01/historique/", {"quoi": "member"}).text


def test_the_history_of_another_centre_stays_there(centre: Any, client_of: Any) -> None:
    from levier.web.centres.models import Event

    other = builders.make_centre("b02")
    Event.objects.create(centre=other, day="2025-01-06", label="Travaux chez les autres")
    assert "Travaux" not in client_of("director", centre).get("/centres/a01/historique/").text
