"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from levier.web.jobs import views

urlpatterns = [
    path("<uuid:job_id>/", views.job, name="job"),
    path("<uuid:job_id>/arreter/", views.job_cancel, name="job_cancel"),
    path("centre/<slug:code>/", views.jobs, name="jobs"),
]
