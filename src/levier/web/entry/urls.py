"""Addresses of the grid, under the centre's."""

from __future__ import annotations

from django.urls import path

from levier.web.entry.views import assign, blocks, hours, lines, paste, workbook

urlpatterns = [
    path("saisie/", blocks.entry, name="entry"),
    path("saisie/etat/", blocks.entry_state, name="entry_state"),
    path("saisie/horaires/", hours.entry_hours, name="entry_hours"),
    path("saisie/classeur/", workbook.entry_workbook, name="entry_workbook"),
    path("saisie/classeur/reprendre/", workbook.entry_upload, name="entry_upload"),
    path("saisie/taches/<int:task>/", assign.entry_task, name="entry_task"),
    path("saisie/<slug:block>/", blocks.entry_block, name="entry_block"),
    path("saisie/<slug:block>/ajouter/", blocks.entry_add, name="entry_add"),
    path("saisie/<slug:block>/coller/", paste.entry_paste, name="entry_paste"),
    path("saisie/<slug:block>/ligne/", lines.entry_line, name="entry_line"),
    path("saisie/<slug:block>/confier/", assign.entry_assign, name="entry_assign"),
]
