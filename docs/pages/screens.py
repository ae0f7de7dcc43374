"""The screens of the guide: commands that really run, in a folder apart, and what they print.

A block opened by ```` ```console ```` holds lines that begin with ``$ levier`` (or its path); what follows each of them
is its output, made again by ``python docs/build.py`` and compared by the tests. ``<!-- préparer : a, b -->`` puts
examples of ``docs/guide/exemples`` in the folder first (``demo`` is the fictitious region, its first centre only).
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from levier.cli import EXIT_BUG
from levier.tables import TABLES

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide"
PAGES = (*sorted(GUIDE.glob("*.md")), ROOT / "README.md", ROOT / "README.fr.md")
BLOCK = re.compile(r"```console\n(.*?)```|<!-- préparer : (.*?) -->", re.DOTALL)
RUN = "from levier.cli import main; raise SystemExit(main())"
GRID_YEAR = 2025
WIDTH = "120"


def refreshed(page: Path) -> str:
    """Return a page of the guide with the output of its commands made again."""
    with tempfile.TemporaryDirectory() as folder:
        return BLOCK.sub(lambda found: _block(found, Path(folder)), page.read_text("utf-8"))


def commands(page: Path) -> list[str]:
    """Return the commands of a page, in order."""
    return [line[2:] for line in page.read_text("utf-8").splitlines() if line.startswith("$ ")]


def _block(found: re.Match[str], folder: Path) -> str:
    if found[2]:
        for name in found[2].split(","):
            prepare(name.strip(), folder)
        return found[0]
    asked = [line for line in found[1].splitlines() if line.startswith("$ ")]
    return "```console\n" + "\n".join(f"{line}\n{output(line[2:], folder)}" for line in asked) + "```"


def output(command: str, folder: Path) -> str:
    """Return what a command prints, the result first; places and numbers that change from one run to the next fixed.

    Raises:
        RuntimeError: the command ended on a bug: no page may show that.
    """
    home = folder / ".reglages"
    told = {name: value for name, value in os.environ.items() if not name.startswith("LEVIER_")}
    words = [sys.executable, "-c", RUN, *shlex.split(command)[1:]]
    settings = told | {"LEVIER_HOME": str(home), "NO_COLOR": "1", "PYTHONUTF8": "1", "COLUMNS": WIDTH}
    done = subprocess.run(words, cwd=folder, env=settings, capture_output=True, check=False, encoding="utf-8")
    if done.returncode == EXIT_BUG:
        raise RuntimeError(f"{command}\n{done.stderr}")
    return _fixed(done.stdout.rstrip("\n") + "\n" + done.stderr, home).strip("\n") + "\n"


def _fixed(text: str, home: Path) -> str:
    text = text.replace(str(home), "…/levier")
    text = re.sub(r"-[0-9a-f]{12}\.cle", "-3f2a91c07be4.cle", text)
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "2026-01-05 09:12", text)


def prepare(name: str, folder: Path) -> None:
    """Put an example in a folder; the grid of a centre is put in its workbook, as a person would have filled it."""
    if name == "demo":
        from levier.demo import CODES, write_region

        write_region(folder / "demo", centres=CODES[:1], workers=1)
        return
    shutil.copytree(GUIDE / "exemples" / name, folder / name, dirs_exist_ok=True)
    if (folder / name / "grille.csv").exists():
        _fill_workbook(folder / name)


def _fill_workbook(folder: Path) -> None:
    from levier.grid.write import write_grid
    from levier.holding import find_centres, hold

    given = find_centres(folder)[0]
    given.files = [folder / "grille.csv"]
    names = TABLES["typed_measures"].names
    rows = hold(given).engine.fetch(f"SELECT {', '.join(names)} FROM raw_typed_measures ORDER BY line")
    with (folder / f"grille-{GRID_YEAR}.xlsx").open("wb") as stream:
        write_grid(stream, [dict(zip(names, row, strict=True)) for row in rows], GRID_YEAR, given.centre.services or ())
    (folder / "grille.csv").unlink()
