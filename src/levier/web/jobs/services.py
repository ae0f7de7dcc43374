"""Starting work, saying where it is, stopping it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.tasks import TaskResultStatus, default_task_backend
from django.tasks.exceptions import TaskResultDoesNotExist
from django.utils import timezone
from django.utils.translation import gettext as _

from levier.problems import LevierError
from levier.web.jobs.models import Job

log = logging.getLogger("levier.jobs")
Progress = Callable[[int, str], None]


class Cancelled(Exception):
    """Somebody asked for the work to stop."""


def start(task: Any, kind: str, *, centre: Any = None, user: Any = None, **asked: Any) -> Job:
    """Put work in the queue; the task receives the number of the job and nothing else.

    The job and its place in the queue are written together, or neither is.
    """
    with transaction.atomic():
        known = user if user is not None and user.is_authenticated else None
        job = Job.objects.create(kind=kind, centre=centre, user=known, asked=asked)
        queued = task.enqueue(str(job.pk))
        job.asked["task"] = str(queued.id)
        Job.objects.filter(pk=job.pk).update(asked=job.asked)
    return job


def settle(job: Job) -> None:
    """Close a job that its queue gave up (its worker died each time): nobody works at it any more."""
    if job.state != Job.State.RUNNING or "task" not in job.asked:
        return
    try:
        given_up = default_task_backend.get_result(job.asked["task"]).status == TaskResultStatus.FAILED
    except (TaskResultDoesNotExist, NotImplementedError):
        return
    if given_up:
        said = _("Le travail s'est interrompu plusieurs fois (mémoire, arrêt du serveur ?). Rien n'a été perdu.")
        _set(job, state=Job.State.FAILED, problem=said, finished=timezone.now())


def cancel(job: Job) -> None:
    """Ask for the work to stop; one that did not begin never will."""
    Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(state=Job.State.CANCELLED, finished=timezone.now())


@contextmanager
def working(job_id: str) -> Iterator[tuple[Job, Progress] | None]:
    """Do the work of a job inside the block; ``None`` when it is over already (a worker that came back).

    An error that Levier designed is shown as it is; another one is said without any value, and logged by its kind.
    """
    job = Job.objects.select_related("centre", "user").get(pk=job_id)
    if job.over:
        yield None
        return
    _set(job, state=Job.State.RUNNING, percent=0)
    try:
        yield job, _progress(job)
        _set(job, state=Job.State.DONE, percent=100, finished=timezone.now())
    except Cancelled:
        _set(job, state=Job.State.CANCELLED, finished=timezone.now())
    except LevierError as error:
        _set(job, state=Job.State.FAILED, problem=str(error), finished=timezone.now())
    except Exception as error:
        log.error("job failed", extra={"job": str(job.pk), "kind": job.kind, "error": type(error).__name__})
        sentence = _("Erreur de notre fait ({kind}). Rien n'a été perdu ; réessayez, puis signalez-la : code {code}.")
        said = sentence.format(kind=type(error).__name__, code=str(job.pk)[:8])
        job.result = {}  # perhaps what could not be written
        _set(job, state=Job.State.FAILED, problem=said, finished=timezone.now())
        raise


def _progress(job: Job) -> Progress:
    def progress(percent: int, step: str = "") -> None:
        if Job.objects.filter(pk=job.pk, cancel_asked=True).exists():
            raise Cancelled
        _set(job, percent=percent, step=step[:200])

    return progress


def _set(job: Job, **values: Any) -> None:
    for name, value in values.items():
        setattr(job, name, value)
    job.save(update_fields=[*values, "result"])
