"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from levier.web.audit import views

urlpatterns = [
    path("administration/journal/", views.audit, name="audit"),
    path("administration/journal/telecharger/", views.audit_csv, name="audit_csv"),
    path("centres/<slug:code>/historique/", views.centre_history, name="history"),
]
