"""Addresses of the API, of its documentation and of the tokens."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from levier.web.api import views
from levier.web.api.site import api

pages, namespace, name = api.urls
for page in pages:
    # A token, not a session, opens these; ninja answers 401 itself.
    page.callback = login_not_required(page.callback)

urlpatterns = [
    path("", views.documentation, name="api_documentation"),
    path("jetons/", views.tokens, name="tokens"),
    path("jetons/<int:token>/revoquer/", views.revoke, name="token_revoke"),
    path("v1/", (pages, namespace, name)),
]
