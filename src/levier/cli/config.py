"""``levier config``: each setting and each convention, and where its value comes from.

An option wins over the environment (``LEVIER_…``), the environment over ``centre.toml``, and that over the default:
see :mod:`levier.settings` for the names of the variables.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from levier.i18n import _

if TYPE_CHECKING:
    from levier.centre import Centre

NAME = "config"
SUMMARY = "montrer chaque réglage et d'où il vient"


@dataclass(frozen=True, slots=True)
class Shown:
    """One value: whose it is (a centre, or empty), its name, and where it comes from."""

    centre: str
    name: str
    value: str | int | None
    origin: str
    label: str
    variable: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    from levier.cli.sources import add_settings

    parser.add_argument("paths", nargs="*", type=Path, metavar="SRC", help=_("centre, région ou magasin"))
    add_settings(parser)
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(args: argparse.Namespace) -> int:
    """Print every value; return 0.

    Raises:
        WrongCommand: a variable, a convention or a value that does not exist.
        NothingUsable: a path is not a centre.
    """
    found = [*_settings(args)]
    for text, centre in _centres(args.paths):
        found += _conventions(args, text, centre)
    if args.format == "json":
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(found)))
    return 0


def _settings(args: argparse.Namespace) -> Iterator[Shown]:
    from levier.settings import SETTINGS, setting

    for one in SETTINGS:
        value, origin = setting(one.name, vars(args).get(one.name), os.environ)
        yield Shown("", one.name, value or _default(one.name), origin, _(one.label), one.variable)


def _default(name: str) -> str | None:
    from levier.engine.base import default_engine
    from levier.secret import home

    if name == "home":
        return str(home())
    return {"engine": default_engine(), "lang": "fr"}.get(name)


def _centres(paths: list[Path]) -> Iterator[tuple[str, Centre]]:
    """Yield the text of each ``centre.toml`` and its centre; defaults alone without a path."""
    from levier.centre import Centre, read_centre
    from levier.holding import CONFIGURATION, find_centres, read_configuration
    from levier.opening import is_store

    if not paths:
        yield "", Centre(name="")
    for path in paths:
        if path.is_dir() and is_store(path):
            text = read_configuration(path / CONFIGURATION)
            yield text, read_centre(text, path.name)
        else:
            for given in find_centres(path):
                yield read_configuration(given.folder / CONFIGURATION) if given.folder else "", given.centre


def _conventions(args: argparse.Namespace, text: str, centre: Centre) -> Iterator[Shown]:
    import tomllib

    from levier.catalogue.parameters import theme
    from levier.centre import read_conventions
    from levier.cli.sources import given_conventions
    from levier.settings import CONVENTION, DEFAULT, ENVIRONMENT, FILE, OPTION, environment_conventions

    said = dict.fromkeys(tomllib.loads(text).get("conventions", {}), FILE)
    around, given = environment_conventions(os.environ), given_conventions(args)
    said |= dict.fromkeys(around, ENVIRONMENT) | dict.fromkeys(given, OPTION)
    values = read_conventions(around | given, centre.conventions)
    for name, about in theme("conventions").items():
        origin = said.get(name, DEFAULT)
        yield Shown(centre.name, name, values[name], origin, _(about["label"]), CONVENTION + name.upper())


def _lines(found: list[Shown]) -> Iterator[str]:
    widths = (max(len(one.name) for one in found), max(len(str(one.value)) for one in found))
    for title in dict.fromkeys(map(_title, found)):
        yield title
        for one in (one for one in found if _title(one) == title):
            value = "—" if one.value is None else str(one.value)
            yield f"  {one.name:<{widths[0]}}  {value:<{widths[1]}}  {_(one.origin):<13}  {one.label}"
        yield ""


def _title(one: Shown) -> str:
    from levier.settings import CONVENTION

    if not one.variable.startswith(CONVENTION):
        return _("Réglages")
    return _("Conventions de {centre}").format(centre=one.centre) if one.centre else _("Conventions")
