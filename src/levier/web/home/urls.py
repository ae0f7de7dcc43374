"""Addresses that every installation has."""

from __future__ import annotations

from django.urls import include, path

from levier.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("langue/", views.set_language, name="set_language"),
    path("lexique/", views.lexicon, name="lexicon"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("mentions/", views.legal, name="legal"),
    path("", include("levier.web.documents.root_urls")),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_contact, name="security_contact"),
    path("sante/vive", views.alive, name="alive"),
    path("sante/prete", views.ready, name="ready"),
]
