"""One line of the grid: how its numbers are known, a percentage made a number, who wrote what."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from levier.catalogue.words import in_language
from levier.grid.layout import Line
from levier.problems import WrongCommand
from levier.readers import cells
from levier.readers.bad import Bad
from levier.web.accounts.access import allowed
from levier.web.centres.models import Centre
from levier.web.entry import selectors, services
from levier.web.entry.forms import LineForm, RateForm
from levier.web.entry.keys import CellKey, LineKey, line_key
from levier.web.entry.numbers import spaced
from levier.web.entry.sheet import year_of
from levier.web.entry.views.common import asked_year, block_for, path
from levier.web.entry.words import heading, line_label
from levier.web.ui.formats import period_label
from levier.web.ui.parts import Link


@require_http_methods(["GET", "POST"])
@allowed("centre.type")
def entry_line(request: HttpRequest, centre: Centre, block: str) -> HttpResponse:
    """Show a line, or change what is said of it."""
    about = block_for(request, centre, block)
    key = line_key(request.GET.get("ligne", ""))
    if key is None or key.about.block != about.name:
        raise Http404
    year = asked_year(request)
    values = {one: said for one, said in selectors.values_of(centre, year, about.name).items() if one.line == key}
    mine = {one: said for one, said in values.items() if year_of(one.period) == year}
    last = max(mine.values(), key=lambda one: one.updated, default=None)
    form = LineForm(request.POST if request.POST.get("quoi") == "ligne" else None, initial=_initial(last, about))
    rate = RateForm(
        request.POST if request.POST.get("quoi") == "taux" else None,
        periods=_periods(key, year),
        initial={"period": request.GET.get("periode", "")},
    )
    if request.method == "POST" and (
        _line_saved(request, centre, key, year, form, bool(mine)) or _rate_saved(request, centre, key, rate, values)
    ):
        return redirect(request.get_full_path())
    return render(
        request, "entry/line.html", _context(request, centre, about, key, year, form, rate), status=_status(form, rate)
    )


def _status(*forms: Any) -> int:
    return 422 if any(one.is_bound and not one.is_valid() for one in forms) else 200


def _initial(last: Any, about: Any) -> dict[str, Any]:
    names = ("nature", "definition", "source", "preferred")
    return (
        {name: getattr(last, name) for name in names} if last else {"nature": "exact", "definition": about.definition}
    )


def _periods(key: LineKey, year: int) -> list[tuple[str, str]]:
    from levier.periods import parse_period, periods_between

    whole = parse_period(str(year))
    line = Line(key.about, dict(key.keys()), {})
    found = [
        one
        for grain in ("month", "quarter", "year")
        for one in periods_between(whole.first, whole.last, grain)
        if line.asked(one)
    ]
    return [(one.label, period_label(one)) for one in found]


def _line_saved(request: HttpRequest, centre: Centre, key: LineKey, year: int, form: LineForm, any_value: bool) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    if not any_value:
        form.add_error(
            None, _("Cette ligne n'a pas encore de nombre en {year} : tapez-en un, puis revenez ici.").format(year=year)
        )
        return False
    moved = services.save_line(centre, request.user, key, year, form.cleaned_data)
    said = ngettext("{n} nombre de la ligne mis à jour.", "{n} nombres de la ligne mis à jour.", moved)
    messages.success(request, said.format(n=moved))
    return True


def _rate_saved(request: HttpRequest, centre: Centre, key: LineKey, form: RateForm, values: Any) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    said = form.cleaned_data
    total = cells.whole(said["total"])
    cell = CellKey(key, said["period"])
    try:
        if isinstance(total, Bad):
            raise WrongCommand(
                _("Total « {total} » : attendu un nombre entier, 0 ou plus.").format(total=said["total"])
            )
        there = values.get(cell)
        done = services.save_rate(centre, request.user, cell, said["rate"], total, there.value if there else "")
    except WrongCommand as refused:
        form.add_error(None, str(refused))
        return False
    if not done.written:
        form.add_error(None, done.message)
        return False
    sentence = _("{period} : {value} gardé comme une estimation ({rate} de {total}).")
    messages.success(
        request,
        sentence.format(period=period_label(cell.period), value=done.text, rate=said["rate"], total=spaced(str(total))),
    )
    return True


def _context(
    request: HttpRequest, centre: Centre, about: Any, key: LineKey, year: int, form: Any, rate: Any
) -> dict[str, Any]:
    line = Line(in_language(key.about), dict(key.keys()), {})
    back = reverse("entry_block", args=[centre.code, about.name]) + f"?annee={year}"
    label = line_label(line)
    return {
        "about": about,
        "label": label,
        "heading": heading(line),
        "help": in_language(key.about).help,
        "name": key.measure,
        "year": year,
        "form": form,
        "rate": rate if key.about.whole else None,
        "history": [_said(one) for one in selectors.line_history(centre, key)],
        "back": back,
        "path": path(centre, Link(about.title, back), Link(label)),
    }


def _said(one: Any) -> dict[str, Any]:
    words = {"+": _("écrit"), "~": _("changé"), "-": _("effacé")}
    return {
        "at": one.history_date,
        "who": one.history_user or _("le programme"),
        "what": words[one.history_type],
        "period": period_label(one.period),
        "value": spaced(one.value),
        "nature": one.nature if one.nature != "exact" else "",
        "comment": one.comment,
    }
