"""Asking for figures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from levier.web.centres.models import Centre
from levier.web.figures.tasks import compute_centre
from levier.web.jobs.models import Job
from levier.web.jobs.services import start


def recompute(centre: Centre, *, user: Any = None, reason: str = "", patience: int = 0) -> Job:
    """Ask the worker for the figures of a centre; what waits already is not asked for twice.

    Args:
        patience: seconds before it begins, for somebody who is still typing.
    """
    waiting = Job.objects.filter(centre=centre, kind="compute", state=Job.State.WAITING)
    prompt = [job for job in waiting if patience or not job.asked.get("patience")]
    if prompt:
        return prompt[0]
    task, asked = compute_centre, {"reason": reason}
    if patience and task.get_backend().supports_defer:
        task = task.using(run_after=timezone.now() + timedelta(seconds=patience))
        asked["patience"] = patience
    return start(task, "compute", centre=centre, user=user, **asked)
