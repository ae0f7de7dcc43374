"""The sentences of the catalogue that people read, listed once: what is translated is what is extracted.

A unit, a direction or a status stays French here: the code compares them, and they are translated where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from levier.catalogue import definition, lever, typed
from levier.i18n import _, language

# Class of the catalogue: its fields that are words, or hold objects that have some.
WORDS: dict[type, tuple[str, ...]] = {
    definition.Indicator: ("label", "why", "how_to_read", "caveats", "bases", "population", "doubt"),
    definition.Basis: ("name", "note", "given"),
    definition.Population: ("exclusions",),
    definition.Exclusion: ("reason",),
    definition.Doubt: ("note",),
    lever.Lever: (*("label", "why", "axes", "counter_words", "obstacles", "legal", "components", "without_amount"),),
    lever.Axis: ("label", "actions"),
    lever.Obstacle: ("what", "ways"),
    lever.Component: ("label", "words"),
    typed.TypedMeasure: ("label", "help"),
    typed.Block: ("title", "document", "filled_by"),
}


def sentences(content: Any) -> Iterator[str]:
    """Yield every sentence of an object of the catalogue.

    >>> from levier.catalogue.typed import BLOCKS
    >>> next(sentences(BLOCKS["agenda"]))
    'Agenda, page « Statistiques »'
    """
    if isinstance(content, str):
        yield from (content,) if content else ()
    elif isinstance(content, tuple):
        for one in content:
            yield from sentences(one)
    elif type(content) in WORDS:
        for name in _names(content):
            yield from sentences(getattr(content, name))


def in_language[Content](content: Content) -> Content:
    """Return an object of the catalogue in the user's language: itself when it is French.

    >>> in_language("Rendez-vous")
    'Rendez-vous'
    """
    return content if language() == "fr" else _translated(content)


def _translated(content: Any) -> Any:
    if isinstance(content, str):
        return _(content)
    if isinstance(content, tuple):
        return tuple(map(_translated, content))
    if is_dataclass(content) and type(content) in WORDS:
        return replace(content, **{name: _translated(getattr(content, name)) for name in _names(content)})  # type: ignore[type-var]
    return content


def _names(content: Any) -> list[str]:
    known = {one.name for one in fields(content)}
    return [name for name in WORDS[type(content)] if name in known]
