"""Asterisk records by columns against the rule that looks at each record: same calls, same problems, same accounts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from levier.problems import Problems
from levier.readers import Context
from levier.readers.converted import Batch, Tally
from levier.readers.formats import _calls
from levier.readers.formats.asterisk_cdr import Log
from levier.readers.lines import Record
from levier.tables.rows import Account

CENTRE = Context(secret=b"a secret of the tests")
T = 1_736_150_400


class OneByOne(Log):
    """A log whose records are all looked at one by one."""

    def held(self, records: list[Record], first: int, tally: Tally, calls: _calls.Calls) -> Iterator[Batch]:
        """Leave the columns aside."""
        return self.one_by_one(records, first, tally, calls)


def told(kind: type[Log], data: bytes, small: int) -> dict[str, Any]:
    """Return everything that a log tells: its calls, their lines, its account, its problems."""
    log = kind(io.BytesIO(data), CENTRE)
    log.text.small = small
    account, problems = Account("Master.csv", "calls", "asterisk_cdr"), Problems()
    batches = [] if log.refusal() else list(log.lines(Tally(account, problems)))
    return {
        "records": [record for records, _lines in batches for record in records],
        "lines": [line for _records, lines in batches for line in lines],
        "account": asdict(account),
        "problems": [asdict(problem) for problem in problems],
    }


# What stands in a good record, and what sometimes does.
STARTS = tuple(
    f"2025-01-06 0{hour}:{minute:02d}:{second:02d}" for hour in (8, 9) for minute in (0, 59) for second in (0, 7)
)
ODD_STARTS = (
    "2025-01-06T09:00:00",
    "06/01/2025 09:00",
    "2025-01-06 24:00:00",
    "2025-01-06",
    "1736150400",
    "",
    "?",
    " ",
)
LASTING, ODD_LASTING = ("0", "1", "20", "75"), ("", "007", "63s (1m 3s)", "00:01:03", "-1", "1.5", "x", "٣")
WORDS, ODD_WORDS = ("ANSWERED", "NO ANSWER", "BUSY", "FAILED"), ("answered", " ANSWERED ", "CANCEL", "?", "")
CHANNELS = ("PJSIP/ovh-0000001a", "SIP/201-0000001b", "Local/201@from-queue-0001;1", "SIP/ovh-b7f0a3c8", "")
APPLICATIONS = ("Dial", "Queue", "VoiceMail", "Playback", "AppDial", "")
NUMBERS = ("0612345678", "201", "600", "anonymous", "s", "")
CONTEXTS = ("from-trunk", "ext-queues", "from-internal", "x", "")
DATA = ("600,t", "600|t", "dentaire", "SIP/201,30", "0144556677,t", "")
IDS = ("", *(f"{T}.{number}" for number in range(6)))


def mostly(good: tuple[str, ...], odd: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.one_of(*[st.sampled_from(good)] * 30, st.sampled_from(odd))


def some(*texts: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.tuples(*map(st.sampled_from, texts))


rows = st.tuples(
    some(NUMBERS, NUMBERS, CONTEXTS, CHANNELS, CHANNELS, APPLICATIONS, DATA),
    st.tuples(mostly(STARTS, ODD_STARTS), mostly(LASTING, ODD_LASTING), mostly(LASTING, ODD_LASTING)),
    mostly(WORDS, ODD_WORDS),
    some(IDS, IDS),
)
Row = tuple[tuple[str, ...], tuple[str, str, str], str, tuple[str, ...]]


def written(row: Row, width: int, quoted: bool, separator: str = ",") -> str:
    """Write a record of ``cdr-csv``; unquoted, its cells hold no separator."""
    (source, target, context, channel, other, application, data), (start, lasting, talking), word, (unique, linked) = (
        row
    )
    texts = ["", source, target, context, f'"N" <{source}>', channel, other, application, data, start, "", start]
    ends = {16: [], 17: [unique], 18: [unique, "champ"], 19: ["", linked, "3"]}
    ends |= {20: [unique, "", linked, "3"], 21: [unique, "champ", "", linked, "3"]}
    cells = [*texts, lasting, talking, word, "DOCUMENTATION", *ends[width]]
    if quoted:
        plain = (12, 13, width - 1) if width > 18 else (12, 13)
        cells = [one if index in plain else '"{}"'.format(one.replace('"', '""')) for index, one in enumerate(cells)]
    else:
        cells = [one.replace(separator, " ").replace('"', "") for one in cells]
    return separator.join(cells) + "\n"


TITLES = (
    "accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,"
    "amaflags,uniqueid,userfield,peeraccount,linkedid,sequence\n"
)
OTHERS = ("\n", "  \n", "a,b\n", '"never closed\n', "src,dst,channel,dstchannel,start,disposition\n")
texts = st.lists(st.one_of(*[rows] * 40, st.sampled_from(OTHERS)), min_size=1, max_size=60)
widths = st.sampled_from((16, 17, 18, 19, 20, 21))


@given(
    drawn=texts,
    width=widths,
    later=widths,
    moved=st.integers(0, 60),
    quoted=st.booleans(),
    small=st.sampled_from((150, 600, 1 << 15)),
    cut=st.sampled_from((0, 0, 0, 1, 40)),
    titled=st.booleans(),
)
@settings(deadline=None, max_examples=150)
def test_the_columns_tell_what_the_records_tell(
    drawn: list[Row | str], width: int, later: int, moved: int, quoted: bool, small: int, cut: int, titled: bool
) -> None:
    good: Row = (
        ("0612345678", "600", "from-trunk", CHANNELS[0], CHANNELS[1], "Queue", "600,t"),
        (STARTS[0], "20", "9"),
        "ANSWERED",
        (IDS[1], IDS[1]),
    )
    lines = [TITLES] * titled + [written(good, width, quoted)] * 8
    for index, row in enumerate(drawn):
        lines.append(row if isinstance(row, str) else written(row, width if index < moved else later, quoted))
    whole = "".join(lines).encode()
    data = whole[: len(whole) - cut]
    assert told(Log, data, small) == told(OneByOne, data, small)


@given(keys=st.lists(st.integers(0, 30), max_size=200), generation=st.integers(1, 12))
@settings(deadline=None)
def test_rows_added_together_are_rows_added_one_by_one(keys: list[int], generation: int) -> None:
    accounts = [Account("x", "calls", "x"), Account("x", "calls", "x")]
    one, all_ = (
        _calls.Calls(lambda found: [str(found)], Tally(account, Problems()), generation) for account in accounts
    )
    rows = list(enumerate(keys, start=1))
    batches = [batch for key, row in zip(keys, rows, strict=True) if (batch := one.add(key, row))]
    assert list(all_.add_all(keys, rows)) == batches
    assert all_.rest() == one.rest()
    assert asdict(accounts[0]) == asdict(accounts[1])
