"""What the worker does for files; each may be stopped at any moment and begun again."""

from __future__ import annotations

from typing import Any

from django.tasks import task
from django.utils.translation import gettext as _
from django.utils.translation import override

from levier.i18n import speaking
from levier.web.imports.models import Delivery
from levier.web.jobs.models import Job
from levier.web.jobs.services import Cancelled, working

State = Delivery.State


@task()
def inspect(job_id: str) -> None:
    """Read the files of a delivery and say what they are; nothing is imported."""
    from levier.web.imports import inspecting

    with working(job_id) as work:
        if work is not None:
            job, progress = work
            delivery = _delivery(job)
            with in_language(job), undone(delivery):
                inspecting.inspect(delivery, progress)
        else:
            tidy(job_id)


@task()
def bring_in(job_id: str) -> None:
    """Put the files of a delivery in the store, then compute the figures."""
    from levier.web.imports import bringing

    with working(job_id) as work:
        if work is not None:
            job, progress = work
            delivery = _delivery(job)
            with in_language(job), undone(delivery):
                bringing.bring_in(delivery, job, progress)
        else:
            tidy(job_id)


@task()
def delete_import(job_id: str) -> None:
    """Delete an import, give back what it had replaced, compute the figures."""
    from levier.web.imports import deleting

    with working(job_id) as work:
        if work is not None:
            job, progress = work
            with in_language(job):
                deleting.delete(job, progress)
        else:
            deleting.keep(Job.objects.get(pk=job_id))


@task()
def explain_gap(job_id: str) -> None:
    """Explain a figure line by line, against a total known elsewhere."""
    from levier.web.imports import gap

    with working(job_id) as work:
        if work is not None:
            job, progress = work
            with in_language(job):
                job.result = gap.explain(job, progress)


@task()
def look_at_folders() -> None:
    """Take what arrived in the watched folders."""
    from levier.web.imports.watching import scan_watched

    scan_watched()


class in_language:
    """Speak the language of whoever asked, in Django's sentences and in the library's."""

    def __init__(self, job: Job) -> None:
        language = job.user.language if job.user else "fr"
        self._both = override(language), speaking(language)

    def __enter__(self) -> None:
        for one in self._both:
            one.__enter__()

    def __exit__(self, *error: Any) -> None:
        for one in reversed(self._both):
            one.__exit__(*error)


class undone:
    """Close a delivery whose work was cancelled or went wrong; its files go, the store is as it was."""

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: Any) -> None:
        from levier.problems import LevierError
        from levier.web.imports.services import close

        if isinstance(error, Cancelled):
            close(self.delivery, State.DISCARDED)
        elif isinstance(error, LevierError):
            close(self.delivery, State.FAILED, str(error))
        elif isinstance(error, Exception):
            close(self.delivery, State.FAILED, _("Erreur de notre fait. Vos chiffres n'ont pas changé."))


def tidy(job_id: str) -> None:
    """Close a delivery whose work was over before it began (stopped while it waited)."""
    from levier.web.imports.services import close

    job = Job.objects.get(pk=job_id)
    delivery = _delivery(job)
    if delivery.job_id == job.pk and delivery.state in (State.READING, State.IMPORTING):
        close(delivery, State.DISCARDED if job.state == Job.State.CANCELLED else State.FAILED, job.problem)


def _delivery(job: Job) -> Delivery:
    return Delivery.objects.select_related("centre", "user").get(pk=job.asked["delivery"])
