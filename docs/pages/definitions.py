"""What a definition computes, as one hash: its measures, formulas, exclusions and conventions, not its words.

``definitions.toml`` keeps a line for each version of each indicator. A new version adds a line; a line never changes:
figures that were given under a version can always be told from those of another.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from typing import Any

from levier.catalogue import parameters
from levier.catalogue.definition import Indicator
from levier.catalogue.indicators import indicators
from levier.figures.conventions import conventions_in

FILE = "definitions.toml"
# What decides a figure; the rest of an indicator is words, or says who may see it.
COMPUTED = (
    *("unit", "population", "bases", "interval", "doubt", "amounts_of_acts", "one_basis", "least_fte", "complete"),
    *("distinct", "centre_only", "service"),
)
WORDS = {
    "Basis": ("name", "note"),
    "Doubt": ("note",),
    "Exclusion": ("reason",),
    "Optional": ("left_out",),
    "Said": ("sentence",),
    "SumOfKnown": ("left_out",),
}
# Pairs of a term and of what is said about it.
SAID_PAIRS = {"Basis": ("given",), "SumOfKnown": ("parts",)}
HEADER = """\
# One line for each version of each definition: the hash of what it computes (not of its words).
# Made by docs/build.py. A new version adds a line; a line never changes and is never removed.
"""
REFUSAL = """\
The definition of these indicators changed under the same version: {names}.
Raise `version` in each file, then run: python docs/build.py
(A version that was never released may be replaced: remove its line from docs/reference/definitions.toml first.)"""


def fingerprint(indicator: Indicator) -> str:
    """Return the hash of what an indicator computes, defaults of its conventions included."""
    about = parameters.theme("conventions")
    conventions = {name: about[name]["default"] for name in sorted(conventions_in(indicator))}
    said = [(name, canonical(getattr(indicator, name))) for name in COMPUTED]
    return hashlib.sha256(repr((said, conventions)).encode()).hexdigest()


def canonical(value: Any) -> Any:
    """Return a value as nested lists, without words, nor fields left at their default (a new field changes nothing)."""
    if is_dataclass(value) and not isinstance(value, type):
        name = type(value).__name__
        kept = [one for one in fields(value) if one.name not in WORDS.get(name, ())]
        return [name, [_field(name, one, value) for one in kept if getattr(value, one.name) != _default(one)]]
    if isinstance(value, list | tuple):
        return [canonical(one) for one in value]
    return value


def _field(owner: str, field: Field[Any], value: Any) -> list[Any]:
    found = getattr(value, field.name)
    if field.name in SAID_PAIRS.get(owner, ()):
        found = [one for pair in found for one in pair if not isinstance(one, str)]
    return [field.name, canonical(found)]


def _default(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def listed(folder: Path) -> dict[str, dict[str, str]]:
    """Return the committed hashes: indicator → version → hash."""
    path = folder / FILE
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def changed(folder: Path) -> list[str]:
    """Return the indicators whose definition is no longer the one listed under its version."""
    known = listed(folder)
    wanted = {one.name: (str(one.version), fingerprint(one)) for one in indicators().values()}
    return [name for name, (version, digest) in wanted.items() if known.get(name, {}).get(version, digest) != digest]


def completed(folder: Path) -> str:
    """Return the list with the versions that it did not have."""
    known = listed(folder)
    for one in indicators().values():
        known.setdefault(one.name, {}).setdefault(str(one.version), fingerprint(one))
    return HEADER + "".join(_section(name, known[name]) for name in sorted(known))


def _section(name: str, versions: dict[str, str]) -> str:
    lines = [f'{version} = "{versions[version]}"' for version in sorted(versions, key=int)]
    return "\n".join([f"\n[{name}]", *lines]) + "\n"
