"""A file handed over: its name, its kind, never kept by the browser."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from levier.web.config.installation import REGION
from levier.web.home.navigation import may


def handed(content: bytes, name: str, kind: str) -> HttpResponse:
    """Return a file to be saved."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def may_prepare(user: Any, centre: Any) -> bool:
    """Tell whether a person prepares the papers: in a region, they are those of the whole installation."""
    return may(user, "centre.papers", centre) and (settings.KIND != REGION or may(user, "installation.manage"))


def must_prepare(user: Any, centre: Any) -> None:
    """Refuse whoever may not prepare the papers.

    Raises:
        PermissionDenied: they may not.
    """
    if not may_prepare(user, centre):
        raise PermissionDenied
