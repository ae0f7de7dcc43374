"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from levier.web.centres.views import events, followed, region, settings, wizard

OF_A_CENTRE = "centres/<slug:code>/reglages/"

urlpatterns = [
    path("premiers-pas/", wizard.wizard, name="wizard"),
    path("premiers-pas/compte/", wizard.wizard_account, name="wizard_account"),
    path("premiers-pas/dossier.zip", wizard.wizard_papers, name="wizard_papers"),
    path("premiers-pas/<slug:slug>/", wizard.wizard_step, name="wizard_step"),
    path("territoire/", region.region, name="region"),
    path("synthese/", region.synthesis, name="synthesis"),
    path(OF_A_CENTRE, settings.centre_settings, name="centre_settings"),
    path(OF_A_CENTRE + "indicateurs/", followed.followed, name="settings_followed"),
    path(OF_A_CENTRE + "objectifs/", followed.targets, name="settings_targets"),
    path(OF_A_CENTRE + "evenements/", events.events, name="settings_events"),
    path(OF_A_CENTRE + "evenements/ajouter/", events.event_new, name="settings_event_new"),
    path(OF_A_CENTRE + "evenements/<int:number>/", events.event, name="settings_event"),
    path(OF_A_CENTRE + "evenements/<int:number>/supprimer/", events.event_delete, name="settings_event_delete"),
    path(OF_A_CENTRE + "conventions/", settings.conventions, name="settings_conventions"),
    path(OF_A_CENTRE + "identite/", settings.identity, name="settings_identity"),
    path(OF_A_CENTRE + "couts/", settings.costs, name="settings_costs"),
    path(OF_A_CENTRE + "historique/", settings.history, name="settings_history"),
]
