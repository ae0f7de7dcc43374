"""From the rows of one Asterisk call to its line: who answered, after how long, which way it went."""

from __future__ import annotations

from typing import Final

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
RELAY = "Local/"
# What Asterisk calls the channel that Dial or Queue made, when it has a record of its own.
CALLED = ("AppDial", "AppQueue")


# One row: its line, its moments in seconds, what Asterisk says of it. Bare tuples cost the collector of memory nothing,
# and a million of them are not made again as something nicer to read: their places have names.
Leg = tuple[int, int, int, int, int, bool, bool, str, str, str, str, str, str, str, str]
LINE_NUMBER: Final = 0
START: Final = 1
END: Final = 2
BILLED: Final = 3
WAIT: Final = 4
ANSWERED: Final = 5
FIRST: Final = 6
SOURCE: Final = 7
TARGET: Final = 8
CONTEXT: Final = 9
CHANNEL: Final = 10
OTHER: Final = 11
APPLICATION: Final = 12
DATA: Final = 13
DIALLED: Final = 14


class Outcomes:
    """Make calls of rows; count what was decided on the way."""

    def __init__(
        self, peers: Peers, said: Said, tally: Tally, linked: bool, suffix: str, names: dict[str, str]
    ) -> None:
        self.peers, self.said, self.tally, self.linked = peers, said, tally, linked
        self.suffix, self.names = suffix, names

    def __call__(self, rows: list[Leg]) -> Record | None:
        """Return the record of a call, ``None`` when its rows are only relays inside the switchboard."""
        first = rows[0]
        begun, end = first[START], first[END]
        if len(rows) > 1:
            begun, end = min([row[START] for row in rows]), max([row[END] for row in rows])
            first = _named_after(rows, begun)
        if not self.linked and _is_relay(first):
            self.tally.left_out(len(rows), "lignes_relais_internes")
            return None
        way = self.peers.way(first[SOURCE], first[TARGET], first[CONTEXT], first[CHANNEL], first[OTHER])
        answered = [row for row in rows if row[ANSWERED]]
        outcome, leg = self._outcome(rows, answered, way) if answered else (self._lost(rows), None)
        self.said.call(way, outcome)
        wait = end - begun if leg is None else self._wait(rows, leg, begun)
        talk = 0 if leg is None else max([row[END] for row in answered]) - begun - (wait or 0)
        inward = way == INWARD
        return [
            _calls.written(begun) + self.suffix,
            self._line(rows, first) if inward else "",
            way,
            *outcome,
            "" if wait is None else str(wait),
            str(talk) if talk > 0 else "0",
            caller(first[SOURCE]) if inward else "",
        ]

    def _lost(self, rows: list[Leg]) -> tuple[str, str]:
        for row in rows:
            if row[BILLED]:
                self.said.count("sans_reponse_malgre_une_duree")
                break
        return LOST

    def _outcome(self, rows: list[Leg], answered: list[Leg], way: str) -> tuple[tuple[str, str], Leg | None]:
        """Return how the call ended, and the leg that answered it first."""
        people = [row for row in answered if self._by_person(row)]
        if people and len(rows) > 1:
            people = _without_relays(people, rows)
        if people:
            found = people[0] if len(people) == 1 else min(people, key=_answer)
            if way == INWARD:
                self._who(people, found)
            return PERSON, found
        if boxes := [row for row in answered if row[APPLICATION].lower() in MAILBOXES]:
            return MAILBOX, min(boxes, key=_answer)
        if any(row[APPLICATION].lower() in RINGS or row[OTHER] for row in rows):
            return LOST, None
        return MACHINE, min(answered, key=_answer)

    def _by_person(self, row: Leg) -> bool:
        application = row[APPLICATION].lower()
        if application in NOBODY:
            return False
        return bool(row[OTHER]) or (application.startswith("app") and self.peers.kind(row[CHANNEL]) == PHONE)

    def _who(self, people: list[Leg], found: Leg) -> None:
        if self.peers.kind(found[OTHER]) == LINE:
            self.said.count("appels_pris_sur_un_renvoi_exterieur")
        if len(people) > 1 and len({row[OTHER] for row in people}) > 1:
            self.said.count("appels_a_plusieurs_interlocuteurs")

    def _wait(self, rows: list[Leg], leg: Leg, begun: int) -> int | None:
        waited = leg[START] + leg[WAIT] - begun
        if waited == 0 and leg[APPLICATION] == "Queue" and len(rows) == 1:
            # The music of the queue answered: when somebody did is not written.
            self.said.count("attentes_inconnues")
            return None
        return max(waited, 0)

    def _line(self, rows: list[Leg], first: Leg) -> str:
        for row in rows:
            if row[DATA]:
                return self._named(row[DATA])
        return self._named(first[DIALLED]) or self._named(first[TARGET])

    def _named(self, number: str) -> str:
        return self.names.get(number) or line_called(number)


def _is_relay(first: Leg) -> bool:
    """Tell whether a call is only the other half of one that passed by a local channel, and has a record of its own."""
    called = first[APPLICATION] in CALLED and first[OTHER].startswith(RELAY)
    return called or first[CHANNEL].startswith(RELAY)


def _named_after(rows: list[Leg], begun: int) -> Leg:
    """Return the row that a call is named after: mostly the first one, without a look at the others."""
    first = rows[0]
    plain = first[FIRST] and first[START] == begun and not first[CHANNEL].startswith(RELAY)
    return first if plain else min(rows, key=_order)


def _without_relays(people: list[Leg], rows: list[Leg]) -> list[Leg]:
    """Leave out what only relayed a call inside the switchboard, when the rows of the relay are there."""
    bare = [row for row in people if not row[OTHER].startswith(RELAY)]
    relayed = len(bare) < len(people) and any(row[CHANNEL].startswith(RELAY) for row in rows)
    return bare if relayed else people


def _order(leg: Leg) -> tuple[bool, int, bool, int]:
    """Order the rows: real channels first, then in time; the channel that the call is named after wins a tie."""
    return leg[CHANNEL].startswith(RELAY), leg[START], not leg[FIRST], leg[LINE_NUMBER]


def _answer(leg: Leg) -> int:
    return leg[START] + leg[WAIT]
