"""Options of the whole suite."""

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare where the pictures of pages go."""
    parser.addoption("--pictures", metavar="FOLDER", default=None, help="keep pictures of the pages looked at")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out what looks at pages in a browser: they were looked at on SQLite, from the same answers."""
    if os.environ.get("LEVIER_TEST_DATABASE") != "postgresql":
        return
    looked_at = [one for one in items if "browser" in getattr(one, "fixturenames", ())]
    config.hook.pytest_deselected(items=looked_at)
    items[:] = [one for one in items if one not in set(looked_at)]
