"""A block handed to an address finds its person when they log in."""

from __future__ import annotations

from datetime import date
from typing import Any

import builders
import pytest
from django.test import Client

from levier.web.entry.models import BlockTask

pytestmark = pytest.mark.django_db


def test_logging_in_takes_what_waits(centre: Any) -> None:
    person = builders.make_user("staff", centre)
    task = BlockTask.objects.create(
        centre=centre, block="agenda", year=2025, email=person.email.upper(), due=date(2025, 2, 10)
    )
    Client().force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    task.refresh_from_db()
    assert task.assignee == person
    assert person.memberships.get().blocks == ["agenda"]


def test_somebody_of_another_centre_takes_nothing(centre: Any) -> None:
    person = builders.make_user("staff", builders.make_centre("b02"))
    task = BlockTask.objects.create(centre=centre, block="agenda", year=2025, email=person.email, due=date(2025, 2, 10))
    Client().force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    task.refresh_from_db()
    assert task.assignee is None
