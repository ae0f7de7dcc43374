"""Addresses of the app, under ``centres/<code>/``."""

from __future__ import annotations

from django.urls import path, re_path

from levier.web.figures.views import charts, dashboard, indicator

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("indicateurs/", indicator.indicators, name="indicators"),
    path("indicateurs/<slug:name>/", indicator.indicator, name="indicator"),
    re_path(r"^graphiques/(?P<digest>[0-9a-f]{8,64})\.(?P<ext>svg|png|json)$", charts.chart, name="chart"),
]
