"""A new month beside two years: what an import and the figures cost each (``python -m bench.months month FOLDER WORK``)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

LEVIER = (str(Path(sys.executable).parent / "levier"),)
# Column that places a line in time; the month is its last one.
DAYS = {"rendez_vous": "debut", "actes": "date", "retours_organismes": "transmis_le", "appels": "debut"}
LAST = "/12/2024"


def split(folder: Path, before: Path, after: Path) -> None:
    """Write the lines of the last month apart from the others."""
    for target in (before, after):
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
    for path in folder.iterdir():
        if path.stem not in DAYS:
            shutil.copy(path, before)
            continue
        header, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        index = header.strip().split(";").index(DAYS[path.stem])
        recent = [LAST in line.split(";")[index] for line in lines]
        for target, wanted in ((before, False), (after, True)):
            kept = (line for line, new in zip(lines, recent, strict=True) if new is wanted)
            (target / path.name).write_text(header + "".join(kept), encoding="utf-8")


def prepare(name: str, folder: Path, work: Path, environment: dict[str, str]) -> None:
    """Put the stores back as they were before the run."""
    if name == "levier two years":
        shutil.rmtree(work / "whole", ignore_errors=True)
    if name != "levier new month":
        return
    first = sorted(folder.glob("B*"))[0]
    base, month = work / "base", work / "month"
    if not base.exists():
        split(first, work / "before", work / "after")
        subprocess.run([*LEVIER, "import", base, work / "before", "--quiet"], env=environment, check=True)
        subprocess.run(
            [*LEVIER, "measure", base, "--quiet", "--out", work / "x.csv", "--format", "csv"], env=environment
        )
    shutil.rmtree(month, ignore_errors=True)
    shutil.copytree(base, month)


def main(what: str, folder: Path, work: Path) -> None:
    """Import into a store, then take its figures."""
    from bench.peers import levier as peer
    from levier.cli import main as levier
    from levier.store_source import hold_store

    first = sorted(folder.glob("B*"))[0]
    store, files = (work / "whole", first) if what == "whole" else (work / "month", work / "after")
    levier(["import", str(store), str(files), "--quiet"])
    print(len(dict(peer.totals(hold_store(store)))))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
