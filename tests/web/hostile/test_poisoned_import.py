"""A file full of patients goes through the site: no log, no e-mail, no journal, no queue keeps one of its values."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import builders
import pytest
from django.apps import apps
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from levier.web.home.logs import JsonFormatter
from levier.web.imports.models import Delivery

pytestmark = pytest.mark.django_db
# In columns that are kept under a pseudonym, in columns that are ignored, in cells that cannot be read.
POISON = ("185057800608436", "ZZPOISONNOM", "0612345699", "zz.poison@exemple.test", "ZZFACTURE77", "ZZDOSSIER88")
HEADER = "id;debut;fin;statut;service;specialite;patient;praticien;nom;telephone;courriel\n"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.FICTITIOUS = True


def poisoned() -> bytes:
    """Return appointments whose every person is the same poison, with lines that no reader takes."""
    lines = [
        f"ZZDOSSIER88-{rank};2025-03-{1 + rank % 28:02d} 09:00;2025-03-{1 + rank % 28:02d} 09:30;"
        f"{'non_venu' if rank % 4 else 'honore'};medical;;185057800608436;ZZPOISONNOM;ZZPOISONNOM;0612345699;"
        "zz.poison@exemple.test"
        for rank in range(60)
    ]
    broken = [
        "ZZFACTURE77;185057800608436;ZZPOISONNOM;zz.poison@exemple.test;0612345699;;;;;;",
        'ZZFACTURE77;"2025-03-01 09:00;jamais fermé ZZPOISONNOM',
    ]
    return (HEADER + "\n".join([*lines, *broken]) + "\n").encode()


def flow(client: Client, centre: Any) -> None:
    """Send, read, confirm, look at every page that follows, ask for lines, for a comparison, delete."""
    given = SimpleUploadedFile("rendez_vous ZZPOISONNOM.csv", poisoned())
    client.post(reverse("import_upload", args=[centre.code]), {"fichiers": given})
    delivery = Delivery.objects.get()
    kept = {f"garder-{one.pk}": "on" for one in delivery.files.all()}
    client.get(delivery.get_absolute_url())
    client.post(reverse("delivery_confirm", args=[centre.code, delivery.pk]), {"importer": "1"} | kept)
    client.post(reverse("lines", args=[centre.code, "no_show_rate"]), {"periode": "2025-03"})
    asked = {"indicator": "no_show_rate", "period": "2025-03", "what": "counted", "total": "61"}
    client.post(reverse("comparison", args=[centre.code]), asked)
    client.get(reverse("dashboard", args=[centre.code]))


def test_nothing_identifying_is_logged_mailed_or_kept_in_the_database(
    centre: Any, client_of: Callable[..., Client], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    from levier.web.monday.digest.sending import message
    from levier.web.monday.models import DigestSubscription

    client = client_of("director", centre)
    with caplog.at_level(logging.DEBUG):
        flow(client, centre)
        user = builders.make_user("director", centre)
        one = DigestSubscription.objects.create(user=user, centre=centre, on=True)
        message(one, f"{timezone.localdate():%G-W%V}").send()
    assert Delivery.objects.get().state == "done"
    # What the console of an installation prints: names of files may be there nowhere either.
    logged = "\n".join(map(JsonFormatter().format, (one for one in caplog.records if one.name != "django.db.backends")))
    out, err = capfd.readouterr()
    mailed = "".join(one.message().as_string() + one.body for one in mail.outbox)
    assert len(mail.outbox) == 1
    for value in POISON:
        assert value not in logged
        assert value not in out + err
        assert value not in mailed
    assert user.email not in logged
    kept = database()
    found = [kept[max(0, kept.find(value) - 200) :][:300] for value in POISON[:1] + POISON[2:] if value in kept]
    assert not found
    # The name of a file is what its author gave it; no value of a line is anywhere.
    assert kept.count("ZZPOISONNOM") == kept.count("rendez_vous ZZPOISONNOM.csv")


def database() -> str:
    """Return every row of the site, as text."""
    return "\n".join(
        json.dumps(list(model._base_manager.values()), default=str, ensure_ascii=False) for model in apps.get_models()
    )


def test_what_stops_a_worker_is_logged_without_its_values(caplog: pytest.LogCaptureFixture, centre: Any) -> None:
    from levier.web.jobs.models import Job
    from levier.web.jobs.services import working

    job = Job.objects.create(kind="import", centre=centre)
    with pytest.raises(ValueError, match="ZZPOISONNOM"), working(str(job.pk)):
        raise ValueError("ZZPOISONNOM")
    job.refresh_from_db()
    assert "ZZPOISONNOM" not in job.problem
    assert "ZZPOISONNOM" not in "\n".join(map(JsonFormatter().format, caplog.records))
