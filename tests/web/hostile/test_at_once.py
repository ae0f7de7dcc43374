"""Several people, several workers, at the same moment, on a real database: nothing lost, nothing twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import builders
import pytest
from django.core import mail
from django.db import connection, connections
from django.utils import timezone

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.FICTITIOUS = True


def at_once(works: list[Callable[[], Any]]) -> list[Any]:
    """Do all of it at the same moment, each on its own connection; raise what one of them raised."""
    gate, found, errors = threading.Barrier(len(works)), [None] * len(works), []

    def run(rank: int, work: Callable[[], Any]) -> None:
        try:
            gate.wait()
            found[rank] = work()
        except BaseException as error:  # handed to the test
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(120)
    if errors:
        raise errors[0]
    return found


def change(measure: str, text: str, was: str = "", month: int = 1) -> Any:
    from levier.web.entry.keys import CellKey, LineKey
    from levier.web.entry.services import Change

    return Change(CellKey(LineKey(measure), f"2025-{month:02d}"), text, was)


def test_of_several_people_in_the_same_cell_one_writes_and_the_others_are_told(centre: Any, settings: Any) -> None:
    from levier.web.entry.models import TypedValue
    from levier.web.entry.services import save

    settings.TASKS = settings.QUEUED
    people = [builders.make_user("director", centre) for _ in range(MANY)]
    done = at_once([lambda rank=rank, who=who: save(centre, who, [change("appels_recus", str(100 + rank))])[0]
                    for rank, who in enumerate(people)])  # fmt: skip
    assert sorted(one.state for one in done) == ["conflict"] * (MANY - 1) + ["saved"]
    kept = TypedValue.objects.get()
    assert kept.value == next(one.was for one in done if one.state == "saved")
    assert kept.history.count() == 1
    assert {one.was for one in done} == {kept.value}


def test_several_people_in_cells_of_the_same_line_lose_nothing(centre: Any, settings: Any) -> None:
    from levier.web.entry.models import TypedValue
    from levier.web.entry.services import save

    settings.TASKS = settings.QUEUED
    people = [builders.make_user("director", centre) for _ in range(MANY)]
    at_once([lambda rank=rank, who=who: save(centre, who, [change("appels_recus", "10", month=rank + 1)])
             for rank, who in enumerate(people)])  # fmt: skip
    assert TypedValue.objects.count() == MANY


def test_an_import_confirmed_several_times_at_once_is_done_once(
    centre: Any, settings: Any, client_of: Callable[..., Any]
) -> None:
    from levier.web.audit.models import AuditEvent
    from levier.web.imports.models import Delivery
    from levier.web.imports.services import confirm
    from levier.web.jobs.models import Job

    settings.TASKS = settings.QUEUED
    user = builders.make_user("director", centre)
    delivery = Delivery.objects.create(centre=centre, user=user, state="review")
    jobs = at_once([lambda: confirm(Delivery.objects.get(pk=delivery.pk), user)] * MANY)
    assert len({one.pk for one in jobs}) == 1
    assert Job.objects.filter(kind="import").count() == 1
    assert AuditEvent.objects.filter(action="import").count() == 1


def test_an_e_mail_leaves_once_however_many_workers(centre: Any) -> None:
    from levier.web.monday.digest.sending import due_at, send_due
    from levier.web.monday.models import DigestSent, DigestSubscription

    user = builders.make_user("director", centre)
    one = DigestSubscription.objects.create(user=user, centre=centre, on=True)
    now = due_at(one, timezone.now())
    sent = at_once([lambda: send_due(now)] * MANY)
    assert (sum(sent), len(mail.outbox), DigestSent.objects.count()) == (1, 1, 1)


def test_an_e_mail_that_cannot_be_made_stops_no_other(centre: Any) -> None:
    from levier.web.monday.digest.sending import due_at, send_due
    from levier.web.monday.models import DigestSubscription

    broken = builders.make_centre("b02", name="Centre\nBcc: ailleurs@exemple.test")
    for place in (broken, centre):
        DigestSubscription.objects.create(user=builders.make_user("director", place), centre=place, on=True)
    now = due_at(DigestSubscription.objects.first(), timezone.now())
    assert send_due(now) == 1


def test_quartiles_of_centres_computed_at_once_count_them_all() -> None:
    from levier.web.figures.benchmarks import refresh
    from levier.web.figures.models import Benchmark, Series

    centres = [builders.make_centre() for _ in range(MANY)]
    point = {"period": "2025-01", "numerator": 1, "denominator": 10}
    for rank, one in enumerate(centres):
        builders.make_series(one, "no_show_rate", [point | {"value": 0.1 + rank / 100}])
    at_once([lambda one=one: refresh(one, list(Series.objects.filter(centre=one))) for one in centres])
    assert [one.centres for one in Benchmark.objects.all()] == [MANY]


def test_figures_asked_for_during_an_import_come_after_it(centre: Any) -> None:
    """Another process writes in the store: figures wait for it, they are not refused."""
    from levier.store.lock import locked
    from levier.web.entry.models import TypedValue
    from levier.web.figures.compute import compute
    from levier.web.figures.holdings import store_of
    from levier.web.figures.models import Run

    store = store_of(centre)
    TypedValue.objects.create(centre=centre, block="telephone", measure="appels_recus", period="2025-01", value="10")

    def write() -> float:
        with locked(store.folder):
            time.sleep(1.5)
        return time.monotonic()

    def figures() -> float:
        time.sleep(0.3)
        compute(centre)
        return time.monotonic()

    written, computed = at_once([write, figures])
    assert computed > written
    assert Run.objects.count() == 1


def test_computing_twice_at_once_leaves_one_set_of_figures(centre: Any) -> None:
    from levier.web.entry.models import TypedValue
    from levier.web.figures.compute import compute
    from levier.web.figures.models import Series

    TypedValue.objects.create(centre=centre, block="telephone", measure="appels_recus", period="2025-01", value="10")
    TypedValue.objects.create(centre=centre, block="telephone", measure="appels_decroches", period="2025-01", value="9")
    compute(centre)
    count = Series.objects.count()
    at_once([lambda: compute(centre)] * 2)
    assert Series.objects.count() == count
    assert connection.vendor in ("sqlite", "postgresql")
