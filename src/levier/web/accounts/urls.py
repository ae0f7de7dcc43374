"""Addresses of the app; those of log-in and second factor are allauth's."""

from __future__ import annotations

urlpatterns: list = []
