"""The note of one page: the situation, three facts, what is asked. Only what may be shared is in it, access first."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from levier.catalogue.indicators import indicators
from levier.catalogue.words import in_language
from levier.papers import Installation, sheet
from levier.web.centres.models import Centre
from levier.web.centres.words import SERVICES
from levier.web.documents.models import CentreNote
from levier.web.figures import selectors
from levier.web.figures.presenters.board import followed
from levier.web.figures.presenters.values import Value, value_of
from levier.web.figures.selectors import Beside, Viewer
from levier.web.ui.formats import french_date, period_label

# What a mayor's office reads: access before money.
NUMBERS = ("weekly_opening_hours", "active_patients", "booking_delay_days", "call_answer_rate", "no_show_rate",
           "c2s_ame_share", "activity_revenue")  # fmt: skip
AT_MOST = 6
FACTS = 3
TELLING = ("real", "likely")
GRAINS = ("year", "rolling12")


@dataclass(frozen=True, slots=True)
class Number:
    """A line of the note: an indicator, its value, the year before, its reading."""

    label: str
    value: str
    before: str
    reading: str


@dataclass(frozen=True, slots=True)
class Note:
    """What the note says; texts without markup."""

    title: str
    centre: str
    day: str
    known: str
    situation: tuple[str, ...]
    facts: tuple[str, ...]
    numbers: tuple[Number, ...]
    period: str
    asks: tuple[str, ...]
    fictitious: bool

    @property
    def heads(self) -> tuple[str, ...]:
        """Return the heads of the table of numbers."""
        return _("Indicateur"), _("Valeur"), _("N-1"), _("Lecture")


def note_of(centre: Centre, *, money: bool) -> Note:
    """Return the note of a centre.

    Args:
        centre: of the site.
        money: whether the reader may see euros; what a small team made is never there.
    """
    who = Viewer(private=False, money=money)
    names = list(dict.fromkeys((*NUMBERS, *followed(centre))))
    beside = selectors.beside(centre, who, names, grain="rolling12")
    said = CentreNote.objects.filter(centre=centre).first()
    period, numbers = _numbers(centre, who, beside)
    known = beside.run.get("as_of")
    return Note(
        title=_("Note d'une page"),
        centre=centre.name,
        day=french_date(timezone.localdate()),
        known=_("Données connues au {day}.").format(day=french_date(known)) if known else "",
        situation=tuple(_lines(said.situation if said else "") or _presented(centre)),
        facts=tuple(_facts(beside)),
        numbers=tuple(numbers),
        period=period_label(period) if period else "",
        asks=tuple(_lines(said.asks if said else "")),
        fictitious=centre.fictitious or settings.FICTITIOUS,
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _presented(centre: Centre) -> list[str]:
    known = centre.described()
    services = [str(SERVICES[one]) for one in known.services or ()]
    body = _(", géré par {body}").format(body=centre.body) if centre.body_id else ""
    said = [_("{centre} est un centre de santé{body}.").format(centre=centre.name, body=body)]
    if services:
        said.append(
            ngettext("Service : {names}.", "Services : {names}.", len(services)).format(names=", ".join(services))
        )
    return said


def _numbers(centre: Centre, who: Viewer, beside: Beside) -> tuple[str, list[Number]]:
    """Return the last twelve months known, else the last year, and its numbers."""
    for grain in reversed(GRAINS):
        found = selectors.by_indicator(centre, who, names=NUMBERS, grain=grain)
        lines = [(name, found[name]) for name in NUMBERS if name in found and found[name].points]
        period = max((one.points[-1]["period"] for _name, one in lines), default="")
        told = [(name, value_of(one.points[-1], one.unit, one.about)) for name, one in lines
                if one.points[-1]["period"] == period]  # fmt: skip
        numbers = [_number(name, value, beside) for name, value in told if value.told]
        if numbers:
            return period, numbers[:AT_MOST]
    return "", []


def _number(name: str, value: Value, beside: Beside) -> Number:
    reading: Mapping[str, Any] = beside.lectures.get(name) or {}
    label = in_language(indicators()[name]).label
    return Number(label, value.text, value.before, in_language(reading.get("reading", "")))


def _facts(beside: Beside) -> Iterator[str]:
    """Yield three facts: what really changed, worst first, then what is usual."""
    readings = [one for one in beside.lectures.values() if not one.get("small_team")]
    changed = [one for one in readings if one["outcome"] in TELLING]
    usual = [one for one in readings if one["outcome"] == "usual"]
    for one in [*changed, *usual][:FACTS]:
        yield one["sentence"]
    if readings and not changed:
        yield _("Rien d'inhabituel : aucun indicateur suivi n'a vraiment changé.")


def as_docx(note: Note) -> bytes:
    """Return the note as a document that the direction edits."""
    made = sheet.new_sheet(_("Note d'une page – {centre}").format(centre=note.centre), note.title,
                           Installation(name=note.centre, date=timezone.localdate()))  # fmt: skip
    sheet.footer(made, _("{centre} – note du {day}").format(centre=note.centre, day=note.day))
    made.add_paragraph(note.centre, style="Title")
    made.add_paragraph(" ".join(filter(None, (note.day, "–", note.known))).strip(" –"))
    if note.fictitious:
        made.add_paragraph(_("Centre fictif de démonstration : aucun chiffre réel."))
    for head, lines in parts(note):
        made.add_heading(head, 1)
        for line in lines:
            made.add_paragraph(line, style="List Bullet" if head != _("La situation") else "Normal")
    _docx_numbers(made, note)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _docx_numbers(made: Any, note: Note) -> None:
    if not note.numbers:
        return
    title = _("Repères : {period}").format(period=note.period)
    made.add_heading(title, 1)
    table = made.add_table(rows=1 + len(note.numbers), cols=4, style="Table Grid")
    rows = [note.heads, *((one.label, one.value, one.before, one.reading) for one in note.numbers)]
    for row, cells in zip(rows, table.rows, strict=True):
        for text, cell in zip(row, cells.cells, strict=True):
            cell.text = text
            cell.paragraphs[0].style = made.styles[sheet.CELL_STYLE]
    sheet.dress(table, title, (7.0, 3.2, 2.8, 4.0))


def parts(note: Note) -> list[tuple[str, tuple[str, ...]]]:
    """Return the headings of the note and their lines, in order."""
    found = [
        (_("La situation"), note.situation),
        (_("Trois faits"), note.facts or (_("Pas encore de chiffres à partager."),)),
        (_("Ce que nous demandons"), note.asks or (_("[à compléter]"),)),
    ]
    return found


def as_pdf(note: Note) -> bytes:
    """Return the note as a tagged PDF (PDF/UA-1), from a template that receives data and no markup."""
    import typst

    data = {
        "language": get_language() or "fr", "title": note.title, "centre": note.centre,
        "subtitle": " ".join(filter(None, (note.day, "–", note.known))).strip(" –"),
        "fictitious": _("Centre fictif de démonstration : aucun chiffre réel.") if note.fictitious else "",
        "parts": [{"title": head, "lines": list(lines)} for head, lines in parts(note)],
        "numbers": {
            "title": _("Repères : {period}").format(period=note.period), "heads": list(note.heads),
            "rows": [[one.label, one.value, one.before, one.reading] for one in note.numbers],
        },
    }  # fmt: skip
    source = files("levier.web.documents").joinpath("note.typ").read_bytes()
    made: bytes = typst.compile(
        source, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True, sys_inputs={"data": json.dumps(data)}
    )
    return made
