"""The fictitious region on disk: labelled, deterministic, made of the contract's files, refused where it would harm."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from levier.centre import read_centre
from levier.demo import CODES, RegionSummary, write_region
from levier.demo.plan import EXPORTS, GRID, MIXED, region_plan
from levier.problems import Refused, WrongCommand
from levier.readers import Context, Reading
from levier.tables import by_file

LABEL = "Données fictives"


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> RegionSummary:
    return write_region(tmp_path_factory.mktemp("region"), scale=0.02)


def _bytes_of(folder: Path) -> dict[str, str]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_twenty_eight_centres_half_with_exports_a_third_typed(region: RegionSummary) -> None:
    kinds = [centre.kind for centre in region.centres]
    assert [centre.code for centre in region.centres] == [f"A{n:02d}" for n in range(1, 29)]
    assert (kinds.count(EXPORTS), kinds.count(GRID), kinds.count(MIXED)) == (14, 9, 5)


def test_typed_centres_hand_over_no_line_of_activity(region: RegionSummary) -> None:
    allowed = {"absences", "cabinets", "fermetures", "grille", "horaires", "personnel", "semaine_type"}
    for centre in region.centres:
        if centre.kind == GRID:
            names = {Path(name).stem for name in centre.files}
            assert {"grille", "horaires", "personnel"} <= names <= allowed


def test_every_file_says_that_it_is_fictitious(region: RegionSummary) -> None:
    for path in sorted(region.folder.rglob("*.*")):
        if path.is_dir() or path.suffix == ".xlsx":
            continue
        head = path.read_bytes()[:600]
        said = any(
            word.encode(code) in head for word in (LABEL, "FICTIF", "données fictives") for code in ("utf-8", "cp1252")
        )
        assert said, path


def test_workbooks_say_it_on_the_first_row_of_each_sheet(region: RegionSummary) -> None:
    from python_calamine import CalamineWorkbook

    books = list(region.folder.rglob("*.xlsx"))
    assert books
    for path in books:
        book = CalamineWorkbook.from_path(path)
        for sheet in book.sheet_names:
            assert str(book.get_sheet_by_name(sheet).to_python()[0][0]).startswith(LABEL)


def test_headers_are_those_of_the_contract(region: RegionSummary) -> None:
    for path in sorted(region.folder.glob("A*/*.csv")):
        table = by_file(path.stem)
        if path.name.startswith("export_rdv_fictif"):
            continue
        assert table is not None, path
        lines = path.read_bytes().replace(b"\xef\xbb\xbf", b"").splitlines()
        found = lines[1].decode("ascii").lower().split(";")
        assert set(found) <= {column.header for column in table.columns}, path
        assert {column.header for column in table.columns if column.required} <= set(found), path


def test_the_readers_take_every_line_but_the_planned_defects(region: RegionSummary) -> None:
    for centre in region.centres:
        planned = dict.fromkeys(centre.files, 0)
        for defect in centre.anomalies:
            planned[defect.file] += 1
        for name, lines in centre.files.items():
            with (region.folder / centre.code / name).open("rb") as stream:
                reading = Reading(stream, name, Context(secret=b"k" * 32))
                kept = sum(len(chunk) for chunk in reading.chunks())
            aside = sum(account.set_aside for account in reading.accounts)
            assert (kept, aside) == (lines - planned[name], planned[name]), (centre.code, name)


def test_planned_defects_are_where_the_register_says(region: RegionSummary) -> None:
    defects = [(centre.code, one) for centre in region.centres for one in centre.anomalies]
    assert defects
    for code, one in defects:
        line = (region.folder / code / one.file).read_bytes().splitlines()[one.line - 1]
        assert one.value.encode("utf-8") in line or one.value.encode("cp1252") in line
    register = (region.folder / "anomalies.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(register) == 2 + len(defects)


def test_settings_are_read_and_name_a_fictitious_centre(region: RegionSummary) -> None:
    for code in CODES:
        centre = read_centre((region.folder / code / "centre.toml").read_text(encoding="utf-8"))
        assert centre.name == code
        assert centre.label == f"Centre fictif {code}"
        assert centre.finess is not None
        assert centre.finess.startswith("9900")


def test_region_settings_list_the_centres(region: RegionSummary) -> None:
    settings = tomllib.loads((region.folder / "region.toml").read_text(encoding="utf-8"))
    assert settings["fictive"] is True
    assert settings["centres"] == list(CODES)
    assert (settings["graine"], settings["echelle"]) == (2013, 0.02)


def test_a_centre_has_the_same_bytes_alone_or_among_others(region: RegionSummary, tmp_path: Path) -> None:
    plans = region_plan(2013)
    chosen = [next(code for code in CODES if plans[code].kind == kind) for kind in (GRID, MIXED, EXPORTS)]
    chosen.append(next(path.parent.name for path in sorted(region.folder.rglob("*.xlsx"))))
    write_region(tmp_path / "some", scale=0.02, centres=chosen)
    for code in chosen:
        assert _bytes_of(tmp_path / "some" / code) == _bytes_of(region.folder / code)


def test_another_seed_gives_another_region(tmp_path: Path) -> None:
    first = write_region(tmp_path / "first", scale=0.02, seed=1, centres=["A01"])
    second = write_region(tmp_path / "second", scale=0.02, seed=2, centres=["A01"])
    assert _bytes_of(first.folder / "A01") != _bytes_of(second.folder / "A01")


def test_scale_multiplies_the_volumes(tmp_path: Path) -> None:
    code = next(code for code, plan in region_plan(2013).items() if plan.kind == MIXED and plan.size < 8)
    small = write_region(tmp_path / "small", scale=0.25, centres=[code]).centres[0].files["actes.csv"]
    large = write_region(tmp_path / "large", scale=0.75, centres=[code]).centres[0].files["actes.csv"]
    assert 2.7 < large / small < 3.3


def test_a_former_demonstration_is_replaced(tmp_path: Path) -> None:
    write_region(tmp_path, scale=0.02, centres=["A01", "A02"])
    write_region(tmp_path, scale=0.02, centres=["A01"])
    assert not (tmp_path / "A02").exists()


def test_a_folder_with_something_else_is_refused_untouched(tmp_path: Path) -> None:
    precious = tmp_path / "comptes.xlsx"
    precious.write_text("précieux", encoding="utf-8")
    with pytest.raises(Refused, match=r"n'est pas vide et ne contient pas une démonstration : rien n'y a été écrit"):
        write_region(tmp_path, scale=0.02)
    assert [path.name for path in tmp_path.iterdir()] == ["comptes.xlsx"]
    assert Refused.exit_code == 3


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "region"
    path.write_text("", encoding="utf-8")
    with pytest.raises(Refused, match=r"est un fichier : donnez un dossier vide ou à créer"):
        write_region(path, scale=0.02)


def test_an_unknown_centre_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(WrongCommand, match=r"Centre « A29 » : attendu un code de A01 à A28"):
        write_region(tmp_path, centres=["A29"])


@pytest.mark.parametrize("scale", [0.0, -1.0, 1001.0, float("nan")])
def test_an_impossible_scale_is_refused(tmp_path: Path, scale: float) -> None:
    with pytest.raises(WrongCommand, match=r"attendu un nombre entre 0 et 1000"):
        write_region(tmp_path, scale=scale)
