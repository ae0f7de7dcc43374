"""Columns that can be deduced: the nomenclature, from the shape of the code."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from levier.i18n import _, ngettext
from levier.problems import INFORMATION, Problem
from levier.tables.rows import Account

_SHAPES = (
    ("CCAM", re.compile(r"[A-Z]{4}\d{3}([-. ]?\d{1,2})*")),
    ("LPP", re.compile(r"\d{7}")),
    ("NABM", re.compile(r"\d{3,4}")),
    ("HN", re.compile(r"(HN|H\.N\.?|NR)[A-Z0-9]*")),
    ("NGAP", re.compile(r"[A-Z]{1,5}( ?\d{1,2}([.,]\d{1,2})?)?")),
)


@lru_cache(maxsize=16_384)
def of_code(code: str) -> str | None:
    """Return the nomenclature that a code belongs to by its shape, ``None`` when no shape fits.

    >>> [of_code(code) for code in ("HBLD038", "G", "AMI 4", "1234", "1234567", "HN", "?")]
    ['CCAM', 'NGAP', 'NGAP', 'NABM', 'LPP', 'HN', None]
    """
    return next((name for name, shape in _SHAPES if shape.fullmatch(code)), None)


def nomenclature(columns: dict[str, list[Any]]) -> int:
    """Fill the empty nomenclatures of acts; return how many were deduced."""
    given = columns["nomenclature"]
    if None not in given:
        return 0
    filled = [of_code(code) if one is None else one for one, code in zip(given, columns["code"], strict=True)]
    columns["nomenclature"] = filled
    return sum(old is None and new is not None for old, new in zip(given, filled, strict=True))


def said(account: Account, count: int) -> Problem:
    """Return the information that nomenclatures were deduced."""
    return Problem(
        "nomenclature_deduite",
        INFORMATION,
        account.file,
        account.sheet,
        column="nomenclature",
        value=ngettext("vide sur {n} ligne", "vide sur {n} lignes", count).format(n=count),
        expected=_("CCAM, NGAP, NABM, LPP ou HN ; déduite de la forme du code"),
        fix=_("Rien à faire, sauf si des codes propres au centre ressemblent à ceux d'une nomenclature."),
    )
