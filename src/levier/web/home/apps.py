"""The app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The first page, the lexicon, health, what every page shares."""

    name = "levier.web.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to log-ins."""
        from levier.web.home import signals  # noqa: F401
