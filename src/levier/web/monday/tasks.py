"""What the worker does for Monday."""

from __future__ import annotations

from django.tasks import task

from levier.web.jobs.services import working
from levier.web.monday import listing
from levier.web.monday.digest import sending
from levier.web.monday.following import purge


@task()
def list_lines(job_id: str) -> None:
    """Write every line of a list for the director who asked for them."""
    with working(job_id) as work:
        if work is not None:
            job, progress = work
            progress(10, "")
            job.result = {"rows": listing.write(job)}


@task()
def send_digests() -> None:
    """Send the e-mails of the week that are due; each leaves once, however often this runs."""
    sending.send_due()


@task()
def purge_lists() -> None:
    """Forget what was kept long enough: followed rows, files of a day."""
    purge()
    listing.purge()
