"""A million Asterisk call records: the time that Levier takes to make calls of them, beside pandas and the csv module.

python bench/calls.py [RECORDS] [FILE]: makes the records (default 1,000,000), then reads them in turn, each contestant in
its own process. pandas groups by ``linkedid`` and tells who answered; it hashes nobody, checks nothing, says nothing.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

COLUMNS = (
    "accountcode src dst dcontext clid channel dstchannel lastapp lastdata start answer end duration billsec disposition "
    "amaflags uniqueid userfield peeraccount linkedid sequence"
)
PARIS = ZoneInfo("Europe/Paris")


def make(path: Path, records: int) -> None:
    """Write calls of a queue (a row for each telephone that rang), lost, outgoing and taken by a machine."""
    drawn, moment, written = random.Random(1), datetime(2025, 1, 6, 8), 0
    with path.open("w", encoding="utf-8") as file:
        while written < records:
            moment += timedelta(seconds=drawn.randint(5, 60))
            for row in _call(drawn, moment, written):
                file.write(row)
                written += 1


def _call(drawn: random.Random, moment: datetime, number: int) -> list[str]:
    unique = f"{int(moment.replace(tzinfo=PARIS).timestamp())}.{number}"
    caller = f"06{int(drawn.expovariate(1 / 20_000)) * 1237 % 100_000_000:08d}"
    line, kind = f"PJSIP/ovh-{number:08x}", drawn.random()

    def row(source: str, target: str, channel: str, other: str, application: str, waited: int, talked: int) -> str:
        word = "ANSWERED" if talked else "NO ANSWER"
        texts = ["", source, target, "ext-queues", f'""X"" <{source}>', channel, other, application, "600,t"]
        times = [moment, moment + timedelta(seconds=waited), moment + timedelta(seconds=waited + talked)]
        texts += [time.isoformat(" ") for time in times]
        head = ",".join(f'"{text}"' for text in texts)
        return f'{head},{waited + talked},{talked},"{word}","DOCUMENTATION","{unique}","","","{unique}","{number}"\n'

    if kind < 0.6:
        rung = [
            row(caller, "600", line, f"PJSIP/20{n}-{number:08x}", "Queue", 12, 0) for n in range(drawn.randint(1, 3))
        ]
        return [*rung, row(caller, "600", line, f"PJSIP/204-{number:08x}", "Queue", 30, drawn.randint(30, 300))]
    if kind < 0.8:
        return [row(caller, "600", line, "", "Queue", 0, 40)]
    if kind < 0.9:
        return [row("201", caller, f"PJSIP/201-{number:08x}", line, "Dial", 10, 50)]
    return [row(caller, "s", line, "", "Playback", 0, 20)]


def levier(path: str) -> int:
    """Return how many calls Levier finds."""
    from levier.garbage import collect_seldom
    from levier.readers import Context, Reading

    collect_seldom()
    with Path(path).open("rb") as stream:
        return sum(map(len, Reading(stream, "Master.csv", Context(secret=b"bench")).chunks()))


def pandas(path: str) -> int:
    """Return how many calls pandas finds."""
    import pandas as pd

    rows = pd.read_csv(path, header=None, names=COLUMNS.split(), dtype=str, keep_default_na=False)
    rows["start"] = pd.to_datetime(rows.start)
    rows["person"] = (rows.disposition == "ANSWERED") & (rows.billsec.astype(int) > 0) & (rows.dstchannel != "")
    return len(rows.groupby("linkedid", sort=False).agg(start=("start", "min"), person=("person", "max")))


def floor(path: str) -> int:
    """Return how many records the csv module cuts, and does nothing with."""
    import csv

    with Path(path).open(newline="", encoding="utf-8") as stream:
        return sum(1 for _row in csv.reader(stream))


def main() -> int:
    """Make the file once, then print wall time, CPU and memory of each contestant."""
    if len(sys.argv) > 2 and sys.argv[1] in ("levier", "pandas", "floor"):
        start = time.perf_counter()
        found = globals()[sys.argv[1]](sys.argv[2])
        wall, used = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
        print(
            f"{sys.argv[1]:8} {found:9} {wall:7.2f} s {used.ru_utime + used.ru_stime:7.2f} CPU {used.ru_maxrss // 1024:6} MB"
        )
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "Master.csv"
        make(path, int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
        for name in ("levier", "pandas", "floor"):
            subprocess.run([sys.executable, __file__, name, str(path)], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
