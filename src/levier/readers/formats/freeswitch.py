"""FreeSWITCH ``cdr_csv`` Master.csv: the two legs of a call when both are written, in the order of the usual template.

Order: ``cdr_csv.conf.xml``, template ``example``: caller_id_name, caller_id_number, destination_number, context,
start_stamp, answer_stamp, end_stamp, duration, billsec, hangup_cause, uuid, bleg_uuid, accountcode… Another template is
given by a profile with ``format = "freeswitch"`` and ``headerless``.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
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
    external,
    line_called,
)
from levier.readers.lines import Record
from levier.readers.names import fold
from levier.readers.refusals import Refusal

NAME = "freeswitch"
COLUMNS = (
    *(
        "caller_id_name",
        "caller_id_number",
        "destination_number",
        "context",
        "start_stamp",
        "answer_stamp",
        "end_stamp",
    ),
    *("duration", "billsec", "hangup_cause", "uuid", "bleg_uuid", "accountcode"),
)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_CAUSE = re.compile(r"[A-Z][A-Z_]{3,}")
_MAILBOX = re.compile(r"voicemail.*|vm.*|\*9[78].*|4000", re.IGNORECASE)
_IN = re.compile(r"public|from|inbound|entrant|incoming", re.IGNORECASE)


class Leg(NamedTuple):
    """One record: its line, its moments in seconds, its numbers, its identifiers."""

    line: int
    start: int
    lasted: int
    talked: int
    source: str
    target: str
    context: str
    uuid: str
    other: str


def recognises(head: bytes, name: str) -> bool:
    """Tell whether most of the first records have the usual template."""
    records = [record for record in head_records(head) if any(record)]
    return bool(records) and sum(map(_is_record, records)) * 10 >= len(records) * 8


def _is_record(record: Record) -> bool:
    return (
        len(record) >= 12
        and record[7].strip().isdecimal()
        and record[8].strip().isdecimal()
        and bool(_CAUSE.fullmatch(record[9].strip()))
        and bool(_UUID.fullmatch(record[10].strip()))
    )


class Log:
    """One file of records."""

    def __init__(self, stream: BinaryIO, context: Context) -> None:
        self.text, self.chosen = Text(stream), Choices(context, NAME)
        self.places = {fold(name): at for at, name in enumerate(self.chosen.columns or COLUMNS) if name}

    def lines(self, tally: Tally) -> Iterator[Batch]:
        """Yield the calls."""
        said = Said()
        calls = Calls(Outcomes(said, self.chosen.names, self.chosen.suffix), tally)
        for line, record, cut in self.text.rows():
            if cut and len(record) < 11:
                _calls.cut_line(tally, line)
            elif (leg := self._leg(record, line, tally)) and (old := calls.add(*leg)):
                yield old
        yield calls.rest()
        tally.account.controls |= said.counts

    def _leg(self, record: Record, line: int, tally: Tally) -> tuple[Hashable, Leg] | None:
        if not any(cell.strip() for cell in record) or "caller_id_number" in map(fold, record):
            tally.left_out()
            return None
        cells = {name: record[at].strip() if at < len(record) else "" for name, at in self.places.items()}
        start = self.chosen.moment(cells.get("start_stamp", ""))
        lasted, talked = _calls.whole(cells.get("duration", "")), _calls.whole(cells.get("billsec", ""))
        if start is None or lasted is None or talked is None:
            expected = _("un appel FreeSWITCH : appelant, appelé, contexte, début, réponse, fin, durées, cause, uuid…")
            _calls.unreadable(tally, line, "start_stamp", cells.get("start_stamp"), expected)
            return None
        source, target, context = (cells.get(name, "") for name in COLUMNS[1:4])
        uuid, other = cells.get("uuid", ""), cells.get("bleg_uuid", "")
        leg = Leg(line, start, lasted, talked, source, target, context, uuid, other)
        # The second leg names the first one: both have the same pair.
        return (min(uuid, other), max(uuid, other)) if uuid else line, leg


class Outcomes:
    """Make calls of legs."""

    def __init__(self, said: Said, names: dict[str, str], suffix: str) -> None:
        self.said, self.names, self.suffix = said, names, suffix

    def __call__(self, legs: list[Leg]) -> Record:
        """Return the record of a call."""
        first = min(legs, key=lambda leg: (leg.start, -leg.lasted))
        way = _way(first)
        outcome = _outcome(first)
        self.said.call(way, outcome)
        inward = way == INWARD
        wait = first.lasted - first.talked if outcome != LOST else first.lasted
        return [
            _calls.written(first.start) + self.suffix,
            (self.names.get(first.target) or line_called(first.target)) if inward else "",
            way,
            *outcome,
            str(max(wait, 0)),
            str(first.talked),
            caller(first.source) if inward else "",
        ]


def _way(leg: Leg) -> str:
    if _IN.match(leg.context) or (external(leg.source) and not external(leg.target)):
        return INWARD
    return OUTWARD if external(leg.target) else WITHIN


def _outcome(leg: Leg) -> tuple[str, str]:
    if not leg.talked:
        return LOST
    if _MAILBOX.fullmatch(leg.target):
        return MAILBOX
    return PERSON if leg.other else MACHINE


def open_log(stream: BinaryIO, name: str, context: Context) -> list[Converted] | Refusal:
    """Return the calls of a FreeSWITCH log, or why it gives none."""
    log = Log(stream, context)
    return opened(log.text, log.lines)


FORMAT = Format(
    NAME,
    "FreeSWITCH, journal des appels (Master.csv)",
    "documentation FreeSWITCH, « mod_cdr_csv », modèle « example »",
    recognises,
    open_log,
    tested="made",
    options=("fuseau", "files"),
)
