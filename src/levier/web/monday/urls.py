"""Addresses of Monday, under the centre's."""

from __future__ import annotations

from django.urls import path

from levier.web.monday.views import digest, duties, files, lines, monday, rows, worklist

urlpatterns = [
    path("lundi/", monday.monday, name="monday"),
    path("lundi/echeances/", duties.duties, name="duties"),
    path("lundi/echeances/modele/", duties.duties_seed, name="duties_seed"),
    path("lundi/echeances/<int:duty>/", duties.duty, name="duty"),
    path("lundi/echeances/<int:duty>/faite/", duties.duty_done, name="duty_done"),
    path("lundi/echeances/<int:duty>/retirer/", duties.duty_delete, name="duty_delete"),
    path("lundi/courriel/", digest.digest, name="digest"),
    path("lundi/courriel/arret/<str:token>/", digest.digest_stop, name="digest_stop"),
    path("a-traiter/reglages/", rows.worklist_settings, name="worklist_settings"),
    path("a-traiter/<slug:name>/", worklist.worklist, name="worklist"),
    path("a-traiter/<slug:name>/fichier/", files.worklist_file, name="worklist_file"),
    path("a-traiter/<slug:name>/lignes/", lines.worklist_lines, name="worklist_lines"),
    path("a-traiter/<slug:name>/lignes/<uuid:job>/", lines.worklist_lines_state, name="worklist_lines_state"),
    path("a-traiter/<slug:name>/lignes/<uuid:job>.xlsx", lines.worklist_lines_file, name="worklist_lines_file"),
    path("a-traiter/<slug:name>/groupes.<str:ext>", worklist.worklist_export, name="worklist_export"),
    path("a-traiter/<slug:name>/<int:row>/", rows.worklist_row, name="worklist_row"),
]
