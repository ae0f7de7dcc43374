"""A value replaced by a random one of the same shape: nothing but chance ties them."""

from __future__ import annotations

import random
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from itertools import islice

from levier.pack.words import is_title, safe_cells, words_of
from levier.readers.names import fold

TOKEN = re.compile(r"[^\W\d_]+|\d+")
LEAST = 3
_DATE_TIME = re.compile(
    r"(?P<y>\d{4})(?P<s>[-/.]?)(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?P<t>[T ]\d\d:?\d\d(:?\d\d)?([.,]\d+)?)?"
    r"(?P<z>Z(?![^\W_])|[+-]\d\d:?\d\d)?(?!\d)"
)
_FRENCH = re.compile(r"(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4}|\d\d)(?!\d)")
_CLOCK = re.compile(r"(?P<h>\d{1,2})(?P<s>[:hH])(?P<n>\d\d)(?P<r>:\d\d)?(?P<a> ?[AaPp][Mm](?![^\W_]))?(?!\d)")
_EXPONENT = re.compile(r"\d+([.,]\d+)?[eE][+-]?\d{1,2}(?!\d)")
_PIECES = (_DATE_TIME, _FRENCH, _CLOCK, _EXPONENT, TOKEN)
LOWER, UPPER = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Signs that every French encoding has, and by which the encodings are told apart.
LOWER_ACCENTS, UPPER_ACCENTS = "éèêàç", "ÉÈÊÀÇ"
YEARS = range(1990, 2030)
TRIES = 60
# Seconds and thousandths since 1970: the first two digits of days of this century.
EPOCH = ("1", "234567")


def tokens(texts: Iterable[str]) -> Iterator[str]:
    """Yield the runs of letters and of digits that could tell something: three signs or more, without case."""
    for text in texts:
        yield from (one.casefold() for one in TOKEN.findall(text) if len(one) >= LEAST)


class Disguise:
    """Replaces cells and titles; no run of three signs or more of the source comes out, but words that may leave.

    Args:
        source: the tokens of the source (see :func:`tokens`).
        keep: words that the person confirms: whole cells, or words of titles.
        chance: where randomness comes from; the system's by default, so that nothing can be played again.

    ``kept`` counts the cells that were left as they are; ``replaced`` holds the titles that were not.
    """

    def __init__(self, source: Iterable[str], keep: Iterable[str] = (), chance: random.Random | None = None) -> None:
        self.source = frozenset(source)
        self.confirmed = frozenset(map(fold, keep))
        self.chance = chance or random.SystemRandom()
        self.kept: dict[str, int] = {}
        self.replaced: list[str] = []

    def cell(self, text: str) -> str:
        """Return a cell of the same shape; one of the closed vocabulary stays."""
        word = fold(text)
        if word and (word in safe_cells() or word in self.confirmed):
            self.kept[text.strip()] = self.kept.get(text.strip(), 0) + 1
            return text
        return self.shape(text)

    def title(self, text: str) -> str:
        """Return a title of a column: itself when all its words are known ones, else one of the same shape."""
        confirmed = frozenset(word for one in self.confirmed for word in words_of(one))
        if fold(text) in self.confirmed or (is_title(text, confirmed) and not _numbers(text)):
            return text
        self.replaced.append(text)
        return self.shape(text)

    def shape(self, text: str) -> str:
        """Return a random text of the same shape."""
        made, place = [], 0
        while place < len(text):
            found = (
                next((m for one in _PIECES if (m := one.match(text, place))), None) if text[place].isalnum() else None
            )
            made.append(self._unlike(found) if found else text[place])
            place = found.end() if found else place + 1
        return "".join(made)

    def _unlike(self, found: re.Match[str]) -> str:
        """Return a piece of the same shape that says nothing of the source."""
        made = self._piece(found)
        for _try in range(TRIES):
            if self.source.isdisjoint(tokens([made])):
                break
            made = self._piece(found)
        return made

    def _piece(self, found: re.Match[str]) -> str:
        if found.re is _DATE_TIME and (made := self._moment(found)):
            return made
        if found.re is _FRENCH and (made := self._day(found)):
            return made
        if found.re is _CLOCK:
            return self._clock(found)
        parts = TOKEN.split(found[0])
        runs = TOKEN.findall(found[0])
        keep = {"e", "E"} if found.re is _EXPONENT else set()
        return "".join(
            part + run for part, run in zip(parts, [*(self._run(run, keep) for run in runs), ""], strict=True)
        )

    def _moment(self, found: re.Match[str]) -> str | None:
        if not _valid(int(found["y"]), int(found["m"]), int(found["d"])):
            return None
        year, month, day = self._date(tight=not found["s"])
        clock = self.digits(found["t"], _CLOCK_DIGITS) if found["t"] else ""
        return f"{year:04d}{found['s']}{month:02d}{found['s']}{day:02d}{clock}{found['z'] or ''}"

    def _day(self, found: re.Match[str]) -> str | None:
        first, second = int(found["d"]), int(found["m"])
        american = second > 12
        year = int(found["y"])
        if not _valid(year if year > 99 else 2000, min(first, second) if american else second, max(first, second)):
            return None
        new, month, day = self._date()
        pair = (month, day) if american else (day, month)
        widths = (len(found["d"]), len(found["m"]))
        texts = [
            f"{one:0{width}d}" if width == 2 else str(one % 9 + 1) for one, width in zip(pair, widths, strict=True)
        ]
        return found["s"].join((*texts, f"{new:04d}"[-len(found["y"]) :]))

    def _clock(self, found: re.Match[str]) -> str:
        half = 11 if found["a"] else 23
        hour = str(self.chance.randint(1, 9 if len(found["h"]) == 1 else half)).zfill(len(found["h"]))
        rest = f":{self.chance.randint(0, 59):02d}" if found["r"] else ""
        return f"{hour}{found['s']}{self.chance.randint(0, 59):02d}{rest}{found['a'] or ''}"

    def _date(self, tight: bool = False) -> tuple[int, int, int]:
        """Return a day of a year that the source does not name."""
        years = [year for year in YEARS if str(year) not in self.source] or list(YEARS)
        for _try in range(TRIES):
            year, month = self.chance.choice(years), self.chance.randint(1, 12)
            day = self.chance.randint(1, monthrange(year, month)[1])
            if not tight or f"{year}{month:02d}{day:02d}" not in self.source:
                break
        return year, month, day

    def digits(self, text: str, most: tuple[int, ...]) -> str:
        """Return a time of day of the same shape, its pairs under these limits; further digits are any."""
        limits = iter(most)

        def pair(found: re.Match[str]) -> str:
            limit = next(limits, None)
            return (
                "".join(self.chance.choice("0123456789") for _ in found[0])
                if limit is None
                else (f"{self.chance.randint(0, limit):02d}")
            )

        return re.sub(r"\d\d|\d", pair, text)

    def _run(self, run: str, keep: set[str]) -> str:
        if run in keep:
            return run
        epoch = run.isdecimal() and len(run) in (10, 13) and run[0] == "1"
        for _try in range(TRIES):
            made = "".join(self._sign(sign, place, epoch) for place, sign in enumerate(run))
            if len(run) < LEAST or made.casefold() not in self.source:
                return made
        return self._unused(len(run)) if run.isdecimal() else made

    def _unused(self, width: int) -> str:
        """Return digits that the source has not, when there are any left."""
        start = self.chance.randrange(10**width)
        others = (f"{(start + step) % 10**width:0{width}d}" for step in range(10**width))
        return next((one for one in islice(others, 100_000) if one not in self.source), f"{start:0{width}d}")

    def _sign(self, sign: str, place: int, epoch: bool = False) -> str:
        if epoch and place < len(EPOCH):
            return self.chance.choice(EPOCH[place])
        if sign.isdecimal():
            zero = sign == "0" and place == 0
            return "0" if zero else self.chance.choice("123456789" if place == 0 else "0123456789")
        if sign.isascii():
            return self.chance.choice(UPPER if sign.isupper() else LOWER)
        return self.chance.choice(UPPER_ACCENTS if sign.isupper() else LOWER_ACCENTS)


_CLOCK_DIGITS = (23, 59, 59)


def _valid(year: int, month: int, day: int) -> bool:
    return 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _numbers(text: str) -> bool:
    return any(len(one) >= LEAST for one in re.findall(r"\d+", text))
