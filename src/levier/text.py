"""Texts compared without case or accents, shown as they are most often written."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return what two spellings of one name have in common.

    >>> fold("  Médecine  GÉNÉRALE ") == fold("medecine generale")
    True
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())


def spellings(written: Mapping[str, int] | Iterable[str]) -> dict[str, str]:
    """Map each spelling to the most frequent of those that fold alike (ties: the first in text order).

    >>> spellings({"ORL": 3, "Orl": 1})
    {'ORL': 'ORL', 'Orl': 'ORL'}
    """
    counts = Counter(written)
    alike: dict[str, list[str]] = defaultdict(list)
    for text in counts:
        alike[fold(text)].append(text)
    shown = {key: min(group, key=lambda text: (-counts[text], text)) for key, group in alike.items()}
    return {text: shown[fold(text)] for text in counts}
