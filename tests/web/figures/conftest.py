"""A small centre of the fictitious region, computed as a worker does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from levier.demo import write_region


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small fictitious region: a centre with files, a centre that types its grid."""
    folder = tmp_path_factory.mktemp("region")
    write_region(folder, scale=0.05, centres=["A01", "A05"])
    return folder


@pytest.fixture
def brought(db: None, region: Path, settings: Any, tmp_path: Path) -> Any:
    """Return the centre A01 with its figures."""
    from levier.web.figures.demo import bring, centres_of, describe

    settings.DATA = tmp_path
    centre = describe(centres_of(region, codes=["a01"])[0], region)
    bring("a01", region, draw=False)
    return centre
