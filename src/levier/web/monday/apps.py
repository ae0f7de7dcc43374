"""The app."""

from django.apps import AppConfig


class MondayConfig(AppConfig):
    """The Monday page and its three lists."""

    name = "levier.web.monday"
    label = "monday"
    default_auto_field = "django.db.models.BigAutoField"
