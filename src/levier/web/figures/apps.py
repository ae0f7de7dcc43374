"""The app."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """What was computed, ready to be shown."""

    name = "levier.web.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"
