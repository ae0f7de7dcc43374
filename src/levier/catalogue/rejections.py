"""Families of rejections and the remedy of each: an editable table, completed by the centre's ``[rejets]``.

Software write the cause of a rejection as a family, as a code, or as a sentence. Codes mean what each payer and each
software says: the shipped table holds none, a centre writes those it meets. What no row of the table explains is
``autre``: counted, and listed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from levier.catalogue.parameters import theme
from levier.i18n import _
from levier.problems import WrongCommand, suggest
from levier.text import fold

UNKNOWN, OTHER, UNANSWERED, REFUSED = "inconnue", "autre", "sans_reponse", "acquittement_negatif"
LISTS = ("names", "words", "codes", "codes_amo", "codes_amc")
KEYS = ("label", *LISTS, "remedy", "provenance", "source", "checked")
NEW = {"provenance": "centre", "source": "", "checked": ""}
PAYERS = {"codes": (None, "AMO", "AMC"), "codes_amo": ("AMO",), "codes_amc": ("AMC",)}
ANY = "*"
_WORD = re.compile(r"[a-z0-9]+")


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
    """The known families, by the names, words and codes that software give them.

    ``by_code`` goes by payer type (``None``: not said) and code; a code of the table may end with ``*``. ``words`` are
    looked for inside a sentence, the longest first. ``own`` says what a centre changed, for what is kept of answers.
    """

    by_key: Mapping[str, Family]
    by_name: Mapping[str, str]
    by_code: Mapping[tuple[str | None, str], str]
    words: tuple[tuple[str, str], ...] = ()
    own: str = ""
    starts: tuple[tuple[str | None, str, str], ...] = field(default=())

    def named(self, key: str) -> Family:
        """Return a family by its key."""
        return self.by_key[key]

    def of(self, written: str | None, code: str | None = None, payer: str | None = None) -> Family:
        """Return the family of a rejection, from what the file says of it: a name, a code, or words in a sentence.

        What is not in the table keeps its own words, with the remedy of the other causes.

        >>> families = read_families()
        >>> families.of("Droits").key, families.of("Tutelle").label, families.of(None).key
        ('droits', 'Tutelle', 'inconnue')
        >>> families.of("105 - Droits du bénéficiaire non ouverts").key, families.of(None, "X9").label
        ('droits', 'code X9')
        """
        key = self.by_name.get(_words(written)) or self.of_code(code, payer) or self.of_words(written)
        if key:
            return self.by_key[key]
        said = written or (_("code {code}").format(code=code) if code else "")
        other = self.by_key[OTHER]
        return Family(OTHER, said, other.remedy, other.provenance, other.source) if said else self.by_key[UNKNOWN]

    def of_code(self, code: str | None, payer: str | None = None) -> str | None:
        """Return the key of the family that a code of rejection means, ``None`` when the table does not say.

        >>> read_families('[families.droits]\\ncodes_amo = ["R1*"]').of_code("r12", "AMO")
        'droits'
        """
        wanted = (code or "").strip().upper()
        if not wanted:
            return None
        known = self.by_code.get((payer, wanted))
        begun = (key for who, start, key in self.starts if who == payer and wanted.startswith(start))
        return known or next(begun, None)

    def says(self, key: str, written: str | None) -> bool:
        """Tell whether a text speaks of a family, whatever else it says.

        >>> read_families().says("acquittement_negatif", "ARL négatif - droits fermés")
        True
        """
        words = _words(written)
        return self.by_name.get(words) == key or any(
            mine == key and _stands(word, f" {words} ") for word, mine in self.words
        )

    def of_words(self, written: str | None) -> str | None:
        """Return the key of the family whose words stand in a sentence, ``None`` when none does."""
        text = f" {_words(written)} "
        return next((key for word, key in self.words if _stands(word, text)), None)


def _words(text: str | None) -> str:
    return " ".join(_WORD.findall(fold(text or "")))


def _stands(word: str, text: str) -> bool:
    return f" {word[:-1]}" in text if word.endswith(ANY) else f" {word} " in text


@cache
def read_families(text: str = "") -> Families:
    """Return the catalogue's families, those of a TOML text added or put in their place.

    Raises:
        WrongCommand: not TOML, an unknown key, or a new family without label or remedy.

    >>> own = '[families.droits]\\ncodes = ["R01"]'
    >>> read_families(own).of(None, "r01").key
    'droits'
    """
    return with_own(_own(text))


def with_own(own: Mapping[str, Any], place: str = "families") -> Families:
    """Return the catalogue's families with those of a centre; its lists complete ours, its words replace ours.

    Args:
        own: what the centre says, by key of the family.
        place: how the section is called where it is written.

    Raises:
        WrongCommand: an unknown key, a value of another kind, or a new family without label or remedy.
    """
    known: dict[str, dict[str, Any]] = {key: dict(one) for key, one in theme("rejets")["families"].items()}
    for key, about in own.items():
        _check(f"{place}.{key}", about, new=key not in known)
        before = known.get(key, dict(NEW))
        lists = {name: [*about.get(name, ()), *before.get(name, ())] for name in LISTS}
        known[key] = before | about | lists
    return _made(known, own)


def _made(known: Mapping[str, Mapping[str, Any]], own: Mapping[str, Any]) -> Families:
    by_key = {
        key: Family(key, one["label"], one["remedy"], one["provenance"], one["source"]) for key, one in known.items()
    }
    # What a centre says comes last here, to have the last word.
    ordered = sorted(known.items(), key=lambda item: item[0] in own)
    names = {_words(name): key for key, one in ordered for name in (key, one["label"], *one.get("names", ()))}
    words = {word: key for key, one in ordered for said in one.get("words", ()) if (word := _word(said))}
    codes = [(payer, code.strip().upper(), key) for key, one in ordered for payer, code in _codes(one)]
    exact = {(payer, code): key for payer, code, key in codes if not code.endswith(ANY)}
    begun = [(payer, code[:-1], key) for payer, code, key in reversed(codes) if code.endswith(ANY)]
    starts = tuple(sorted(begun, key=lambda one: -len(one[1])))
    longest = tuple(sorted(words.items(), key=lambda pair: -len(pair[0])))
    return Families(by_key, names, exact, longest, repr(sorted(own.items())) if own else "", starts)


def _word(said: str) -> str:
    """Return words as they are looked for; a final ``*`` takes any end."""
    words = _words(said)
    return words + ANY if words and said.strip().endswith(ANY) else words


def _codes(one: Mapping[str, Any]) -> Iterator[tuple[str | None, str]]:
    for name, payers in PAYERS.items():
        yield from ((payer, code) for code in one.get(name, ()) for payer in payers)


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


def _check(place: str, about: Any, new: bool) -> None:
    if not isinstance(about, dict):
        raise _wrong(place, _("une section [{place}]").format(place=place))
    for name, value in about.items():
        if name not in KEYS:
            raise _wrong(f"{place}.{name}", ", ".join(KEYS), suggest(name, KEYS))
        if not _is_right(name, value):
            raise _wrong(f"{place}.{name}", _("une liste de textes") if name in LISTS else _("un texte"))
    for name in ("label", "remedy") if new else ():
        if name not in about:
            raise _wrong(f"{place}.{name}", _("« label » et « remedy », pour une famille nouvelle"))


def _is_right(name: str, value: Any) -> bool:
    if name in LISTS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, str)


def _wrong(place: str, expected: str, near: str = "") -> WrongCommand:
    sentence = _("Table des rejets, {place} : attendu {expected}. {near}")
    return WrongCommand(sentence.format(place=place, expected=expected, near=near).strip())
