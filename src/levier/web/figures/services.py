"""Asking for figures."""

from __future__ import annotations

from typing import Any

from levier.web.centres.models import Centre
from levier.web.figures.tasks import compute_centre
from levier.web.jobs.models import Job
from levier.web.jobs.services import start


def recompute(centre: Centre, *, user: Any = None, reason: str = "") -> Job:
    """Ask the worker for the figures of a centre; what waits already is not asked for twice."""
    waiting = Job.objects.filter(centre=centre, kind="compute", state=Job.State.WAITING).first()
    return waiting or start(compute_centre, "compute", centre=centre, user=user, reason=reason)
