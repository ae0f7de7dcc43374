"""The app."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class EntryConfig(AppConfig):
    """The typed grid on screen."""

    name = "levier.web.entry"
    label = "entry"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give somebody who logs in the blocks that wait for their address."""
        user_logged_in.connect(_claim, dispatch_uid="entry.claim")


def _claim(user: Any, **_more: Any) -> None:
    from levier.web.entry.handing import claim

    claim(user)
