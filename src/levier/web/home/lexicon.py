"""The lexicon: every word that a page may use, in plain words, found without accents, reached by an anchor.

A help link leads to ``lexique/#no_show_rate`` (name of an indicator), ``#levier-1``,
``#convention-delai_annulation_h``, ``#statut-partial``, or the anchor of a word in :mod:`levier.web.home.words`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from django.utils.translation import get_language, gettext

from levier.catalogue.definition import Indicator
from levier.catalogue.indicators import indicators
from levier.catalogue.lever import Lever
from levier.catalogue.levers import levers
from levier.catalogue.parameters import theme
from levier.catalogue.words import in_language
from levier.i18n import _ as library
from levier.readings.reading import WORDS
from levier.web.centres.words import convention_choice
from levier.web.home.words import READINGS, STATUSES, TERMS
from levier.web.ui.signs import STATUS_WORDS

# Former words, still searched for.
FORMER = {
    "no_show_rate": "taux de non-venue absentéisme lapins",
    "patient_bad_debt_rate": "créances Trésor public",
    "lecture": "verdict",
    "marge": "gain potentiel",
    "remontee": "enveloppe",
    "non-pointe": "inconnu",
    "support": "personnel non producteur de soins",
}


@dataclass(frozen=True, slots=True)
class Word:
    """An entry: its anchor, what it is called, what is said of it, line by line."""

    anchor: str
    label: str
    lines: tuple[str, ...]
    beside: str = ""

    @property
    def searched(self) -> str:
        """Return what a search looks at."""
        return folded(" ".join((self.label, self.beside, *self.lines, FORMER.get(self.anchor, ""))))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the lexicon."""

    slug: str
    title: str
    words: tuple[Word, ...]


def folded(text: str) -> str:
    """Return a text without case nor accents.

    >>> folded("Équipe RÉDUITE")
    'equipe reduite'
    """
    return "".join(one for one in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(one))


def lexicon(asked: str = "") -> list[Part]:
    """Return the parts of the lexicon that hold what is asked, in the language of the page."""
    words = folded(asked).split()
    parts = (replace(one, words=tuple(w for w in one.words if all(a in w.searched for a in words)))
             for one in _all(get_language() or "fr"))  # fmt: skip
    return [one for one in parts if one.words]


@cache
def _all(_language: str) -> tuple[Part, ...]:
    return (
        Part("mots", gettext("Les mots de l'outil"), tuple(Word(a, str(w), (str(said),)) for a, w, said in TERMS)),
        Part("lectures", gettext("Les lectures"), tuple(_readings())),
        Part("statuts", gettext("Quand un chiffre manque"), tuple(_statuses())),
        Part("indicateurs", gettext("Les indicateurs"), tuple(map(_indicator, indicators().values()))),
        Part("leviers", gettext("Les leviers"), tuple(map(_lever, levers().values()))),
        Part("conventions", gettext("Les conventions"), tuple(_conventions())),
    )


def _readings() -> Iterator[Word]:
    for (outcome, sense), said in READINGS.items():
        anchor = "-".join(filter(None, ("lecture", outcome, sense)))
        yield Word(anchor, library(WORDS[outcome, sense]), (str(said),))


def _statuses() -> Iterator[Word]:
    for status, said in STATUSES.items():
        yield Word(f"statut-{status}", library(STATUS_WORDS[status]), (str(said),))


def _indicator(one: Indicator) -> Word:
    other = indicators().get(one.counter_indicator or "")
    watched = gettext("À surveiller en même temps : {label}.").format(label=other.label) if other else ""
    lines = (one.why, one.how_to_read, one.caveats, watched)
    return Word(
        one.name, one.label, tuple(filter(None, lines)), " · ".join(filter(None, (one.code, in_language(one.unit))))
    )


def _lever(one: Lever) -> Word:
    watched = gettext("À surveiller : {words}.").format(words=one.counter_words)
    acts = gettext("Actions : {names}.").format(names=" ; ".join(axis.label for axis in one.axes))
    number = gettext("levier {number}").format(number=one.number)
    return Word(f"levier-{one.number}", one.label, (one.why, acts, watched), number)


def _conventions() -> Iterator[Word]:
    for name, about in theme("conventions").items():
        unit = in_language(about.get("unit", ""))
        value = f"{convention_choice(about['default'])} {unit}".strip()
        said = gettext("Par défaut : {value}.").format(value=value)
        source = gettext("Source : {source}.").format(source=in_language(about["source"]))
        yield Word(f"convention-{name}", in_language(about["label"]), (said, source))
