"""Many Asterisk records at once, a column at a time, when nothing in them is unusual.

The loop over single records (:meth:`levier.readers.formats.asterisk_cdr.Log.one_by_one`) is the rule: a block that is
refused here is judged there, and a test holds the two to the same calls.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import add, eq
from typing import Any

from levier.readers import fast
from levier.readers.formats._calls import MOST_DIGITS
from levier.readers.formats._orders import DISPOSITIONS, Order
from levier.readers.lines import Record

Texts = Sequence[str]
Moment = Callable[[str], int | None]


def by_channel(channel: str, moment: str) -> Hashable:
    """Return what stands for a call without identifiers: its channel, that is numbered since 1.6 (else an address)."""
    return (channel, moment[:10] if "-0000" in channel else moment) if channel else None


def queue_called(data: str) -> str:
    """Return the queue that the data of the application ``Queue`` begin with.

    >>> queue_called("600,t,,,90"), queue_called("600|t")
    ('600', '600')
    """
    return data.partition(",")[0].partition("|")[0]


def legs(
    order: Order, records: list[Record], first: int, moment: Moment
) -> tuple[Iterable[Hashable], Iterable[Any]] | None:
    """Return the key of the call of each record and its leg, ``None`` when the rule must look at each record.

    Args:
        order: the order of all of them: they have one width.
        records: at least one; they are left as they are.
        first: the line of the first one in the file.
        moment: the reader of moments.
    """
    count = len(records)
    # The columns that are not there are the empty one that stands at the end.
    columns = order.pick([*zip(*records, strict=True), ("",) * count])
    starts, words, lasting, talking, linked, unique, source, target, context, channel, other, application = columns[:12]
    seconds, answers = _moments(starts, moment), _answers(words)
    lasted, talked = _whole(lasting), _whole(talking)
    if seconds is None or answers is None or lasted is None or talked is None:
        return None
    lines = range(first, first + count)
    rows = zip(
        *(lines, seconds, map(add, seconds, lasted), talked),
        [whole - part if whole > part else 0 for whole, part in zip(lasted, talked, strict=True)],
        [part > 0 and answers[word] for part, word in zip(talked, words, strict=True)],
        map(eq, unique, linked),
        *(source, _shared(target), _shared(context), channel, other),
        *(_shared(application), _queues(application, columns[12]), columns[13]),
        strict=True,
    )
    return _keys(linked, unique, channel, starts, lines), rows


def _moments(texts: Texts, moment: Moment) -> list[int] | None:
    found: list[Any] = fast.moments(texts) or list(map(moment, texts))
    return None if None in found else found


def _answers(words: Texts) -> dict[str, bool] | None:
    """Return whether each word says that somebody answered, ``None`` when one is no result of a call."""
    known = {word: DISPOSITIONS.get(word) or DISPOSITIONS.get(word.strip().upper()) for word in set(words)}
    return None if None in known.values() else {word: found == "ANSWERED" for word, found in known.items()}


def _whole(texts: Texts) -> list[int] | None:
    joined = "".join(texts)
    plain = all(texts) and joined.isdecimal() and len(joined) < MOST_DIGITS
    return list(map(int, texts)) if plain else None


def _shared(texts: Texts) -> Texts:
    """Return the texts, those alike being one in memory: what a leg keeps while it waits is not kept for each."""
    known: dict[str, str] = {}
    return list(map(known.setdefault, texts, texts))


def _queues(applications: Texts, data: Texts) -> Texts:
    called = {text: queue_called(text) for text in set(data)}
    return [called[text] if name == "Queue" else "" for name, text in zip(applications, data, strict=True)]


def _keys(linked: Texts, unique: Texts, channels: Texts, starts: Texts, lines: range) -> Iterable[Hashable]:
    if all(linked):
        return linked
    return [
        one or other or by_channel(channel, start) or line
        for one, other, channel, start, line in zip(linked, unique, channels, starts, lines, strict=True)
    ]
