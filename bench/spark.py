"""The same centres on three engines: ``python -m bench.spark``, and ``--appointments 10000000`` on a local Spark.

First the region of the demonstration: the figures of its 28 centres are written by SQLite, by DuckDB and by Spark, and
the three files must be the same to the last byte. Then, if asked, the volume of :mod:`bench.national` on Spark.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.__main__ import measured
from bench.national import main as national

ENGINES = ("duckdb", "sqlite", "spark")
ASKED = ("--every", "quarter", "--from", "2025", "--to", "2025", "--as-of", "2025-12-31", "--quiet", "--format", "json")
LEVIER = [sys.executable, "-m", "bench.national", "--run"]


def region(folder: Path, engines: tuple[str, ...]) -> None:
    """Measure the region on each engine; stop unless the files are the same."""
    environment = os.environ | {"LEVIER_HOME": str(folder / "home")}
    subprocess.run([*LEVIER, "demo", str(folder / "region")], env=environment, check=True, stdout=subprocess.DEVNULL)
    found = {}
    for engine in engines:
        out = folder / "figures.json"
        command = [*LEVIER, "measure", str(folder / "region"), *ASKED, "--out", str(out), "--engine", engine]
        run, _printed = measured(command, environment)
        found[engine] = out.read_bytes()
        print(f"{engine:12s} {run.wall:7.1f} s  cpu {run.cpu:7.1f} s  {len(found[engine]):,} bytes", flush=True)
    if len(set(found.values())) != 1:
        raise SystemExit("the figures differ")
    print(f"28 centres: the same figures on {', '.join(found)}")


def main() -> None:
    """Compare, then measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.spark")
    parser.add_argument("--engines", nargs="+", default=list(ENGINES))
    parser.add_argument("--appointments", type=int, default=0, help="also measure so many on Spark and on DuckDB")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        region(Path(folder), tuple(args.engines))
    if args.appointments:
        sys.argv[1:] = ["--appointments", str(args.appointments), "--centres", str(max(1, args.appointments // 50_000))]
        sys.argv += ["--engines", "duckdb", "spark"]
        national()


if __name__ == "__main__":
    main()
