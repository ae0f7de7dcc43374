"""Every line of a list as a file: made by the worker, encrypted, kept for a day, for the director alone."""

from __future__ import annotations

import time
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from levier.i18n import speaking
from levier.periods import to_date
from levier.tables.columns import CENTS
from levier.web.centres.models import Centre
from levier.web.figures.holdings import hold_centre
from levier.web.jobs.models import Job
from levier.web.monday.compute import LISTERS, day_of
from levier.web.monday.exporting import table_xlsx
from levier.web.monday.kinds import KINDS
from levier.web.monday.sealing import seal_bytes, unseal_bytes
from levier.worklists import Row

KEPT = 24 * 3600


def folder() -> Path:
    """Return where the files of a day are, closed to everybody else."""
    found = Path(settings.DATA) / "private" / "lists"
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def write(job: Job) -> int:
    """Write the lines of the list that a job asks for; return how many."""
    kind = KINDS[job.asked["list"]]
    holding = hold_centre(job.centre)
    try:
        with speaking(job.asked.get("language", "fr")):
            rows = LISTERS[kind.name](holding, day_of(job.centre, holding)).rows
    finally:
        holding.engine.close()
    money = kind.name != "unmarked"
    content = table_xlsx(str(kind.title), _headers(money), [_line(one, money) for one in rows])
    path = folder() / f"{job.pk}.sealed"
    beside = path.with_suffix(".new")
    beside.touch(mode=0o600)
    beside.write_bytes(seal_bytes(job.centre, content))
    beside.replace(path)
    return len(rows)


def _headers(money: bool) -> list[str]:
    worth = [_("Reste dû (€)")] if money else []
    return [_("Numéro"), _("Jour"), _("Âge (jours)"), *worth, _("Motif"), _("Organisme"), _("Que faire")]


def _line(row: Row, money: bool) -> list[str | int | float | None]:
    worth = [None if row.amount is None else row.amount / CENTS] if money else []
    payer = f"{getattr(row, 'payer_type', '')} {getattr(row, 'payer', '')}".strip()
    return [row.number, to_date(row.day).strftime("%d/%m/%Y"), row.age, *worth, row.reason, payer, row.remedy]


def read(centre: Centre, job: Job) -> bytes | None:
    """Return the workbook of a job, ``None`` once its day is over."""
    path = folder() / f"{job.pk}.sealed"
    try:
        if time.time() - path.stat().st_mtime > KEPT:
            return None
        return unseal_bytes(centre, path.read_bytes())
    except FileNotFoundError:
        return None


def purge(now: float | None = None) -> int:
    """Delete the files whose day is over; return how many."""
    old = [one for one in folder().iterdir() if (now or time.time()) - one.stat().st_mtime > KEPT]
    for one in old:
        one.unlink(missing_ok=True)
    return len(old)
