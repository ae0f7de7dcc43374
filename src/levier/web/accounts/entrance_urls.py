"""Addresses of log-in, password, second factor and sessions: allauth's pages, those that we drew and no other."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.usersessions import views as sessions
from django.conf import settings
from django.urls import include, path, re_path

RESET = r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("connexion/", account.login, name="account_login"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("suspendu/", account.account_inactive, name="account_inactive"),
    path("inscription/", account.signup, name="account_signup"),
    path("confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("adresse/", account.email, name="account_email"),
    path("adresse/envoyee/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^adresse/verifier/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", account.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", account.password_reset, name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", account.password_reset_done, name="account_reset_password_done"),
    path("mot-de-passe/change/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(RESET, account.password_reset_from_key, name="account_reset_password_from_key"),
    path("second-facteur/", mfa.index, name="mfa_index"),
    path("second-facteur/code/", mfa.authenticate, name="mfa_authenticate"),
    path("second-facteur/confirmer/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-facteur/application/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-facteur/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-facteur/secours/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-facteur/secours/refaire/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-facteur/secours/telecharger/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("second-facteur/cles/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("second-facteur/cles/ajouter/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("second-facteur/cles/connexion/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("second-facteur/cles/confirmer/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("second-facteur/cles/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("second-facteur/cles/<int:pk>/retirer/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("connexions/", sessions.list_usersessions, name="usersessions_list"),
]

if settings.SOCIALACCOUNT_PROVIDERS:
    urlpatterns += [
        path("externe/", include("allauth.socialaccount.urls")),
        path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    ]
