"""The levers: one module each, discovered; a new file adds one."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from levier.catalogue.lever import Lever
from levier.catalogue.words import in_language
from levier.i18n import _, language
from levier.problems import WrongCommand, suggest


def levers() -> dict[str, Lever]:
    """Return every lever by name, in the order of the report, in the user's language.

    >>> [one.number for one in levers().values()]
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    """
    return discovered(language())


@cache
def discovered(language: str) -> dict[str, Lever]:
    """Return the levers in one language (see :func:`levers`), read once."""
    names = sorted(name for _finder, name, _package in iter_modules(__path__))
    found = sorted((import_module(f"{__name__}.{name}").LEVER for name in names), key=lambda one: one.number)
    return {one.name: in_language(one) for one in found}


def lever(name: str) -> Lever:
    """Return the lever of this name, or of this number.

    Raises:
        WrongCommand: there is none; the nearest name is given.

    >>> lever("no_show").number, lever("6").name
    (1, 'unpaid_and_rejects')
    """
    known = levers()
    found = next((one for one in known.values() if name in (one.name, str(one.number))), None)
    if found is None:
        raise WrongCommand(_("Levier inconnu « {name} ». {near}").format(name=name, near=suggest(name, known)).strip())
    return found
