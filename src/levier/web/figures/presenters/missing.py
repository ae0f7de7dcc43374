"""What a figure lacks, and the way to supply it: a block of the grid to type, or a file to import."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from levier.catalogue.definition import Basis, Indicator
from levier.catalogue.indicators import indicators
from levier.catalogue.typed import BLOCKS, TYPED
from levier.catalogue.words import in_language
from levier.figures.needs import is_typed, needs_of
from levier.i18n import _ as library
from levier.measures.language import typed_of
from levier.tables import TABLES, by_file
from levier.web.ui.parts import Action

# What is typed on its own page, outside the blocks of the grid.
HOURS = "horaires"


@dataclass(frozen=True, slots=True)
class Way:
    """How a figure can be had: ``blocks`` of the grid, ``files`` by the name of their standard file."""

    blocks: tuple[str, ...]
    files: tuple[str, ...]


@cache
def ways(name: str) -> Way:
    """Return the ways to supply an indicator.

    >>> ways("no_show_rate")
    Way(blocks=('agenda',), files=('rendez_vous',))
    """
    one = indicators()[name]
    return Way(tuple(_blocks(one)), tuple(_files(one)))


def _blocks(one: Indicator) -> dict[str, None]:
    typed = [basis for basis in one.bases if is_typed(basis)]
    return dict.fromkeys(TYPED[name].block for basis in typed for name in _typed(basis))


def _typed(basis: Basis) -> list[str]:
    return [one.name for one in typed_of(basis.formula) if one.name in TYPED]


def _files(one: Indicator) -> dict[str, None]:
    needs = [need[0] for basis in one.bases if not is_typed(basis) for need in needs_of(basis)]
    return dict.fromkeys(TABLES[table].file for table in needs if table in TABLES)


def supply(code: str, name: str, *, may_type: bool, may_import: bool) -> list[Action]:
    """Return the links that supply an indicator, the grid first: it takes minutes.

    Args:
        code: of the centre.
        name: of the indicator.
        may_type, may_import: what the person has the right to do.
    """
    way = ways(name)
    found = [_type(code, block) for block in way.blocks[:2]] if may_type else []
    if may_type and HOURS in way.files:
        found.append(_action(_("Saisir les horaires"), "entry_hours", "entry", code=code))
    if may_import and way.files:
        label = _("Importer : {files}").format(files=", ".join(map(_named, way.files[:3])))
        found.append(_action(label, "imports", "upload", code=code))
    return [one for one in found if one is not None]


def begin(code: str, *, may_type: bool, may_import: bool) -> list[Action]:
    """Return the two ways to a first figure: typing three statements, sending exports."""
    found = [_action(_("Saisir trois relevés"), "entry", "entry", code=code)] if may_type else []
    if may_import:
        found.append(_action(_("Déposer des exports"), "imports", "upload", code=code))
    return [one for one in found if one is not None]


def _named(file: str) -> str:
    table = by_file(file)
    return library(table.label) if table else file


def _type(code: str, block: str) -> Action | None:
    label = _("Saisir « {block} »").format(block=in_language(BLOCKS[block]).title)
    return _action(label, "entry_block", "entry", code=code, block=block)


def _action(label: str, route: str, icon: str, **where: str) -> Action | None:
    try:
        return Action(label, reverse(route, kwargs=where), "quiet btn-sm", icon)
    except NoReverseMatch:  # an installation of a region has no imports
        return None
