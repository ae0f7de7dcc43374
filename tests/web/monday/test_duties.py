"""The calendar of duties."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from levier.web.monday.duties import finish, seed
from levier.web.monday.models import Duty

pytestmark = pytest.mark.django_db


def test_the_usual_duties_come_once_at_their_next_day(centre: Any) -> None:
    made = seed(centre, date(2025, 4, 10))
    assert made == 11
    days = dict(Duty.objects.values_list("seed", "due"))
    assert (days["ars_data"], days["waste"], days["dpo"]) == (date(2026, 3, 31), date(2025, 4, 30), date(2025, 12, 31))
    assert seed(centre, date(2025, 4, 10)) == 0


def test_a_centre_without_chair_nor_imaging_has_no_duty_of_theirs(centre: Any) -> None:
    centre.description = 'identifiant = "a01"\nservices = ["medical"]\n'
    seed(centre, date(2025, 4, 10))
    assert not Duty.objects.filter(seed__in=("dental_committee", "dental_agreement", "radiation")).exists()


def test_a_duty_done_keeps_its_proof_and_comes_back(centre: Any, client_of: Any) -> None:
    one = Duty.objects.create(centre=centre, label="Revue DPO", due=date(2025, 2, 28), months=12)
    client = client_of("director", centre)
    page = client.post(
        reverse("duty_done", args=["a01", one.pk]), {"done": "2025-02-20", "proof": "dossier RGPD"}, follow=True
    )
    assert "La prochaine échéance est le 28/02/2026." in page.text
    one.refresh_from_db()
    assert (one.done, one.proof) == (date(2025, 2, 20), "dossier RGPD")
    assert Duty.objects.get(done=None).due == date(2026, 2, 28)
    assert finish(one, date(2025, 3, 1), "") is None
    assert Duty.objects.count() == 2


def test_a_duty_is_added_changed_and_taken_out(centre: Any, client_of: Any) -> None:
    client = client_of("director", centre)
    given = {"label": "Contrat ménage", "asked_by": "ville", "due": "2025-06-30", "months": "0"}
    client.post(reverse("duties", args=["a01"]), given)
    one = Duty.objects.get()
    client.post(reverse("duty", args=["a01", one.pk]), given | {"due": "2025-07-31"})
    one.refresh_from_db()
    assert one.due == date(2025, 7, 31)
    assert "Saisissez une date" in client.post(reverse("duty", args=["a01", one.pk]), given | {"due": "hier"}).text
    client.post(reverse("duty_delete", args=["a01", one.pk]))
    assert not Duty.objects.exists()


@pytest.mark.parametrize("role", ["staff", "body", "consultant"])
def test_the_calendar_is_the_directors(centre: Any, client_of: Any, role: str) -> None:
    assert client_of(role, centre).get(reverse("duties", args=["a01"])).status_code == 403
