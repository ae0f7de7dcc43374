"""The grid of a year as a workbook, there and back."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from levier.catalogue.typed import TYPED
from levier.catalogue.typed_rows import shown
from levier.catalogue.words import in_language
from levier.grid.read import read_grid
from levier.grid.write import write_grid
from levier.periods import parse_period
from levier.problems import BLOCKING
from levier.web.centres.models import Centre
from levier.web.entry.keys import CellKey, line_of
from levier.web.entry.models import TypedValue
from levier.web.entry.numbers import billionths, spaced
from levier.web.entry.selectors import services_of, values_of
from levier.web.entry.services import Change

ABOUT = ("nature", "definition", "source", "preferred", "comment")
USUAL = {"nature": "exact", "definition": "levier", "source": "", "preferred": False, "comment": ""}
LIMIT = 5_000_000
# A grid of every measure for five years takes a tenth of this once unpacked.
UNPACKED_LIMIT = 40_000_000
BLOCK = 1 << 20


def written(centre: Centre, year: int, blocks: Sequence[str]) -> bytes:
    """Return the workbook of a year with what was typed in the blocks that somebody may see."""
    values = [one for one in values_of(centre, year).values() if one.block in blocks]
    stream = io.BytesIO()
    write_grid(stream, [_row(one) for one in values], year, services_of(centre))
    return stream.getvalue()


def _row(value: TypedValue) -> dict[str, Any]:
    keys = ("service", "specialty", "payer_type", "job", "family", "site", "source", "comment")
    said = {name: getattr(value, name) or None for name in (*keys, "nature", "definition")}
    number = {"value": billionths(value.value), "preferred": 1 if value.preferred else None}
    return {"measure": value.measure, "period": value.period, **said, **number}


@dataclass(frozen=True, slots=True)
class Found:
    """A number of the workbook that the grid does not hold: where, what it is now, what it would be."""

    change: Change
    label: str
    service: str
    now: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a workbook would do: numbers to write, those that are the same, those of others' blocks, sentences."""

    found: list[Found]
    same: int
    others: int
    refused: list[str]
    warned: list[str]


def read(stream: BinaryIO, name: str, centre: Centre, blocks: Sequence[str]) -> Reading:
    """Read a workbook filled by somebody and compare it with the grid; nothing is written."""
    if unpacks_too_much(stream):
        return Reading([], 0, 0, [_too_much(name)], [])
    grid = read_grid(stream, name)
    problems = list(grid.problems)
    rows = [one for one in grid.rows if TYPED[one["measure"]].block in blocks]
    values: dict[CellKey, TypedValue] = {}
    for year in sorted({int(one["period"][:4]) for one in rows}):
        values |= values_of(centre, year)
    found = [_found(one, values) for one in rows]
    return Reading(
        found=[one for one in found if one is not None],
        same=sum(one is None for one in found),
        others=len(grid.rows) - len(rows),
        refused=[one.sentence() for one in problems if one.severity == BLOCKING],
        warned=[one.sentence() for one in problems if one.severity != BLOCKING],
    )


def unpacks_too_much(stream: BinaryIO) -> bool:
    """Tell whether a workbook is far bigger once open, by opening it piece by piece: what it announces may be false."""
    left = UNPACKED_LIMIT
    try:
        with zipfile.ZipFile(stream) as archive:
            for one in archive.infolist():
                with archive.open(one) as part:
                    while block := part.read(BLOCK):
                        left -= len(block)
                        if left < 0:
                            return True
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
        return False  # damaged, or no workbook: the reader says it better
    finally:
        stream.seek(0)
    return False


def _too_much(name: str) -> str:
    sentence = _(
        "{name} : classeur démesuré une fois ouvert (plus de {size} Mo) ; attendu : la grille d'ici, remplie. "
        "→ Téléchargez de nouveau la grille, puis recopiez-y vos nombres."
    )
    return sentence.format(name=name, size=UNPACKED_LIMIT // 1_000_000)


def _found(row: dict[str, Any], values: dict[CellKey, TypedValue]) -> Found | None:
    cell = CellKey(line_of(row), row["period"])
    there, text = values.get(cell), shown(row["value"])
    about = {name: _said(row[name], name) for name in ABOUT}
    if there is not None and there.value == text and all(getattr(there, name) == about[name] for name in ABOUT):
        return None
    change = Change(cell, text, there.value if there else "", about)
    label = in_language(cell.line.about).label
    return Found(change, label, place(cell), spaced(there.value) if there else "")


def _said(value: Any, name: str) -> Any:
    return bool(value) if name == "preferred" else value or USUAL[name]


def place(cell: CellKey) -> str:
    """Return the keys of a cell in a few words."""
    keys = cell.line.keys()
    return ", ".join(one.replace("_", " ") for one in keys.values() if one) or _("centre entier")


def packed(found: Iterable[Found]) -> list[list[Any]]:
    """Return changes as a form carries them, signed by the view."""
    return [[one.change.cell.token, one.change.text, one.change.was, one.change.about] for one in found]


def in_years(found: Iterable[Found]) -> list[int]:
    """Return the years that the numbers speak of."""
    return sorted({int(parse_period(one.change.cell.period).label[:4]) for one in found})
