"""What every template knows."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

THEMES = ("auto", "light", "dark")


def installation(request: HttpRequest) -> dict[str, Any]:
    """Return the kind of installation, its version, the theme, and the centre that the page speaks of."""
    centre = getattr(request, "centre", None)
    theme = request.COOKIES.get("levier_theme", "auto")
    return {
        "kind": settings.KIND,
        "version": settings.VERSION,
        "theme": theme if theme in THEMES else "auto",
        "fictitious": settings.FICTITIOUS or bool(centre and centre.fictitious),
        "centre": centre,
        "passkeys": _named(request),
    }


def _named(request: HttpRequest) -> bool:
    """Tell whether the site has a name: browsers make no passkey for a bare number (http://127.0.0.1)."""
    try:
        host = urlsplit(f"//{request.get_host()}").hostname or ""
    except DisallowedHost:
        return False  # the page that refuses it
    try:
        ip_address(host)
    except ValueError:
        return True
    return False
