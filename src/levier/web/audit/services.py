"""Writing the journal."""

from __future__ import annotations

from typing import Any

from levier.web.audit.models import AuditEvent


def record(action: str, *, user: Any = None, centre: Any = None, **detail: Any) -> None:
    """Add a line to the journal.

    Args:
        action: ``login``, ``import``, ``export``, ``right``, ``read``… with a point for a detail (``import.delete``).
        user: who, ``None`` for the system.
        centre: of which centre, if any.
        detail: counts and names of things, never a value of a patient nor a password.
    """
    known = user if user is not None and user.is_authenticated else None
    AuditEvent.objects.create(action=action, user=known, centre=centre, detail=detail)
