"""What downloads hold: the same figures as the pages, for nobody in particular."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from levier.catalogue.definition import Indicator
from levier.catalogue.words import in_language
from levier.web.centres.models import Centre
from levier.web.figures import selectors
from levier.web.figures.exports import Sheet, rows_of
from levier.web.figures.models import Series
from levier.web.figures.presenters.asked import Asked
from levier.web.figures.presenters.board import followed
from levier.web.figures.presenters.themes import grouped

GRAINS = (("month", "Mois"), ("quarter", "Trimestres"), ("year", "Années"))
CUT = ("service", "specialty", "payer_type")


def dashboard(centre: Centre, asked: Asked) -> Sheet:
    """Return the followed indicators of one period, in the order of the dashboard."""
    names = followed(centre)
    found = selectors.series(
        centre, selectors.SHARED, names=names, grain=asked.grain, dimension=asked.dimension, slice_=asked.slice
    )
    beside = selectors.beside(centre, selectors.SHARED, names, grain=asked.grain)
    by_name = {one.indicator: one for one in found}
    rows = [
        row
        for _theme, held in grouped(names)
        for one in held
        if one.name in by_name
        for row in rows_of(one, by_name[one.name], beside, [_period(by_name[one.name], asked)])
    ]
    return Sheet(_("Tableau de bord"), rows)


def _period(series: Series, asked: Asked) -> str:
    return asked.period.label if asked.period else series.points[-1]["period"] if series.points else ""


def indicator(centre: Centre, one: Indicator) -> list[Sheet]:
    """Return every figure of an indicator that may be shared: by grain, then by slice and month."""
    beside = selectors.beside(centre, selectors.SHARED, [one.name])
    found = selectors.every(centre, selectors.SHARED, one.name)
    whole = [
        _sheet(in_language(title), one, [each for each in found if _is(each, grain)], beside) for grain, title in GRAINS
    ]
    sliced = [
        _sheet(_title(dim), one, [each for each in found if each.dimension == dim and each.grain == "month"], beside)
        for dim in CUT
    ]
    return [sheet for sheet in (*whole, *sliced) if sheet.rows]


def _is(series: Series, grain: str) -> bool:
    return not series.dimension and series.grain == grain


def _title(dimension: str) -> str:
    said = {"service": _("Par service"), "specialty": _("Par spécialité"), "payer_type": _("Par organisme")}
    return said[dimension]


def _sheet(title: str, one: Indicator, found: Sequence[Series], beside: selectors.Beside) -> Sheet:
    return Sheet(title, [row for series in found for row in rows_of(one, series, beside)])
