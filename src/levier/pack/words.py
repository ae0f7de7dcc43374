"""The words that may leave: titles of columns and statuses that anybody could have written, never a person's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from levier.catalogue.parameters import theme
from levier.readers.names import fold
from levier.readers.profiles import shipped
from levier.tables import TABLES

WORD = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a title, without case or accents.

    >>> words_of("N° de facture (AMO)")
    ['n', 'de', 'facture', 'amo']
    """
    return [word for word in fold(" ".join(WORD.findall(text))).split("_") if word]


@cache
def safe_cells() -> frozenset[str]:
    """Return the whole cells that may leave, folded."""
    choices = (choice for table in TABLES.values() for column in table.columns for choice in column.choices)
    parts = [part for profiles in shipped().values() for part in profiles]
    mapped = (word for part in parts for values in part.values.values() for word in values if word != "*")
    known = theme("mots")
    said = (*known["flags"].split(), *known["statuses"], *known["calls"], *choices)
    return frozenset({fold(word) for word in said} | set(mapped)) - {""}


@cache
def safe_titles() -> frozenset[str]:
    """Return the words that a title may hold, folded."""
    return frozenset(word for title in _titles() for word in words_of(title))


def _titles() -> Iterator[str]:
    yield from (theme("mots")["titles"], theme("mots")["columns"])
    for table in TABLES.values():
        yield from (table.file, table.label, *(column.header for column in table.columns))
    for part in (part for profiles in shipped().values() for part in profiles):
        yield from (*part.detect, *part.ignored, *part.key, *part.headerless, *part.aliases)
        yield from (name for names in (*part.columns.values(), *part.aliases.values()) for name in names)


def is_title(text: str, more: frozenset[str] = frozenset()) -> bool:
    """Tell whether a title is made of known words only (a single letter is nobody's name, two may be).

    >>> is_title("Date de début"), is_title("Agenda Dr Zola")
    (True, False)
    """
    known = safe_titles()
    return all(len(word) < 2 or (name := fold(word)) in known or name in more for word in WORD.findall(text))
