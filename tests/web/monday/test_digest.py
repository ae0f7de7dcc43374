"""The e-mail of Monday: once a week, at the chosen hour, with nothing that identifies."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import builders
import pytest
from django.core import mail
from django.urls import reverse
from monday_files import NUMBERS
from test_page import WEEK

from levier.web.accounts.models import Membership
from levier.web.centres.models import Event
from levier.web.monday.digest.sending import due_at, send_due, token
from levier.web.monday.models import DigestSent, DigestSubscription, Duty

pytestmark = pytest.mark.django_db
# Monday 5 May 2025: 7:30 in Paris is 5:30 UTC in summer.
DUE = datetime(2025, 5, 5, 5, 30, tzinfo=UTC)


@pytest.fixture
def asked(handed: Any) -> Any:
    """Return the subscription of the director, Mondays at 7:30."""
    return DigestSubscription.objects.create(user=builders.make_user("director", handed), centre=handed)


def test_it_leaves_at_the_hour_of_paris_once_a_week(asked: Any) -> None:
    assert send_due(DUE - timedelta(minutes=1)) == 0
    assert send_due(DUE) == 1
    assert send_due(DUE + timedelta(minutes=10)) == 0
    assert send_due(DUE + timedelta(hours=20)) == 0
    assert send_due(DUE + timedelta(days=7)) == 1
    assert len(mail.outbox) == 2


def test_the_hour_follows_the_winter(asked: Any) -> None:
    # 27 October 2025, the day after the change: 7:30 in Paris is 6:30 UTC.
    assert due_at(asked, datetime(2025, 10, 27, 6, 29, tzinfo=UTC)).isoformat() == "2025-10-20T07:30:00+02:00"
    assert due_at(asked, datetime(2025, 10, 27, 6, 30, tzinfo=UTC)).isoformat() == "2025-10-27T07:30:00+01:00"


def test_too_late_it_does_not_leave(asked: Any) -> None:
    assert send_due(DUE + timedelta(hours=37)) == 0


def test_a_worker_that_died_before_the_sending_is_relieved_after_a_while(asked: Any) -> None:
    DigestSent.objects.create(subscription=asked, week="2025-W19", taken=DUE)
    assert send_due(DUE + timedelta(minutes=14)) == 0
    assert send_due(DUE + timedelta(minutes=16)) == 1
    assert send_due(DUE + timedelta(minutes=40)) == 0
    assert [one.extra_headers["Message-ID"] for one in mail.outbox] == [f"<levier-2025-W19-{asked.pk}@localhost>"]


def test_a_mail_that_could_not_leave_is_tried_again(asked: Any, settings: Any, tmp_path: Any) -> None:
    kept = settings.MAILERS
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9},
        }
    }
    assert send_due(DUE) == 0
    settings.MAILERS = kept
    assert send_due(DUE + timedelta(minutes=16)) == 1


def test_it_says_the_five_lines_and_nothing_that_identifies(asked: Any) -> None:
    centre = asked.centre
    builders.make_lecture(centre, "no_show_rate", rank=2)
    builders.make_lecture(
        centre, "payer_rejection_rate", "Rejets : 43,21 %.", rank=0, outcome="real", sense="worse", small=True
    )
    builders.make_result(centre, "week", WEEK, WEEK | {"numbers": WEEK["numbers"][:2]})
    Event.objects.create(centre=centre, kind="action", day="2025-04-01", label="Remplacer Mme Untel")
    Duty.objects.create(centre=centre, label="Contrat de M. Chose", due="2025-04-01")
    send_due(DUE)
    sent = mail.outbox[0]
    html = sent.alternatives[0].content
    for text in (sent.body, html):
        assert [one for one in (*NUMBERS, "Untel", "Chose", "43,21", "101", "Rejets reçus", "26") if one in text] == []
        assert "Reprendre rejets et factures sans réponse" in text
        assert "Pointer 1 rendez-vous de la semaine passée" in text
        assert "1 action, 1 obligation" in text
        assert "Rendez-vous honorés 102" in text
    assert [sent.body.index(f"{n}. ") for n in range(1, 6)] == sorted(sent.body.index(f"{n}. ") for n in range(1, 6))


def test_whoever_lost_the_right_receives_nothing(asked: Any) -> None:
    Membership.objects.filter(user=asked.user).delete()
    assert send_due(DUE) == 0


def test_the_link_stops_it_without_logging_in(asked: Any, client: Any) -> None:
    url = reverse("digest_stop", args=["a01", token(asked)])
    assert "Ne plus recevoir le courriel du lundi ?" in client.get(url).text.replace("\u202f", " ")
    asked.refresh_from_db()
    assert asked.on
    client.post(url)
    asked.refresh_from_db()
    assert not asked.on
    assert client.get(reverse("digest_stop", args=["a01", "faux"])).status_code == 404
    builders.make_centre("b02")
    assert client.get(reverse("digest_stop", args=["b02", token(asked)])).status_code == 404


def test_one_chooses_day_and_hour(handed: Any, client_of: Any) -> None:
    client = client_of("body", handed)
    url = reverse("digest", args=["a01"])
    assert (
        "Ce qu&#x27;il dirait aujourd&#x27;hui" in client.get(url).text
        or "Ce qu'il dirait aujourd'hui" in client.get(url).text
    )
    client.post(url, {"on": "on", "weekday": "1", "hour": "08:00"})
    found = DigestSubscription.objects.get()
    assert (found.on, found.weekday, found.hour) == (True, 1, time(8, 0))
    assert client.post(url, {"on": "on", "weekday": "9", "hour": "08:00"}).status_code == 422
