"""What the pages of the grid share."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levier.catalogue.typed import BLOCKS
from levier.catalogue.words import in_language
from levier.web.centres.models import Centre
from levier.web.entry.selectors import blocks_of, usual_year
from levier.web.ui.parts import Link

FIRST_YEAR, LAST_YEAR = 1990, 2079


def block_for(request: HttpRequest, centre: Centre, name: str) -> Any:
    """Return the block of the address, in the language of the page, to somebody who may fill it."""
    if name not in BLOCKS:
        raise Http404
    if name not in blocks_of(request.user, centre):
        raise PermissionDenied
    return in_language(BLOCKS[name])


def asked_year(request: HttpRequest, asked: QueryDict | None = None) -> int:
    """Return the year that the address asks for (``asked``: that of the page shown before), else the usual one."""
    said = (asked or {}).get("annee") or request.POST.get("annee") or request.GET.get("annee") or ""
    year = int(said) if said.isdecimal() and len(said) == 4 else usual_year(timezone.localdate())
    return year if FIRST_YEAR <= year <= LAST_YEAR else usual_year(timezone.localdate())


def path(centre: Centre, *more: Link) -> list[Link]:
    """Return where a page of the grid lies."""
    return [Link(str(centre), reverse("dashboard", args=[centre.code])), Link(_("Saisie"), entry_url(centre)), *more]


def entry_url(centre: Centre) -> str:
    """Return the address of the list of blocks."""
    return reverse("entry", args=[centre.code])
