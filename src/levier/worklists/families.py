"""Families of rejections and the remedy of each: the catalogue's table, completed by the centre's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from levier.catalogue.parameters import theme
from levier.i18n import _
from levier.problems import WrongCommand, suggest
from levier.text import fold

UNKNOWN, OTHER, UNANSWERED = "inconnue", "autre", "sans_reponse"
KEYS = ("label", "names", "codes", "remedy", "provenance", "source", "checked")
OWN = {"names": [], "codes": [], "provenance": "centre", "source": "", "checked": ""}


@dataclass(frozen=True, slots=True)
class Family:
    """A cause of rejection: how it is called, what to do, and where that advice comes from."""

    key: str
    label: str
    remedy: str
    provenance: str
    source: str


@dataclass(frozen=True, slots=True)
class Families:
    """The known families, by the names and the codes that software give them."""

    by_key: Mapping[str, Family]
    by_name: Mapping[str, str]
    by_code: Mapping[str, str]

    def named(self, key: str) -> Family:
        """Return a family by its key."""
        return self.by_key[key]

    def of(self, written: str | None, code: str | None = None) -> Family:
        """Return the family of a rejection, from what the file says of it.

        A name that is not in the table keeps its own words, with the remedy of the other causes.

        >>> families = read_families()
        >>> families.of("Droits").key, families.of("Tutelle").label, families.of(None).key
        ('droits', 'Tutelle', 'inconnue')
        """
        if key := self.by_name.get(fold(written or "")) or self.by_code.get((code or "").upper()):
            return self.by_key[key]
        other = self.by_key[OTHER]
        return Family(OTHER, written, *_about(other)) if written else self.by_key[UNKNOWN]


def _about(family: Family) -> tuple[str, str, str]:
    return family.remedy, family.provenance, family.source


def read_families(text: str = "") -> Families:
    """Return the catalogue's families, those of a centre's TOML text added or put in their place.

    Raises:
        WrongCommand: not TOML, an unknown key, or a new family without label or remedy.

    >>> own = '[families.droits]\\ncodes = ["R01"]'
    >>> read_families(own).of(None, "r01").key
    'droits'
    """
    known: dict[str, dict[str, Any]] = dict(theme("rejets")["families"])
    for key, about in _own(text).items():
        known[key] = known.get(key, OWN) | _checked(key, about, new=key not in known)
    made = {
        key: Family(key, one["label"], one["remedy"], one["provenance"], one["source"]) for key, one in known.items()
    }
    names = {fold(name): key for key, one in known.items() for name in (key, one["label"], *one["names"])}
    codes = {code.upper(): key for key, one in known.items() for code in one["codes"]}
    return Families(made, names, codes)


def _own(text: str) -> dict[str, Any]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        sentence = _('Table des rejets illisible : {error}. Attendu : [families.nom], puis remedy = "…".')
        raise WrongCommand(sentence.format(error=error)) from None
    for key, value in content.items():
        if key != "families" or not isinstance(value, dict):
            raise _wrong(key, _("une section [families.nom]"))
    return dict(content.get("families", {}))


def _checked(key: str, about: Any, new: bool) -> dict[str, Any]:
    if not isinstance(about, dict):
        raise _wrong(f"families.{key}", _("une section [families.{key}]").format(key=key))
    for name, value in about.items():
        place = f"families.{key}.{name}"
        if name not in KEYS:
            raise _wrong(place, ", ".join(KEYS), suggest(name, KEYS))
        if not _is_right(name, value):
            raise _wrong(place, _("une liste de textes") if name in ("names", "codes") else _("un texte"))
    for name in ("label", "remedy") if new else ():
        if name not in about:
            raise _wrong(f"families.{key}.{name}", _("« label » et « remedy », pour une famille nouvelle"))
    return about


def _is_right(name: str, value: Any) -> bool:
    if name in ("names", "codes"):
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, str)


def _wrong(place: str, expected: str, near: str = "") -> WrongCommand:
    sentence = _("Table des rejets, {place} : attendu {expected}. {near}")
    return WrongCommand(sentence.format(place=place, expected=expected, near=near).strip())
