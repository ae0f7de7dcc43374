"""What the pages of the settings share: where one is among them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from levier.web.centres.models import Centre
from levier.web.ui.parts import Link


def sections(centre: Centre, current: str) -> list[Link]:
    """Return the sections of the settings, the one of the page marked."""
    named = (
        ("settings_followed", _("Indicateurs suivis")),
        ("settings_targets", _("Objectifs")),
        ("settings_events", _("Événements et actions")),
        ("settings_conventions", _("Conventions")),
        ("settings_identity", _("Identité")),
        ("settings_costs", _("Coûts du tiers payant")),
        ("settings_history", _("Historique")),
    )
    return [Link(label, reverse(name, args=[centre.code]), name == current) for name, label in named]


def around(request: HttpRequest, centre: Centre, current: str, title: str, **more: Any) -> dict[str, Any]:
    """Return what every page of the settings shows around its own content."""
    path = [Link(_("Réglages"), reverse("centre_settings", args=[centre.code])), Link(title, current=True)]
    return {"title": title, "tabs": sections(centre, current), "path": path} | more
