"""Who may see which work."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from levier.web.centres.models import Centre
from levier.web.jobs.models import Job
from levier.web.jobs.services import settle

# What the work is, as people call it.
KINDS = ("inspect", "import", "import.delete", "compute", "explain")


def job_of(user: Any, job_id: Any) -> Job:
    """Return a job that a person may see: their own, or one of a centre whose figures they see.

    Raises:
        Http404: it is another's, or there is none: which of the two is not said.
    """
    job = get_object_or_404(Job.objects.select_related("centre"), pk=job_id)
    settle(job)
    mine = job.user_id is not None and job.user_id == user.pk
    if job.centre is None:
        if mine:
            return job
        raise Http404
    if Centre.objects.visible_to(user).filter(pk=job.centre_id).exists() and (
        mine or user.has_perm("centre.see", job.centre)
    ):
        return job
    raise Http404


def told(user: Any, job: Job) -> str:
    """Return what went wrong, or the step it is at: names of files and lines are for whoever hands files over."""
    mine = job.user_id is not None and job.user_id == user.pk
    if mine or job.centre is None or user.has_perm("centre.import", job.centre):
        return job.problem or job.step
    return _("Arrêté : la personne qui l'a demandé voit pourquoi.") if job.problem else ""


def may_cancel(user: Any, job: Job) -> bool:
    """Tell whether somebody may stop a job: their own, or any of a centre that they run; never what is stored."""
    mine = job.user_id is not None and job.user_id == user.pk
    runs = job.centre is not None and user.has_perm("centre.imports", job.centre)
    return not job.over and not job.result.get("committed") and not job.cancel_asked and (mine or runs)


def recent(centre: Centre, count: int = 50) -> list[Job]:
    """Return the last jobs of a centre."""
    return list(centre.jobs.select_related("user")[:count])
