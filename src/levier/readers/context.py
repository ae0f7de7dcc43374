"""What a reading is told about the centre, and how a person becomes a hash."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from levier.catalogue.rejections import Families, read_families
from levier.problems import Problem

HASH_LENGTH = 32
MASK = "•••"


@dataclass(frozen=True)
class Context:
    """The centre whose files are read.

    ``secret`` is the key of its hashes; ``finess`` its own number (lines of another are refused); ``zone`` the
    wall clock to which offsets and epochs are brought; ``profile`` a forced profile (name, file or TOML text);
    ``source`` the name of the source (default: profile and file name without digits); ``folders`` hold the
    profiles of an organisation; ``every`` is told each problem of a line, before those alike are gathered;
    ``families`` tell the causes of rejections; ``choices`` which part of a town's accounts is the centre's.
    """

    secret: bytes
    finess: str | None = None
    zone: str = "Europe/Paris"
    profile: str | None = None
    source: str | None = None
    folders: Sequence[Path] = ()
    every: Callable[[Problem], None] | None = None
    families: Families = field(default_factory=read_families)
    choices: Mapping[str, str] = field(default_factory=dict)


def person_hash(secret: bytes, kind: str, value: str) -> str:
    """Return the keyed hash that stands for a person: HMAC-SHA-256, first 32 hexadecimal characters.

    The message is the value as identifiers are compared (contract §3 rule 3: trimmed, NFC, spaces collapsed; ``AB``
    and ``ab`` are two persons); ``kind`` (the column's name) only says how to normalise it (telephone numbers of
    ``caller`` lose their country code), it is not in the message: the same practitioner has the same hash as
    ``practitioner`` and as ``prescriber``.

    >>> person_hash(b"k", "practitioner", " Dr  Élodie ") == person_hash(b"k", "prescriber", "Dr E\u0301lodie")
    True
    >>> person_hash(b"k", "caller", "+33 6 12 34 56 78") == person_hash(b"k", "caller", "0612345678")
    True
    """
    return hmac.digest(secret, person_message(kind, value).encode(), "sha256").hex()[:HASH_LENGTH]


def person_message(kind: str, value: str) -> str:
    """Return what of a person's identifier is hashed, so that two spellings of one identifier have one hash."""
    return _phone(value) if kind == "caller" else " ".join(normalize("NFC", value).split())


def _phone(value: str) -> str:
    if value.isascii() and value.isdecimal() and not value.startswith("0033"):
        # Nearly all of them: the rules below change nothing there.
        return value
    number = re.sub(r"[^0-9+a-z]", "", value.lower())
    return re.sub(r"^(\+|00)33(0?)(?=\d)", "0", number)
