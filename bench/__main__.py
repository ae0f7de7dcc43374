"""Measure Levier beside pandas, SQL by hand and the bare reading: ``python -m bench --size 1m --repeat 3``.

Contestants run one after the other, in turn, each in its own process; medians of wall time, CPU time and peak memory.
Their totals are held equal before anything is timed. Results go to ``bench/results/SIZE.json`` and to README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench import months, report
from bench.make import DATA, SIZES, make

RESULTS = Path(__file__).parent / "results"
CHECKED = ("levier csv", "levier store", "pandas csv", "pandas parquet", "sql csv", "sql parquet")
CONTESTANTS = {
    "levier csv": ("bench.peers.levier", "csv"),
    "sql csv": ("bench.peers.sql", "csv"),
    "pandas csv": ("bench.peers.script", "csv"),
    "floor csv": ("bench.peers.sql", "floor-csv"),
    "levier store": ("bench.peers.levier", "store"),
    "levier store, totals kept": ("bench.peers.levier", "store"),
    "sql parquet": ("bench.peers.sql", "parquet"),
    "pandas parquet": ("bench.peers.script", "parquet"),
    "floor parquet": ("bench.peers.sql", "floor"),
    "levier two years": ("bench.months", "whole"),
    "levier new month": ("bench.months", "month"),
    "levier --help": ("levier.cli", "--help"),
}


@dataclass(frozen=True)
class Run:
    """What one run cost: seconds, seconds, bytes."""

    wall: float
    cpu: float
    peak: int


def measured(command: list[str], environment: dict[str, str]) -> tuple[Run, str]:
    """Run a program to its end; return what it cost, its own children included, and what it printed."""
    reader, writer = os.pipe()
    before = os.times().elapsed
    process = subprocess.Popen(command, stdout=writer, env=environment)
    os.close(writer)
    with os.fdopen(reader) as stream:
        printed = stream.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    wall = os.times().elapsed - before
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024), printed


class Bench:
    """The contestants on the files of one size."""

    def __init__(self, size: str) -> None:
        self.size, self.folder, self.work = size, make(size), DATA / f"work-{size}"
        self.work.mkdir(parents=True, exist_ok=True)
        self.environment = os.environ | {"LEVIER_HOME": str(self.work / "home")}

    def command(self, name: str) -> list[str]:
        """Return the command of a contestant."""
        module, what = CONTESTANTS[name]
        if name == "levier --help":
            return [str(Path(sys.executable).parent / "levier"), what]
        return [sys.executable, "-m", module, what, str(self.folder), str(self.work)]

    def prepare(self, name: str) -> None:
        """Put back what a run needs or must not find."""
        if name == "levier store":
            for kept in (self.work / "stores").glob("*/cubes"):
                shutil.rmtree(kept)
        months.prepare(name, self.folder, self.work, self.environment)

    def run(self, name: str) -> tuple[Run, str]:
        """Run a contestant once."""
        self.prepare(name)
        return measured(self.command(name), self.environment)

    def import_all(self) -> None:
        """Make one store for each centre, unless they are there."""
        for folder in sorted(self.folder.glob("B*")):
            store = self.work / "stores" / folder.name
            if not store.exists():
                subprocess.run([*months.LEVIER, "import", store, folder, "--quiet"], env=self.environment, check=True)

    def check(self, names: list[str]) -> None:
        """Stop unless every contestant that gives totals gives the same ones."""
        found = {name: self._totals(name) for name in CHECKED if name in names}
        for name, totals in found.items():
            first, expected = next(iter(found.items()))
            wrong = [key for key in sorted({*totals, *expected}) if totals.get(key) != expected.get(key)]
            if wrong:
                shown = [(key, expected.get(key), totals.get(key)) for key in wrong[:5]]
                raise SystemExit(f"{name} and {first} differ on {len(wrong)} totals: {shown}")
        if found:
            print(f"{len(next(iter(found.values())))} totals, the same for {', '.join(found)}", flush=True)

    def _totals(self, name: str) -> dict[str, int]:
        _run, printed = self.run(name)
        return {key: value for key, value in json.loads(printed).items() if value}


def main() -> None:
    """Measure and write the results."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--size", choices=SIZES, default="1m")
    parser.add_argument("--only", nargs="+", choices=CONTESTANTS, default=list(CONTESTANTS))
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--unchecked", action="store_true", help="do not compare the totals first")
    args = parser.parse_args()
    bench = Bench(args.size)
    if any("store" in name for name in args.only):
        bench.import_all()
    if any("parquet" in name for name in args.only) and not (bench.work / "rendez_vous.parquet").exists():
        bench.run("sql csv")
    if not args.unchecked:
        bench.check(args.only)
    runs: dict[str, list[Run]] = {name: [] for name in args.only}
    for turn in range(args.repeat):
        for name in args.only:
            run, _printed = bench.run(name)
            runs[name].append(run)
            print(
                f"{turn + 1} {name:28s} {run.wall:7.2f} s  cpu {run.cpu:7.2f} s  {run.peak / 1e6:8.0f} MB", flush=True
            )
    medians = {
        name: {part: statistics.median(getattr(run, part) for run in found) for part in ("wall", "cpu", "peak")}
        for name, found in runs.items()
    }
    report.keep(RESULTS / f"{args.size}.json", args.size, args.repeat, medians)
    report.write(Path(__file__).parent / "README.md", RESULTS)


if __name__ == "__main__":
    main()
