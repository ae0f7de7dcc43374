"""The app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The first page, the lexicon, health, what every page shares."""

    name = "levier.web.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"
