"""From the rows of one Asterisk call to its line: who answered, after how long, which way it went."""

from __future__ import annotations

from typing import Any, NamedTuple

from levier.readers.converted import Tally
from levier.readers.formats import _calls
from levier.readers.formats._calls import INWARD, LOST, MACHINE, MAILBOX, PERSON, Said, caller, line_called
from levier.readers.formats._channels import LINE, LOCAL, NOTHING, PHONE, Peers
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


class Leg(NamedTuple):
    """One row: its line, moments in seconds, what Asterisk says of it."""

    line: int
    start: int
    duration: int
    billed: int
    wait: int
    disposition: str
    source: str
    target: str
    context: str
    channel: str
    other: str
    application: str
    data: str
    dialled: str

    @property
    def answered(self) -> bool:
        """Tell whether the row was answered by anybody or anything, for a while."""
        return self.disposition == "ANSWERED" and self.billed > 0


class Outcomes:
    """Make calls of rows; count what was decided on the way."""

    def __init__(
        self, peers: Peers, said: Said, tally: Tally, linked: bool, suffix: str, names: dict[str, str]
    ) -> None:
        self.peers, self.said, self.tally, self.linked = peers, said, tally, linked
        self.suffix, self.names = suffix, names

    def __call__(self, rows: list[Any]) -> Record | None:
        """Return the record of a call, ``None`` when its rows are only relays inside the switchboard."""
        first = rows[0] if len(rows) == 1 else min(rows, key=self._order)
        if self.peers.kind(first.channel) == LOCAL and not self.linked:
            self.tally.left_out(len(rows), "lignes_relais_internes")
            return None
        way = self.peers.way(first.source, first.target, first.context, first.channel, first.other)
        outcome, leg = self._outcome(rows, way)
        if len(rows) > 1 and way == INWARD:
            self._seen(rows, outcome)
        self.said.call(way, outcome)
        begun = first.start if len(rows) == 1 else min(row.start for row in rows)
        end = max([row.start + row.duration for row in rows])
        wait = self._wait(rows, leg, begun, end)
        talk = max([row.start + row.duration for row in rows if row.answered]) - begun - (wait or 0) if leg else 0
        inward = way == INWARD
        return [
            _calls.written(begun) + self.suffix,
            self._line(rows, first) if inward else "",
            way,
            *outcome,
            "" if wait is None else str(wait),
            str(max(talk, 0)),
            caller(first.source) if inward else "",
        ]

    def _order(self, leg: Leg) -> tuple[bool, int, int]:
        """Order the rows: those of real channels first, then in time."""
        return leg.channel.startswith("Local/"), leg.start, leg.line

    def _outcome(self, rows: list[Leg], way: str) -> tuple[tuple[str, str], Leg | None]:
        """Return how the call ended, and the leg that answered it first."""
        answered = [row for row in rows if row.answered]
        if not answered:
            if any(row.disposition != "ANSWERED" and row.billed > 0 for row in rows):
                self.said.count("sans_reponse_malgre_une_duree")
            return LOST, None
        relayed = len(rows) > 1 and any(self.peers.kind(row.channel) == LOCAL for row in rows)
        people = [row for row in answered if self._by_person(row, relayed)]
        if people:
            found = people[0] if len(people) == 1 else min(people, key=_answer)
            if way == INWARD and self.peers.kind(found.other) == LINE:
                self.said.count("appels_pris_sur_un_renvoi_exterieur")
            return PERSON, found
        boxes = [row for row in answered if row.application.lower() in MAILBOXES]
        if boxes:
            return MAILBOX, min(boxes, key=_answer)
        if any(row.application.lower() in RINGS or row.other for row in rows):
            return LOST, None
        return MACHINE, min(answered, key=_answer)

    def _by_person(self, row: Leg, relayed: bool) -> bool:
        application = row.application.lower()
        if application in MAILBOXES or application in MACHINES:
            return False
        other = self.peers.kind(row.other)
        if other == NOTHING:
            return application.startswith("app") and self.peers.kind(row.channel) == PHONE
        return not (other == LOCAL and relayed)

    def _wait(self, rows: list[Leg], leg: Leg | None, begun: int, end: int) -> int | None:
        if leg is None:
            return end - begun
        waited = _answer(leg) - begun
        if waited == 0 and leg.application == "Queue" and len(rows) == 1:
            # The music of the queue answered: when somebody did is not written.
            self.said.count("attentes_inconnues")
            return None
        return max(waited, 0)

    def _line(self, rows: list[Leg], first: Leg) -> str:
        for row in rows:
            if row.application == "Queue" and row.data:
                return self._named(row.data)
        return self._named(first.dialled) or self._named(first.target)

    def _named(self, number: str) -> str:
        return self.names.get(number) or line_called(number)

    def _seen(self, rows: list[Leg], outcome: tuple[str, str]) -> None:
        if outcome == PERSON and len({row.other for row in rows if row.answered and row.other}) > 1:
            self.said.count("appels_a_plusieurs_interlocuteurs")


def _answer(leg: Leg) -> int:
    return leg.start + leg.wait
