"""Deleting an import: what it had replaced is current again, the figures say which of them moved."""

from __future__ import annotations

from django.utils.translation import gettext as _

from levier.problems import WrongCommand
from levier.web.figures.holdings import store_of
from levier.web.imports.bringing import figures, patiently
from levier.web.imports.mirror import copy_imports
from levier.web.imports.models import Imported
from levier.web.jobs.models import Job
from levier.web.jobs.services import Progress


def keep(job: Job) -> None:
    """Say that an import stays: its deletion was stopped, or refused."""
    Imported.objects.filter(centre=job.centre, number=int(job.asked["number"])).update(deleting=False)


def delete(job: Job, progress: Progress) -> None:
    """Delete an import and compute the figures; one that is gone already (a worker that came back) is not missed."""
    try:
        _delete(job, progress)
    except Exception:
        keep(job)
        raise


def _delete(job: Job, progress: Progress) -> None:
    centre, number = job.centre, str(job.asked["number"])
    one = Imported.objects.filter(centre=centre, number=int(number)).first()
    if one is not None:
        job.result = {"number": int(number), "files": one.files, "removed": {}, "given_back": {}}
    progress(5, _("Suppression de l'import {number}").format(number=number))
    store = store_of(centre)
    try:
        done = patiently(lambda: store.delete(number), progress)
        job.result |= {"removed": dict(done.removed), "given_back": dict(done.given_back)}
        job.save(update_fields=["result"])
    except WrongCommand:
        pass
    copy_imports(centre, store)
    job.result |= {"committed": True}
    job.save(update_fields=["result"])
    reason = _("Suppression de l'import {number}").format(number=number)
    run = figures(centre, reason, lambda percent, step="": _say(job, percent))
    job.result |= {"run": run.pk, "moved": len(run.moved)}


def _say(job: Job, percent: int) -> None:
    Job.objects.filter(pk=job.pk).update(percent=10 + percent * 9 // 10, step=_("Calcul des chiffres"))
