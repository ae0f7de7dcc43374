"""French is the source language of every sentence; other languages are gettext catalogues.

The language is chosen by ``LEVIER_LANG`` (``fr`` by default, ``en`` available; another one falls back to French), or
for the time of a block by :func:`speaking` (a server answers several people at once). The process-wide locale is never
touched: numbers and dates of files stay independent of the machine.
"""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

FRENCH = "fr"
FOLDER = Path(__file__).parent / "locale"
_SPOKEN: ContextVar[str | None] = ContextVar("levier_language", default=None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language inside the block, in this thread or task only.

    >>> with speaking("en"):
    ...     gettext("équipe réduite")
    'small team'
    """
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def _asked() -> str:
    return _SPOKEN.get() or os.environ.get("LEVIER_LANG", FRENCH)


@cache
def _translations(language: str) -> _gettext.NullTranslations:
    return _gettext.translation("levier", FOLDER, languages=[language], fallback=True)


@cache
def _known(language: str) -> bool:
    return isinstance(_translations(language), _gettext.GNUTranslations)


def language() -> str:
    """Return the language of the sentences: the one asked for when there is a catalogue for it, else ``fr``."""
    asked = _asked()
    return asked if asked != FRENCH and _known(asked) else FRENCH


def gettext(sentence: str) -> str:
    """Return the sentence in the user's language, itself when it is French or untranslated."""
    return _translations(_asked()).gettext(sentence) if sentence else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Return the sentence that agrees with the count (French: 0 and 1 are singular)."""
    if language() == FRENCH:
        return one if abs(count) < 2 else many
    return _translations(language()).ngettext(one, many, count)


def number(text: str) -> str:
    """Return a number that Python wrote (``1,234.5``) with the signs of the language.

    >>> number("1,234.5")
    '1\u202f234,5'
    """
    return text.replace(",", "\u202f").replace(".", ",") if language() == FRENCH else text


def percent(text: str) -> str:
    """Return a number already written as per cent: French puts a space.

    >>> percent("12,3")
    '12,3 %'
    """
    return f"{text} %" if language() == FRENCH else f"{text}%"


def every_language(sentence: str) -> tuple[str, ...]:
    """Return a sentence in every language that there is: what was written in one is read in another.

    >>> every_language("équipe réduite")[0]
    'équipe réduite'
    """
    others = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
    return (sentence, *(_translations(one).gettext(sentence) for one in others))


class Sentence(str):
    """A sentence that can be said again, in another language: it remembers what it was made from.

    Once formatted or joined it still does; anything else (a slice, an f-string) gives a plain string.

    >>> note = sentence("équipe réduite")
    >>> with speaking("en"):
    ...     said_again(note)
    'small team'
    """

    __slots__ = ("_make",)
    _make: Callable[[], str]

    @classmethod
    def made(cls, make: Callable[[], str]) -> Sentence:
        """Return the sentence that a function makes in the language spoken."""
        found = cls(make())
        found._make = make
        return found

    def format(self, *given: object, **named: object) -> Sentence:
        """Return the sentence with its values; those that are sentences are said again with it."""
        return Sentence.made(
            lambda: str.format(
                self._make(), *map(_again, given), **{name: _again(value) for name, value in named.items()}
            )
        )

    def join(self, parts: Iterable[str]) -> Sentence:
        """Return sentences one after the other."""
        kept = list(parts)
        return Sentence.made(lambda: self._make().join(map(said_again, kept)))

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Travel as a plain string: what it was made from stays where it was."""
        return str, (str(self),)


def _again(value: object) -> object:
    return value._make() if isinstance(value, Sentence) else value


def said_again(text: str) -> str:
    """Return a sentence in the language now spoken; a plain string is looked for as it is."""
    return text._make() if isinstance(text, Sentence) else gettext(text)


def sentence(text: str) -> Sentence:
    """Return a sentence in the user's language that can be said again in another: for what is stored, then read.

    >>> note = sentence("données présentes sur {share} % des jours d'ouverture").format(share=8)
    >>> with speaking("en"):
    ...     str(note), "8" in said_again(note)
    ("données présentes sur 8 % des jours d'ouverture", True)
    """
    return Sentence.made(lambda: gettext(text))


def said_number(text: str) -> Sentence:
    """Return a number that Python wrote, as :func:`number` writes it in the language of the sentence around it.

    >>> said_number("12.5")
    '12,5'
    """
    return Sentence.made(lambda: number(text))


_ = gettext
