"""Addresses of the app: one's own account, invitations, the people of a centre, the administration."""

from __future__ import annotations

from django.urls import include, path

from levier.web.accounts.views import account, administration, everybody, invitation, people

urlpatterns = [
    path("compte/", include("levier.web.accounts.entrance_urls")),
    path("compte/", account.account, name="account"),
    path("compte/donnees/", account.account_data, name="account_data"),
    path("compte/donnees/telecharger/", account.account_export, name="account_export"),
    path("compte/fermer/", account.account_close, name="account_close"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("centres/<slug:code>/personnes/", people.people_page, name="people"),
    path("centres/<slug:code>/personnes/inviter/", people.people_invite, name="people_invite"),
    path("centres/<slug:code>/personnes/<int:member>/", people.person, name="person"),
    path("centres/<slug:code>/personnes/<int:member>/retirer/", people.person_remove, name="person_remove"),
    path(
        "centres/<slug:code>/personnes/invitations/<int:invitation>/",
        people.people_invitation,
        name="people_invitation",
    ),
    path("administration/", administration.administration, name="administration"),
    path("administration/centres/nouveau/", administration.administration_centre_new, name="administration_centre_new"),
    path("administration/centres/<slug:code>/", administration.administration_centre, name="administration_centre"),
    path(
        "administration/centres/<slug:code>/fermer/",
        administration.administration_centre_close,
        name="administration_centre_close",
    ),
    path("administration/gestionnaires/", administration.administration_bodies, name="administration_bodies"),
    path("administration/gestionnaires/<int:body>/", administration.administration_body, name="administration_body"),
    path("administration/personnes/", everybody.administration_people, name="administration_people"),
    path("administration/personnes/inviter/", everybody.administration_invite, name="administration_invite"),
    path("administration/personnes/<int:person>/", everybody.administration_person, name="administration_person"),
    path(
        "administration/personnes/<int:person>/suspendre/",
        everybody.administration_suspend,
        name="administration_suspend",
    ),
    path(
        "administration/personnes/<int:person>/second-facteur/",
        everybody.administration_second_factor,
        name="administration_second_factor",
    ),
    path(
        "administration/personnes/<int:person>/roles/<int:member>/retirer/",
        everybody.administration_role,
        name="administration_role",
    ),
    path(
        "administration/invitations/<int:invitation>/",
        everybody.administration_invitation,
        name="administration_invitation",
    ),
]
