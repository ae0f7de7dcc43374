"""From a centre of the site to what the library measures: its store, what was typed on screen included.

Only a worker, or a command, comes here: web processes open no store.
"""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from levier.french_csv import csv_text
from levier.store import Busy, Store
from levier.store_source import StoreHolding, hold_store
from levier.tables import TABLES
from levier.web.centres.models import Centre

ON_SCREEN = "saisie-ecran"
HOURS = "horaires-ecran"
CONFIGURATION = "centre.toml"
PATIENCE_SECONDS = 600


def store_of(centre: Centre) -> Store:
    """Return the store of a centre, made when there is none, described as the centre now is."""
    if not Store.is_store(centre.store):
        centre.store.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Store.create(centre.store, centre.description or _described(centre))
    text = centre.description or _described(centre)
    toml = centre.store / CONFIGURATION
    if not toml.exists() or toml.read_text(encoding="utf-8") != text:
        beside = toml.with_suffix(".new")
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(toml)
    return Store.open(centre.store)


def _described(centre: Centre) -> str:
    return f'identifiant = "{centre.code}"\n'


def hold_centre(centre: Centre) -> StoreHolding:
    """Return what a centre handed over, ready to be measured: imports and grid. Another writer is waited for.

    Raises:
        Busy: the other one still writes after ten minutes.
    """
    store = store_of(centre)
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            put_typed(centre, store)
            put_hours(centre, store)
            return hold_store(centre.store)
        except Busy:
            # An import of the same centre: figures asked for meanwhile are not refused, they come after it.
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


def put_typed(centre: Centre, store: Store) -> None:
    """Make the store hold what is on screen now, as one import that takes the place of the former one."""
    _put(store, ON_SCREEN, "grille.csv", typed_csv(centre))


def put_hours(centre: Centre, store: Store) -> None:
    """Make the store hold the opening hours typed on screen; a file of hours wins over them."""
    filed = any(one.table == "opening_hours" and one.kept and one.source != HOURS for one in store.accounts())
    _put(store, HOURS, "horaires.csv", None if filed else hours_csv(centre))


def _put(store: Store, source: str, name: str, text: str | None) -> None:
    former = [one for one in store.imports() if one.sources == (source,)]
    if text is not None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_text(text, encoding="utf-8", newline="")
            made = {one.import_id for one in store.add([path], source=source, mode="whole")}
        former = [one for one in former if one.id not in made]
    for one in former:
        store.delete(one.id)


def hours_csv(centre: Centre) -> str | None:
    """Return the opening hours typed on screen as a standard file ``horaires``, ``None`` without any."""
    rows = [[one.weekday, one.start, one.end, one.audience] for one in centre.opening_rows.order_by("pk")]
    return csv_text(["jour", "de", "a", "public"], rows) if rows else None


def typed_csv(centre: Centre) -> str | None:
    """Return what was typed as a standard file ``grille``, ``None`` when nothing was."""
    columns = TABLES["typed_measures"].columns
    rows = [[_cell(value, name.name) for name in columns] for value in centre.typed.order_by("pk")]
    return csv_text([name.header for name in columns], rows) if rows else None


def _cell(value: object, name: str) -> str:
    found = getattr(value, name, "")
    return ("oui" if found else "") if isinstance(found, bool) else str(found)
