"""The app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Files that come in."""

    name = "levier.web.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"
