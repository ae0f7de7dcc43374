"""What the worker does for figures."""

from __future__ import annotations

from django.tasks import task

from levier.web.figures.compute import compute
from levier.web.jobs.services import working


@task()
def compute_centre(job_id: str) -> None:
    """Compute the pages of a centre."""
    with working(job_id) as work:
        if work is not None:
            job, progress = work
            run = compute(job.centre, job.asked.get("reason", ""), progress)
            job.result = {"run": run.pk, "moved": len(run.moved)}
