"""Call logs made for the tests, in the layouts of the real software; no real call."""

import io
from datetime import datetime
from typing import Any

from levier.readers import Context, Reading, person_hash

SECRET = b"a secret of the tests"
EPOCH = datetime(1970, 1, 1)
COLUMNS = ("start_at", "queue", "direction", "answered", "answered_by", "wait_s", "duration_s", "caller")


def read(text: str | bytes, name: str = "Master.csv", profile: str | None = None) -> tuple[list[Any], Reading]:
    """Return the calls of a log (moment as text, then the other columns of ``COLUMNS``) and its reading."""
    data = text.encode() if isinstance(text, str) else text
    reading = Reading(io.BytesIO(data), name, Context(secret=SECRET, profile=profile))
    found = []
    for chunk in reading.chunks():
        for values in zip(*(chunk.columns[column] for column in COLUMNS), strict=True):
            found.append((_text(values[0]), *values[1:]))
    for account in reading.accounts:
        assert account.read == account.kept + account.set_aside + account.not_data
    return found, reading


def _text(moment: int) -> str:
    days, rest = divmod(moment, 86_400)
    day = EPOCH.fromordinal(EPOCH.toordinal() + days).date().isoformat()
    return f"{day} {rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}"


def hashed(number: str) -> str:
    """Return the hash of a caller."""
    return person_hash(SECRET, "caller", number)


def controls(reading: Reading) -> dict[str, Any]:
    """Return the controls of the only account."""
    (account,) = reading.accounts
    return account.controls


def cdr(
    source: str,
    target: str,
    channel: str,
    other: str,
    application: str,
    start: str,
    duration: int,
    billed: int,
    disposition: str,
    unique: str = "",
    linked: str | None = None,
    context: str = "from-trunk",
    data: str = "",
    clid: str = "",
) -> str:
    """Return a record of ``cdr-csv``: 16 columns, 18 with an identifier, 21 with the linked one."""
    # An answered record has its moment of answer; nothing here reads it.
    answer = start if disposition == "ANSWERED" else ""
    texts = [
        "",
        source,
        target,
        context,
        clid or f'""Nom"" <{source}>',
        channel,
        other,
        application,
        data,
        start,
        answer,
    ]
    line = ",".join(f'"{one}"' for one in (*texts, start)) + f',{duration},{billed},"{disposition}","DOCUMENTATION"'
    if unique:
        line += f',"{unique}",""'
    if linked is not None:
        line += f',"","{linked}",7'
    return line + "\n"
