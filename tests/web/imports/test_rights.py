"""Another centre's deliveries, imports and work are not found, whoever asks; only directors delete."""

from __future__ import annotations

import uuid
from typing import Any

import builders
import pytest
from django.utils import timezone

from imports.conftest import appointments
from levier.web.imports.models import Delivery, Imported, Mapping, SentFile
from levier.web.jobs.models import Job


@pytest.fixture
def theirs(db: None) -> dict[str, Any]:
    other = builders.make_centre("b02")
    job = Job.objects.create(kind="import", centre=other)
    delivery = Delivery.objects.create(centre=other, state="review", job=job)
    file = SentFile.objects.create(delivery=delivery, rank=0, name="x.csv", path="x", size=1, sha256="0")
    Imported.objects.create(centre=other, number=1, at=timezone.now(), mode="auto", lines=1, current=1)
    return {"centre": other, "job": job, "delivery": delivery, "file": file}


def addresses(code: str, theirs: dict[str, Any]) -> list[tuple[str, str]]:
    delivery, file = theirs["delivery"], theirs["file"]
    base = f"/centres/{code}/imports/"
    sent = f"{base}envois/{delivery.pk}/"
    return [
        ("get", sent),
        ("post", f"{sent}confirmer/"),
        ("post", f"{sent}repondre/"),
        ("post", f"{sent}abandonner/"),
        ("get", f"{sent}problemes.csv"),
        ("get", f"{sent}fichiers/{file.pk}/"),
        ("get", f"{base}1/"),
        ("get", f"{base}1/supprimer/"),
        ("post", f"{base}1/supprimer/"),
        ("get", f"{base}suppression/?travail={theirs['job'].pk}"),
        ("get", f"{base}comparer/?travail={theirs['job'].pk}"),
    ]


@pytest.mark.parametrize("role", ["director", "staff"])
def test_stolen_numbers_lead_nowhere(role: str, client_of: Any, centre: Any, theirs: dict[str, Any]) -> None:
    client = client_of(role, centre)
    for code in (centre.code, theirs["centre"].code):
        for method, url in addresses(code, theirs):
            status = getattr(client, method)(url).status_code
            assert status == 404 or (status == 403 and role == "staff" and code == centre.code), (url, status)
    for method, url in (("get", f"/travaux/{theirs['job'].pk}/"), ("post", f"/travaux/{theirs['job'].pk}/arreter/")):
        assert getattr(client, method)(url).status_code == 404
    assert client.get(f"/travaux/centre/{theirs['centre'].code}/").status_code == 404
    assert client.get(f"/travaux/{uuid.uuid4()}/").status_code == 404
    theirs["job"].refresh_from_db()
    theirs["delivery"].refresh_from_db()
    assert (theirs["job"].cancel_asked, theirs["delivery"].state) == (False, "review")


def test_a_file_of_another_delivery_is_not_found(
    client_of: Any, sent: Any, centre: Any, theirs: dict[str, Any]
) -> None:
    mine = sent({"rendez_vous.csv": appointments()})
    url = f"{mine.get_absolute_url()}fichiers/{theirs['file'].pk}/"
    assert client_of("director", centre).get(url).status_code == 404


@pytest.mark.parametrize(
    ("role", "sees", "deletes", "compares", "watches"),
    [
        ("director", 200, 200, 200, 200),
        ("staff", 200, 403, 403, 403),
        ("consultant", 403, 403, 403, 403),
        ("body", 403, 403, 403, 403),
        ("elected", 403, 403, 403, 403),
    ],
)
def test_who_does_what(
    role: str, sees: int, deletes: int, compares: int, watches: int, client_of: Any, centre: Any
) -> None:
    Imported.objects.create(centre=centre, number=1, at=timezone.now(), mode="auto", lines=1, current=1)
    client, base = client_of(role, centre), f"/centres/{centre.code}/imports/"
    found = [client.get(base + end).status_code for end in ("", "1/supprimer/", "comparer/", "dossier/")]
    assert found == [sees, deletes, compares, watches]


def test_staff_may_import(client_of: Any, centre: Any, sent: Any) -> None:
    delivery = sent({"rendez_vous.csv": appointments()}, client=client_of("staff", centre))
    assert delivery.state == "review"


def test_an_upload_from_another_site_is_refused(centre: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(builders.make_user("director", centre), backend="django.contrib.auth.backends.ModelBackend")
    data = {"fichiers": SimpleUploadedFile("rendez_vous.csv", appointments())}
    answer = client.post(f"/centres/{centre.code}/imports/envoi/", data, follow=True)
    assert "rien n&#x27;a été reçu" in answer.content.decode()
    assert not Delivery.objects.exists()
    assert not Mapping.objects.exists()
