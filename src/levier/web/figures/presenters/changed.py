"""What changed for real, in a sentence a director can repeat; often nothing, and it is said with pride."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levier.catalogue.words import in_language

SURE = ("real", "likely")
# What these say is no variation yet: they are left out of the count.
SILENT = ("unknown", "early", "compared")


@dataclass(frozen=True, slots=True)
class Change:
    """One indicator that changed."""

    label: str
    url: str
    reading: Mapping[str, Any]
    sentence: str


@dataclass(frozen=True, slots=True)
class Changed:
    """The sentence, and the indicators that changed, worst first."""

    sentence: str
    quiet: bool
    changes: tuple[Change, ...] = ()


def what_changed(code: str, lectures: Mapping[str, Mapping[str, Any]], query: str = "") -> Changed | None:
    """Return what became of the readings of a page, ``None`` when nothing could be read."""
    known = {name: one for name, one in lectures.items() if one["outcome"] not in SILENT}
    if not known:
        return None
    found = [(name, one) for name, one in known.items() if one["outcome"] in SURE]
    if not found:
        return Changed(_quiet(len(known)), True)
    changes = tuple(
        Change(one["label"], reverse("indicator", kwargs={"code": code, "name": name}) + query, one, told(one))
        for name, one in found
    )
    return Changed(_sentence(len(changes), len(known)), False, changes)


def _quiet(known: int) -> str:
    text = ngettext(
        "Rien d'inhabituel : l'indicateur lu varie comme d'habitude.",
        "Rien d'inhabituel : les {n} indicateurs lus varient comme d'habitude.",
        known,
    )
    return text.format(n=known)


def _sentence(changed: int, known: int) -> str:
    text = ngettext(
        "{n} indicateur sur {known} sort de ses variations habituelles.",
        "{n} indicateurs sur {known} sortent de leurs variations habituelles.",
        changed,
    )
    return text.format(n=changed, known=known)


def told(reading: Mapping[str, Any]) -> str:
    """Return the sentence of a reading without its label and its outcome, which the page shows beside.

    >>> told({"label": "Non-venue", "reading": "amélioration avérée", "sentence": "Non-venue : amélioration avérée. 7"})
    '7'
    """
    words, text = in_language(reading["reading"]), reading["sentence"]
    head = next((one for one in (f"{reading['label']} : {words}", f"{reading['label']}: {words}") if one in text), "")
    if not head or not text.startswith(head):
        return text
    said = text.removeprefix(head).removeprefix(".").strip()
    way, closing, rest = said.partition("). ")
    return _("{way} : {rest}").format(way=way[1:].capitalize(), rest=rest) if said.startswith("(") and closing else said
