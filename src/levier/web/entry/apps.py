"""The app."""

from django.apps import AppConfig


class EntryConfig(AppConfig):
    """The typed grid on screen."""

    name = "levier.web.entry"
    label = "entry"
    default_auto_field = "django.db.models.BigAutoField"
