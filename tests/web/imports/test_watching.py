"""The watched folder: a known layout goes by itself, another waits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from imports.conftest import appointments
from levier.web.imports.models import Delivery, Imported, Watched
from levier.web.imports.watching import scan_watched


@pytest.fixture
def folder(tmp_path: Path, centre: Any, settings: Any) -> Path:
    settings.DATA = tmp_path / "site"
    settings.DATA.mkdir()
    made = tmp_path / "exports"
    made.mkdir()
    Watched.objects.create(centre=centre, path=str(made))
    return made


def look_twice() -> int:
    """A file is taken once it was seen twice the same: an export being written is left alone."""
    return scan_watched() + scan_watched()


def test_a_known_layout_is_imported_by_itself_once(folder: Path, centre: Any) -> None:
    (folder / "rendez_vous.csv").write_bytes(appointments())
    assert scan_watched() == 0
    assert scan_watched() == 1
    assert Delivery.objects.get().state == "done"
    assert Imported.objects.get().files == ["rendez_vous.csv"]
    assert look_twice() == 0
    assert (folder / "rendez_vous.csv").exists()


def test_a_file_that_still_grows_is_left(folder: Path) -> None:
    path = folder / "rendez_vous.csv"
    path.write_bytes(appointments())
    scan_watched()
    path.write_bytes(appointments(each=5))
    assert scan_watched() == 0
    assert scan_watched() == 1


def test_an_unknown_layout_waits_with_a_message(folder: Path, centre: Any, client_of: Any) -> None:
    (folder / "agenda.csv").write_text("Jour RDV;Venue\n02/01/2025;Oui\n03/01/2025;Non\n", encoding="utf-8")
    look_twice()
    assert Delivery.objects.get().state == "review"
    page = client_of("director", centre).get(f"/centres/{centre.code}/imports/").content.decode()
    assert "Disposition inconnue : agenda.csv. Dites une fois ce que sont les colonnes." in page
    assert "dossier surveillé" in page


def test_what_is_no_export_and_links_are_left(folder: Path, tmp_path: Path) -> None:
    (folder / "notes.docx").write_bytes(b"PK")
    (folder / ".rendez_vous.csv").write_bytes(appointments())
    (tmp_path / "secret.csv").write_bytes(appointments())
    (folder / "lien.csv").symlink_to(tmp_path / "secret.csv")
    assert look_twice() == 0


def test_a_region_watches_nothing(folder: Path, settings: Any, client_of: Any, centre: Any) -> None:
    (folder / "rendez_vous.csv").write_bytes(appointments())
    settings.KIND = "region"
    assert look_twice() == 0
    assert client_of("director", centre).get(f"/centres/{centre.code}/imports/dossier/").status_code == 404


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("exports", "n'est pas un dossier de ce serveur"),
        ("/n-existe-pas", "n'est pas un dossier de ce serveur"),
        ("/", "contient les données du site"),
        ("{data}", "contient les données du site"),
        ("{data}/centres", "contient les données du site"),
    ],
)
def test_folders_that_cannot_be_watched(
    path: str, said: str, client_of: Any, centre: Any, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "centres").mkdir(exist_ok=True)
    given = path.format(data=settings.DATA)
    url = f"/centres/{centre.code}/imports/dossier/"
    page = client_of("director", centre).post(url, {"path": given, "active": "on"}).content.decode()
    assert said in page.replace("&#x27;", "'")
    assert not Watched.objects.exists()


def test_with_two_centres_the_administration_names_the_folders(folder: Path, client_of: Any, tmp_path: Path) -> None:
    import builders

    other = builders.make_centre("b02")
    theirs = tmp_path / "b02"
    theirs.mkdir()
    url = f"/centres/{other.code}/imports/dossier/"
    page = client_of("director", other).post(url, {"path": str(theirs), "active": "on"}).content.decode()
    assert "doit d&#x27;abord nommer les dossiers permis (LEVIER_SITE_WATCH_FOLDERS)" in page


def test_two_centres_cannot_share_a_folder(folder: Path, client_of: Any, settings: Any) -> None:
    import builders

    settings.WATCH_FOLDERS = [str(folder.parent)]
    other = builders.make_centre("b02")
    inside = folder / "b02"
    inside.mkdir()
    url = f"/centres/{other.code}/imports/dossier/"
    page = client_of("director", other).post(url, {"path": str(inside), "active": "on"}).content.decode()
    assert "déjà surveillé pour un autre centre" in page
