"""Every address of the site. What speaks of a centre begins with ``centres/<code>/``."""

from __future__ import annotations

from django.urls import include, path

handler400 = "levier.web.home.errors.bad_request"
handler404 = "levier.web.home.errors.not_found"

urlpatterns = [
    path("", include("levier.web.home.urls")),
    path("", include("levier.web.ui.urls")),
    path("", include("levier.web.accounts.urls")),
    path("", include("levier.web.audit.urls")),
    path("", include("levier.web.centres.urls")),
    path("centres/<slug:code>/", include("levier.web.figures.urls")),
    path("centres/<slug:code>/", include("levier.web.entry.urls")),
    path("centres/<slug:code>/", include("levier.web.imports.urls")),
    path("centres/<slug:code>/", include("levier.web.monday.urls")),
    path("centres/<slug:code>/", include("levier.web.documents.urls")),
    path("travaux/", include("levier.web.jobs.urls")),
    path("api/", include("levier.web.api.urls")),
]
