"""The site answers, and says so to machines."""

import pytest
from django.test import Client


def test_alive_needs_no_account(client: Client) -> None:
    assert client.get("/sante/vive").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_asks_the_database(client: Client) -> None:
    assert client.get("/sante/prete").json() == {"status": "ok"}


@pytest.mark.django_db
def test_everything_else_asks_who_you_are(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/compte/connexion/")
