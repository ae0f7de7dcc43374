"""Asterisk ``queue_log``: the events of waiting queues, one call made of all those that bear its identifier.

File layout: ``epoch|callid|queue|agent|event|data1|…|data5``; tables (Wazo, FreePBX, Issabel) have the same columns
under titles. Source: docs.asterisk.org "Queue Logs"; Wazo adds FULL, CLOSED, DIVERT_CA_RATIO, DIVERT_HOLDTIME.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from levier.i18n import _
from levier.readers.context import Context
from levier.readers.converted import Batch, Converted, Format, Tally
from levier.readers.dates import wall_clock
from levier.readers.formats import _call_texts, _calls
from levier.readers.formats._call_texts import Choices, Text, opened
from levier.readers.formats._calls import INWARD, LOST, PERSON, UNKNOWN, Calls, Said, caller, line_called
from levier.readers.lines import Record
from levier.readers.names import fold
from levier.readers.refusals import Refusal

NAME = "queue_log"
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d+)?")
_EVENT = re.compile(r"[A-Z][A-Z_]{2,30}")
_RULE = re.compile(r"[-+\s]*|\(\d+ [a-z]+\)")
NO_CALL = frozenset(("", "NONE", "REALTIME", "MANAGER", "CLI"))
ENTERED, TAKEN = "ENTERQUEUE", "CONNECT"
# How a taken call ends: where its (wait, talk) stand among the data, counted from 0.
ENDS: Mapping[str, tuple[int, int]] = {
    "COMPLETEAGENT": (0, 1),
    "COMPLETECALLER": (0, 1),
    "TRANSFER": (2, 3),
    "BLINDTRANSFER": (2, 3),
    "ATTENDEDTRANSFER": (2, 3),
}
# How a call leaves a queue without anybody: where its wait stands, ``None`` when it is not written.
LEFT: Mapping[str, int | None] = {
    "ABANDON": 2,
    "EXITWITHTIMEOUT": 2,
    "EXITWITHKEY": 3,
    "EXITEMPTY": 2,
    "JOINEMPTY": None,
    "LEAVEEMPTY": None,
    "FULL": None,
    "CLOSED": None,
    "DIVERT_CA_RATIO": None,
    "DIVERT_HOLDTIME": None,
    "SYSCOMPAT": None,
}
AT_THE_DOOR = frozenset(("JOINEMPTY", "FULL", "CLOSED", "DIVERT_CA_RATIO", "DIVERT_HOLDTIME"))
# One telephone that does not answer is no lost call; the others say nothing of the outcome.
WITHIN_A_CALL = frozenset(("RINGNOANSWER", "RINGCANCELED", "AGENTDUMP", "DID", "INFO", "HOLD", "UNHOLD", "CALLSTATUS"))
COLUMNS = ("time", "callid", "queuename", "agent", "event", "data1", "data2", "data3", "data4", "data5")
TITLES = {"queue": "queuename", "epoch": "time", "created": "created", "call_id": "callid", "queue_name": "queuename"}


class Event(NamedTuple):
    """One event of a call: its line, its moment (epoch or wall clock), its queue, its name and its data."""

    line: int
    moment: int
    queue: str
    name: str
    data: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Titles:
    """Where the columns stand; ``lines`` of titles come before the data."""

    places: tuple[int, ...]
    width: int


FILE = Titles(tuple(range(10)), 5)


def titles(record: Record) -> Titles | None:
    """Return where the columns stand under a line of titles, ``None`` when it is none.

    >>> titles(["time", "callid", "queuename", "agent", "event", "data1"]).places[:6]
    (0, 1, 2, 3, 4, 5)
    """
    folded = [TITLES.get(fold(cell), fold(cell)) for cell in record]
    if not {"time", "callid", "event"} <= set(folded):
        return None
    places = tuple(folded.index(name) if name in folded else -1 for name in COLUMNS)
    return Titles(places, 1 + max(places[:5]))


def recognises(head: bytes, name: str) -> bool:
    """Tell whether the first records are events of queues."""
    if b"|" in head and (rows := head_records(head)):
        alike = sum(_is_event(record) for record in rows)
        if alike and alike * 2 >= len(rows):
            return True
    return any(titles(record) for record in _call_texts.head_records(head)[:5])


def head_records(head: bytes) -> list[Record]:
    """Return the first records cut at the vertical bars."""
    return [record for record in _call_texts.head_records(head, "|", quoting=False) if any(record)]


def _is_event(record: Record) -> bool:
    return len(record) >= 5 and bool(_EPOCH.fullmatch(record[0].strip())) and bool(_EVENT.fullmatch(record[4].strip()))


class Log:
    """One file of events."""

    def __init__(self, stream: BinaryIO, context: Context) -> None:
        first = stream.read(1 << 16)
        bare = b"|" in first and any(_is_event(record) for record in head_records(first))
        self.text = Text(stream, quoting=not bare, separator="|" if bare else None)
        found = next(filter(None, map(titles, self.text.first(10))), None)
        self.titles, self.titled = found or FILE, found is not None
        self.chosen, self.local = Choices(context, NAME), wall_clock(context.zone)
        self.seen_zone = False

    def lines(self, tally: Tally) -> Iterator[Batch]:
        """Yield the calls."""
        said = Said()
        calls = Calls(Outcomes(said, tally, self.chosen.names, self.chosen.suffix), tally)
        for line, record, cut in self.text.rows():
            if cut and len(record) <= self.titles.width:
                _calls.cut_line(tally, line)
            elif (event := self._event(record, line, tally)) and (old := calls.add(*event)):
                yield old
        yield calls.rest()
        tally.account.controls |= said.counts
        if self.titled and self.seen_zone and not self.chosen.suffix:
            _calls.zone_unknown(tally, self.chosen.zone)

    def _event(self, record: Record, line: int, tally: Tally) -> tuple[str, Event] | None:
        cells = [cell.strip() for cell in record]
        ruled = len(cells) <= 1 and _RULE.fullmatch("".join(cells))
        if ruled or not any(cells) or titles(cells):
            tally.left_out()
            return None
        if len(cells) < self.titles.width:
            return self._wrong(tally, line, None, " | ".join(cells[:1]))
        places = self.titles.places
        moment, call, queue, name = (cells[place] if place >= 0 else "" for place in (*places[:3], places[4]))
        when = self._when(moment)
        if when is None or not _EVENT.fullmatch(name):
            return self._wrong(tally, line, "time" if when is None else "event", moment if when is None else name)
        if call in NO_CALL or not _of_a_call(name):
            tally.left_out(1, "evenements_hors_appels")
            return None
        data = tuple(cells[place] if 0 <= place < len(cells) else "" for place in places[5:])
        return call, Event(line, when, queue, name, data)

    def _when(self, text: str) -> int | None:
        if match := _EPOCH.fullmatch(text):
            return self.local(int(match[1]))
        self.seen_zone = self.seen_zone or not ("+" in text or text.endswith("Z"))
        return self.chosen.moment(text.partition(".")[0] if text[19:20] == "." and "+" not in text else text)

    @staticmethod
    def _wrong(tally: Tally, line: int, column: str | None, value: str) -> None:
        expected = _("un événement de file d'attente : epoch|appel|file|agent|ÉVÉNEMENT|…")
        _calls.unreadable(tally, line, column, value or None, expected)


def _of_a_call(name: str) -> bool:
    return name in (ENTERED, TAKEN) or name in ENDS or name in LEFT or name in WITHIN_A_CALL


class Outcomes:
    """Make calls of events: the first entry, and whether anybody ever took the call."""

    def __init__(self, said: Said, tally: Tally, names: Mapping[str, str], suffix: str) -> None:
        self.said, self.tally, self.names, self.suffix = said, tally, names, suffix

    def __call__(self, events: list[Event]) -> Record | None:
        """Return the record of a call, ``None`` when its events say nothing of its outcome."""
        once = list({event[1:]: event for event in events}.values())
        if len(once) < len(events):
            self.said.count("evenements_en_double", len(events) - len(once))
        told = [event for event in once if event.name not in WITHIN_A_CALL]
        if not told:
            self.tally.left_out(len(events), "evenements_sans_appel")
            return None
        told.sort(key=lambda event: event.moment)
        begun, entry = _begun(told), next((event for event in told if event.name == ENTERED), None)
        if entry is None and told[0].name not in AT_THE_DOOR:
            self.said.count("appels_deja_entres_avant_le_journal")
        if sum(event.name == ENTERED for event in told) > 1:
            self.said.count("appels_passes_par_plusieurs_files")
        outcome, wait = self._outcome(told, begun)
        self.said.call(INWARD, outcome)
        queue = told[0].queue
        return [
            _calls.written(begun) + self.suffix,
            self.names.get(queue) or ("" if queue in NO_CALL else line_called(queue)),
            INWARD,
            *outcome,
            "" if wait is None else str(max(wait, 0)),
            str(_talk(told)) if outcome == PERSON and _ended(told) else "",
            caller(entry.data[1]) if entry else "",
        ]

    def _outcome(self, told: list[Event], begun: int) -> tuple[tuple[str, str], int | None]:
        once = sum(event.name == ENTERED for event in told) <= 1
        taken = next((event for event in told if event.name == TAKEN), None)
        if taken:
            if told[-1].name in LEFT:
                self.said.count("appels_pris_puis_perdus_apres_un_transfert")
            held = _number(taken.data, 0) if once else None
            return PERSON, taken.moment - begun if held is None else held
        if ended := next((event for event in told if event.name in ENDS), None):
            return PERSON, _number(ended.data, ENDS[ended.name][0])
        last = told[-1]
        if last.name in LEFT:
            self.said.count(f"sortie_{last.name.lower()}")
            held = _number(last.data, LEFT[last.name] or -1) if once else None
            return LOST, last.moment - begun if held is None else held
        return UNKNOWN, None


def _begun(told: list[Event]) -> int:
    """Return when a call entered: said, or counted back from the first event that the file has of it."""
    first = told[0]
    if first.name == TAKEN:
        return first.moment - (_number(first.data, 0) or 0)
    if first.name in ENDS:
        wait, talk = ENDS[first.name]
        return first.moment - (_number(first.data, wait) or 0) - (_number(first.data, talk) or 0)
    return first.moment - (_number(first.data, LEFT.get(first.name) or -1) or 0)


def _ended(told: list[Event]) -> bool:
    return any(event.name in ENDS for event in told)


def _talk(told: list[Event]) -> int:
    return sum(_number(event.data, ENDS[event.name][1]) or 0 for event in told if event.name in ENDS)


def _number(data: tuple[str, ...], place: int) -> int | None:
    return int(data[place]) if 0 <= place < len(data) and data[place].isdecimal() and len(data[place]) < 8 else None


def open_log(stream: BinaryIO, name: str, context: Context) -> list[Converted] | Refusal:
    """Return the calls of a file of events, or why it gives none."""
    log = Log(stream, context)
    return opened(log.text, log.lines)


FORMAT = Format(
    NAME,
    "Asterisk, journal des files d'attente (queue_log)",
    "docs.asterisk.org, « Queue Logs » ; événements de Wazo lus dans sa documentation",
    recognises,
    open_log,
    tested="made",
    options=("fuseau", "files"),
)
