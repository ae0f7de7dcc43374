"""The app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, roles and rights."""

    name = "levier.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
