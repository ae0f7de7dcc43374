"""Dated values and code lists, each with its source and provenance; one TOML file per theme."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def theme(name: str) -> dict[str, Any]:
    """Return the content of one theme file."""
    return tomllib.loads(files("levier.catalogue.parameters").joinpath(f"{name}.toml").read_text("utf-8"))


def conventions() -> dict[str, int | str]:
    """Return the default of each convention.

    >>> conventions()["delai_annulation_h"]
    24
    """
    return {name: about["default"] for name, about in theme("conventions").items()}


@dataclass(frozen=True, slots=True)
class ListedCode:
    """A code of a dated list: in force from ``first`` to ``last`` (ISO dates, both included; empty = no limit)."""

    code: str
    label: str
    first: str = ""
    last: str = ""


def code_list(name: str) -> tuple[ListedCode, ...]:
    """Return the codes of a list (``avis_ponctuel``, ``consultations``).

    >>> {"C", "G"} <= {listed.code for listed in code_list("consultations")}
    True
    """
    codes = theme("codes")["lists"][name]["codes"]
    return tuple(ListedCode(one["code"], one["label"], one.get("from", ""), one.get("to", "")) for one in codes)


def family_prefixes(name: str) -> tuple[tuple[str, str], ...]:
    """Return (prefix, family) pairs, the longest prefixes first: the first that fits gives the family.

    >>> next(family for prefix, family in family_prefixes("dental") if "HBMD460".startswith(prefix))
    'prothese'
    """
    pairs = ((one["prefix"], one["family"]) for one in theme("codes")["families"][name]["prefixes"])
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))
