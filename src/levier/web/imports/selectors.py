"""What the pages of imports show."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levier.catalogue.indicators import indicators
from levier.catalogue.words import in_language
from levier.i18n import gettext as library_words
from levier.tables import TABLES
from levier.web.centres.models import Centre
from levier.web.figures.models import Run
from levier.web.imports.models import Delivery, Imported
from levier.web.imports.reading.examine import ordered
from levier.web.jobs.models import Job

MONTH = re.compile(r"\d{4}-\d{2}")
# The encoding is said beside each file, with three lines to judge it by.
TOLD_ELSEWHERE = {"encodage_suppose"}
# Those that the page mends by asking, whatever the library advises.
TO_MAP = {"colonne_manquante"}
UNKNOWN_LAYOUT = {"table_inconnue", "entete_introuvable", "colonne_manquante", "table_ambigue"}


def delivery_of(centre: Centre, delivery_id: Any) -> Delivery:
    """Return a delivery of a centre; another centre's is not found."""
    found = get_object_or_404(Delivery.objects.select_related("job"), centre=centre, pk=delivery_id)
    found.centre = centre
    return found


def job_shown(centre: Centre, request: Any, kind: str) -> Job | None:
    """Return the job that a page was led from, ``None`` without one.

    Raises:
        Http404: it is not of this centre, or of another kind.
    """
    given = request.GET.get("travail", "")
    if not given:
        return None
    try:
        return get_object_or_404(Job, centre=centre, kind=kind, pk=uuid.UUID(given))
    except ValueError:
        raise Http404 from None


def label_of(table: str | None) -> str:
    """Return what a table is called."""
    return library_words(TABLES[table].label) if table in TABLES else _("non reconnu")


def effects(one: Imported) -> list[str]:
    """Return what an import did to former lines, in words."""
    return [sentence for table, counts in one.effects.items() for sentence in _effects(table, counts)]


def _effects(table: str, counts: dict[str, int]) -> Iterable[str]:
    words = {
        "replaced": (_("{label} : {n} ligne remplacée"), _("{label} : {n} lignes remplacées")),
        "withdrawn": (
            _("{label} : {n} ligne retirée, absente du nouveau fichier"),
            _("{label} : {n} lignes retirées, absentes du nouveau fichier"),
        ),
        "taken_over": (
            _("{label} : {n} ligne reprise d'un autre export"),
            _("{label} : {n} lignes reprises d'un autre export"),
        ),
    }
    for kind, count in counts.items():
        if count and kind in words:
            one, many = words[kind]
            yield (one if count < 2 else many).format(label=label_of(table), n=count)


def lines_of(counts: dict[str, int]) -> list[str]:
    """Return numbers of lines by table, in words."""
    return [
        ngettext("{label} : {n} ligne", "{label} : {n} lignes", n).format(label=label_of(table), n=n)
        for table, n in counts.items()
    ]


def moved(run: Run | None) -> dict[str, Any]:
    """Return the figures that a computation changed, by indicator, months first; how many more there are."""
    known = indicators()
    rows = [one for one in (run.moved if run else []) if one["indicator"] in known]
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in rows:
        groups.setdefault(one["indicator"], []).append(one)
    shown = [_moved(known[name], changes) for name, changes in groups.items()]
    return {"groups": shown, "count": len(rows)}


def _moved(about: Any, changes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    months = [one for one in changes if MONTH.fullmatch(one["period"])]
    others = [one for one in changes if not MONTH.fullmatch(one["period"])]
    latest = sorted(months, key=lambda one: one["period"], reverse=True) + others
    about = in_language(about)
    return {
        "name": about.name, "label": about.label, "unit": about.unit, "count": len(changes),
        "rows": latest[:4], "more": max(0, len(changes) - 4),
    }  # fmt: skip


def problem_groups(reports: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the problems of files, the gravest first, each with its sentence in plain words."""
    from levier.problems import Problem

    found: list[dict[str, Any]] = []
    for report in reports:
        for one in report.get("problems", ()):
            if one["code"] in TOLD_ELSEWHERE or (one["code"] == "table_inconnue" and report.get("columns")):
                continue
            said = Problem(
                **{**one, "lines": tuple(one["lines"]), "fix": on_screen(one, columns=bool(report.get("columns")))}
            )
            found.append({**one, "sentence": said.sentence()})
    return ordered(found)


def on_screen(one: dict[str, Any], *, columns: bool = True) -> str | None:
    """Return what to do about a problem, without the command line that the library speaks of.

    Args:
        one: the problem.
        columns: whether the file has columns, that the page can ask about.
    """
    if one["code"] in UNKNOWN_LAYOUT and not columns:
        return _("Ce n'est pas un tableau lisible : exportez-le en CSV ou en classeur (XLSX, ODS), puis déposez-le.")
    if one["code"] in TO_MAP or (one["fix"] and "levier" in one["fix"]):
        if one["code"] in UNKNOWN_LAYOUT:
            return _("Dites ce que sont les colonnes : le bouton est au-dessus, près du nom du fichier.")
        return _("Corrigez dans le logiciel, ou dites ce que ce mot signifie : « Corriger la lecture des colonnes ».")
    return str(one["fix"]) if one["fix"] else None


def waiting_words(delivery: Delivery) -> str:
    """Return why a delivery waits, for whoever must act."""
    if delivery.state == Delivery.State.QUESTION:
        return _("Une question attend votre réponse.")
    unknown = [one.name for one in delivery.files.all() if one.read and not one.known]
    if unknown:
        return _("Disposition inconnue : {names}. Dites une fois ce que sont les colonnes.").format(
            names=", ".join(unknown)
        )
    return _("À vérifier, puis à confirmer.")
