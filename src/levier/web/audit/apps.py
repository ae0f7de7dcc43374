"""The app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Journal of what was done, for security."""

    name = "levier.web.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to log-ins."""
        from levier.web.audit import signals  # noqa: F401
