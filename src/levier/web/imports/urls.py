"""Addresses of the app, under ``centres/<code>/``."""

from __future__ import annotations

from django.urls import path

from levier.web.imports.views import comparing, history, mapping, review, sending, watching

urlpatterns = [
    path("imports/", history.imports, name="imports"),
    path("imports/envoi/", sending.upload, name="import_upload"),
    path("imports/envois/<uuid:delivery_id>/", review.delivery, name="delivery"),
    path("imports/envois/<uuid:delivery_id>/confirmer/", review.confirm, name="delivery_confirm"),
    path("imports/envois/<uuid:delivery_id>/repondre/", review.answer, name="delivery_answer"),
    path("imports/envois/<uuid:delivery_id>/abandonner/", review.discard, name="delivery_discard"),
    path("imports/envois/<uuid:delivery_id>/problemes.<str:ext>", review.problems, name="delivery_problems"),
    path("imports/envois/<uuid:delivery_id>/fichiers/<int:file_id>/", mapping.file, name="delivery_file"),
    path("imports/<int:number>/", history.one, name="import_detail"),
    path("imports/<int:number>/supprimer/", history.delete, name="import_delete"),
    path("imports/suppression/", history.deleted, name="import_deleted"),
    path("imports/dossier/", watching.folder, name="watched_folder"),
    path("imports/comparer/", comparing.comparison, name="comparison"),
]
