"""``python -m levier.web load_others``: the fictitious centres that the first one does not need."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from levier.web.home.demonstration import load_the_others


class Command(BaseCommand):
    """Load the other fictitious centres."""

    help = "Charge les autres centres de la région fictive."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load them, without a word: the pages show them as they come."""
        load_the_others()
