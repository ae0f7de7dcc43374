"""The version and the day of a release: said in its title, or in the name of its file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from levier.nomenclatures.release import version_of
from levier.readers.names import fold

_MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
_VERSION = re.compile(
    r"(?:(?<![a-z])|(?<=ccam))v(?:ersions?)?[ _.:°-]*(?:n[ o°.]*)?(\d{1,3}(?:[.,]\d{1,2})?)(?![\d/])", re.IGNORECASE
)
_PART = re.compile(r"CCAM_?0?(\d{2,3})(\d{2})_DBF", re.IGNORECASE)
_DAYS = (
    re.compile(r"(?<!\d)(?P<d>\d{1,2})(?:er)?[/.\- ](?P<m>\d{1,2})[/.\- ](?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{2})(?![\d/])"),
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})(?:er)? (?P<name>[a-z]+) (?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
)
# What announces the day of force, not that of printing.
_FORCE = re.compile(r"(applicable|vigueur|effet|a compter d|a partir d|valable|valide)[^0-9]*$")


def version_in(texts: Iterable[str]) -> str:
    """Return the version that the first of these texts to say one says, else an empty text.

    >>> version_in(["CCAM - Version n° 67 applicable au 08/04/2021"]), version_in(["ccam_v78.xlsx"])
    ('67', '78')
    >>> version_in(["CCAM07910_DBF_PART1.zip"]), version_in(["classement.csv"])
    ('79.10', '')
    """
    for text in texts:
        if match := _PART.search(text):
            return version_of(f"{match[1]}.{match[2]}")
        if match := _VERSION.search(text):
            return version_of(match[1])
    return ""


def day_in(texts: Iterable[str]) -> str:
    """Return the day that titles say, as ISO: the one announced as that of force first, else the only one.

    Two days of which none is announced say nothing: the result is empty, as without any.

    >>> day_in(["CCAM version 78", "Édité le 02/06/2025, applicable au 1er juillet 2025"])
    '2025-07-01'
    >>> day_in(["du 01/01/2025 ou du 02/01/2025"]), day_in(["v67 du 2021-04-08 00:00:00"])
    ('', '2021-04-08')
    """
    found = [one for text in texts for one in _days(text)]
    announced = [day for day, sure in found if sure]
    days = dict.fromkeys(announced or [day for day, _sure in found])
    return next(iter(days)) if announced or len(days) == 1 else ""


def _days(text: str) -> list[tuple[str, bool]]:
    plain = re.sub(r"[^0-9a-z/.\-]+", " ", _flat(text))
    found: dict[int, tuple[str, bool]] = {}
    for shape in _DAYS:
        for match in shape.finditer(plain):
            day = _iso(match.groupdict())
            if day and match.start() not in found:
                found[match.start()] = (day, bool(_FORCE.search(plain[: match.start()])))
    return [found[place] for place in sorted(found)]


def _flat(text: str) -> str:
    """Return a text without accents or case, its signs kept."""
    pieces = re.findall(r"[^\W\d_]+|[\W\d_]", text)
    return "".join(fold(piece) if piece.isalpha() else piece for piece in pieces)


def _iso(said: dict[str, str | None]) -> str:
    month = int(said["m"] or 0) if said.get("m") else _month(said.get("name") or "")
    try:
        year = int(said["y"] or 0)
        # The CCAM is of this century.
        return date(year if year > 99 else 2000 + year, month, int(said["d"] or 0)).isoformat()
    except ValueError:
        return ""


def _month(name: str) -> int:
    return _MONTHS.index(name) + 1 if name in _MONTHS else 0
