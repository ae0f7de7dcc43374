"""The app."""

from django.apps import AppConfig


class CentresConfig(AppConfig):
    """Centres, managing bodies, what a centre follows."""

    name = "levier.web.centres"
    label = "centres"
    default_auto_field = "django.db.models.BigAutoField"
