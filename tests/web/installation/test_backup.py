"""A backup put back elsewhere: the same rows, the same figures, the same keys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SETUP = """
import django; django.setup()
from levier.web.accounts.models import User
from levier.web.centres.models import Centre
from levier.web.entry.models import TypedValue
from levier.web.figures.compute import compute
from levier.web.figures.holdings import store_of
from pathlib import Path
import sys
centre = Centre.objects.create(code="a01", name="Centre A01")
User.objects.create_superuser("admin@exemple.test", "un mot de passe bien long")
lines = ["debut;statut;patient"] + [f"{day:02}/01/2025 09:00;honore;P{day}" for day in range(6, 11)]
lines += ["13/01/2025 09:00;non_venu;P1"]
(Path(sys.argv[1]) / "rendez_vous.csv").write_text("\\n".join(lines), encoding="utf-8")
store_of(centre).add([Path(sys.argv[1]) / "rendez_vous.csv"])
TypedValue.objects.create(centre=centre, block="telephone", measure="appels_recus", period="2025-01", value="100")
compute(centre)
"""
ASK = """
import django; django.setup()
import json
from levier.web.accounts.models import User
from levier.web.centres.models import Centre
from levier.web.figures.holdings import hold_centre
from levier.web.figures.models import Series
from levier.measuring import Asked, measure
centre = Centre.objects.get()
shown = [one.points for one in Series.objects.filter(indicator="no_show_rate", grain="month", dimension="")]
held = measure(hold_centre(centre), Asked(names=("no_show_rate",)))
history = centre.typed.get().history.count()
print(json.dumps([shown, [str(one.value) for one in held], User.objects.get().email, history]))
"""


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    named = {"LEVIER_SITE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "levier.web.config.settings"}
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "LEVIER_HOME")}
    return subprocess.run(
        [sys.executable, *command], env=kept | named, capture_output=True, text=True, encoding="utf-8", check=False
    )


def levier(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "-c", "import sys; from levier.cli import main; sys.exit(main())", *arguments)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """Return an installation with a centre, and its backup."""
    folder, out = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("backup")
    assert run(folder, "-m", "levier.web", "migrate", "-v0").returncode == 0
    made = run(folder, "-c", SETUP, str(out))
    assert made.returncode == 0, made.stderr
    done = levier(folder, "backup", str(out / "kept"))
    assert done.returncode == 0, done.stderr
    return folder, sorted((out / "kept").iterdir())


def test_the_restored_site_is_the_same(saved: tuple[Path, list[Path]], tmp_path: Path) -> None:
    folder, (keys, data) = saved
    done = levier(tmp_path, "restore", str(data), "--keys", str(keys))
    assert done.returncode == 0, done.stderr
    before, after = run(folder, "-c", ASK), run(tmp_path, "-c", ASK)
    assert after.returncode == 0, after.stderr
    assert json.loads(after.stdout) == json.loads(before.stdout)
    # One appointment in six was missed, worked by hand.
    assert json.loads(after.stdout)[1:] == [["1/6"], "admin@exemple.test", 1]


def test_the_keys_are_in_a_file_of_their_own(saved: tuple[Path, list[Path]]) -> None:
    _folder, (keys, data) = saved
    assert not [one for one in zipfile.ZipFile(data).namelist() if one.startswith("keys") or one == "secret_key"]
    assert "secret_key" in zipfile.ZipFile(keys).namelist()
    assert {path.stat().st_mode & 0o777 for path in (keys, data)} == {0o600}


def test_a_site_that_is_not_empty_is_not_overwritten(saved: tuple[Path, list[Path]]) -> None:
    folder, (keys, data) = saved
    done = levier(folder, "restore", str(data), "--keys", str(keys))
    assert done.returncode == 3
    assert "contient déjà une installation. → Restaurez dans un dossier vide (LEVIER_SITE_DATA)." in done.stderr


def test_a_cut_backup_is_refused(saved: tuple[Path, list[Path]], tmp_path: Path) -> None:
    _folder, (_keys, data) = saved
    cut = tmp_path / "cut.zip"
    cut.write_bytes(data.read_bytes()[:-100])
    done = levier(tmp_path / "site", "restore", str(cut))
    assert done.returncode == 2
    assert "illisible. Attendu : un fichier écrit par « levier backup »." in done.stderr
