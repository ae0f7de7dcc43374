"""The fictitious region in the site: centres with their files, figures, plans and targets, and one account per role."""

from __future__ import annotations

import csv
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date, datetime
from pathlib import Path

from django.db import connections

from levier.catalogue.levers import lever
from levier.centre import Centre as Described
from levier.centre import read_centre
from levier.demo import CODES, write_region
from levier.holding import Given, find_centres, hold
from levier.periods import to_date
from levier.web.centres.models import DEFAULT_FOLLOWED, Body, Centre, Event, Target
from levier.web.figures import demo_worker, drawing
from levier.web.figures.compute import compute
from levier.web.figures.demo_people import Person, people
from levier.web.figures.holdings import store_of
from levier.web.imports.mirror import copy_imports

FIRST = "a01"
GROUP, GROUP_NAME = ("a01", "a02", "a03", "a04"), "Groupement fictif de quatre centres"
SOURCE = "objectif fictif"
TARGETS = {
    "a01": {"no_show_rate": 0.10, "call_answer_rate": 0.85, "room_occupancy_rate": 0.50},
    "a02": {"no_show_rate": 0.08, "payer_rejection_rate": 0.05},
    "a07": {"call_answer_rate": 0.80, "patient_bad_debt_rate": 0.01},
}
Progress = Callable[[int, int, str], None]


def load(
    folder: Path,
    progress: Progress = lambda done, asked, code: None,
    workers: int = 2,
    *,
    codes: Sequence[str] = (),
    password: str | None = None,
) -> list[Person]:
    """Load the fictitious region in the site and return the people who may log in, one per role.

    The first centre is ready, with its figures and its pictures, before the others begin. What is there is kept.

    Args:
        folder: the region on disk, written there when it is missing.
        progress: called with (centres ready, centres asked for, code) after each centre.
        workers: processes at work at the same time.
        codes: centres wanted, all of them by default.
        password: of every account; drawn by default.
    """
    given = centres_of(folder, workers, codes)
    made = [describe(one, folder) for one in given]
    known = people(made, password)
    todo = [one.code for one in made]
    first = FIRST if FIRST in todo else todo[0]
    bring(first, folder)
    progress(1, len(todo), first)
    others = [code for code in todo if code != first]
    for done, code in enumerate(_all(others, folder, workers), start=2):
        progress(done, len(todo), code)
    if others:
        # Where to start, and the place among others, need the others.
        compute(Centre.objects.get(code=first), "démonstration")
    return known


def centres_of(folder: Path, workers: int = 2, codes: Sequence[str] = ()) -> list[Given]:
    """Return the centres of a region on disk, written there when it is missing."""
    if not (folder / "region.toml").exists():
        write_region(folder, workers=workers, centres=[one.upper() for one in codes] or None)
    wanted = {one.upper() for one in codes} or set(CODES)
    return [one for one in find_centres(folder) if one.centre.name in wanted]


def describe(given: Given, folder: Path) -> Centre:
    """Make a centre of the site: what it is, what it follows, its plan and its targets."""
    code = given.centre.name.lower()
    text = ((given.folder or folder) / "centre.toml").read_text(encoding="utf-8")
    about = read_centre(text, code)
    body = GROUP_NAME if code in GROUP else f"Gestionnaire fictif du centre {code.upper()}"
    centre, _new = Centre.objects.update_or_create(
        code=code,
        defaults={
            "name": f"Centre fictif {code.upper()}",
            "body": Body.objects.get_or_create(name=body)[0],
            "department": about.department or "",
            "description": text,
            "followed": list(DEFAULT_FOLLOWED),
            "fictitious": True,
        },
    )
    _plan(centre, given.folder or folder, folder)
    for name, value in TARGETS.get(code, {}).items():
        Target.objects.update_or_create(centre=centre, indicator=name, defaults={"value": value, "source": SOURCE})
    return centre


def _plan(centre: Centre, own: Path, region: Path) -> None:
    """Write what happened (file ``evenements``) and the levers that the centre activated (file ``leviers``)."""
    dated = list(_actions(centre, region / "leviers.csv"))
    days = {one.day for one in dated}
    happened = [(day, label) for day, label in _happened(own / "evenements.csv") if day not in days]
    events = [Event(centre=centre, day=day, label=label[:120]) for day, label in happened]
    centre.events.all().delete()
    Event.objects.bulk_create([*dated, *events])


def _happened(path: Path) -> list[tuple[date, str]]:
    """Return the events of a file, whatever its dialect."""
    if not path.exists():
        return []
    holding = hold(Given(Described(), [path]))
    rows = holding.engine.fetch("SELECT date, label FROM raw_events ORDER BY 1, 2")
    holding.engine.close()
    return [(to_date(day), str(label)) for day, label in rows]


def _actions(centre: Centre, path: Path) -> Iterator[Event]:
    for row in _rows(path) if path.exists() else []:
        if row["centre"].lower() == centre.code and row["active_le"]:
            about = lever(row["levier"])
            yield Event(
                centre=centre, kind=Event.Kind.ACTION, day=_day(row["active_le"]), label=about.label[:120],
                lever=about.name, done=True,
            )  # fmt: skip


def _rows(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8-sig").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter=";"))


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()


def bring(code: str, folder: Path, *, draw: bool = True) -> str:
    """Import the files of a centre, compute its figures, ask for its pictures; return its code."""
    centre = Centre.objects.get(code=code)
    store = store_of(centre)
    if not store.imports():
        store.add(find_centres(folder / code.upper())[0].files)
    copy_imports(centre, store)
    compute(centre, "démonstration")
    if draw:
        drawing.ask(centre)
    return code


def _all(codes: Sequence[str], folder: Path, workers: int) -> Iterator[str]:
    """Yield each centre as it becomes ready."""
    if workers < 2 or len(codes) < 2:
        yield from (bring(code, folder) for code in codes)
        return
    connections.close_all()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, demo_worker.ready) as pool:
        for one in as_completed([pool.submit(demo_worker.bring, code, str(folder)) for code in codes]):
            yield one.result()
