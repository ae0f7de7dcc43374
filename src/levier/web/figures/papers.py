"""The PDF of a page: tagged (PDF/UA-1), from a template that receives data and no markup."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from levier.catalogue.definition import Indicator
from levier.web.centres.models import Centre
from levier.web.figures import selectors
from levier.web.figures.models import Series
from levier.web.figures.presenters.asked import Asked
from levier.web.figures.presenters.board import followed
from levier.web.figures.presenters.cards import Allowed, Card, card
from levier.web.figures.presenters.changed import what_changed
from levier.web.figures.presenters.definition import definition
from levier.web.figures.presenters.indicator import history, splits
from levier.web.figures.presenters.stills import TREND
from levier.web.figures.presenters.themes import grouped
from levier.web.ui.formats import french_date, period_label

TEMPLATE = "figures.typ"
Content = dict[str, Any]
CUT = ("service", "specialty", "payer_type")


def dashboard(centre: Centre, asked: Asked) -> Content:
    """Return what the paper of a dashboard says: what may be shared."""
    who, names = selectors.SHARED, followed(centre)
    beside = selectors.beside(centre, who, names, grain=asked.grain, results=("margins",))
    cut = {"grain": asked.grain, "dimension": asked.dimension, "slice_": asked.slice}
    found = {one.indicator: one for one in selectors.series(centre, who, names=names, **cut)}
    cards = [
        card(centre.code, one, found.get(one.name), asked, beside, Allowed())
        for _theme, held in grouped(names)
        for one in held
    ]
    period = asked.period.label if asked.period else max((one.value.period for one in cards), default="")
    return _content(
        _head(centre, _("Tableau de bord"), asked, period, beside),
        lead=_lead(centre, beside),
        tables=[_table(_("Indicateurs suivis"), _heads(), [_row(one) for one in cards])],
        notes=[_small()],
    )


def _lead(centre: Centre, beside: selectors.Beside) -> list[str]:
    changed = what_changed(centre.code, beside.lectures)
    if changed is None:
        return []
    return [changed.sentence, *(f"{one.label} : {one.reading['reading']}. {one.sentence}" for one in changed.changes)]


def _heads() -> list[str]:
    return [_("Indicateur"), _("Valeur"), _("Fourchette"), _("N-1"), _("Lecture"), _("Objectif")]


def _small() -> str:
    return _("Les chiffres d'une équipe de moins de trois personnes ne sont jamais imprimés.")


def _row(one: Card) -> list[str]:
    value = one.value
    said = f"{value.text} ({one.state})" if value.told and one.state else value.text or one.state
    before = f"{value.before} ({value.change})" if value.change else value.before
    return [one.label, said, value.range, before, (one.reading or {}).get("reading", ""), one.target]


def indicator(centre: Centre, one: Indicator, asked: Asked) -> Content:
    """Return what the paper of an indicator says: value, curve, months, slices that may be shared, definition."""
    who, trend, whole = selectors.SHARED, TREND.format(name=one.name), Asked(asked.period)
    beside = selectors.beside(centre, who, [one.name], grain=asked.grain, stills=[trend])
    found = selectors.of_indicator(centre, who, one.name, counter=None, grain=asked.grain, cut=CUT)
    mine = next((each for each in found if not each.dimension and each.grain == asked.grain), None)
    main = card(centre.code, one, mine, whole, beside, Allowed())
    reading = beside.lectures.get(one.name) or {}
    return _content(
        _head(centre, one.label, whole, main.value.period, beside),
        lead=[reading["sentence"]] if reading else [],
        picture=_picture(centre, beside, trend),
        tables=[_table(_("Indicateur"), _heads(), [_row(main)]), *_tables(one, found, whole, mine)],
        notes=_notes(one, mine),
    )


def _tables(one: Indicator, found: Sequence[Series], asked: Asked, mine: Series | None) -> Iterator[dict[str, Any]]:
    months = next((each for each in found if not each.dimension and each.grain == "month"), None)
    columns, rows = history(months, one.unit)
    cells = [[getattr(cell, "text", cell) for cell in row] for row in rows]
    yield _table(_("Mois par mois"), [each.label for each in columns], cells)
    heads = [_("Partie"), _("Valeur"), _("Fourchette"), _("Détail"), _("N-1"), _("Écart")]
    for split in splits(found, one, asked, mine):
        said = [[name, v.text, v.range, v.counted, v.before, v.change] for name, v, _slice in split.rows]
        yield _table(split.title, heads, said)


def _table(title: str, heads: list[str], rows: list[list[str]]) -> dict[str, Any]:
    return {"title": title, "heads": heads, "rows": rows}


def _notes(one: Indicator, mine: Series | None) -> list[str]:
    made = definition(one, mine)
    conventions = [f"{each.label} : {each.value} ({each.provenance})" for each in made.conventions]
    return [one.how_to_read, one.why, one.caveats, *conventions, made.version, _small()]


def _picture(centre: Centre, beside: selectors.Beside, name: str) -> dict[str, str] | None:
    found = beside.stills.get(name)
    still = selectors.still(centre, selectors.SHARED, found["digest"]) if found else None
    return {"svg": still.light, "alt": found["sentence"] or name} if found and still and still.light else None


def _head(centre: Centre, title: str, asked: Asked, period: str, beside: selectors.Beside) -> dict[str, str]:
    known = (beside.run or {}).get("as_of")
    said = [
        period_label(period) if period else "",
        asked.slice,
        _("données connues au {day}").format(day=french_date(known)) if known else "",
    ]
    return {"title": title, "centre": centre.name, "subtitle": " · ".join(one for one in said if one)}


def _content(head: dict[str, str], **content: Any) -> Content:
    """Return all that the template names."""
    return {"lead": [], "picture": None, "notes": [], "language": get_language() or "fr", **head, **content}


def pdf(content: Content) -> bytes:
    """Return a paper as a tagged PDF (PDF/UA-1): texts are shown as texts, whatever they hold."""
    import typst

    source = files("levier.web.figures").joinpath(TEMPLATE).read_bytes()
    made: bytes = typst.compile(
        source, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True, sys_inputs={"data": json.dumps(content)}
    )
    return made


def png(svg: str, scale: float = 2) -> bytes:
    """Return a drawn chart as a PNG, for a document that takes no SVG."""
    import vl_convert

    made: bytes = vl_convert.svg_to_png(svg, scale=scale)
    return made
