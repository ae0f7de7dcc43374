"""Where the columns of an Asterisk call record stand: by a header, by one of the known orders, by a profile.

``cdr-csv`` and ``cdr_custom`` write different orders under the same file name; tables exported without titles have a
third. They are told apart by the shapes of the cells, never by the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from levier.readers import dates
from levier.readers.bad import Bad
from levier.readers.lines import Record
from levier.readers.names import fold

DISPOSITIONS = {
    "ANSWERED": "ANSWERED",
    "NO ANSWER": "NO ANSWER",
    "NOANSWER": "NO ANSWER",
    "NO_ANSWER": "NO ANSWER",
    "BUSY": "BUSY",
    "FAILED": "FAILED",
    "CONGESTION": "CONGESTION",
    "CANCEL": "NO ANSWER",
    "UNKNOWN": "FAILED",
}
_FIRST = "src dst dcontext clid channel dstchannel lastapp lastdata"
_TIMES = "start answer end duration billsec disposition amaflags"
KNOWN: dict[str, tuple[str, ...]] = {
    "cdr-csv": tuple(f"accountcode {_FIRST} {_TIMES}".split()),
    "cdr_custom": tuple(f"clid {_FIRST.replace(' clid', '')} {_TIMES} accountcode".split()),
    "table cdr": tuple(
        f"calldate clid {_FIRST.replace(' clid', '')} duration billsec disposition amaflags accountcode".split()
    ),
}
# What exports of the same records call their columns (folded).
ALIASES = {
    "calldate": "start",
    "call_date": "start",
    "datetime": "start",
    "date": "start",
    "date_time": "start",
    "date_heure": "start",
    "start_time": "start",
    "starttime": "start",
    "answer_time": "answer",
    "answertime": "answer",
    "end_time": "end",
    "endtime": "end",
    "source": "src",
    "caller": "src",
    "caller_number": "src",
    "destination": "dst",
    "callee": "dst",
    "callee_number": "dst",
    "context": "dcontext",
    "source_channel": "channel",
    "src_channel": "channel",
    "srcchannel": "channel",
    "dst_channel": "dstchannel",
    "dest_channel": "dstchannel",
    "destination_channel": "dstchannel",
    "last_app": "lastapp",
    "last_data": "lastdata",
    "call_time": "duration",
    "billable": "billsec",
    "bill_seconds": "billsec",
    "talk_time": "billsec",
    "status": "disposition",
    "statut": "disposition",
    "unique_id": "uniqueid",
    "linked_id": "linkedid",
    "didnumber": "did",
    "ring_group": "group",
}
NEEDED = ("start", "disposition")
# The cells of a call, in this order.
PICKED = (
    *("start", "disposition", "duration", "billsec", "linkedid", "uniqueid", "src", "dst", "dcontext", "channel"),
    *("dstchannel", "lastapp", "lastdata", "did", "answer", "end"),
)
_ID = re.compile(r"(?:\S*-)?(1\d{8,9})\.\d{1,9}")
_WHOLE = re.compile(r"\d{0,7}")
_CHANNEL = re.compile(r"(?:[A-Za-z][\w ]*/.*)?")


@dataclass(frozen=True, slots=True)
class Order:
    """The rank of each named column of one width of records; ``width`` cells at least are needed to read one."""

    name: str
    places: Mapping[str, int]
    width: int
    pick: Callable[[Sequence[Any]], tuple[Any, ...]] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # A column that is not there is the empty cell that the reader adds at the end of the record.
        object.__setattr__(self, "pick", itemgetter(*(self.places.get(name, -1) for name in PICKED)))

    def at(self, name: str) -> int:
        """Return the rank of a column, -1 when it is not there."""
        return self.places.get(name, -1)

    def within(self, width: int) -> Order:
        """Return the order of shorter records: the columns that they do not reach are not there."""
        reached = {name: index for name, index in self.places.items() if index < width}
        return self if len(reached) == len(self.places) else Order(self.name, reached, self.width)


def named(header: Sequence[str]) -> Order | None:
    """Return the order that a line of titles gives, ``None`` when it is no header of call records.

    >>> named(["calldate", "clid", "src", "dst", "dcontext", "channel", "dstchannel", "disposition"]).at("src")
    2
    >>> named(["debut", "decroche"]) is None
    True
    """
    places: dict[str, int] = {}
    for index, title in enumerate(header):
        name = fold(title)
        places.setdefault(ALIASES.get(name, name), index)
    if not all(name in places for name in NEEDED) or not {"channel", "dstchannel"} & places.keys():
        return None
    width = 1 + max(index for name, index in places.items() if name in KNOWN["cdr-csv"] and name != "amaflags")
    return Order("en-tête", places, width)


def shaped(records: Sequence[Record]) -> Order | None:
    """Return the order of records of one width, told by the shapes of their cells, ``None`` when no order fits."""
    if not records:
        return None
    for name, columns in KNOWN.items():
        order = Order(name, _placed(columns, records), len(columns) - (name != "cdr-csv"))
        if sum(fits(order, record) for record in records) * 2 >= len(records):
            return order
    return None


def given(columns: Sequence[str]) -> Order | None:
    """Return the order that a profile gives by the names of its columns."""
    places = {ALIASES.get(fold(name), fold(name)): index for index, name in enumerate(columns) if name}
    places = {("start" if name == "calldate" else name): index for name, index in places.items()}
    return Order("profil", places, len(columns)) if all(name in places for name in NEEDED) else None


def _placed(columns: Iterable[str], records: Sequence[Record]) -> dict[str, int]:
    places = {("start" if name == "calldate" else name): index for index, name in enumerate(columns)}
    first = len(places)
    width = len(records[0])
    found = [index for index in range(first, width) if _mostly(records, index, _ID)]
    # newcdrcolumns: peeraccount, linkedid, sequence end the line; loguniqueid puts uniqueid right after amaflags.
    numbered = width - first >= 3 and _mostly(records, width - 1, _WHOLE, filled=True)
    linked = width - 2 if numbered and width - 2 in found else None
    others = [index for index in found if index != linked]
    if linked is not None:
        places["linkedid"] = linked
    if others:
        places["uniqueid"] = others[0]
        if linked is None and len(others) > 1:
            places["linkedid"] = others[1]
    return places


def _mostly(records: Sequence[Record], index: int, shape: re.Pattern[str], filled: bool = False) -> bool:
    cells = [record[index] for record in records if index < len(record) and record[index]]
    if not cells and not filled:
        return False
    return bool(cells) and sum(bool(shape.fullmatch(cell)) for cell in cells) * 10 >= len(cells) * 9


def fits(order: Order, record: Record) -> bool:
    """Tell whether a record has the shapes of an order: a moment, two durations, a known disposition, channels."""
    if len(record) < order.width:
        return False
    places = order.places
    return (
        record[places["disposition"]].strip().upper() in DISPOSITIONS
        and all(_WHOLE.fullmatch(record[places[name]]) for name in ("duration", "billsec"))
        and all(_CHANNEL.fullmatch(record[places[name]]) for name in ("channel", "dstchannel"))
        and not isinstance(_MOMENT(record[places["start"]].strip() or "x"), Bad)
    )


_MOMENT = dates.moments("UTC")


def epoch(text: str) -> int | None:
    """Return the seconds since 1970 (universal time) that an identifier of Asterisk begins with.

    >>> epoch("1598518936.86"), epoch("pbx-1240499812.774"), epoch("x")
    (1598518936, 1240499812, None)
    """
    match = _ID.fullmatch(text)
    return int(match[1]) if match else None
