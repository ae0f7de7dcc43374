"""Followed rows: off by default, encrypted, treated in place, purged at closure and after some days."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import Any

import builders
import pytest
from django.db import connection
from django.urls import reverse
from monday_files import DEBTS, FLOWS, NUMBERS

from levier.web.audit.models import AuditEvent
from levier.web.monday import sealing
from levier.web.monday.compute import lists_of
from levier.web.monday.following import choose, expire, purge
from levier.web.monday.models import FollowedRow, Following

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed(centre: Any, stored: Any) -> Any:
    """Return a centre that follows its lists."""
    centre.fictitious = True
    centre.save()
    choose(centre, on=True, days=180)
    lists_of(centre, stored(centre))
    return centre


def _numbers(centre: Any, kind: str) -> list[str]:
    rows = FollowedRow.objects.filter(centre=centre, kind=kind).order_by("-amount", "day")
    return [sealing.unseal(centre, one.sealed) for one in rows]


def test_nothing_is_kept_by_default(handed: Any) -> None:
    assert not FollowedRow.objects.exists()
    assert not Following.objects.exists()


def test_rows_are_kept_by_money_then_age_and_given_to_a_function(followed: Any) -> None:
    assert _numbers(followed, "rejections") == ["F1002", "F1003", "F1001"]
    assert _numbers(followed, "debts") == ["F2002", "F2001"]
    assert set(FollowedRow.objects.values_list("kind", "owner")) == {
        ("rejections", "claims"), ("unmarked", "desk"), ("debts", "accounts"),
    }  # fmt: skip


def test_the_bytes_of_the_database_hold_no_number(followed: Any) -> None:
    raw = b"".join(bytes(one.sealed) + one.mark.encode() for one in FollowedRow.objects.all())
    assert FollowedRow.objects.count() == 7
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        raw += "\n".join(sqlite3.Connection.iterdump(connection.connection)).encode()
    assert not [number for number in NUMBERS if number.encode() in raw]
    assert not [number for number in NUMBERS if number.encode().hex().encode() in raw.lower()]


def test_the_key_lies_apart_and_is_its_owners_alone(followed: Any, settings: Any) -> None:
    path = sealing.key_path()
    assert path.parent.name == "keys"
    assert path.stat().st_mode & 0o077 == 0
    assert len(path.read_bytes()) == 32


def test_another_key_says_what_to_do(followed: Any, client_of: Any) -> None:
    path = sealing.key_path()
    former = path.read_bytes()
    path.write_bytes(bytes(32))
    try:
        page = client_of("director", followed).get(reverse("worklist", args=["a01", "rejets"]))
    finally:
        path.write_bytes(former)
    assert page.status_code == 200
    assert "la clé « lists.key » de cette installation" in page.text.replace("\u00a0", " ")


def test_two_centres_close_the_same_number_differently(db: None) -> None:
    one, other = builders.make_centre(), builders.make_centre()
    assert sealing.mark(one, "debts", "F1") != sealing.mark(other, "debts", "F1")
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(other, sealing.seal(one, "F1"))


def test_a_closed_row_is_forgotten_and_what_was_decided_stays(followed: Any, stored: Any) -> None:
    kept = FollowedRow.objects.get(mark=sealing.mark(followed, "rejections", "F1003\0AMC"))
    FollowedRow.objects.filter(pk=kept.pk).update(outcome="asked")
    paid = FLOWS.replace("F1002;AMO;Caisse A;07/01/2025;rejete", "F1002;AMO;Caisse A;07/01/2025;paye")
    lists_of(followed, stored(followed, retours_organismes=paid, creances_patients=DEBTS))
    assert _numbers(followed, "rejections") == ["F1003", "F1001"]
    assert FollowedRow.objects.get(pk=kept.pk).outcome == "asked"


def test_rows_are_forgotten_after_the_days_chosen(followed: Any) -> None:
    assert expire(followed, 180, date.today() + timedelta(180)) == 0
    assert expire(followed, 180, date.today() + timedelta(181)) == 7


def test_the_purge_forgets_what_nobody_follows(followed: Any) -> None:
    Following.objects.update(on=False)
    assert purge() == 7


def test_to_stop_following_forgets_at_once(followed: Any, client_of: Any) -> None:
    client = client_of("director", followed)
    client.post(reverse("worklist_settings", args=["a01"]), {"days": "180"})
    assert not FollowedRow.objects.exists()
    assert AuditEvent.objects.filter(action="lists.forget").count() == 1


def test_a_regional_installation_follows_nothing(centre: Any, client_of: Any, settings: Any) -> None:
    settings.KIND = "region"
    with pytest.raises(PermissionError):
        choose(centre, on=True, days=180)
    client = client_of("director", centre)
    assert client.get(reverse("worklist_settings", args=["a01"])).status_code == 403
    page = client.get(reverse("worklist", args=["a01", "rejets"])).text
    assert "Une installation régionale ne reçoit aucun fichier de lignes" in page


def test_a_row_is_treated_by_closed_lists_only(followed: Any, client_of: Any) -> None:
    client = client_of("staff", followed, blocks=["tiers_payant"])
    row = FollowedRow.objects.filter(kind="rejections").order_by("-amount").first()
    url = reverse("worklist_row", args=["a01", "rejets", row.pk])
    asked = {"owner": "f:direction", "outcome": "resent", "snoozed_until": "2099-01-05"}
    answer = client.post(url, asked, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "en attente jusqu&#x27;au 5 janvier 2099" in answer.text
    row.refresh_from_db()
    assert (row.owner, row.outcome, row.snoozed_until, row.decided) == (
        "direction",
        "resent",
        date(2099, 1, 5),
        date.today(),
    )
    wrong = client.post(url, {"outcome": "Mme X a payé"}, headers={"HX-Request": "true"})
    assert wrong.status_code == 422
    plain = client.post(url, asked)
    assert plain.status_code == 302


def test_rows_of_another_list_or_centre_are_closed(followed: Any, client_of: Any) -> None:
    row = FollowedRow.objects.filter(kind="debts").first()
    staff = client_of("staff", followed, blocks=["tiers_payant"])
    assert staff.post(reverse("worklist_row", args=["a01", "creances", row.pk])).status_code == 403
    assert staff.post(reverse("worklist_row", args=["a01", "rejets", row.pk])).status_code == 404
    neighbour = builders.make_centre("b02")
    choose(neighbour, on=True, days=180)
    other = client_of("director", neighbour)
    assert other.post(reverse("worklist_row", args=["b02", "creances", row.pk])).status_code == 404


def test_the_page_shows_open_rows_then_those_that_wait(followed: Any, client_of: Any) -> None:
    client = client_of("director", followed)
    url = reverse("worklist", args=["a01", "rejets"])
    row = FollowedRow.objects.get(mark=sealing.mark(followed, "rejections", "F1002\0AMO"))
    FollowedRow.objects.filter(pk=row.pk).update(snoozed_until=date.today() + timedelta(7))
    shown = {
        state: [one.number for one in client.get(url, {"voir": state}).context["followed"].rows]
        for state in ("a-traiter", "en-attente", "tous")
    }
    assert shown == {"a-traiter": ["F1003", "F1001"], "en-attente": ["F1002"], "tous": ["F1002", "F1003", "F1001"]}
