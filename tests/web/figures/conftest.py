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


@pytest.fixture(scope="session")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[Any, list[Any]]]:
    """Return where the store of the centre is kept between tests, and the rows of its figures once they are made."""
    return tmp_path_factory.mktemp("site"), {}


@pytest.fixture
def brought(db: None, region: Path, settings: Any, remembered: tuple[Path, dict[Any, list[Any]]]) -> Any:
    """Return the centre A01 with its figures, computed by the first test that asks for them."""
    from levier.web.figures.demo import bring, centres_of, describe
    from levier.web.figures.models import Comparable, Lecture, Result, Run, Series

    settings.DATA, rows = remembered
    centre = describe(centres_of(region, codes=["a01"])[0], region)
    if not rows:
        bring("a01", region, draw=False)
        rows.update({model: list(model.objects.all()) for model in (Series, Lecture, Result, Run, Comparable)})
        return centre
    for model, made in rows.items():
        for one in made:
            one.pk, one.centre = None, centre
            one._state.adding = True
        model.objects.bulk_create(made)
    return centre
