"""Addresses of the app, under ``centres/<code>/``."""

from __future__ import annotations

from django.urls import path

from levier.web.documents.views import dossier, note, page

urlpatterns = [
    path("documents/", page.documents, name="documents"),
    path("documents/modeles.zip", page.models, name="models_file"),
    path("documents/grille.xlsx", page.grid, name="grid_file"),
    path("documents/note/", note.note, name="note"),
    path("documents/note/ecrire/", note.note_edit, name="note_edit"),
    path("documents/note.<str:ext>", note.note_file, name="note_file"),
    path("documents/dossier.zip", dossier.dossier, name="dossier"),
    path("documents/dossier/reponses/", dossier.papers_settings, name="papers_settings"),
    path("documents/dossier/<slug:name>.docx", dossier.paper, name="paper"),
]
