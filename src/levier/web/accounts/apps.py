"""The app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, roles and rights."""

    name = "levier.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to sign-ups."""
        from levier.web.accounts import signals  # noqa: F401
