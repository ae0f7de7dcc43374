"""What is on screen reaches the store, and a file wins over it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import builders
import pytest

from levier.web.entry import hours, services
from levier.web.entry.keys import CellKey, LineKey
from levier.web.entry.services import Change
from levier.web.figures.holdings import HOURS, ON_SCREEN, hold_centre, store_of


@pytest.fixture
def director(centre: Any, settings: Any, tmp_path: Path) -> Any:
    settings.DATA = tmp_path
    return builders.make_user("director", centre)


def held(centre: Any) -> dict[str, int]:
    """Return the lines of each table and source that the store holds."""
    hold_centre(centre).engine.close()
    return {f"{one.source}/{one.table}": one.kept for one in store_of(centre).accounts()}


def test_numbers_and_hours_are_two_imports_that_replace_themselves(centre: Any, director: Any) -> None:
    key = CellKey(LineKey("appels_recus"), "2025-01")
    services.save(centre, director, [Change(key, "12", "")])
    hours.save(centre, director, [("lundi", 510, 750), ("lundi", 840, 1080)])
    expected = {f"{ON_SCREEN}/typed_measures": 1, f"{HOURS}/opening_hours": 2}
    assert held(centre) == expected
    hours.save(centre, director, [("mardi", 510, 750)])
    assert held(centre) == expected | {f"{HOURS}/opening_hours": 1}
    services.save(centre, director, [Change(key, "", "12")])
    assert held(centre) == {f"{HOURS}/opening_hours": 1}


def test_a_file_of_hours_wins_over_the_screen(centre: Any, director: Any, tmp_path: Path) -> None:
    hours.save(centre, director, [("lundi", 510, 750)])
    held(centre)
    file = tmp_path / "horaires.csv"
    file.write_text("jour;de;a\nlundi;09:00;12:00\nmardi;09:00;12:00\njeudi;09:00;12:00\n", encoding="utf-8")
    store = store_of(centre)
    store.add([file])
    assert held(centre) == {"standard:horaires/opening_hours": 3}
    store.delete(next(one.id for one in store.imports() if one.sources == ("standard:horaires",)))
    assert held(centre) == {f"{HOURS}/opening_hours": 1}
