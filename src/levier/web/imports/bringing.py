"""Putting files in the store: in another process, together, then the figures; safe to begin again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from levier.i18n import language as current_language
from levier.problems import LevierError, Refused
from levier.store import Busy, Store
from levier.web.centres.models import Centre
from levier.web.figures.compute import compute
from levier.web.figures.holdings import ON_SCREEN, store_of
from levier.web.figures.models import Run
from levier.web.imports import grids, layouts, services
from levier.web.imports.inspecting import broken, layout_path, limits
from levier.web.imports.mirror import copy_imports
from levier.web.imports.models import Delivery, Imported, SentFile
from levier.web.imports.reading.parent import Stopped, follow
from levier.web.jobs.models import Job
from levier.web.jobs.services import Progress

State = Delivery.State
PATIENCE_SECONDS = 900
# Reading and storing is about a third of the time, figures the rest.
STORED = 35


def bring_in(delivery: Delivery, job: Job, progress: Progress) -> None:
    """Import the files of a delivery and compute the figures.

    Begun again after an interruption, it finds in the store what it had put there: the same bytes change nothing.
    """
    _begin(delivery)
    files = [one for one in delivery.files.all() if one.usable]
    typed, others = [one for one in files if one.report["grid"]], [one for one in files if not one.report["grid"]]
    if typed:
        delivery.result["grid"] = grids.put(delivery, typed)
    for profile, group in grouped(others):
        if not _add(delivery, group, profile, progress):
            return
    job.result = {"committed": True}
    job.save(update_fields=["result"])
    if needed(delivery):
        run = figures(delivery.centre, _reason(files), lambda percent, step="": _say(job, percent, step))
        delivery.result |= {"run": run.pk, "moved": len(run.moved)}
        job.result |= {"run": run.pk, "moved": len(run.moved)}
    services.close(delivery, State.DONE)


def _begin(delivery: Delivery) -> None:
    """Note, once, the last import that was there before: numbers only grow, whatever the clock of the server does."""
    if "after" not in delivery.result:
        numbers = [int(one.id) for one in store_of(delivery.centre).imports()]
        delivery.result["after"] = max(numbers, default=0)
        delivery.save(update_fields=["result"])


def needed(delivery: Delivery) -> bool:
    """Tell whether figures have to be computed: not when every file was there already, and in the figures too."""
    grid = delivery.result.get("grid", {})
    if delivery.imported.exists() or grid.get("saved") or grid.get("cleared"):
        return True
    last = Imported.objects.filter(centre=delivery.centre).aggregate(at=Max("at"))["at"]
    return last is None or not Run.objects.filter(centre=delivery.centre, at__gt=last).exists()


def grouped(files: list[SentFile]) -> Iterator[tuple[str | None, list[SentFile]]]:
    """Yield the files that are read with the same layout, in order of their first."""
    groups: dict[str | None, list[SentFile]] = {}
    for one in files:
        groups.setdefault(_profile(one), []).append(one)
    yield from groups.items()


def _profile(file: SentFile) -> str | None:
    """Return the layout to force: the one chosen for this file, or the centre's own that was recognised."""
    if chosen := layout_path(file):
        return chosen
    base = file.report.get("base")
    folder = layouts.folder_of(file.delivery.centre)
    path = folder / f"{base}.toml" if folder and base else None
    return str(path) if path and path.exists() else None


def _add(delivery: Delivery, files: list[SentFile], profile: str | None, progress: Progress) -> bool:
    """Put one group in the store; return ``False`` when the store asks something first."""
    store = store_of(delivery.centre)
    order = {
        "do": "add",
        "language": current_language(),
        "store": str(store.folder),
        "files": [str(one.place) for one in files],
        "profile": profile,
        "mode": delivery.mode,
    }
    answers = patiently(lambda: list(_follow(order, progress)), progress)
    if any(said.get("why") == "ChoiceNeeded" for said in answers):
        _ask(delivery, answers[-1]["losses"])
        return False
    refused = next((said["refused"] for said in answers if "refused" in said), None)
    if refused:
        raise Refused(plain_words(refused, files))
    _tell(delivery, store, files)
    return True


def _follow(order: dict[str, Any], progress: Progress) -> Iterator[dict[str, Any]]:
    where: list[Any] = [1, _("Préparation de l'import")]
    told: list[Any] = [0.0, None]

    def look() -> None:
        if time.monotonic() - told[0] > 1 or told[1] != where[1]:
            told[:] = time.monotonic(), where[1]
            progress(*where)

    try:
        for said in follow(order, limits(), look):
            if "reading" in said:
                step = _("Import de {name}").format(name=said["reading"])
                where[:] = [max(1, round(STORED * (said["rank"] - 1) / said["count"])), step]
            elif "failed" in said:
                raise Refused(broken(said["failed"]))
            elif said.get("why") == "Busy":
                raise Busy(said["refused"])
            else:
                yield said
    except Stopped as stop:
        raise Refused(broken(stop.why)) from None


def patiently[Answer](work: Callable[[], Answer], progress: Progress) -> Answer:
    """Do something that another writer of the same store may delay: wait for it, a quarter of an hour at most.

    Raises:
        Busy: the other one still writes.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return work()
        except Busy:
            if time.monotonic() > until:
                raise
            progress(1, _("Un autre import de ce centre se termine ; celui-ci suit."))
            time.sleep(0.5)


def plain_words(sentence: str, files: list[SentFile]) -> str:
    """Return a refusal of the store without the folders of the server, nor the options of the command line."""
    for one in files:
        sentence = sentence.replace(str(one.place), one.name)
    if "--amend" in sentence:
        return _(
            "Ce fichier n'a pas d'identifiant à chaque ligne : rien ne dit laquelle change. Rien n'a été fait. → "
            "Déposez le fichier entier de ces jours et répondez « ce fichier est tout pour ces jours »."
        )
    return sentence


def _ask(delivery: Delivery, losses: list[dict[str, Any]]) -> None:
    delivery.state, delivery.result = State.QUESTION, delivery.result | {"losses": losses}
    delivery.save(update_fields=["state", "result"])


def _tell(delivery: Delivery, store: Store, files: list[SentFile]) -> None:
    """Note which imports hold the files; those that were there before the delivery changed nothing."""
    copy_imports(delivery.centre, store)
    names = {one.name for one in files}
    since = Imported.objects.filter(centre=delivery.centre, number__gt=delivery.result["after"])
    new = [one for one in since if names & set(one.files) and one.delivery_id in (None, delivery.pk)]
    for one in new[:1]:
        one.delivery = delivery
        one.accounts = [sheet for file in files for sheet in _accounts(file)]
        one.problems = [said for file in files for said in file.report["problems"]]
        one.save(update_fields=["delivery", "accounts", "problems"])
    known = delivery.result.setdefault("unchanged", [])
    if not new:
        known.extend(name for name in sorted(names) if name not in known)
    delivery.save(update_fields=["result"])


def _accounts(file: SentFile) -> Iterator[dict[str, Any]]:
    kept = ("file", "sheet", "table", "label", "read", "kept", "set_aside", "not_data", "first", "last", "profile")
    yield from ({name: sheet[name] for name in kept} for sheet in file.report["sheets"])


def _reason(files: list[SentFile]) -> str:
    names = ", ".join(one.name for one in files)
    return _("Import : {names}").format(names=names)[:200]


def figures(centre: Centre, reason: str, progress: Progress) -> Run:
    """Compute the figures; wait for another writer of the store."""
    return patiently(lambda: compute(centre, reason, progress), progress)


def _say(job: Job, percent: int, step: str = "") -> None:
    """Say where the figures are; what is stored is stored: nothing stops here any more."""
    shown = STORED + percent * (100 - STORED) // 100
    Job.objects.filter(pk=job.pk).update(percent=shown, step=step or _("Calcul des chiffres"))


__all__ = ["ON_SCREEN", "LevierError", "Path", "bring_in", "figures", "patiently"]
