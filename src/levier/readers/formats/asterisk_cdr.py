"""Asterisk call records: ``cdr-csv`` (Master.csv), ``cdr_custom``, exports of the table ``cdr`` (FreePBX, Issabel…).

One call is several records (ring groups, queues, transfers): they are brought together by ``linkedid``, else by
``uniqueid``, else by the channel. Formats: docs.asterisk.org "CDR", and the sources ``cdr_csv.c``, ``cdr_custom.conf``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from operator import itemgetter
from typing import BinaryIO

from levier.i18n import _
from levier.readers.context import Context
from levier.readers.converted import Batch, Converted, Format, Tally
from levier.readers.dates import wall_clock
from levier.readers.formats import _blocks, _calls, _orders
from levier.readers.formats._blocks import by_channel, queue_called
from levier.readers.formats._call_texts import Choices, Text, head_records, opened
from levier.readers.formats._calls import MOST_DIGITS, Calls, Said, cut_line, unreadable
from levier.readers.formats._channels import Peers, chosen
from levier.readers.formats._legs import Leg, Outcomes
from levier.readers.formats._orders import DISPOSITIONS, PICKED, Order
from levier.readers.lines import Record
from levier.readers.refusals import Refusal, unsuited_profile

NAME = "asterisk_cdr"
LEARNT = 20_000
CLOSE_SECONDS = 300
# What is learnt of a record, among the cells that an order picks.
ENDS = itemgetter(*map(PICKED.index, ("src", "dst", "channel", "dstchannel")))
BORN = itemgetter(*map(PICKED.index, ("uniqueid", "start")))
LINKED = itemgetter(PICKED.index("linkedid"))
LOCAL, UNIVERSAL, UNKNOWN = "heures locales", "heure universelle (UTC)", "non vérifiables"


def recognises(head: bytes, name: str) -> bool:
    """Tell whether the first records are call records of Asterisk, whatever the name."""
    if b"," not in head and b";" not in head and b"\t" not in head:
        return False
    records = [record for record in head_records(head) if record]
    if not records:
        return False
    return _orders.named(records[0]) is not None or Orders(records, None).known


class Orders:
    """The order of the columns, one for each width met: an update of the switchboard adds columns midway."""

    def __init__(self, first: list[Record], forced: Order | None) -> None:
        self.first = [record for record in first if any(record)]
        self.forced = forced
        self.header = None if forced or not self.first else _orders.named(self.first[0])
        self.widths: dict[int, Order | None] = {}

    @property
    def known(self) -> bool:
        """Tell whether most of the first records have a known order."""
        wide = Counter(len(record) for record in self.first)
        return any(self.of(width) for width, _count in wide.most_common(2))

    @property
    def usual(self) -> int:
        """Return the width of most of the first records."""
        return Counter(len(record) for record in self.first).most_common(1)[0][0]

    def of(self, width: int, record: Record | None = None) -> Order | None:
        """Return the order of records of a width; ``record`` helps to learn a width that the first ones have not."""
        if width not in self.widths:
            alike = [one for one in self.first if len(one) == width][:200] or ([record] if record else [])
            self.widths[width] = self._found(width, alike)
        return self.widths[width]

    def _found(self, width: int, alike: list[Record]) -> Order | None:
        fixed = self.forced or self.header
        if fixed is None:
            return _orders.shaped(alike)
        return fixed.within(width) if width >= fixed.width else None

    @property
    def names(self) -> str:
        """Return the names of the orders met."""
        return ", ".join(dict.fromkeys(one.name for one in self.widths.values() if one))


class Log:
    """One file: what its first records teach, then its calls."""

    def __init__(self, stream: BinaryIO, context: Context) -> None:
        self.text, self.chosen = Text(stream), Choices(context, NAME)
        self.moment = self.chosen.moment
        first = self.text.first(LEARNT)
        self.orders = Orders(first, _orders.given(self.chosen.columns) if self.chosen.columns else None)
        self.peers = Peers(chosen(self.chosen.values))
        rows = [order.pick([*record, ""]) for record in first if (order := self.orders.of(len(record)))]
        # The rows of one call say the same thing: it is heard once.
        self.peers.learn(dict.fromkeys(map(ENDS, rows)))
        self.linked = any(map(LINKED, rows))
        self.clock, self.suffix = self._clock(Counter(map(BORN, rows)))

    def refusal(self) -> Refusal | None:
        """Return why the file cannot be read: the order of its columns is nobody's."""
        if self.orders.known:
            return None
        return unsuited_profile(
            _("un journal d'appels Asterisk dont l'ordre des colonnes est connu (cdr-csv, cdr_custom, table cdr)")
        )

    def lines(self, tally: Tally) -> Iterator[Batch]:
        """Yield the calls."""
        said = Said()
        outcomes = Outcomes(self.peers, said, tally, self.linked, self.suffix, self.chosen.names)
        calls = Calls(outcomes, tally)
        for first, records, cut in self.text.numbered():
            if cut and records and len(records[-1]) != self.orders.usual:
                records.pop()
                cut_line(tally, first + len(records))
            yield from self.held(records, first, tally, calls)
            # Freed before the next ones are cut: these take their place, near the processor.
            del records
        yield calls.rest()
        self._finish(tally, said)

    def held(self, records: list[Record], first: int, tally: Tally, calls: Calls) -> Iterator[Batch]:
        """Add the legs that the records of a block are to their calls; yield the calls that have become old."""
        widths = set(map(len, records))
        order = self.orders.of(widths.pop(), records[0]) if len(widths) == 1 else None
        found = order and _blocks.legs(order, records, first, self.moment)
        yield from calls.add_all(*found) if found else self.one_by_one(records, first, tally, calls)

    def one_by_one(self, records: list[Record], first: int, tally: Tally, calls: Calls) -> Iterator[Batch]:
        """Do so a record at a time: what is unusual is judged here, without a call where one can be spared."""
        orders, moments = self.orders, self.moment
        # fmt: off
        for line, record in enumerate(records, first):
            order = orders.widths.get(len(record)) or orders.of(len(record), record)
            if order is None:
                self._odd(record, line, tally)
                continue
            record.append("")
            (moment, word, lasting, talking, linked, unique, source, target, context, channel, other, application, data,
             dialled, _answer, _end) = order.pick(record)
            start, disposition = moments(moment), DISPOSITIONS.get(word) or DISPOSITIONS.get(word.strip().upper())
            if start is None or disposition is None:
                self._wrong(record, order, line, tally)
                continue
            if lasting.isdecimal() and talking.isdecimal() and len(lasting) + len(talking) < MOST_DIGITS:
                lasted, talked = int(lasting), int(talking)
            else:
                lasted, talked = self._lasted(order.pick(record), start, disposition)
            data = queue_called(data) if application == "Queue" else ""
            key: Hashable = linked or unique or by_channel(channel, moment) or line
            answered = talked > 0 and disposition == "ANSWERED"
            wait = lasted - talked if lasted > talked else 0
            leg: Leg = (line, start, start + lasted, talked, wait, answered, unique == linked, source, target, context,
                        channel, other, application, data, dialled)
            held = calls.young.get(key)
            if held is not None:
                held.append(leg)
            elif old := calls.add(key, leg):
                yield old
        # fmt: on

    def _lasted(self, cells: tuple[str, ...], start: int, disposition: str) -> tuple[int, int]:
        """Return how long a call lasted and was answered, from what the export gives of it."""
        lasted, talked = _calls.whole(cells[2]), _calls.whole(cells[3])
        end, answer = (self.moment(cells[index]) if cells[index] else None for index in (15, 14))
        if lasted is None:
            lasted = end - start if end is not None else talked or 0
        if talked is None:
            since = start if answer is None else answer
            talked = max(start + lasted - since, 0) if disposition == "ANSWERED" else 0
        return max(lasted, 0), talked

    def _odd(self, record: Record, line: int, tally: Tally) -> None:
        if _says_nothing(record):
            tally.left_out()
        else:
            expected = _("une ligne d'appel Asterisk (16 à 21 colonnes, un résultat comme ANSWERED ou NO ANSWER)")
            unreadable(tally, line, None, None, expected)

    def _wrong(self, record: Record, order: Order, line: int, tally: Tally) -> None:
        if _says_nothing(record) or _orders.named(record) is not None:
            tally.left_out()
            return
        text = record[order.places["disposition"]]
        if text.strip().upper() in DISPOSITIONS:
            unreadable(tally, line, "start", record[order.places["start"]], _("une date et une heure"))
        else:
            unreadable(tally, line, "disposition", text, ", ".join(sorted(set(DISPOSITIONS.values()))))

    def _clock(self, seen: Counter[tuple[str, str]]) -> tuple[str, str]:
        """Tell from identifiers, that begin with universal seconds, whether the times are local."""
        if wanted := self.chosen.values.get("fuseau"):
            return str(wanted), "Z" if str(wanted).upper() in ("UTC", "Z", "GMT") else ""
        local = wall_clock(self.chosen.zone)
        found: Counter[str] = Counter()
        for (unique, text), count in seen.items():
            born = _orders.epoch(unique) if unique else None
            start = self.moment(text) if born else None
            if born is not None and start is not None:
                near = {LOCAL: abs(start - local(born)), UNIVERSAL: abs(start - born)}
                best = min(near, key=lambda one: near[one])
                found[best if near[best] <= CLOSE_SECONDS else UNKNOWN] += count
        best = max(found, key=lambda one: found[one], default=UNKNOWN)
        return best, "Z" if best == UNIVERSAL else ""

    @property
    def joined(self) -> str:
        """Return what the rows of a call are brought together by."""
        if self.linked:
            return "linkedid"
        return "uniqueid" if any(one and "uniqueid" in one.places for one in self.orders.widths.values()) else "canal"

    def _finish(self, tally: Tally, said: Said) -> None:
        controls = tally.account.controls
        controls |= {"ordre_des_colonnes": self.orders.names, "heures": self.clock}
        controls["lignes_reunies_par"] = self.joined
        if self.peers.lines:
            controls["lignes_operateur"] = ", ".join(self.peers.lines)
        controls |= said.counts
        if self.clock == UNKNOWN:
            _calls.zone_unknown(tally, self.chosen.zone)


def _says_nothing(record: Record) -> bool:
    """Tell whether a record is blank, or a comment."""
    return not any(cell.strip() for cell in record) or record[0].startswith("#")


def open_log(stream: BinaryIO, name: str, context: Context) -> list[Converted] | Refusal:
    """Return the calls of a log, or why it gives none."""
    log = Log(stream, context)
    return log.refusal() or opened(log.text, log.lines)


FORMAT = Format(
    NAME,
    "Asterisk, journal des appels (CDR : Master.csv, cdr_custom, export FreePBX)",
    "docs.asterisk.org, « CDR » ; sources cdr_csv.c et cdr_custom.conf.sample",
    recognises,
    open_log,
    tested="made",
    options=(
        *("lignes", "postes", "contextes_entrants", "contextes_sortants", "contextes_internes"),
        *("fuseau", "files"),
    ),
)
