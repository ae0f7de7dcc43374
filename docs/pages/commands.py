"""The commands and their options, from the parsers themselves.

The layout of ``--help`` changes from one Python to the next: the page lists what it says, not how it looks.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from levier import cli
from pages.markdown import document, fenced, table

INTRODUCTION = "`levier COMMANDE --help` dit la même chose à l'écran. La sortie ne porte que le résultat."
EXITS = (
    (0, "fait"),
    (1, "fait, mais des lignes ont été mises de côté, ou un chiffre demandé par `--indicator` manque"),
    (2, "rien d'utilisable"),
    (3, "refusé (verrou, clé, version du magasin, ou `--whole` / `--amend` à préciser)"),
    (64, "ligne de commande fausse"),
    (70, "erreur interne, avec un rapport sans aucune valeur de vos fichiers"),
    (130, "interrompu ; l'état d'avant est intact"),
)


def modules() -> dict[str, str]:
    """Return the module of each command, in the order of ``levier --help``."""
    names = {name.rstrip("_"): name for _finder, name, _package in iter_modules(cli.__path__)}
    known = {name: module for name, module in names.items() if name not in cli.SHARED}
    return {name: known[name] for name in (*cli.SUMMARIES, *sorted(known)) if name in known}


def parser(name: str) -> argparse.ArgumentParser:
    """Return the parser of a command."""
    made = argparse.ArgumentParser(prog=f"levier {name}")
    import_module(f"levier.cli.{modules()[name]}").add_arguments(made)
    return made


def page() -> str:
    """Return the page of the commands."""
    sections = [part for name in modules() for part in _section(name)]
    exits = ["## Codes de sortie", table(("Code", "Sens"), EXITS)]
    return document("Les commandes", INTRODUCTION, *sections, *exits)


def _section(name: str) -> list[str]:
    made = parser(name)
    summary = cli.SUMMARIES[name] if name in cli.SUMMARIES else import_module(f"levier.cli.{modules()[name]}").SUMMARY
    rows = [_row(action) for action in actions(made)]
    return [f"## levier {name}", f"{summary[:1].upper()}{summary[1:]}.", fenced(_usage(made)), table(_HEAD, rows)]


_HEAD = ("Argument", "Ce qu'il dit")


def actions(made: argparse.ArgumentParser) -> Iterable[argparse.Action]:
    """Return the arguments of a parser, ``--help`` apart."""
    return [action for action in made._actions if not isinstance(action, argparse._HelpAction)]


def _usage(made: argparse.ArgumentParser) -> str:
    named = [action for action in actions(made) if action.option_strings]
    required = [_shown(action) for action in named if action.required]
    places = [_place(action) for action in actions(made) if not action.option_strings]
    options = ["[options]"] if len(required) < len(named) else []
    return " ".join([made.prog, *options, *required, *places])


def _place(action: argparse.Action) -> str:
    name = str(action.metavar or action.dest)
    return {"?": f"[{name}]", "+": f"{name}…", "*": f"[{name}…]"}.get(str(action.nargs), name)


def _shown(action: argparse.Action) -> str:
    if not action.option_strings:
        return _place(action)
    if action.nargs == 0:
        return action.option_strings[-1]
    value = action.metavar or (f"{{{','.join(map(str, action.choices))}}}" if action.choices else action.dest.upper())
    return f"{action.option_strings[-1]} {value}" + ("…" if action.nargs == "+" else "")


def _row(action: argparse.Action) -> list[str]:
    default = f" (par défaut : {action.default})" if isinstance(action.default, str | int) and action.default else ""
    help_ = (action.help or "").replace("%(default)s", str(action.default)).replace("%%", "%")
    said = help_ + (default if "défaut" not in help_ else "")
    return [f"`{_shown(action)}`", said.strip() or "voir le guide"]
