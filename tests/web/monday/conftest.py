"""A centre whose files are small enough to be counted by hand; its last day is Wednesday 30 April 2025."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from monday_files import FILES


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Return a function that puts standard files in the store of a centre and returns what it holds."""
    from levier.web.figures.holdings import hold_centre, store_of

    made: list[Any] = []

    def put(centre: Any, **texts: str) -> Any:
        store = store_of(centre)
        made.append(centre)
        for name, text in (texts or FILES).items():
            path = tmp_path / f"{name}.csv"
            path.write_text(text, encoding="utf-8")
            store.add([path], mode="whole")
        return hold_centre(centre)

    yield put
    for centre in made:
        shutil.rmtree(centre.folder, ignore_errors=True)


@pytest.fixture
def handed(centre: Any, stored: Callable[..., Any]) -> Any:
    """Return the centre A01 with its three lists, made by the worker's function."""
    from levier.web.monday.compute import lists_of

    centre.fictitious = True
    centre.save()
    holding = stored(centre)
    for one in lists_of(centre, holding):
        one.save()
    holding.engine.close()
    return centre
