"""How an indicator is made, in words: what is counted, what is left out, under which conventions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from levier.catalogue.definition import BAND, DOWN, UP, Basis, Indicator
from levier.catalogue.parameters import theme
from levier.catalogue.typed import TYPED
from levier.catalogue.words import in_language
from levier.figures.needs import facts_of, is_typed
from levier.i18n import _ as library
from levier.measures.facts import FACTS
from levier.measures.language import typed_of
from levier.tables import TABLES
from levier.web.centres.words import convention_choice
from levier.web.figures.models import Series
from levier.web.ui.formats import french_date

PROVENANCES = {
    "report": "rapport", "law": "texte officiel", "contract": "règle de l'outil Levier",
    "hypothesis": "hypothèse de l'outil",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Convention:
    """A choice that the figure depends on."""

    label: str
    value: str
    provenance: str


@dataclass(frozen=True, slots=True)
class Definition:
    """What the page says of how a figure is made."""

    wanted: str
    ways: tuple[str, ...]
    used: str
    left_out: tuple[str, ...]
    conventions: tuple[Convention, ...]
    version: str


def definition(one: Indicator, series: Series | None) -> Definition:
    """Return how an indicator is made, and how this centre's figure was."""
    about = series.about if series else {}
    return Definition(
        _wanted(one.direction),
        tuple(_way(basis) for basis in one.bases),
        _used(about),
        tuple(exclusion.reason for exclusion in one.population.exclusions) if one.population else (),
        tuple(_convention(name, value) for name, value in (about.get("conventions") or {}).items()),
        _("définition n° {n}, à revoir le {day}").format(n=one.version, day=french_date(one.review)),
    )


def _wanted(direction: str) -> str:
    said = {
        UP: _("on cherche la hausse"), DOWN: _("on cherche la baisse"),
        BAND: _("ni trop haut ni trop bas : une zone cible"),
    }  # fmt: skip
    return said.get(direction, _("sans jugement : ni la hausse ni la baisse n'est bonne en soi"))


def _way(basis: Basis) -> str:
    note = f" ({basis.note})" if basis.note else ""
    if is_typed(basis):
        names = dict.fromkeys(
            in_language(TYPED[one.name]).label for one in typed_of(basis.formula) if one.name in TYPED
        )
        return _("saisie de la grille : {names}").format(names=", ".join(names)) + note
    return _("fichiers : {names}").format(names=", ".join(_files(basis))) + note


def _files(basis: Basis) -> Sequence[str]:
    sources = [FACTS[fact].source for fact in facts_of(basis)]
    return tuple(dict.fromkeys(library(TABLES[one].label) if one else _computed() for one in sources))


def _computed() -> str:
    return _("horaires, salles et vacations")


def _used(about: Mapping[str, Any]) -> str:
    basis = about.get("basis")
    return _("ici : {basis}").format(basis=in_language(basis)) if basis else ""


def _convention(name: str, value: Any) -> Convention:
    about = theme("conventions").get(name, {})
    unit = about.get("unit", "")
    said = convention_choice(value)
    provenance = in_language(PROVENANCES.get(about.get("provenance", ""), ""))
    own = value != about.get("default")
    return Convention(
        in_language(about.get("label", name)),
        f"{said} {in_language(unit)}".strip(),
        _("choix du centre") if own else provenance,
    )
