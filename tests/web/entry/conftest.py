"""The grid asks for figures at each save: here they wait, unless a test does the worker's work."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def waiting_tasks(settings: Any) -> None:
    settings.TASKS = {
        "default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "stills"]}
    }
