"""The territory of an agency or a delegation, and the synthesis of everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from levier.web.accounts.access import allowed_here
from levier.web.centres import region as selectors
from levier.web.figures.models import Benchmark
from levier.web.ui.formats import NOTHING, french_date, percent, value_of
from levier.web.ui.parts import Cell, Column

A_PAGE = 50


@require_safe
@allowed_here("region.see")
def region(request: HttpRequest) -> HttpResponse:
    """List the centres of the territory with the state of their data."""
    asked = request.GET.get("q", "").strip()[:80]
    page = Paginator(selectors.territory(request.user, asked), A_PAGE).get_page(request.GET.get("page"))
    total = page.paginator.count
    subtitle = ngettext("{n} centre", "{n} centres", total).format(n=total)
    context = {
        "asked": asked, "page": page, "rows": [list(_row(one)) for one in page], "columns": _columns(),
        "subtitle": subtitle, "caption": _("Centres et état de leurs données"),
    }  # fmt: skip
    return render(request, "centres/region.html", context)


def _columns() -> list[Column]:
    return [
        Column(_("Centre"), heads=True),
        Column(_("Gestionnaire")),
        Column(_("Département")),
        Column(_("Dernières données")),
        Column(_("Rendez-vous pointés"), number=True, help=_("au dernier mois")),
        Column(_("Lectures"), number=True),
        Column(_("Changements"), number=True, help=_("avérés ou probables, dans un sens ou dans l'autre")),
        Column(_("Non fournis"), number=True),
    ]


def _row(one: Any) -> Iterator[Cell | str]:
    yield Cell(str(one), url=one.get_absolute_url())
    yield str(one.body or "")
    yield one.department
    last = selectors.last_day(one)
    yield french_date(last, "digits") if last else _("rien encore")
    yield percent(selectors.marked(one), 0)
    for count in (one.readings, one.changed, one.missing):
        yield str(count or 0) if one.known else NOTHING


@require_safe
@allowed_here("region.synthesis")
def synthesis(request: HttpRequest) -> HttpResponse:
    """Show the quartiles of the centres that count alike; nothing under five, nobody named."""
    periods = selectors.periods()
    asked = request.GET.get("periode", "")
    period = asked if asked in periods else next(iter(periods), "")
    groups = [(theme, [_quartiles(*one) for one in rows]) for theme, rows in selectors.synthesis(period)]
    columns = [
        Column(_("Indicateur"), heads=True), Column(_("Quart bas"), number=True), Column(_("Milieu"), number=True),
        Column(_("Quart haut"), number=True), Column(_("Centres"), number=True),
    ]  # fmt: skip
    context = {
        "periods": periods, "period": period, "groups": groups, "columns": columns,
        "subtitle": _("Comment se répartissent les centres, sans en nommer aucun."),
    }  # fmt: skip
    return render(request, "centres/synthesis.html", context)


def _quartiles(label: str, unit: str, one: Benchmark) -> tuple[str, ...]:
    return (label, *(value_of(number, unit) for number in (one.low, one.middle, one.high)), str(one.centres))
