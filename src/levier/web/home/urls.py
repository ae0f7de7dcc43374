"""Addresses that every installation has."""

from __future__ import annotations

from django.urls import path

from levier.web.accounts.access import for_everyone
from levier.web.home import views
from levier.web.ui.views import set_theme

urlpatterns = [
    path("", views.home, name="home"),
    path("langue/", views.set_language, name="set_language"),
    path("theme/", for_everyone(set_theme), name="set_theme"),
    path("lexique/", views.lexicon, name="lexicon"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("mentions/", views.legal, name="legal"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_contact, name="security_contact"),
    path("sante/vive", views.alive, name="alive"),
    path("sante/prete", views.ready, name="ready"),
]
