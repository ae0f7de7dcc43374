"""Addresses of the app, under ``centres/<code>/``."""

from __future__ import annotations

from django.urls import path, re_path

from levier.web.figures.views import charts, dashboard, exports, indicator, levers, lines, revenue

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("indicateurs/", indicator.indicators, name="indicators"),
    path("indicateurs/<slug:name>/", indicator.indicator, name="indicator"),
    path("indicateurs/<slug:name>/lignes/", lines.ask, name="lines"),
    path("indicateurs/<slug:name>/lignes/<uuid:job>/", lines.show, name="lines_of"),
    path("indicateurs/<slug:name>/lignes/<uuid:job>/fichier.csv", lines.download, name="lines_file"),
    path("recettes/", revenue.revenue, name="revenue"),
    path("leviers/", levers.levers, name="levers"),
    path("leviers/essais/<uuid:job>/", levers.tried, name="levers_tried"),
    re_path(r"^tableau-de-bord\.(?P<ext>csv|xlsx|pdf)$", exports.dashboard, name="dashboard_file"),
    re_path(
        r"^indicateurs/(?P<name>[a-z0-9_]+)/chiffres\.(?P<ext>csv|xlsx|pdf)$", exports.indicator, name="indicator_file"
    ),
    re_path(r"^graphiques/(?P<digest>[0-9a-f]{8,64})/image\.(?P<ext>svg|png)$", exports.chart, name="chart_file"),
    re_path(r"^graphiques/(?P<digest>[0-9a-f]{8,64})\.(?P<ext>svg|json)$", charts.chart, name="chart"),
]
