"""The app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work that takes time, done by a worker."""

    name = "levier.web.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
