"""Names as people write them, made comparable."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "ß": "ss"})
_NOT_NAME = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """Return a name without accents, case or punctuation: words joined by ``_``.

    >>> fold(" Date de début ")
    'date_de_debut'
    """
    if text.isascii():
        return text.lower() if text.isalnum() else _NOT_NAME.sub("_", text.lower()).strip("_")
    flat = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).lower()
    bare = "".join(char for char in flat if not unicodedata.combining(char))
    return _NOT_NAME.sub("_", bare).strip("_")


def clean(text: str) -> str:
    """Return a text trimmed, NFC, its spaces collapsed (no-break spaces too).

    >>> clean("  Médecine\\u00a0 générale ")
    'Médecine générale'
    """
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())


def stem(name: str) -> str:
    """Return a file name without its folders, its extension, its digits and dates.

    >>> stem("exports/rendez_vous_2025-01.csv")
    'rendez_vous'
    """
    base = re.split(r"[\\/]", name)[-1]
    base = re.sub(r"(\.(csv|txt|tsv|xlsx?|xlsm|ods|parquet|ics|json|ndjson|jsonl))+$", "", base, flags=re.IGNORECASE)
    return fold(re.sub(r"\d+([-_.]?[TtQqSs]\d)?", " ", base))
