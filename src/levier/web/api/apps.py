"""The app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API and its tokens."""

    name = "levier.web.api"
    label = "levier_api"
    default_auto_field = "django.db.models.BigAutoField"
