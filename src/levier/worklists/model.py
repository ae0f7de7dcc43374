"""What a list of things to do is: its rows, their groups, what was left out, and one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from levier.i18n import _, ngettext, number
from levier.tables.columns import CENTS


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do.

    ``number`` is the one of the centre's own software (invoice or appointment), else the place of the line. ``file``
    and ``line`` are that place: the rank of the account in the holding, the line as the spreadsheet shows it. ``day``
    is a day number, ``age`` is in days at the day of the list, ``amount`` in cents (``None``: not known, or no money).
    """

    number: str
    file: int
    line: int
    day: int
    age: int
    amount: int | None
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows alike: how many, cents still due, age in days of the oldest, and what to do about them."""

    labels: tuple[str, ...]
    count: int
    amount: int
    oldest: int
    remedy: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lines that the figure counts and that ask for nothing: ``amount`` is what they still weigh, in cents."""

    code: str
    reason: str
    count: int
    amount: int = 0


@dataclass(frozen=True, slots=True)
class WorkList[R: Row]:
    """A list of the everyday: ``as_of`` is a day number, ``total_amount`` cents (``None`` for a list without money)."""

    name: str
    as_of: int
    groups: tuple[Group, ...]
    rows: tuple[R, ...]
    total_amount: int | None
    total_count: int
    sentence: str
    left_out: tuple[LeftOut, ...] = field(default=())

    def left(self, code: str) -> LeftOut:
        """Return what was left out under a code, an empty one when nothing was."""
        return next((one for one in self.left_out if one.code == code), LeftOut(code, "", 0))


def by_money[R: Row](rows: Iterable[R]) -> tuple[R, ...]:
    """Return rows with the most money first, then the oldest; amounts that are not known come after the others."""
    return tuple(sorted(rows, key=lambda row: (-(row.amount or 0), -row.age, row.number, row.file, row.line)))


def grouped[R: Row](rows: Iterable[R], labels: Callable[[R], tuple[str, ...]]) -> tuple[Group, ...]:
    """Return the groups of rows, the ones with the most money first, then the oldest."""
    found: dict[tuple[str, ...], list[R]] = {}
    for row in rows:
        found.setdefault(labels(row), []).append(row)
    groups = [_group(key, mine) for key, mine in found.items()]
    return tuple(sorted(groups, key=lambda one: (-one.amount, -one.oldest, one.labels)))


def _group(labels: tuple[str, ...], rows: Sequence[Row]) -> Group:
    return Group(labels, len(rows), total(rows), max(row.age for row in rows), rows[0].remedy)


def total(rows: Iterable[Row]) -> int:
    """Return the cents still due over rows, those not known left out."""
    return sum(row.amount or 0 for row in rows)


def oldest(rows: Iterable[Row]) -> str:
    """Return the age of the oldest row in words."""
    return days_said(max(row.age for row in rows))


def days_said(days: int) -> str:
    """Return a number of days in words.

    >>> days_said(1), days_said(74)
    ('1 jour', '74 jours')
    """
    return ngettext("{n} jour", "{n} jours", days).format(n=whole(days))


def euros_said(cents: int) -> str:
    """Return an amount in whole euros, in words; the cents of small amounts are kept.

    >>> euros_said(184_049), euros_said(950)
    ('1\u202f840 €', '9,50 €')
    """
    small = cents < 100 * CENTS and cents % CENTS != 0
    amount = number(f"{cents / CENTS:,.2f}" if small else f"{(cents + CENTS // 2) // CENTS:,}")
    return _("{amount} €").format(amount=amount)


def whole(count: int) -> str:
    """Return a count with the signs of the language.

    >>> whole(1204)
    '1\u202f204'
    """
    return number(f"{count:,}")


def placed(number_: str | None, file: str, line: int) -> str:
    """Return the number of the software, else where the line stands.

    >>> placed(None, "rendez_vous.csv", 12)
    'rendez_vous.csv, ligne 12'
    """
    return number_ or _("{file}, ligne {line}").format(file=file, line=line)
