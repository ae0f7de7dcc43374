"""The standard week as planners draw it (days above, rooms beside, « Dr dermatologie 9h-12h30 / 14h-18h » in cells)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from levier.readers.context import Context
from levier.readers.converted import Batch, Converted, Format, Tally
from levier.readers.formats import _agenda_words as vocabulary
from levier.readers.formats import _week_said as said
from levier.readers.formats._week_cells import Half, Hours, NotRead, halves, hours
from levier.readers.formats._week_layout import (
    ROOM,
    WHO,
    WORK,
    Week,
    is_alternate,
    is_heading,
    is_numbered,
    is_room,
    validity,
    week,
    weekday,
)
from levier.readers.header import by_name, find
from levier.readers.lines import Record
from levier.readers.names import clean, fold, stem
from levier.readers.part import Part, chunked
from levier.readers.refusals import Refusal
from levier.tables import TABLES

NAME = "semaine_grille"
HEADERS = ("cabinet", "jour", "de", "a", "service", "specialite", "praticien", "du", "au")
MOST_LINES = 2_000
LEAST_SHARE = 0.3
_TOTALS = ("total", "totaux", "nombre", "effectif", "effectifs")
_DESK = ("accueil", "secretariat", "standard", "telephone", "ouverture", "ouvertures", "horaires", "centre")


def shape(part: Part, name: str, context: Context) -> Converted | Refusal | None:
    """Return the lines of a drawn week; ``None`` when the sheet draws none."""
    if part.reader not in ("texte", "classeur", "html") or _is_elsewhere(part, name):
        return None
    first, last = next(chunked(part.batches(), MOST_LINES), ([], True))
    found = week(first) if last else None
    if found is None or _is_standard(first) or not _is_week(found):
        return None
    titles = [part.sheet or "", name, *found.preamble]
    if found.dated or is_numbered(titles):
        return said.dated(found.header)
    if is_alternate(titles):
        return said.alternate(found.header)
    return Converted(
        "standard_week", HEADERS, partial(_lines, found, part.sheet or "", name), part.sheet, part.encoding
    )


def _is_elsewhere(part: Part, name: str) -> bool:
    """Tell whether the file or the sheet is named after another table."""
    table = by_name(part.sheet or "") or by_name(stem(name))
    return table is not None and table.name not in ("standard_week", "sessions")


def _is_standard(records: list[Record]) -> bool:
    """Tell whether a line is the header of a table of the contract."""
    layouts = find(records[:50], TABLES.values())
    return any(not layout.missing for layout in layouts[:1])


def _is_week(found: Week) -> bool:
    """Tell whether enough cells hold hours, or their columns and lines do."""
    cells = [record[column] for _line, record in found.body for column in found.days if column < len(record)]
    filled = [cell for cell in cells if cell.strip() and not weekday(cell) and not cell.strip().isdecimal()]
    if not filled:
        return False
    told = any(found.usual.values()) or any(
        hours(cell) for _line, record in found.body for cell in record[: min(found.days)]
    )
    return told or sum(bool(hours(cell)) for cell in filled) >= max(1, LEAST_SHARE * len(filled))


def _lines(found: Week, sheet: str, name: str, tally: Tally) -> Iterator[Batch]:
    reader = Reader(found, sheet, name, tally)
    records = list(reader.rows())
    yield records, list(range(1, len(records) + 1))
    tally.account.controls |= {key: count for key, count in reader.counted.items() if count}


class Reader:
    """Reads a drawn week, cell by cell."""

    def __init__(self, found: Week, sheet: str, name: str, tally: Tally) -> None:
        self.week, self.tally = found, tally
        self.first, self.last, doubtful = validity(found.preamble)
        if doubtful:
            said.undated(tally, 1)
        names = vocabulary.rooms(sheet, False) or vocabulary.rooms(stem(name), False)
        names = names or [room for text in found.preamble for room in vocabulary.rooms(text, False)]
        self.usual_room = names[0] if len(set(names)) == 1 else ""
        self.counted = {"salle_repetee": 0, "heures_sans_h": 0}

    def rows(self) -> Iterator[Record]:
        """Yield the lines of the cells, in order of the drawing."""
        room, second = "", False
        for line, record in self.week.body:
            second = second or (not self.week.turned and is_heading(record))
            own = self._label(record, ROOM)
            filled = any(clean(record[column]) for column in self.week.days if column < len(record))
            self.counted["salle_repetee"] += bool(filled and room and not own and not second)
            room = own or room
            for column, cell in enumerate(record):
                if clean(cell) and column >= min(self.week.days):
                    yield from self._cell(line, column, cell, room, [] if second else record)

    def _label(self, record: Record, kind: str) -> str:
        texts = (
            clean(record[column]) for column, one in self.week.labels.items() if one == kind and column < len(record)
        )
        return next(filter(None, texts), "")

    def _cell(self, line: int, column: int, cell: str, room: str, record: Record) -> Iterator[Record]:
        try:
            if not record:
                raise NotRead("deuxieme")
            if column not in self.week.days:
                raise NotRead("jour")
            if set(fold(room).split("_")) & set(_TOTALS):
                self.tally.left_out(why="totaux")
                return
            if set(fold(room).split("_")) & set(_DESK):
                raise NotRead("accueil")
            found = halves(cell, self._usual(column, record))
            lines = found if isinstance(found, str) else [self._row(half, column, room, record) for half in found]
        except NotRead as error:
            said.set_aside(self.tally, error.why, self._line(line, column), self._place(line, column, room), None)
            return
        if isinstance(lines, str):
            self.tally.left_out(why=lines)
            return
        self.counted["heures_sans_h"] += sum(half.bare for half in found if isinstance(half, Half))
        yield from lines

    def _usual(self, column: int, record: Record) -> list[Hours]:
        """Return the hours of a cell that has none: those of its line, else of its column."""
        beside = [one for cell in record[: min(self.week.days)] for one in hours(cell)]
        return beside or self.week.usual[column]

    def _row(self, half: Half, column: int, room: str, record: Record) -> Record:
        where = half.room or (room if room and is_room(room) else "") or self.usual_room
        if not where:
            raise NotRead("cabinet")
        label = self._label(record, WORK)
        beside = room if where != room else None
        work = half.work or vocabulary.work(label, beside, where)
        who = half.who or vocabulary.practitioner(self._label(record, WHO)) or self._label(record, WHO)
        who = who or vocabulary.practitioner(beside) or ""
        times = [f"{minutes // 60:02d}:{minutes % 60:02d}" for minutes in (half.start, half.end)]
        service, specialty = (work.service, work.specialty or "") if work else ("", "")
        return [where, self.week.days[column], *times, service, specialty, who, self.first, self.last]

    def _line(self, line: int, column: int) -> int:
        return column + 1 if self.week.turned else line

    def _place(self, line: int, column: int, room: str) -> str:
        """Return where a cell is, as the sheet shows it: its column, then what stands above it."""
        number = line - 1 if self.week.turned else column
        above = self.week.above.get(column, "")
        letters = ""
        number += 1
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return " ".join(filter(None, (letters, f"({above})" if above else "")))


def _nothing(stream: BinaryIO, name: str, context: Context) -> list[Converted]:
    return []


FORMAT = Format(
    NAME,
    "Semaine type dessinée (jours en colonnes, salles en lignes)",
    "Plannings de centres",
    lambda head, name: False,
    _nothing,
    shape=shape,
)
