"""The lines behind a figure, as a worker finds them: counted, left out by reason, and the file that lists them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from levier.catalogue.indicators import indicator
from levier.catalogue.words import in_language
from levier.explain import Explanation, Tally, explain, find_slice
from levier.figures.figure import Figure
from levier.french_csv import csv_text
from levier.i18n import _
from levier.lines import line_rows
from levier.measures.facts import FACTS
from levier.measuring import Asked, day_of_knowledge, measure_period
from levier.periods import Period, parse_period, to_date
from levier.problems import NothingUsable
from levier.readings.numbers import shown
from levier.store_source import StoreHolding
from levier.tables import TABLES
from levier.web.centres.models import Centre
from levier.web.figures.holdings import hold_centre

HEADERS = ("fichier", "ligne", "identifiant", "jour", "devenir", "au_numerateur")
KEPT_SECONDS = 24 * 3600
COMPUTED = "jours calculés (horaires, salles, vacations)"
Progress = Callable[[int, str], None]


def file_of(centre: Centre, job: str) -> Path:
    """Return where the lines of a job lie, until they are a day old."""
    return centre.folder / "lines" / f"{job}.csv"


def kept(centre: Centre, job: str) -> Path | None:
    """Return the file of a job, ``None`` once its day is over."""
    path = file_of(centre, job)
    try:
        return path if time.time() - path.stat().st_mtime <= KEPT_SECONDS else None
    except FileNotFoundError:
        return None


def explained(centre: Centre, job: str, asked: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Return how a figure was made, and write its lines beside the store.

    Args:
        centre: whose figure.
        job: number of the work, names the file.
        asked: ``indicator``, ``period``, ``dimension``, ``slice``.
        progress: told how far it is.

    Raises:
        NothingUsable: no figure for this slice.
    """
    sweep(centre)
    progress(5, "")
    holding = hold_centre(centre)
    try:
        return _explained(centre, holding, job, asked, progress)
    finally:
        holding.engine.close()


def _explained(
    centre: Centre, holding: StoreHolding, job: str, asked: dict[str, Any], progress: Progress
) -> dict[str, Any]:
    about, period = indicator(asked["indicator"]), parse_period(asked["period"])
    figure, question = _figure(holding, asked, period)
    progress(60, "")
    made = explain(holding, about, period, figure, day_of_knowledge(holding, question))
    count = _write(file_of(centre, job), list(line_rows(holding, about, period, figure)))
    return _told(made) | {"lines": count}


def _figure(holding: StoreHolding, asked: dict[str, Any], period: Period) -> tuple[Figure, Asked]:
    wanted = {asked["dimension"]: asked["slice"]} if asked.get("dimension") else {}
    label = period.label
    question = Asked("month", label, label, None, tuple(wanted), (asked["indicator"],)).checked()
    found = find_slice(measure_period(holding, question, period), wanted)
    if found is None:
        raise NothingUsable(_("{period} : aucun chiffre pour cette tranche.").format(period=label))
    return found, question


def _write(path: Path, rows: list[list[Any]]) -> int:
    if rows:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lines = ([*row[:3], to_date(row[3]).strftime("%d/%m/%Y"), _(row[4]), _said(row[5])] for row in rows)
        beside = path.with_suffix(".new")
        beside.touch(mode=0o600)
        beside.write_text(csv_text(HEADERS, lines), encoding="utf-8", newline="")
        beside.replace(path)
    return len(rows)


def _said(hit: int | None) -> str:
    return "" if hit is None else _("oui") if hit else _("non")


def _told(made: Explanation) -> dict[str, Any]:
    figure = made.figure
    return {
        "value": shown(None if figure.value is None else float(figure.value), figure.unit),
        "status": figure.status,
        "notes": list(figure.notes),
        "tallies": [_tally(one) for one in made.tallies],
        "files": list(made.files),
    }


def _tally(one: Tally) -> dict[str, Any]:
    source = FACTS[one.fact].source
    label = TABLES[source].label if source else COMPUTED
    left = [[in_language(reason), number] for reason, number in one.left_out]
    return {"table": in_language(label), "read": one.read, "counted": one.counted, "left_out": left}


def sweep(centre: Centre) -> None:
    """Erase the lists of lines that are more than a day old, and those that an interruption left half-written."""
    for path in (centre.folder / "lines").glob("*.*"):
        if time.time() - path.stat().st_mtime > KEPT_SECONDS:
            path.unlink(missing_ok=True)
