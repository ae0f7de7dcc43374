"""What of a file may be shown or kept: never a name, a number of a person, a free text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from levier.i18n import _
from levier.problems import Problem, trim
from levier.readers.context import MASK
from levier.readers.names import fold
from levier.tables import TABLES, Column, Kind

_OPEN_KINDS = {
    *(Kind.CHOICE, Kind.FLAG, Kind.DATE, Kind.MONTH, Kind.MOMENT, Kind.CLOCK, Kind.YEAR, Kind.PERIOD),
    *(Kind.AMOUNT, Kind.DECIMAL, Kind.WHOLE, Kind.CODE),
}
_OPEN_NAMES = {"specialty", "site", "room", "payer", "queue", "family"}
_DATE = re.compile(
    r"\d{1,4}[-/. ]\d{1,2}([-/. ]\d{1,4})?([ T]+\d{1,2}[:hH]\d{0,2}(:\d{2})?)?|\d{1,2}[:hH]\d{0,2}(:\d{2})?"
)
_NUMBER = re.compile(r"[-+(]?\d{1,3}([ .\u00a0\u202f]?\d{3}){0,2}([.,]\d{1,4})?[ )%€-]*|\d+[.,]\d+[eE]\+?\d+")
SEEN_OFTEN = 3
FEW_WORDS = 20


def plain(value: str) -> bool:
    """Tell whether a value is a date, an hour or a small number: nothing that tells who somebody is.

    >>> plain("31/02/2025 14h30"), plain("1 204,50"), plain("DUPONT"), plain("1 85 05 78 006 084 36")
    (True, True, False, False)
    """
    text = value.strip()
    return bool(_DATE.fullmatch(text) or (_NUMBER.fullmatch(text) and sum(map(str.isdigit, text)) <= 9))


def open_column(column: Column) -> bool:
    """Tell whether the cells of a column of the contract may be shown: neither person, record number nor free text."""
    return column.kind in _OPEN_KINDS or column.name in _OPEN_NAMES


def cell(column: Column | None, text: str) -> str:
    """Return a cell as a preview shows it.

    >>> table = TABLES["appointments"]
    >>> cell(table.column("status"), "honoré"), cell(table.column("patient"), "104233")
    ('honoré', '•••')
    """
    if not text.strip():
        return ""
    if column is None or not open_column(column):
        return MASK
    words = column.choices or column.kind in (Kind.CODE, Kind.FLAG, Kind.TEXT, Kind.KEY)
    return trim(text) if words or plain(text) else MASK


def problem(one: Problem) -> Problem:
    """Return a problem without what it quotes, unless this is a date, a number, or a word of a closed list."""
    if one.value is None or one.value == MASK:
        return one
    said = plain(one.value) or _of_list(one) or _of_header(one)
    return replace(one, value=trim(one.value) if said else MASK)


def _of_header(one: Problem) -> bool:
    """Tell whether what was read is names of columns, not a line of data."""
    return one.column is None and (one.code == "encodage_suppose" or not any(map(str.isdigit, one.value or "")))


def _of_list(one: Problem) -> bool:
    """Tell whether the column read is a closed list: its words are no names."""
    ours = re.sub(r".*\((\w+)\)$", r"\1", one.column or "")
    lists = {column.header for table in TABLES.values() for column in table.columns if column.choices}
    # A line shifted by one cell puts an address or a number of a person there.
    return fold(ours) in lists and not any(sign.isdigit() or sign == "@" for sign in one.value or "")


def sample(values: Sequence[str]) -> str:
    """Return what helps to recognise a column: dates, numbers and frequent words as they are, else its shape.

    >>> sample(["Vu", "Vu", "Absent", "Vu", "Absent", "Absent"]), sample(["DUPONT Jean", "MARTIN Zoé"])
    ('Vu ; Absent', 'textes tous différents (masqués)')
    """
    filled = [value for value in values if value.strip()]
    if not filled:
        return _("vide")
    if all(map(plain, filled)):
        return " ; ".join(map(trim, list(dict.fromkeys(filled))[:3]))
    if words := frequent(filled):
        return " ; ".join(map(trim, words[:3]))
    if all(map(str.isdigit, filled)):
        return _("numéros de {n} chiffres (masqués)").format(n=max(map(len, filled)))
    return _("textes tous différents (masqués)")


def frequent(values: Sequence[str]) -> list[str]:
    """Return the words of a column that has few of them, each met several times; none for any other column."""
    counts = Counter(value for value in values if value.strip())
    if not counts or len(counts) > FEW_WORDS or len(counts) * SEEN_OFTEN > sum(counts.values()):
        return []
    return [word for word, _count in counts.most_common()]
