"""Call logs: nothing is lost, and a call is one line whatever the order of its rows and the place of the memory's turns."""

import io
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from levier.problems import Problems
from levier.readers import Context, Reading
from levier.readers.converted import Tally, formats
from levier.readers.formats import _calls
from levier.tables.rows import Account

CENTRE = Context(secret=b"a secret of the tests")
T = 1_736_150_400
NAMES = ("asterisk_cdr", "queue_log", "avaya_smdr", "threecx", "freeswitch")
CHANNELS = ("PJSIP/ovh-0000001a", "SIP/201-0000001b", "Local/201@from-queue-0001;1", "Local/201@from-queue-0001;2", "")
APPLICATIONS = ("Dial", "Queue", "VoiceMail", "Playback", "Hangup", "AppDial", "")
WORDS = ("ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION", "?")
PIECES = (
    "|",
    ",",
    '"',
    "\n",
    "\r\n",
    "é",
    "\0",
    "ANSWERED",
    f"{T}.1",
    f"{T}",
    "ENTERQUEUE",
    "2025-01-06 09:00:00",
    "NONE",
    "1",
)


def check(data: bytes, profile: str | None = None) -> tuple[int, Reading]:
    """Read a log and hold its account to its promise; return how many calls it gave."""
    reading = Reading(io.BytesIO(data), "Master.csv", Context(secret=CENTRE.secret, profile=profile))
    lines = [line for chunk in reading.chunks() for line in chunk.lines]
    assert lines == sorted(set(lines))
    for account in reading.accounts:
        assert account.read == account.kept + account.set_aside + account.not_data
        assert not account.set_aside or reading.problems.blocking()
    assert all(problem.sentence() for problem in reading.problems)
    return len(lines), reading


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=60), name=st.sampled_from(NAMES))
@settings(deadline=None, max_examples=60)
def test_the_account_holds_on_anything(pieces: list[str], name: str) -> None:
    check("".join(pieces).encode(), name)


rows = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(["0612345678", "201", "anonymous", ""]),
        st.sampled_from(CHANNELS),
        st.sampled_from(CHANNELS),
        st.sampled_from(APPLICATIONS),
        st.integers(0, 30),
        st.integers(0, 30),
        st.sampled_from(WORDS),
    ),
    min_size=1,
    max_size=25,
)


def record(row: tuple[int, str, str, str, str, int, int, str], linked: bool, at: int) -> str:
    call, source, channel, other, application, duration, billed, word = row
    texts = ["", source, "600", "ext", "", channel, other, application, "600,t", f"2025-01-06 09:00:{at:02d}", "", ""]
    line = ",".join(f'"{text}"' for text in texts) + f',{duration},{billed},"{word}","DOCUMENTATION","{T}.{call}",""'
    return line + (f',"","{T}.{call}",1' if linked else "") + "\n"


@given(drawn=rows, linked=st.booleans(), seed=st.randoms(use_true_random=False), cut=st.integers(0, 80))
@settings(deadline=None, max_examples=30)
def test_the_order_of_the_rows_changes_no_call(
    drawn: list[tuple[int, str, str, str, str, int, int, str]], linked: bool, seed: random.Random, cut: int
) -> None:
    good = record((0, "0612345678", CHANNELS[0], CHANNELS[1], "Dial", 20, 9, "ANSWERED"), linked, 0) * 30
    texts = [record(row, linked, at) for at, row in enumerate(drawn, start=1)]
    count, reading = check((good + "".join(texts)).encode(), "asterisk_cdr")
    known = {row[0] for row in drawn if row[-1] != "?"} | {0}
    relays = reading.accounts[0].controls.get("lignes_relais_internes", 0)
    assert count == len(known) or (relays and count <= len(known))
    seed.shuffle(texts)
    again, other = check((good + "".join(texts)).encode(), "asterisk_cdr")
    if linked:
        assert again == count
        same = [key for key in reading.accounts[0].controls if key.startswith(("appels_entrants", "appels_pris"))]
        assert {key: other.accounts[0].controls.get(key) for key in same} == {
            key: reading.accounts[0].controls[key] for key in same
        }
    whole = (good + "".join(texts)).encode()
    check(whole[: max(len(whole) - cut, 1)], "asterisk_cdr")


@given(keys=st.lists(st.integers(0, 30), max_size=200), generation=st.integers(1, 12))
@settings(deadline=None)
def test_a_call_is_told_once_however_short_the_memory(keys: list[int], generation: int) -> None:
    account = Account("x", "calls", "x")
    calls = _calls.Calls(lambda found: [str(found[0][1])], Tally(account, Problems()), generation)
    told: list[str] = []
    places: list[int] = []
    batches = [calls.add(f"{key}", (line, key)) for line, key in enumerate(keys, start=1)]
    for batch in (*filter(None, batches), calls.rest()):
        told += [record[0] for record in batch[0]]
        places += batch[1]
    assert sorted(told) == sorted({str(key) for key in keys}) or account.controls.get("lignes_arrivees_trop_tard")
    assert len(told) == len(set(told))
    assert places == sorted(set(places))
    # Every row is in a call that was told, folded into one, or too late.
    assert len(told) + account.not_data == len(keys)


def test_every_format_of_calls_says_what_it_was_tested_on() -> None:
    assert {name: formats()[name].tested for name in NAMES} == {
        "asterisk_cdr": "made",
        "queue_log": "made",
        "avaya_smdr": "manual",
        "threecx": "manual",
        "freeswitch": "made",
    }
