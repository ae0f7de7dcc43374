"""The wheel, built and installed in an environment of its own: data files, types, the command."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment where our wheel is, and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=True)
    python = next(path for path in (folder / "env").glob("*/python*") if path.is_file())
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel)], check=True)
    return python


def test_data_files_and_types_are_there(installed: Path) -> None:
    script = "from importlib.resources import files; root = files('levier'); "
    script += "print(*(root.joinpath(name).is_file() for name in ('py.typed', 'catalogue/parameters/conventions.toml', "
    script += "'catalogue/measures/rdv_honores.toml', 'catalogue/profiles/doctolib.toml', "
    script += "'locale/en/LC_MESSAGES/levier.mo')), root)"
    done = subprocess.run([installed, "-I", "-c", script], capture_output=True, text=True, check=True)
    *there, place = done.stdout.split()
    assert there == ["True"] * 5
    assert Path(place).is_relative_to(installed.parents[1])


def test_the_command_runs_without_anything_else(installed: Path) -> None:
    command = installed.with_name("levier")
    done = subprocess.run([command, "--help"], capture_output=True, encoding="utf-8", check=True)
    assert "measure" in done.stdout
    centre = ROOT / "tests" / "fixtures" / "messy" / "agenda"
    words = [command, "measure", str(centre), "--as-of", "2025-02-15", "--quiet", "--format", "csv"]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    # One line of the agenda is set aside.
    assert (done.returncode, done.stderr) == (1, "")
    assert "AGENDA;no_show_rate;" in done.stdout
