"""Names as people write them, made comparable."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "ß": "ss"})
_ROTATED = re.compile(r"(?:[-.]\d{1,8})+$")
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


def extension(name: str) -> str:
    """Return the extension of a file name, without what logs that are turned over get after it.

    >>> extension("Master.csv.1"), extension("queue_log-20250103"), extension("Actes.CSV"), extension("notes")
    ('.csv', '.log', '.csv', '')
    """
    base = _ROTATED.sub("", re.split(r"[\\/]", name)[-1].lower())
    return ".log" if base == "queue_log" else f".{base.rpartition('.')[2]}" if "." in base[1:] else ""


def age(name: str) -> tuple[str, int, int]:
    """Return a key that puts the turns of a log in order, the newest last.

    >>> sorted(["Master.csv", "Master.csv.1", "Master.csv.2", "a.csv"], key=age)
    ['Master.csv.2', 'Master.csv.1', 'Master.csv', 'a.csv']
    """
    match = _ROTATED.search(name)
    number = int(re.sub(r"\D", "", match[0]) or 0) if match else 0
    # « .1 » is newer than « .2 », « -20250103 » than « -20250102 ».
    base, turned = (name[: match.start()], 0) if match else (name, 1)
    return base, turned, number if number > 9999 else -number


def stem(name: str) -> str:
    """Return a file name without its folders, its extension, its digits and dates.

    >>> stem("exports/rendez_vous_2025-01.csv"), stem("Master.csv.1")
    ('rendez_vous', 'master')
    """
    base = _ROTATED.sub("", re.split(r"[\\/]", name)[-1])
    base = re.sub(
        r"(\.(csv|txt|tsv|xlsx?|xlsm|ods|parquet|log|ics|json|ndjson|jsonl))+$", "", base, flags=re.IGNORECASE
    )
    return fold(re.sub(r"\d+([-_.]?[TtQqSs]\d)?", " ", base))
