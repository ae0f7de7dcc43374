"""The doors to scipy and statsmodels: opened when a calculation asks, with a sentence when they are not installed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from levier.stats.errors import MissingExtra


def load(module: str, purpose: str) -> Any:
    """Import a module of the extra ``levier[stats]``.

    Args:
        module: full name of the module.
        purpose: what the user asked for, as the subject of the refusal.

    Raises:
        MissingExtra: the library is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        raise MissingExtra(module.split(".")[0], purpose) from None
