"""The indicators: one module each, discovered; a new file adds one."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from levier.catalogue.definition import Indicator
from levier.catalogue.words import in_language
from levier.i18n import _, language
from levier.problems import WrongCommand, suggest


def indicators() -> dict[str, Indicator]:
    """Return every indicator by name, in the order of the method (I01…), then by name, in the user's language.

    >>> indicators()["no_show_rate"].code
    'I02'
    """
    return discovered(language())


@cache
def discovered(language: str) -> dict[str, Indicator]:
    """Return the indicators in one language (see :func:`indicators`), read once."""
    names = sorted(name for _finder, name, _package in iter_modules(__path__))
    found = [import_module(f"{__name__}.{name}").INDICATOR for name in names]
    found.sort(key=lambda one: (one.code or "I99", one.name))
    return {one.name: in_language(one) for one in found}


def indicator(name: str) -> Indicator:
    """Return the indicator of this name.

    Raises:
        WrongCommand: there is none; the nearest name is given.
    """
    known = indicators()
    if name not in known:
        raise WrongCommand(
            _("Indicateur inconnu « {name} ». {near}").format(name=name, near=suggest(name, known)).strip()
        )
    return known[name]
