"""Answers of pure functions of definitions, kept: a definition is frozen, and asked the same thing for every figure."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

MOST = 10_000


def once[One, Answer](function: Callable[[One], Answer]) -> Callable[[One], Answer]:
    """Remember the answers of a pure function of one frozen thing, which is recognised by identity.

    Identity and not equality: the hash of a deep formula costs more than most of the answers. The thing is held with
    its answer, so that its place in memory cannot become another's.

    >>> asked = []
    >>> @once
    ... def length(words: tuple[str, ...]) -> int:
    ...     asked.append(words)
    ...     return len(words)
    >>> formula = ("a", "b")
    >>> length(formula), length(formula), len(asked)
    (2, 2, 1)
    """
    known: dict[int, tuple[One, Answer]] = {}

    @wraps(function)
    def asked(one: One) -> Answer:
        found = known.get(id(one))
        if found is None or found[0] is not one:
            if len(known) >= MOST:
                known.clear()
            found = known[id(one)] = (one, function(one))
        return found[1]

    return asked
