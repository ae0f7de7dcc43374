"""Call logs of two kinds over the same days: one switchboard writes each call in both, and they would add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from levier.i18n import _
from levier.periods import to_date
from levier.problems import WARNING, Problem
from levier.store.manifest import Part
from levier.tables.rows import Account

CALLS = "calls"


class Log(NamedTuple):
    """A file of calls: its name, what reads it, and the days that its lines span."""

    file: str
    kind: str
    first: int
    last: int


def logs(given: Iterable[Account | Part]) -> list[Log]:
    """Return the files of calls that have lines, among accounts or among the parts of a store."""
    return [
        Log(one.name if isinstance(one, Part) else one.file, one.profile or "", one.first, one.last)
        for one in given
        if one.table == CALLS and one.first is not None and one.last is not None and _counted(one)
    ]


def _counted(one: Account | Part) -> int:
    return one.alive if isinstance(one, Part) else one.kept


def counted_twice(given: Iterable[Log], known: Iterable[Log] = ()) -> list[Problem]:
    """Return a warning for each pair of kinds whose days overlap.

    Args:
        given: the logs that come; the warning is theirs.
        known: those that are there already, which are not compared with each other.

    >>> both = [Log("queue_log", "queue_log", 0, 9), Log("Master.csv", "asterisk_cdr", 5, 20)]
    >>> [(one.code, one.file) for one in counted_twice(both)]
    [('journaux_superposes', 'queue_log')]
    """
    found: dict[frozenset[str], Problem] = {}
    for one, other in _pairs(list(given), list(known)):
        first, last = max(one.first, other.first), min(one.last, other.last)
        if one.kind != other.kind and first <= last:
            found.setdefault(frozenset((one.kind, other.kind)), _said(one, other, first, last))
    return list(found.values())


def _pairs(given: list[Log], known: list[Log]) -> Iterator[tuple[Log, Log]]:
    yield from combinations(given, 2)
    yield from ((one, other) for one in given for other in known)


def _said(one: Log, other: Log, first: int, last: int) -> Problem:
    days = {"first": to_date(first).strftime("%d/%m/%Y"), "last": to_date(last).strftime("%d/%m/%Y")}
    return Problem(
        *("journaux_superposes", WARNING, one.file, None, None, None),
        _("des appels du {first} au {last}, comme dans {other}").format(other=other.file, **days),
        _("un seul journal pour les mêmes appels ; ces deux-là s'ajoutent"),
        _("S'ils viennent du même standard, ne gardez que l'un des deux ; de deux standards, rien à faire."),
    )
