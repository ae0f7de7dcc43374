"""Addresses that every installation has."""

from __future__ import annotations

from django.urls import path

from levier.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("langue/", views.set_language, name="set_language"),
    path("sante/vive", views.alive, name="alive"),
    path("sante/prete", views.ready, name="ready"),
]
