"""The strip that says how good the data are: files, dates, lines set aside, marking of appointments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levier.i18n import _ as library
from levier.readings.numbers import plain
from levier.tables import TABLES
from levier.web.ui.formats import french_date, percent

MAIN = ("appointments", "acts", "calls", "invoices", "payer_flows", "typed_measures")


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of file: what it holds and until when."""

    name: str
    kept: str
    until: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """What the figures of a page rest on."""

    sentence: str
    sources: tuple[Source, ...]
    marked: str = ""
    low: bool = False


def strip(quality: Mapping[str, Any] | None, known: float | None) -> Strip | None:
    """Return what the figures rest on, ``None`` when nothing was handed over.

    Args:
        quality: result ``quality`` of the centre.
        known: share of the past appointments whose outcome is known.
    """
    tables = (quality or {}).get("tables") or {}
    if not tables:
        return None
    ordered = sorted(tables, key=lambda name: (MAIN.index(name) if name in MAIN else len(MAIN), name))
    sources = tuple(_source(name, tables[name]) for name in ordered if name in TABLES)
    marked = "" if known is None else percent(known)
    return Strip(_sentence(tables), sources, marked, known is not None and known < 0.95)


def _sentence(tables: Mapping[str, Any]) -> str:
    kept = sum(one["kept"] for one in tables.values())
    last = max((one["last"] for one in tables.values() if one["last"]), default=None)
    files = sum(len(one["files"]) for one in tables.values())
    read = ngettext("{n} ligne lue", "{n} lignes lues", kept).format(n=plain(kept, 0))
    said = ngettext("{read} dans {files} fichier", "{read} dans {files} fichiers", files).format(read=read, files=files)
    return said if last is None else said + _(", jusqu'au {day}").format(day=french_date(last))


def _source(name: str, said: Mapping[str, Any]) -> Source:
    aside = said["set_aside"]
    text = ngettext("{n} ligne mise de côté", "{n} lignes mises de côté", aside).format(n=plain(aside, 0))
    return Source(
        library(TABLES[name].label),
        plain(said["kept"], 0),
        french_date(said["last"]) if said["last"] else "",
        text if aside else "",
    )
