"""3CX call records: one line for a call, whose fields are chosen by the administrator; no titles.

The usual order is that of the manual, from the first field to any of the last; a profile with ``format = "threecx"``
and ``headerless`` gives another one. Not tested on a real file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
from levier.readers.refusals import Refusal, unsuited_profile

NAME = "threecx"
COLUMNS = (
    *("historyid", "callid", "duration", "time-start", "time-answered", "time-end", "reason-terminated", "from-no"),
    *("to-no", "from-dn", "to-dn", "dial-no", "reason-changed", "final-number", "final-dn", "bill-code", "bill-rate"),
    *("bill-cost", "bill-name", "chain", "from-type", "to-type", "final-type", "from-dispname", "to-dispname"),
    *("final-dispname", "missed-queue-calls"),
)
_WHEN = re.compile(r"\d{4}[/-]\d\d[/-]\d\d \d\d:\d\d:\d\d(\.\d+)?")
_LASTED = re.compile(r"\d{1,3}:\d\d:\d\d(\.\d+)?")
_BARE = re.compile(r"^(Ext|Line|VMail|Queue)\.", re.IGNORECASE)
_KINDS = {
    "line": ("line", "externalline", "external_line", "bridge", "provider"),
    "phone": ("extension",),
    "box": ("voicemail", "vmail"),
    "queue": ("queue", "ringgroup", "ring_group", "huntgroup", "parking"),
    "ivr": ("ivr", "fax", "script", "specialmenu"),
}
_TYPES = {name: kind for kind, names in _KINDS.items() for name in names}


class Part(NamedTuple):
    """One record: its line, its moments, its numbers, the kinds of its ends."""

    line: int
    start: int
    answer: int | None
    end: int
    source: str
    target: str
    dialled: str
    final: str
    kinds: tuple[str, str, str]
    chain: str


def recognises(head: bytes, name: str) -> bool:
    """Tell whether most of the first records have the manual's order."""
    records = [record for record in head_records(head) if any(record)]
    return bool(records) and sum(map(_is_record, records)) * 10 >= len(records) * 8


def _is_record(record: Record) -> bool:
    return (
        10 <= len(record) <= len(COLUMNS) + 1
        and bool(_LASTED.fullmatch(record[2].strip()))
        and bool(_WHEN.fullmatch(record[3].strip()))
        and bool(_WHEN.fullmatch(record[5].strip()))
        and (not record[4].strip() or bool(_WHEN.fullmatch(record[4].strip())))
    )


class Log:
    """One file of records."""

    def __init__(self, stream: BinaryIO, context: Context) -> None:
        self.text, self.chosen = Text(stream), Choices(context, NAME)
        names = self.chosen.columns or COLUMNS
        self.places = {name.strip().lower().replace("_", "-"): at for at, name in enumerate(names) if name}

    def refusal(self) -> Refusal | None:
        """Return why the order of the columns gives no call."""
        lacking = [name for name in ("time-start", "time-answered") if name not in self.places]
        if not lacking:
            return None
        words = _("les champs {names} parmi ceux du journal 3CX, dans « headerless »").format(names=", ".join(lacking))
        return unsuited_profile(words)

    def lines(self, tally: Tally) -> Iterator[Batch]:
        """Yield the calls."""
        said = Said()
        calls = Calls(Outcomes(said, self.chosen.names, self.chosen.suffix), tally)
        for line, record, cut in self.text.rows():
            if cut and len(record) < 7:
                _calls.cut_line(tally, line)
            elif (part := self._part(record, line, tally)) and (old := calls.add(*part)):
                yield old
        yield calls.rest()
        tally.account.controls |= said.counts
        if not self.chosen.zoned:
            _calls.zone_unknown(tally, self.chosen.zone)

    def _part(self, record: Record, line: int, tally: Tally) -> tuple[object, Part] | None:
        if not any(cell.strip() for cell in record):
            tally.left_out()
            return None
        cells = {name: record[at].strip() if at < len(record) else "" for name, at in self.places.items()}
        start, answer, end = (self._when(cells, name) for name in ("time-start", "time-answered", "time-end"))
        if start is None or (cells["time-answered"] and answer is None):
            expected = _("un enregistrement 3CX : identifiants, durée, début, réponse, fin…")
            _calls.unreadable(tally, line, "time-start", cells.get("time-start"), expected)
            return None
        lasted = _calls.whole(cells.get("duration", "").partition(".")[0]) or 0
        since = start if answer is None else answer
        return self._key(cells, line), _made(cells, line, start, answer, end if end is not None else since + lasted)

    def _when(self, cells: Mapping[str, str], name: str) -> int | None:
        text = cells.get(name, "").partition(".")[0]
        return self.chosen.moment(text.replace("/", "-")) if text else None

    @staticmethod
    def _key(cells: Mapping[str, str], line: int) -> object:
        return cells.get("callid") or cells.get("historyid") or line


def _made(cells: Mapping[str, str], line: int, start: int, answer: int | None, end: int) -> Part:
    kinds = (_kind(cells, "from"), _kind(cells, "to"), _kind(cells, "final"))
    source, target, dialled = (cells.get(name, "") for name in ("from-no", "to-no", "dial-no"))
    final, chain = cells.get("final-number", ""), cells.get("chain", "")
    return Part(line, start, answer, max(end, start), source, target, dialled, final, kinds, chain)


def _kind(cells: Mapping[str, str], end: str) -> str:
    """Return what stands at an end of the call: as it is said, else as its number shows it."""
    said = cells.get(f"{end}-type", "").lower().replace(" ", "")
    if said:
        return _TYPES.get(said, "phone" if end == "from" else said)
    number = cells.get("final-number" if end == "final" else f"{end}-no", "")
    if number.lower().startswith(("vmail", "voicemail")):
        return "box"
    return "phone" if number.startswith("Ext.") else "line" if _calls.external(number) else ""


class Outcomes:
    """Make calls of records: most have one."""

    def __init__(self, said: Said, names: dict[str, str], suffix: str) -> None:
        self.said, self.names, self.suffix = said, names, suffix

    def __call__(self, parts: list[Part]) -> Record:
        """Return the record of a call."""
        first = min(parts, key=lambda part: (part.start, part.line))
        way = _way(first)
        outcomes = [(_outcome(part), part) for part in parts]
        outcome, part = min(outcomes, key=lambda one: (ORDER.index(one[0]), one[1].start))
        self.said.call(way, outcome)
        inward = way == INWARD
        until = max(one.end for one in parts) if part.answer is None else part.answer
        return [
            _calls.written(first.start) + self.suffix,
            self._line(first) if inward else "",
            way,
            *outcome,
            str(max(until - first.start, 0)),
            str(part.end - part.answer) if part.answer is not None and outcome != LOST else "0",
            caller(_BARE.sub("", first.source)) if inward else "",
        ]

    def _line(self, part: Part) -> str:
        number = _BARE.sub("", part.dialled or part.target)
        return self.names.get(number) or line_called(number)


ORDER = (PERSON, MAILBOX, MACHINE, LOST)


def _way(part: Part) -> str:
    if part.kinds[0] == "line" or (part.kinds[0] == "" and not part.source.isdecimal()):
        return INWARD
    away = part.kinds[1] == "line" or part.kinds[2] == "line" or _calls.external(part.dialled)
    return OUTWARD if away else WITHIN


def _outcome(part: Part) -> tuple[str, str]:
    if part.answer is None or part.end <= part.answer:
        return LOST
    final = part.kinds[2] or part.kinds[1]
    # A queue answers with its music: who hangs up there met nobody.
    return {"box": MAILBOX, "ivr": MACHINE, "queue": LOST}.get(final, PERSON)


def open_log(stream: BinaryIO, name: str, context: Context) -> list[Converted] | Refusal:
    """Return the calls of a 3CX log, or why it gives none."""
    log = Log(stream, context)
    return log.refusal() or opened(log.text, log.lines)


FORMAT = Format(
    NAME,
    "3CX, journal des appels (CDR)",
    "manuel 3CX, « CDR – Call Data Records »",
    recognises,
    open_log,
    tested="manual",
    options=("fuseau", "files"),
)
