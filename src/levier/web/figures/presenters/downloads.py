"""The downloads of a page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from levier.web.ui.parts import Action


def downloads(route: str, query: str = "", **where: str) -> list[Action]:
    """Return the links of a page's files: PDF, workbook, CSV."""
    words = {"pdf": _("PDF"), "xlsx": _("Excel"), "csv": _("CSV")}
    return [
        Action(label, reverse(route, kwargs={**where, "ext": ext}) + query, "quiet btn-sm", "download")
        for ext, label in words.items()
    ]
