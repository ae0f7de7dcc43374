"""A real worker, killed in the middle of an import, and another one that takes over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import builders
import pytest

from imports.conftest import appointments, on_disk
from levier.web.figures.models import Series
from levier.web.imports.models import Delivery, Imported
from levier.web.jobs.models import Job

LOCK_SECONDS = 3


@pytest.fixture
def queued(settings: Any) -> None:
    """Work waits for a worker, as in a real installation."""
    settings.TASKS = settings.QUEUED


@pytest.fixture
def worker(queued: None, transactional_db: None, settings: Any) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Return a function that starts a real worker on the database of the tests."""
    from django.db import connection

    started: list[subprocess.Popen[bytes]] = []
    program = (
        "import django; from django.conf import settings; django.setup();"
        f"settings.DATA = {str(settings.DATA)!r};"
        "from django.core.management import call_command;"
        f"call_command('ox_worker', interval=0.1, lock_timeout={LOCK_SECONDS}, verbosity=0)"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "imports.worker_settings",
        "LEVIER_TEST_NAME": str(connection.settings_dict["NAME"]),
        "LEVIER_TEST_HOME": os.environ["LEVIER_SITE_DATA"],
        "PYTHONPATH": os.pathsep.join(sys.path),
    }

    def start() -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen([sys.executable, "-c", program], env=environment, start_new_session=True))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()


def until(true: Callable[[], Any], seconds: float = 90) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError("it never came")


def figures(centre: Any) -> list[Any]:
    rows = Series.objects.filter(centre=centre).order_by("indicator", "grain", "dimension", "slice")
    return [(one.indicator, one.grain, one.dimension, one.slice, one.points) for one in rows]


def state(delivery: Delivery) -> str:
    return str(Delivery.objects.values_list("state", flat=True).get(pk=delivery.pk))


FILES = {
    "rendez_vous.csv": appointments(days=range(1, 29), each=40, missed=7),
    "horaires.csv": b"jour;de;a\nlundi;09:00;17:00\nmardi;09:00;17:00\n",
}


def send_and_confirm(sent: Any, client_of: Any, centre: Any) -> Delivery:
    delivery = sent(FILES, where=centre)
    until(lambda: state(delivery) == "review")
    kept = {f"garder-{one.pk}": "on" for one in delivery.files.all()}
    client_of("director", centre).post(f"{delivery.get_absolute_url()}confirmer/", {"importer": "1"} | kept)
    return delivery


def job_of(delivery: Delivery) -> Job:
    return Job.objects.get(pk=Delivery.objects.get(pk=delivery.pk).job_id)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["before_store", "after_store"])
def test_a_killed_worker_costs_nothing(moment: str, worker: Any, sent: Any, client_of: Any) -> None:
    undisturbed, centre = builders.make_centre("calme"), builders.make_centre("tue")
    first = worker()
    quiet = send_and_confirm(sent, client_of, undisturbed)
    until(lambda: state(quiet) == "done")
    delivery = send_and_confirm(sent, client_of, centre)
    committed = moment == "after_store"
    until(lambda: job_of(delivery).state == "running" and bool(job_of(delivery).result.get("committed")) == committed)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert state(delivery) == "importing"
    worker()
    until(lambda: state(delivery) == "done")
    assert figures(centre) == figures(undisturbed)
    assert Imported.objects.filter(centre=centre).count() == 1
    assert on_disk(centre) == []
    assert not list(Path(centre.store).glob("verrou*"))


@pytest.mark.django_db(transaction=True)
def test_stopping_an_import_leaves_the_former_state(worker: Any, sent: Any, client_of: Any, centre: Any) -> None:
    worker()
    delivery = send_and_confirm(sent, client_of, centre)
    client_of("director", centre).post(f"/travaux/{job_of(delivery).pk}/arreter/")
    until(lambda: state(delivery) in ("discarded", "done"))
    assert (state(delivery), Imported.objects.count(), figures(centre)) == ("discarded", 0, [])
    assert on_disk(centre) == []
