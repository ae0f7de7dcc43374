"""The path from files to figures needs the standard library only, and the library never imports Django."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MESSY = Path(__file__).parents[1] / "fixtures" / "messy"
SOURCE = Path(__file__).parents[2] / "src"
# Refuses whatever is neither of the standard library nor ours, as an empty environment would.
BLOCKER = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        ours = top in ("levier", "__main__") or top.startswith("_sysconfigdata")
        if top not in sys.stdlib_module_names and not ours:
            raise ModuleNotFoundError(f"blocked: {name}", name=name)

sys.meta_path.insert(0, Blocker())
sys.path.insert(0, sys.argv.pop(1))
"""
MEASURE = BLOCKER + "from levier.cli import main\nsys.exit(main(sys.argv[1:]))\n"


def python(script: str, *words: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LEVIER_")}
    environment |= {"LEVIER_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-I", "-c", script, str(SOURCE), *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)


@pytest.mark.parametrize("centre", ["agenda", "facturation", "telephone", "salles", "grille", "comptes"])
def test_csv_files_are_measured_without_any_package(tmp_path: Path, centre: str) -> None:
    words = ("measure", str(MESSY / centre), "--as-of", "2025-05-01", "--every", "year", "--format", "json", "--quiet")
    bare = python(MEASURE, *words, "--engine", "sqlite", home=tmp_path)
    assert bare.returncode in (0, 1), bare.stderr
    assert bare.stderr == ""
    alone = python(MEASURE, *words, home=tmp_path)
    # Without --engine too: DuckDB is not there, SQLite answers.
    assert alone.stdout == bare.stdout
    found = json.loads(bare.stdout)
    assert any(one["value"] is not None for one in found)


@pytest.mark.parametrize("command", ["check", "explain", "config", "schema", "profile"])
def test_the_other_commands_too(tmp_path: Path, command: str) -> None:
    place = str(MESSY / "agenda")
    words = {
        "check": (place,),
        "explain": ("no_show_rate", place, "--period", "2025-01"),
        "config": (place,),
        "schema": (),
        "profile": (f"{place}/rendez_vous.csv",),
    }[command]
    done = python(MEASURE, command, *words, home=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout


def test_what_needs_a_package_says_so(tmp_path: Path) -> None:
    words = ("measure", str(MESSY / "agenda"), "--format", "parquet", "--out", str(tmp_path / "x.parquet"))
    done = python(MEASURE, *words, home=tmp_path)
    assert done.returncode == 64
    assert "demande DuckDB" in done.stderr
    done = python(MEASURE, *words[:2], "--engine", "duckdb", home=tmp_path)
    assert (done.returncode, "n'est pas installé" in done.stderr) == (64, True)


def test_the_library_imports_neither_django_nor_the_command(tmp_path: Path) -> None:
    script = "import sys; sys.path.insert(0, sys.argv[1]); import levier; [getattr(levier, name) for name in levier.__all__]; "
    script += (
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'django', 'duckdb', 'python_calamine'}))"
    )
    done = python(script, home=tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_an_interruption_exits_with_130(tmp_path: Path) -> None:
    script = BLOCKER + "import signal\nfrom levier.cli import main\n"
    # The signal of Ctrl-C, sent to itself while files are being read.
    script += "signal.setitimer(signal.ITIMER_REAL, 0.05)\nsignal.signal(signal.SIGALRM, signal.default_int_handler)\n"
    script += "sys.exit(main(sys.argv[1:]))\n"
    big = tmp_path / "actes.csv"
    big.write_text("date;code;montant\n" + "06/01/2025;G;30,00\n" * 60_000, encoding="utf-8")
    done = python(script, "measure", str(big), "--engine", "sqlite", home=tmp_path)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "levier : interrompu ; l'état d'avant est intact.\n"


def test_stdout_is_utf8_whatever_the_terminal_says(tmp_path: Path) -> None:
    environment = {"LEVIER_HOME": str(tmp_path), "PYTHONIOENCODING": "ascii", "PATH": os.environ.get("PATH", "")}
    script = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from levier.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", script, str(SOURCE), "--help"]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "santé" in done.stdout.decode("utf-8")


def test_a_bug_exits_with_70_and_a_report_without_values(tmp_path: Path) -> None:
    script = BLOCKER + "import levier.measuring\n"
    # A bug of ours, made on purpose: a function that no longer takes what it is given.
    script += "levier.measuring.measure = lambda: None\nfrom levier.cli import main\nsys.exit(main(sys.argv[1:]))\n"
    done = python(script, "measure", str(MESSY / "agenda"), "--quiet", home=tmp_path)
    assert (done.returncode, done.stdout) == (70, "")
    assert done.stderr.startswith("levier : erreur interne (TypeError).")
    assert "AGENDA" not in done.stderr
