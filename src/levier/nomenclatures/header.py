"""Which column of a release is what, whatever the version called it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from levier.readers.names import fold
from levier.readers.references import CODE, CODES, LOOKED_AT, holds_acts

SECTOR_1, OTHERS = "secteur_1", "hors_secteur_1"
# The title of a column may stand on three lines of the sheet.
HEADER_LINES = 3
_STARTS = {
    "label": ("texte", "libelle", "label", "intitule", "nom_long", "cam_prs_ide_lib", "description"),
    "activity": ("activ", "code_activ"),
    "phase": ("phase", "code_phase"),
    "group": ("regroupement", "code_regroupement", "regrou", "cam_prs_rgt"),
    "created": ("date_creation", "date_de_creation", "dt_creatio"),
    "ended": ("date_fin", "date_de_fin", "dt_fin"),
}
_ABOUT_CODES = re.compile(r"(^|_)(codes?|ccam|actes?)(_|$)")
_PRICE = re.compile(r"(tarif|prix|pu_base|honoraire|montant|brss)")
_OTHERS = re.compile(r"hors_(secteur|optam|sect)|non_optam|sans_optam|(secteur|sect)_2|tarif_2$")
_FIRST = re.compile(r"(secteur|sect)_1|optam|tarif_1$")


@dataclass(frozen=True, slots=True)
class Header:
    """The places of the columns: ``code`` and the others by name; ``prices`` by grid; ``row``, ``last``: its lines."""

    row: int
    last: int
    code: int
    columns: dict[str, int] = field(default_factory=dict)
    prices: dict[str, int] = field(default_factory=dict)

    def cell(self, record: Sequence[str], name: str) -> str:
        """Return a cell of a record, trimmed, its spaces collapsed; empty when the column is not there."""
        place = self.columns.get(name)
        return "" if place is None or place >= len(record) else " ".join(record[place].split())


def find_header(records: Sequence[Sequence[str]]) -> Header | None:
    """Return the header of a release, ``None`` when no line is one.

    >>> find_header([["CCAM v67"], ["Code", "", "Texte", "Activité"], ["AHQP001", "", "EMG", "1"]]).columns
    {'label': 2, 'activity': 3}
    """
    for codes in (_named, _full):
        for row, record in enumerate(records):
            code = codes(record, records[row + 1 :])
            if code is not None:
                header = _made(records, row, code)
                if header.columns.keys() & {"label", "activity"} or header.prices:
                    return header
    return None


def _named(titles: Sequence[str], below: Sequence[Sequence[str]]) -> int | None:
    """Return the column that is called as codes are, when it holds some."""
    code = next((place for place, cell in enumerate(titles) if fold(cell) in CODES), None)
    return code if code is not None and holds_acts(below, code) else None


def _full(titles: Sequence[str], below: Sequence[Sequence[str]]) -> int | None:
    """Return the first column whose title speaks of codes in more words, when nothing else stands in it.

    The lists of hospitals say « Code CCAM sans extension PMSI ».
    """
    for place, title in enumerate(titles):
        if _ABOUT_CODES.search(fold(title)) and CODE.match(_cell(below[:1], place)):
            cells = [cell for one in below[:LOOKED_AT] if (cell := _cell([one], place))]
            if all(CODE.match(cell) for cell in cells):
                return place
    return None


def _cell(records: Sequence[Sequence[str]], place: int) -> str:
    """Return a cell of the first of these records, empty when there is none."""
    return records[0][place].strip().upper() if records and place < len(records[0]) else ""


def _made(records: Sequence[Sequence[str]], row: int, code: int) -> Header:
    last = row
    while last + 1 < len(records) and last + 1 - row < HEADER_LINES and _goes_on(records[last + 1], code):
        last += 1
    names = [_name(records[row : last + 1], place) for place in range(max(map(len, records[row : last + 1])))]
    columns = {name: place for name, starts in _STARTS.items() if (place := _first(names, starts, code)) is not None}
    return Header(row, last, code, columns, _prices(names, set(columns.values())))


def _goes_on(record: Sequence[str], code: int) -> bool:
    """Tell whether a line carries on the titles: nothing under « Code », several words and no number."""
    cells = [cell.strip() for cell in record if cell.strip()]
    under = record[code].strip() if len(record) > code else ""
    return bool(cells) and not under and len(cells) > 1 and not any(re.search(r"\d{2}", cell) for cell in cells)


def _name(lines: Sequence[Sequence[str]], place: int) -> str:
    return fold(" ".join(line[place] for line in lines if place < len(line)))


def _first(names: Sequence[str], starts: tuple[str, ...], code: int) -> int | None:
    return next((place for place, name in enumerate(names) if place != code and name.startswith(starts)), None)


def _prices(names: Sequence[str], taken: set[int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        if place in taken or not (_PRICE.search(name) or _FIRST.search(name)):
            continue
        grid = OTHERS if _OTHERS.search(name) else SECTOR_1 if _FIRST.search(name) or SECTOR_1 not in found else OTHERS
        found.setdefault(grid, place)
    return found
