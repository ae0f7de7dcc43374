"""What the worker does for figures."""

from __future__ import annotations

from django.tasks import task

from levier.i18n import speaking
from levier.web.figures.compute import compute
from levier.web.figures.lines import explained
from levier.web.figures.whatif import tried
from levier.web.jobs.services import working


@task()
def compute_centre(job_id: str) -> None:
    """Compute the pages of a centre."""
    with working(job_id) as work:
        if work is not None:
            job, progress = work
            run = compute(job.centre, job.asked.get("reason", ""), progress, draw=True)
            job.result = {"run": run.pk, "moved": len(run.moved)}


@task()
def explain_figure(job_id: str) -> None:
    """Find the lines behind a figure."""
    with working(job_id) as work:
        if work is not None:
            job, progress = work
            with speaking(job.asked.get("language", "fr")):
                job.result = explained(job.centre, str(job.pk), job.asked, progress)


@task()
def try_margins(job_id: str) -> None:
    """Compute margins under other hypotheses."""
    with working(job_id) as work:
        if work is not None:
            job, progress = work
            with speaking(job.asked.get("language", "fr")):
                job.result = tried(job.centre, job.asked, progress)
