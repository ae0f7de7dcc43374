"""From the rows of one Asterisk call to its line: who answered, after how long, which way it went."""

from __future__ import annotations

from typing import Any, NamedTuple

from levier.readers.converted import Tally
from levier.readers.formats import _calls
from levier.readers.formats._calls import INWARD, LOST, MACHINE, MAILBOX, PERSON, Said, caller, line_called
from levier.readers.formats._channels import LINE, PHONE, Peers
from levier.readers.lines import Record

# Applications that ring people; whatever else answers is a machine.
RINGS = frozenset(
    ("dial", "queue", "appdial", "appdial2", "appqueue", "pickup", "bridge", "parkedcall", "page", "rdial")
)
MAILBOXES = frozenset(("voicemail", "minivmrecord", "comedianmail", "record"))
# The answer of these says that a message was heard, even where the telephone rung before is still named.
MACHINES = frozenset(
    (
        *("playback", "background", "waitexten", "read", "ivr", "receivefax", "rxfax", "playtones", "musiconhold"),
        *("congestion", "busy", "echo", "directory", "saynumber", "saydigits", "festival", "wait"),
    )
)
NOBODY = MAILBOXES | MACHINES
_NEW = tuple.__new__
RELAY = "Local/"


# A leg as it waits for the others: bare tuples cost the collector of memory nothing.
Row = tuple[int, int, int, int, int, bool, bool, str, str, str, str, str, str, str, str]


class Leg(NamedTuple):
    """One row: its line, its moments in seconds, what Asterisk says of it."""

    line: int
    start: int
    end: int
    billed: int
    wait: int
    answered: bool
    first: bool
    source: str
    target: str
    context: str
    channel: str
    other: str
    application: str
    data: str
    dialled: str


class Outcomes:
    """Make calls of rows; count what was decided on the way."""

    def __init__(
        self, peers: Peers, said: Said, tally: Tally, linked: bool, suffix: str, names: dict[str, str]
    ) -> None:
        self.peers, self.said, self.tally, self.linked = peers, said, tally, linked
        self.suffix, self.names = suffix, names

    def __call__(self, found: list[Any]) -> Record | None:
        """Return the record of a call, ``None`` when its rows are only relays inside the switchboard."""
        rows = [_NEW(Leg, row) for row in found]
        first, begun, end = rows[0], rows[0].start, rows[0].end
        if len(rows) > 1:
            first = min(rows, key=_order)
            begun, end = min([row.start for row in rows]), max([row.end for row in rows])
        if not self.linked and first.channel.startswith(RELAY):
            self.tally.left_out(len(rows), "lignes_relais_internes")
            return None
        way = self.peers.way(first.source, first.target, first.context, first.channel, first.other)
        answered = [row for row in rows if row.answered]
        outcome, leg = self._outcome(rows, answered, way) if answered else (self._lost(rows), None)
        self.said.call(way, outcome)
        wait = end - begun if leg is None else self._wait(rows, leg, begun)
        talk = 0 if leg is None else max([row.end for row in answered]) - begun - (wait or 0)
        inward = way == INWARD
        return [
            _calls.written(begun) + self.suffix,
            self._line(rows, first) if inward else "",
            way,
            *outcome,
            "" if wait is None else str(wait),
            str(talk) if talk > 0 else "0",
            caller(first.source) if inward else "",
        ]

    def _lost(self, rows: list[Leg]) -> tuple[str, str]:
        if any(row.billed for row in rows):
            self.said.count("sans_reponse_malgre_une_duree")
        return LOST

    def _outcome(self, rows: list[Leg], answered: list[Leg], way: str) -> tuple[tuple[str, str], Leg | None]:
        """Return how the call ended, and the leg that answered it first."""
        relayed = len(rows) > 1 and any(row.channel.startswith(RELAY) for row in rows)
        people = [row for row in answered if self._by_person(row, relayed)]
        if people:
            found = people[0] if len(people) == 1 else min(people, key=_answer)
            if way == INWARD:
                self._who(people, found)
            return PERSON, found
        if boxes := [row for row in answered if row.application.lower() in MAILBOXES]:
            return MAILBOX, min(boxes, key=_answer)
        if any(row.application.lower() in RINGS or row.other for row in rows):
            return LOST, None
        return MACHINE, min(answered, key=_answer)

    def _by_person(self, row: Leg, relayed: bool) -> bool:
        application = row.application.lower()
        if application in NOBODY:
            return False
        if not row.other:
            return application.startswith("app") and self.peers.kind(row.channel) == PHONE
        return not (relayed and row.other.startswith(RELAY))

    def _who(self, people: list[Leg], found: Leg) -> None:
        if self.peers.kind(found.other) == LINE:
            self.said.count("appels_pris_sur_un_renvoi_exterieur")
        if len(people) > 1 and len({row.other for row in people}) > 1:
            self.said.count("appels_a_plusieurs_interlocuteurs")

    def _wait(self, rows: list[Leg], leg: Leg, begun: int) -> int | None:
        waited = leg.start + leg.wait - begun
        if waited == 0 and leg.application == "Queue" and len(rows) == 1:
            # The music of the queue answered: when somebody did is not written.
            self.said.count("attentes_inconnues")
            return None
        return max(waited, 0)

    def _line(self, rows: list[Leg], first: Leg) -> str:
        for row in rows:
            if row.data:
                return self._named(row.data)
        return self._named(first.dialled) or self._named(first.target)

    def _named(self, number: str) -> str:
        return self.names.get(number) or line_called(number)


def _order(leg: Leg) -> tuple[bool, int, bool, int]:
    """Order the rows: real channels first, then in time; the channel that the call is named after wins a tie."""
    return leg.channel.startswith(RELAY), leg.start, not leg.first, leg.line


def _answer(leg: Leg) -> int:
    return leg.start + leg.wait
