"""Options of the whole suite."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare where the pictures of pages go."""
    parser.addoption("--pictures", metavar="FOLDER", default=None, help="keep pictures of the pages looked at")
