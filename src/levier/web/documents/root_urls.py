"""Addresses of the papers of the whole installation."""

from __future__ import annotations

from django.urls import path

from levier.web.documents.views import dossier

urlpatterns = [
    path("administration/documents/", dossier.installation_papers, name="installation_papers"),
    path("administration/documents/dossier.zip", dossier.installation_dossier, name="installation_dossier"),
    path("administration/documents/reponses/", dossier.installation_settings, name="installation_settings"),
    path("administration/documents/<slug:name>.docx", dossier.installation_paper, name="installation_paper"),
]
