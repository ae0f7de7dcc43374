"""The derived tables of a centre, written as Parquet in the documented layout."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from levier.engine.base import Engine
from levier.engine.compile import literal
from levier.figures.source import EngineSource
from levier.holding import STATED_BY, Holding
from levier.i18n import _
from levier.measures.facts import FACTS
from levier.national.layout import ABOUT, ABOUT_FILE, VERSION, folder_name
from levier.periods import FIRST_YEAR, LAST_YEAR, parse_period, to_date, to_day
from levier.problems import Refused
from levier.store.disk import room_needed
from levier.store.parquet import OPTIONS
from levier.store_source import StoreSource
from levier.tables import TABLES

YEARS_BEFORE, YEARS_AFTER = 2, 1


def write_derived(holding: Holding, folder: Path, days: tuple[int, int] | None = None) -> Path:
    """Write the derived tables of a centre under its own folder, in place of those of the same centre.

    Args:
        holding: the centre, its lines in DuckDB.
        folder: where centres lie side by side; made if it does not exist.
        days: the first and last day of the calendar, else :func:`days_of`.

    Returns:
        The folder of the centre.

    Raises:
        Refused: the folder is another centre's, or holds something else.
        DiskFull: no room left.
    """
    place = folder / folder_name(holding.centre.name)
    _check(place, holding)
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{secrets.token_hex(4)}.tmp" / place.name
    draft.mkdir(parents=True)
    try:
        with room_needed(folder):
            first, last = days or days_of(holding)
            holding.cover(first, last)
            rows = {name: _write_fact(holding, name, draft) for name in FACTS}
            about = _about(holding, first, last, {name: count for name, count in rows.items() if count})
            write_about(holding.engine, about, place.name, draft)
        shutil.rmtree(place, ignore_errors=True)
        draft.rename(place)
    finally:
        shutil.rmtree(draft.parent, ignore_errors=True)
    return place


def days_of(holding: Holding) -> tuple[int, int]:
    """Return the days that the calendar covers: whole years, from two before the first line to one after the last.

    Two years before: a figure of twelve months, beside that of the year before.
    """
    as_of = holding.as_of if holding.as_of is not None else to_day(date.today())
    span = holding.span(as_of) or (as_of, as_of)
    first, last = to_date(span[0]).year - YEARS_BEFORE, to_date(max(span[1], as_of)).year + YEARS_AFTER
    first, last = max(first, FIRST_YEAR), min(last, LAST_YEAR)
    return parse_period(f"{first:04d}").first, parse_period(f"{last:04d}").last


def _check(place: Path, holding: Holding) -> None:
    """Refuse to write over what is not the derived tables of this centre."""
    if not place.exists():
        return
    about = place / ABOUT_FILE
    owner = (
        holding.engine.fetch(f"SELECT centre FROM read_parquet({literal(about.as_posix())})") if about.exists() else []
    )
    if owner != [(holding.centre.name,)]:
        raise Refused(
            _(
                "{folder} existe et ne tient pas les tables dérivées de « {centre} » : rien n'a été écrit. "
                "→ Choisissez un autre dossier, ou donnez à chaque centre son « identifiant » dans centre.toml."
            ).format(folder=place, centre=holding.centre.name)
        )


def _write_fact(holding: Holding, name: str, folder: Path) -> int:
    """Write one derived table, unless it has no row; return its rows."""
    engine = holding.engine
    rows = int(engine.fetch(f"SELECT COUNT(*) FROM {name}")[0][0])
    if rows:
        cast = ", ".join(f"CAST({one} AS {kind}) AS {one}" for one, kind in FACTS[name].sql_types.items())
        _copy(
            engine, f"SELECT {literal(holding.centre.name)} AS centre, {cast} FROM {name}", folder / f"{name}.parquet"
        )
    return rows


def _copy(engine: Engine, sql: str, path: Path) -> None:
    engine.run(f"COPY ({sql}) TO {literal(path.as_posix())} {OPTIONS}")


def write_about(engine: Engine, about: Mapping[str, Any], folder: str, draft: Path) -> None:
    """Write what a centre says of itself and that is no table, as one row."""
    text = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
    values = (about["centre"]["name"], VERSION, folder, " ".join(about["rows"]), text)
    shown = ", ".join(
        f"CAST({literal(value)} AS {kind}) AS {name}" for value, (name, kind) in zip(values, ABOUT.items(), strict=True)
    )
    _copy(engine, f"SELECT {shown}", draft / ABOUT_FILE)


def _about(holding: Holding, first: int, last: int, rows: Mapping[str, int]) -> dict[str, Any]:
    """Return all that figures ask for and that is no total."""
    source = holding.source()
    if not isinstance(source, EngineSource):
        raise TypeError("derived tables are written from the lines themselves")
    return {
        "centre": asdict(holding.centre),
        "as_of": holding.as_of,
        "days": [first, last],
        "rows": dict(rows),
        "accounts": [asdict(account) for account in holding.accounts],
        "lines": {name: list(days.items()) for name in TABLES if (days := EngineSource.days(source, name))},
        "values": {table: found for table, column in STATED_BY.items() if (found := source.values(table, column))},
        "typed": source.typed_rows(),
        "agents": EngineSource.agents(source),
        "past": _past(source) if isinstance(source, StoreSource) else [],
        "purged_before": source.past.purged_before() if isinstance(source, StoreSource) else None,
    }


def _past(source: StoreSource) -> list[dict[str, Any]]:
    """Return what each purge froze, in order."""
    return [
        {"first": one.first, "last": one.last, "label": one.label, "rows": dict(_frozen(source, one))}
        for one in source.past.purges()
    ]


def _frozen(source: StoreSource, purge: Any) -> Iterator[tuple[str, Any]]:
    names = [one.name for when, one in source.frozen_totals if when == purge]
    names += ["index", "conventions", "teams", "agents", "accounts", *(f"days:{table}" for table in TABLES)]
    for name in names:
        yield name, source.past.frozen(name, purge)
