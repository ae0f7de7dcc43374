"""The app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what, for security."""

    name = "levier.web.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
