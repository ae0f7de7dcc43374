"""What happens to files that are sent: received, read, corrected, confirmed, imported, deleted."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from levier.readers.names import stem
from levier.web.audit.services import record
from levier.web.centres.models import Centre
from levier.web.imports import layouts, quarantine, tasks
from levier.web.imports.models import Answer, Delivery, Imported, Mapping, SentFile
from levier.web.imports.quarantine import Kept
from levier.web.imports.reading.examine import header_key
from levier.web.jobs.models import Job
from levier.web.jobs.services import cancel, start

State = Delivery.State


# Nobody came back to look at the files: they hold patients, they do not stay.
PATIENCE = timedelta(days=14)


def receive(delivery: Delivery, kept: Sequence[Kept]) -> Delivery:
    """Take in files that lie in the quarantine, and have them read; those stopped at the door are named with why."""
    sweep(delivery.centre)
    with transaction.atomic():
        delivery.save()
        for rank, one in enumerate(kept):
            why = quarantine.at_the_door(one)
            if why:
                delivery.turned_away.append({"name": quarantine.safe_name(one.name), "why": why})
                one.path.unlink(missing_ok=True)
            else:
                _sent(delivery, rank, one)
        if delivery.files.exists():
            delivery.save(update_fields=["turned_away"])
            _begin(delivery, tasks.inspect, "inspect", State.READING)
        else:
            close(delivery, State.FAILED)
    return delivery


def _sent(delivery: Delivery, rank: int, one: Kept) -> None:
    SentFile.objects.create(
        delivery=delivery,
        rank=rank,
        name=one.path.name,
        path=str(one.path.relative_to(delivery.folder)),
        size=one.size,
        sha256=one.digest.hexdigest(),
    )


def _begin(delivery: Delivery, task: Any, kind: str, state: str) -> Job:
    """Put work on a delivery in the queue. A worker may be done before this returns: only ``job`` is written after."""
    mine = Delivery.objects.filter(pk=delivery.pk)
    mine.update(state=state, job=None)
    asked = {"delivery": str(delivery.pk), "back": delivery.get_absolute_url()}
    job = start(task, kind, centre=delivery.centre, user=delivery.user, **asked)
    mine.filter(job=None).update(job=job)
    delivery.refresh_from_db()
    return job


def read_again(delivery: Delivery) -> Job:
    """Have the files that changed layout read again."""
    with transaction.atomic():
        return _begin(delivery, tasks.inspect, "inspect", State.READING)


def choose_layout(file: SentFile, text: str, name: str, label: str, table: str) -> None:
    """Read a file with a layout made by a person, and remember it for the next one with the same header."""
    centre = file.delivery.centre
    Mapping.objects.update_or_create(centre=centre, name=name, defaults={"label": label, "table": table, "text": text})
    file.layout, file.layout_name, file.read, file.constants = text, name, False, {}
    file.save(update_fields=["layout", "layout_name", "read", "constants"])
    read_again(file.delivery)


def answer(file: SentFile, given: dict[str, str]) -> bool:
    """Keep what was said of a whole file; return whether it must be read again.

    A column that a standard file may lack is only an answer; the file is read again with it as a constant.
    """
    known = {ask["column"]: ask["choices"] for ask in file.questions}
    said = {name: value for name, value in given.items() if name in known and value in ("", *known[name])}
    changed = {name: value for name, value in said.items() if value} != {
        name: value for name, value in file.constants.items() if value
    }
    file.constants = said
    if changed:
        file.layout, file.layout_name = layouts.with_constants(file, said)
        file.read = False
    file.save(update_fields=["constants", "layout", "layout_name", "read"])
    Answer.objects.update_or_create(centre=file.delivery.centre, key=answer_key(file), defaults={"constants": said})
    return changed


def answer_key(file: SentFile) -> str:
    """Return what two files share that take the same answer: header, and name without digits."""
    headers = [header_key(sheet["header"]) for sheet in file.report.get("sheets", ())]
    return hashlib.sha256(repr((headers, stem(file.name))).encode()).hexdigest()


def remembered(file: SentFile) -> dict[str, str]:
    """Return what was answered for the former file like this one."""
    found = Answer.objects.filter(centre=file.delivery.centre, key=answer_key(file)).first()
    return found.constants if found else {}


def leave_out(delivery: Delivery, left: Iterable[int]) -> None:
    """Keep these files (by number) out of the import."""
    left = set(left)
    for file in delivery.files.all():
        if file.left_out != (file.pk in left):
            file.left_out = file.pk in left
            file.save(update_fields=["left_out"])


def confirm(delivery: Delivery, user: Any, mode: str = "auto") -> Job:
    """Import the files; asked twice, done once."""
    with transaction.atomic():
        # Not with its job: whoever waited here would read the one that was there before.
        one = Delivery.objects.select_for_update(of=("self",)).select_related("centre").get(pk=delivery.pk)
        if one.state not in (State.REVIEW, State.QUESTION):
            assert one.job is not None
            return one.job
        one.mode, one.user = mode, user or one.user
        one.save(update_fields=["mode", "user"])
        record("import", user=user, centre=one.centre, files=one.files.filter(left_out=False).count(), mode=mode)
        return _begin(one, tasks.bring_in, "import", State.IMPORTING)


def discard(delivery: Delivery, user: Any) -> None:
    """Give up a delivery: nothing is imported, its files are removed.

    While files are being stored the worker alone knows whether it is too late: it is asked to stop, and says which.
    """
    if delivery.over:
        return
    if delivery.job is not None and not delivery.job.over:
        cancel(delivery.job)
        if delivery.state == State.IMPORTING:
            return
    close(delivery, State.DISCARDED)
    record("import.discard", user=user, centre=delivery.centre, files=delivery.files.count())


def close(delivery: Delivery, state: str, problem: str = "") -> None:
    """End a delivery: its files leave the disk, what was shown of their lines leaves the database."""
    for file in delivery.files.all():
        for sheet in file.report.get("sheets", ()):
            sheet["preview"] = []
        file.report["columns"] = []
        file.save(update_fields=["report"])
    delivery.state, delivery.problem, delivery.finished = state, problem, timezone.now()
    delivery.save(update_fields=["state", "problem", "finished", "result", "turned_away"])
    quarantine.clear(delivery)


def sweep(centre: Centre) -> None:
    """Close the deliveries that wait since too long, remove what an interruption left in the quarantine."""
    old = timezone.now() - PATIENCE
    for one in centre.deliveries.filter(state__in=(State.REVIEW, State.QUESTION), created__lt=old):
        close(one, State.DISCARDED)
    for folder in quarantine.forgotten(centre):
        if folder.stat().st_mtime < (timezone.now() - timedelta(days=1)).timestamp():
            shutil.rmtree(folder, ignore_errors=True)


def delete(one: Imported, user: Any) -> Job:
    """Have an import deleted: what it had replaced is current again."""
    Imported.objects.filter(pk=one.pk).update(deleting=True)
    record("import.delete", user=user, centre=one.centre, number=one.number, lines=one.lines)
    back = reverse("import_deleted", args=[one.centre.code])
    return start(tasks.delete_import, "import.delete", centre=one.centre, user=user, number=one.number, back=back)


def compare(centre: Centre, user: Any, **asked: Any) -> Job:
    """Have a figure explained against the total that the centre's software shows."""
    back = reverse("comparison", args=[centre.code])
    return start(tasks.explain_gap, "explain", centre=centre, user=user, back=back, **asked)


def open_deliveries(centre: Centre) -> list[Delivery]:
    """Return the deliveries that wait for somebody, or for the worker."""
    waiting = (State.READING, State.REVIEW, State.IMPORTING, State.QUESTION)
    return list(centre.deliveries.filter(state__in=waiting).select_related("job", "centre"))


def limit_words() -> int:
    """Return the limit of what can be sent at once, in megabytes."""
    return int(settings.UPLOAD_LIMIT // 1_000_000)
