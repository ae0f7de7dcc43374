"""Avaya IP Office SMDR: one record for each part of a call, the last one with 0 under « Continuation ».

Layout read in the vendor's manual (IP Office Manager, "SMDR Fields" and "SMDR Examples"); not tested on a real file.
Older systems end the line sooner; the Delta Server writes titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from levier.i18n import _
from levier.readers.context import Context
from levier.readers.converted import Batch, Converted, Format, Tally
from levier.readers.formats import _calls
from levier.readers.formats._call_texts import Choices, Text, head_records, opened
from levier.readers.formats._calls import (
    INWARD,
    LOST,
    MACHINE,
    MAILBOX,
    OUTWARD,
    PERSON,
    WITHIN,
    Calls,
    Said,
    caller,
    line_called,
)
from levier.readers.lines import Record
from levier.readers.names import fold
from levier.readers.refusals import Refusal

NAME = "avaya_smdr"
COLUMNS = (
    *("call_start", "connected_time", "ring_time", "caller", "direction", "called_number", "dialled_number", "account"),
    *(
        "is_internal",
        "call_id",
        "continuation",
        "party1device",
        "party1name",
        "party2device",
        "party2name",
        "hold_time",
    ),
)
_START = re.compile(r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d")
_MAILBOX = re.compile(r"V9\d\d\d|VM ?Channel.*|Voice ?mail.*", re.IGNORECASE)
_MACHINE = re.compile(r"Auto ?Attendant.*|AA:.*|CFV.*", re.IGNORECASE)


class Part(NamedTuple):
    """One record: its line, when the call began, how long this part rang and was connected, its two parties."""

    line: int
    start: int
    connected: int
    rang: int
    source: str
    way: str
    called: str
    parties: tuple[str, ...]


def recognises(head: bytes, name: str) -> bool:
    """Tell whether most of the first records are SMDR."""
    records = [record for record in head_records(head) if any(record)]
    alike = sum(_is_record(record) for record in records)
    return bool(records) and alike * 10 >= (len(records) - _is_title(records[0])) * 8 and alike > 0


def _is_title(record: Record) -> bool:
    return fold(record[0]) == "call_start"


def _is_record(record: Record) -> bool:
    return (
        len(record) >= 14
        and bool(_START.fullmatch(record[0].strip()))
        and ":" in record[1]
        and record[2].strip().isdecimal()
        and record[4].strip().upper() in ("I", "O")
        and record[10].strip() in ("0", "1")
    )


class Log:
    """One file of records."""

    def __init__(self, stream: BinaryIO, context: Context) -> None:
        self.text = Text(stream)
        self.chosen = Choices(context, NAME)
        names = tuple(map(fold, self.chosen.columns)) or COLUMNS
        self.places = {name: index for index, name in enumerate(names) if name}

    def lines(self, tally: Tally) -> Iterator[Batch]:
        """Yield the calls."""
        said = Said()
        calls = Calls(Outcomes(said, self.chosen.names, self.chosen.suffix), tally)
        for line, record, cut in self.text.rows():
            if cut and len(record) < 14:
                _calls.cut_line(tally, line)
            elif (part := self._part(record, line, tally)) and (old := calls.add(*part)):
                yield old
        yield calls.rest()
        tally.account.controls |= said.counts

    def _part(self, record: Record, line: int, tally: Tally) -> tuple[object, Part] | None:
        if not any(cell.strip() for cell in record) or _is_title(record):
            tally.left_out()
            return None
        cells = {name: record[at].strip() if at < len(record) else "" for name, at in self.places.items()}
        start = self.chosen.moment(cells.get("call_start", ""))
        connected, rang = _calls.whole(cells.get("connected_time", "")), _calls.whole(cells.get("ring_time", ""))
        way = cells.get("direction", "").upper()
        if start is None or connected is None or rang is None or way not in ("I", "O"):
            expected = _("un enregistrement SMDR : début, durée HH:MM:SS, sonnerie, appelant, I ou O…")
            _calls.unreadable(tally, line, None, " | ".join(record[:3]), expected)
            return None
        said = WITHIN if cells.get("is_internal") in ("1", "I") else INWARD if way == "I" else OUTWARD
        parties = tuple(cells.get(name, "") for name in ("party1device", "party1name", "party2device", "party2name"))
        part = Part(
            line, start, connected, rang, cells.get("caller", ""), said, cells.get("called_number", ""), parties
        )
        # Identifiers begin again when the system does; the parts of one call have the same start.
        return (cells.get("call_id") or line, start), part


class Outcomes:
    """Make calls of parts."""

    def __init__(self, said: Said, names: dict[str, str], suffix: str) -> None:
        self.said, self.names, self.suffix = said, names, suffix

    def __call__(self, parts: list[Part]) -> Record:
        """Return the record of a call."""
        first = parts[0]
        people = [
            part for part in parts if part.connected and not _party(part, _MAILBOX) and not _party(part, _MACHINE)
        ]
        boxes = [part for part in parts if part.connected and _party(part, _MAILBOX)]
        machines = [part for part in parts if part.connected]
        outcome = PERSON if people else MAILBOX if boxes else MACHINE if machines else LOST
        answered = (people or boxes or machines or parts[-1:])[0]
        wait = 0
        for part in parts:
            wait += part.rang
            if part is answered:
                break
        inward = first.way == INWARD
        self.said.call(first.way, outcome)
        return [
            _calls.written(first.start) + self.suffix,
            (self.names.get(first.called) or line_called(first.called)) if inward else "",
            first.way,
            *outcome,
            str(wait),
            str(sum(part.connected for part in people or machines)),
            caller(first.source) if inward else "",
        ]


def _party(part: Part, shape: re.Pattern[str]) -> bool:
    return any(shape.fullmatch(name) for name in part.parties)


def open_log(stream: BinaryIO, name: str, context: Context) -> list[Converted] | Refusal:
    """Return the calls of a file of SMDR records, or why it gives none."""
    log = Log(stream, context)
    return opened(log.text, log.lines)


FORMAT = Format(
    NAME,
    "Avaya IP Office, journal SMDR",
    "manuel IP Office Manager, « SMDR Fields » et « SMDR Examples »",
    recognises,
    open_log,
    tested="manual",
    options=("fuseau", "files"),
)
