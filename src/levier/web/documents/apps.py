"""The app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Papers and downloads."""

    name = "levier.web.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
