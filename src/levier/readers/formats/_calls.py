"""What call logs share: the rows of one call held together, the line that a call becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from levier.i18n import _
from levier.periods import to_date
from levier.readers import fast
from levier.readers.bad import Bad
from levier.readers.converted import Batch, Tally
from levier.readers.dates import moments
from levier.readers.lines import Record

HEADERS = ("debut", "file", "sens", "decroche", "decroche_par", "attente_s", "duree_s", "appelant")
INWARD, OUTWARD, WITHIN = "entrant", "sortant", "interne"
# (answered, by whom) as the standard file writes them.
PERSON, MACHINE, MAILBOX, LOST, UNKNOWN = ("oui", ""), ("oui", "robot"), ("oui", "messagerie"), ("non", ""), ("", "")
NAMES = {
    PERSON: "appels_pris_par_une_personne",
    MACHINE: "appels_pris_par_un_automate",
    MAILBOX: "appels_pris_par_la_messagerie",
    LOST: "appels_non_decroches",
    UNKNOWN: "appels_sans_fin_connue",
}
# Calls kept open in memory, twice: weeks of a centre's telephone.
GENERATION = 20_000
REMEMBERED = 5
EXTERNAL_DIGITS = 8
# Python refuses to read a whole number of more than 4,300 digits.
MOST_DIGITS = 4_000
_NOT_DIAL = re.compile(r"[^0-9+]")
_CALLER = re.compile(r"\+?[0-9 .()-]{3,20}")


def seconds(zone: str) -> Callable[[str], int | None]:
    """Return the reader of moments: seconds of the wall clock since 1970, ``None`` when a text is no moment."""
    rules = moments(zone)
    days: dict[str, int] = {}
    clocks: dict[str, int] = {}

    def read(text: str) -> int | None:
        try:
            return days[text[:10]] + clocks[text[10:]]
        except KeyError:
            return first(text)

    def first(text: str) -> int | None:
        day, clock = fast.seconds_of_day(text[:10], False), fast.seconds_of_clock(text[10:])
        if day is not None and clock is not None:
            days[text[:10]], clocks[text[10:]] = day, clock
            return day + clock
        found = rules(text.strip()) if text.strip() else None
        return None if found is None or isinstance(found, Bad) else found

    return read


def written(moment: int) -> str:
    """Return seconds since 1970 as a standard file writes a moment.

    >>> written(86_400 + 61)
    '1970-01-02 00:01:01'
    """
    days, rest = divmod(moment, 86_400)
    day = _DAYS.get(days)
    if day is None:
        day = _DAYS[days] = to_date(days).isoformat()
    return f"{day} {_MINUTES[rest // 60]}:{_SIXTY[rest % 60]}"


_DAYS: dict[int, str] = {}
_SIXTY = [f"{number:02d}" for number in range(60)]
_MINUTES = [f"{hour:02d}:{minute}" for hour in range(24) for minute in _SIXTY]


def external(number: str) -> bool:
    """Tell whether a number is one of the outside: eight digits or more, or a country code.

    >>> external("0612345678"), external("+33612345678"), external("201"), external("anonymous")
    (True, True, False, False)
    """
    if number.isdecimal():
        return len(number) >= EXTERNAL_DIGITS
    dialled = _NOT_DIAL.sub("", number)
    return len(dialled) >= EXTERNAL_DIGITS and len(dialled) * 2 > len(number)


def caller(number: str) -> str:
    """Return a caller's number as it is hashed, empty when it says nobody (« anonymous », « s », « Unavailable »).

    >>> caller("33612345678"), caller("anonymous"), caller("0"), caller("06 12 34 56 78")
    ('+33612345678', '', '', '06 12 34 56 78')
    """
    if len(number) == 10 and number.isdecimal() and number.strip("0"):
        return number
    if not _CALLER.fullmatch(number) or not number.strip("+0 "):
        return ""
    return f"+{number}" if len(number) == 11 and number.startswith("33") else number


@lru_cache(maxsize=1024)
def line_called(number: str) -> str:
    """Return the line or the queue that was called, empty for a whole telephone number (it is not stored)."""
    return "" if external(number) or number in ("s", "h", "i", "t", "") else number


def whole(text: str) -> int | None:
    """Return a number of seconds: ``63``, ``63s (1m 3s)``, ``00:01:03``; ``None`` when it is none.

    >>> whole("63"), whole("63s (1m 3s)"), whole("00:01:03"), whole("1.9"), whole("x"), whole("-1")
    (63, 63, 63, 1, None, None)
    """
    if text.isdecimal() and len(text) < MOST_DIGITS:
        return int(text)
    if match := _CLOCK.fullmatch(text.strip()):
        return int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])
    match = _SECONDS.match(text.strip())
    return int(match[1]) if match else None


_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})")
_SECONDS = re.compile(r"(\d{1,9})(?:[.,]\d+)?\s*(?:$|s\b)")


class Calls:
    """The rows of calls, held until no other is likely: bounded memory, each call told once.

    Args:
        outcome: makes the record of a call (the cells of :data:`HEADERS`) from its rows, in the order of the file, or
            ``None`` when the rows are no call (the reason is counted by itself). The first item of a row is its line.
        tally: what is told of rows that give no line.
    """

    def __init__(
        self, outcome: Callable[[list[Any]], Record | None], tally: Tally, generation: int = GENERATION
    ) -> None:
        self.outcome, self.tally, self.generation = outcome, tally, generation
        self.young: dict[Hashable, list[Any]] = {}
        self.old: dict[Hashable, list[Any]] = {}
        self.gone: list[set[int]] = []

    def add(self, key: Hashable, row: Any) -> Batch | None:
        """Add a row to its call; return the calls that have become old, when there are some."""
        held = self.young.get(key)
        if held is not None:
            held.append(row)
            return None
        held = self.old.pop(key, None)
        if held is not None:
            held.append(row)
        elif self.gone and self._told(hash(key)):
            self._late(row)
            return None
        self.young[key] = held or [row]
        return self.turn() if len(self.young) >= self.generation else None

    def add_all(self, keys: Iterable[Hashable], rows: Iterable[Any]) -> Iterator[Batch]:
        """Add many rows, each to the call of its key; yield the calls that become old on the way."""
        young = self.young
        for key, row in zip(keys, rows, strict=True):
            held = young.get(key)
            if held is not None:
                held.append(row)
            elif old := self.add(key, row):
                yield old
                young = self.young

    def _told(self, key: int) -> bool:
        # A loop costs half of what any() does, and each new call passes here.
        for one in self.gone:  # noqa: SIM110
            if key in one:
                return True
        return False

    def turn(self) -> Batch:
        """Return the calls that no row has joined for a whole generation."""
        made = self._made(self.old)
        if not self.gone or len(self.gone[-1]) >= 10 * self.generation:
            self.gone = [*self.gone[-REMEMBERED + 1 :], set()]
        self.gone[-1].update(map(hash, self.old))
        self.old, self.young = self.young, {}
        return made

    def rest(self) -> Batch:
        """Return every call that remains."""
        left = self.old | self.young
        self.old, self.young = {}, {}
        return self._made(left)

    def _made(self, calls: dict[Hashable, list[Any]]) -> Batch:
        """Return the lines of calls, each at its last row: the only order that goes on from one turn to the next."""
        records: list[Record] = []
        places: list[int] = []
        folded = 0
        for rows in _by_last_line(list(calls.values())):
            record = self.outcome(rows)
            if record is None:
                continue
            folded += len(rows) - 1
            records.append(record)
            places.append(rows[-1][0])
        if folded:
            self.tally.left_out(folded, "lignes_regroupees")
        return records, places

    def _late(self, row: Any) -> None:
        self.tally.left_out(1, "lignes_arrivees_trop_tard")
        self.tally.warn(
            "ligne_trop_tard",
            row[0],
            None,
            None,
            _("les lignes d'un même appel proches dans le fichier ; cet appel était déjà compté"),
            _("Triez le journal par date avant de le donner ; la ligne n'est pas comptée une seconde fois."),
        )


def _by_last_line(calls: list[list[Any]]) -> list[list[Any]]:
    lines = [rows[-1][0] for rows in calls]
    order = sorted(range(len(calls)), key=lines.__getitem__)
    return [calls[index] for index in order]


class Said:
    """What a log tells as a whole: how many calls of each kind, for the controls of the account."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._calls: dict[tuple[str, tuple[str, str]], int] = {}

    def count(self, name: str, by: int = 1) -> None:
        """Count one more."""
        self._counts[name] = self._counts.get(name, 0) + by

    def call(self, way: str, outcome: tuple[str, str]) -> None:
        """Count a call by its direction, and how it ended when it came in."""
        self._calls[way, outcome] = self._calls.get((way, outcome), 0) + 1

    @property
    def counts(self) -> dict[str, int]:
        """Return what was counted, by name."""
        found: dict[str, int] = {}
        for (way, outcome), count in self._calls.items():
            for name in (f"appels_{way}s", NAMES[outcome])[: 1 + (way == INWARD)]:
                found[name] = found.get(name, 0) + count
        return found | self._counts


def unreadable(tally: Tally, line: int, column: str | None, value: str | None, expected: str) -> None:
    """Set aside a record of a call log that cannot be read."""
    fix = _("Recommencez l'export du journal sans l'ouvrir dans un tableur ; la ligne n'est pas comptée.")
    tally.aside("ligne_illisible", line, column, value, expected, fix)


def cut_line(tally: Tally, line: int) -> None:
    """Set aside the last record of a text that stops in the middle of it."""
    fix = _("Le fichier s'arrête au milieu d'une ligne : recommencez l'export ou la copie.")
    tally.aside("ligne_tronquee", line, None, None, _("une dernière ligne entière"), fix)


def zone_unknown(tally: Tally, zone: str) -> None:
    """Say that nothing in a log tells whether its times are local."""
    expected = _("les heures de {zone} : rien dans le journal ne dit si elles le sont").format(zone=zone)
    fix = _('Comparez un appel connu ; si le central écrit en heure universelle, donnez un profil avec fuseau = "UTC".')
    tally.warn("fuseau_inconnu", 1, None, None, expected, fix)
