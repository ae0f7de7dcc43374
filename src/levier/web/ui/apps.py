"""The app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The base template and its components."""

    name = "levier.web.ui"
    label = "ui"
