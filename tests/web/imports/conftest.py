"""Files as centres export them, and the flow of an import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from levier.web.imports.models import Delivery

HEADER = "id;debut;fin;statut;service;patient;praticien"


def appointments(
    days: range = range(1, 11), each: int = 4, missed: int = 1, first: int = 1, month: str = "2025-01"
) -> bytes:
    """Make ``each`` appointments a day, of which ``missed`` were missed, in UTF-8."""
    lines, number = [HEADER], first
    for day in days:
        for rank in range(each):
            status = "non_venu" if rank < missed else "honore"
            at = f"{month}-{day:02d} {9 + rank:02d}"
            lines.append(f"{number};{at}:00;{at}:30;{status};medical;P{number};D1")
            number += 1
    return ("\n".join(lines) + "\n").encode()


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """Keep the files of each test apart."""
    settings.DATA = tmp_path


@pytest.fixture
def sent(client_of: Callable[..., Client], centre: Any) -> Callable[..., Delivery]:
    """Return a function that sends files as a role and returns the delivery: ``sent({"a.csv": b"…"})``."""

    def send(files: dict[str, bytes], client: Client | None = None, where: Any = None) -> Delivery:
        client, where = client or client_of("director", where or centre), where or centre
        data = {"fichiers": [SimpleUploadedFile(name, content) for name, content in files.items()]}
        answer = client.post(reverse("import_upload", args=[where.code]), data)
        assert answer.status_code == 302, answer.content[:500]
        return Delivery.objects.filter(centre=where).latest("created")

    return send


@pytest.fixture
def confirmed(client_of: Callable[..., Client]) -> Callable[..., Delivery]:
    """Return a function that confirms a delivery with every file, and what more is posted."""

    def confirm(delivery: Delivery, **more: str) -> Delivery:
        client = client_of("director", delivery.centre)
        kept = {f"garder-{one.pk}": "on" for one in delivery.files.all()}
        url = reverse("delivery_confirm", args=[delivery.centre.code, delivery.pk])
        answer = client.post(url, {"importer": "1"} | kept | more)
        assert answer.status_code == 302, answer.content[:500]
        delivery.refresh_from_db()
        return delivery

    return confirm


@pytest.fixture
def shown(client_of: Callable[..., Client]) -> Callable[[Delivery], str]:
    """Return a function that gives the page of a delivery."""

    def page(delivery: Delivery) -> str:
        answer = client_of("director", delivery.centre).get(delivery.get_absolute_url())
        assert answer.status_code == 200, (answer.status_code, answer.headers)
        return str(answer.content.decode())

    return page


def on_disk(centre: Any) -> list[Path]:
    """Return the files that lie in the quarantine of a centre."""
    return [one for one in (centre.folder / "quarantine").rglob("*") if one.is_file()]
