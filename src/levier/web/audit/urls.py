"""Addresses of the app."""

from __future__ import annotations

urlpatterns: list = []
