"""The door of the processes that load the demonstration: imported before Django is ready."""

from __future__ import annotations

from pathlib import Path


def ready() -> None:
    """Make Django ready in a new process."""
    import django

    django.setup()


def bring(code: str, folder: str) -> str:
    """Bring one centre in; return its code."""
    from levier.web.figures.demo import bring as bring_here

    return bring_here(code, Path(folder))
