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

    An exception is a whole code.

    >>> next(family for prefix, family in family_prefixes("dental") if "HBMD460".startswith(prefix))
    'prothese'
    """
    about = theme("codes")["families"][name]["prefixes"]
    pairs = ((start, one["family"]) for one in about for start in one.get("codes") or [one["prefix"]])
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@dataclass(frozen=True, slots=True)
class Letter:
    """A key letter of the NGAP: who bills it, from when to when, and what else is called so (``homonym``)."""

    code: str
    label: str
    profession: str = ""
    first: str = ""
    last: str = ""
    homonym: str = ""

    def in_force(self, day: str) -> bool:
        """Tell whether the letter can be billed on a day (ISO), first and last days included.

        >>> Letter("C2", "avis ponctuel", last="2017-09-30").in_force("2017-10-01")
        False
        """
        return (not self.first or self.first <= day) and (not self.last or day <= self.last)


@cache
def letters() -> dict[str, tuple[Letter, ...]]:
    """Return the key letters by code; one code may be two letters, at different dates.

    >>> letters()["AMO"][0].homonym
    'assurance maladie obligatoire (payeur)'
    """
    found: dict[str, tuple[Letter, ...]] = {}
    for one in theme("ngap")["letters"]:
        made = Letter(
            one["code"],
            one["label"],
            one.get("profession", ""),
            one.get("from", ""),
            one.get("to", ""),
            one.get("homonym", ""),
        )
        found[made.code] = (*found.get(made.code, ()), made)
    return found


def letter_of(code: str) -> tuple[Letter, ...]:
    """Return the key letters that a billed code is: the whole code first (``C2``), else without its coefficient.

    >>> [one.code for text in ("AMI 4", "C2", "AMI1,5") for one in letter_of(text)]
    ['AMI', 'C2', 'AMI']
    """
    plain = "".join(code.upper().split())
    return letters().get(plain) or letters().get(plain.rstrip("0123456789.,/")) or ()
