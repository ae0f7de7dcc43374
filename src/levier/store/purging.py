"""The purge: lines of earlier months deleted from every import; their totals stay, frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from levier.engine.duck import DuckEngine
from levier.i18n import _
from levier.keys import day_range, day_unit
from levier.periods import parse_period, period_of, periods_between
from levier.problems import WrongCommand
from levier.store.cubes import Rows, write_rows
from levier.store.disk import remove, token
from levier.store.manifest import Import, Manifest, Part, next_state
from levier.store.parquet import quoted, selected, write_query
from levier.store.results import PurgeResult
from levier.store.state import Settled, settle
from levier.tables import TABLES
from levier.tables.columns import Table

FOLDER = "figees"
RETENTION_MONTHS = 24
#: Given the first and the last day of what goes, returns the totals to keep, by name.
Freeze = Callable[[int, int], Mapping[str, Rows]]


def first_day(before_month: str) -> int:
    """Return the first day of the month from which lines stay.

    Raises:
        WrongCommand: not a month.
    """
    period = parse_period(before_month)
    if period.grain != "month":
        raise WrongCommand(_("« {text} » n'est pas un mois ; attendu : 2024-01.").format(text=before_month))
    return period.first


def suggested_month(last_day: int, months: int = RETENTION_MONTHS) -> str:
    """Return the first month to keep so that ``months`` whole months stay, that of ``last_day`` apart.

    >>> suggested_month(parse_period("2026-03-15").first)
    '2024-03'
    """
    month = period_of(last_day, "month").label
    count = int(month[:4]) * 12 + int(month[5:]) - 1 - months
    return date(count // 12, count % 12 + 1, 1).isoformat()[:7]


def plan(folder: Path, state: Manifest, before_month: str) -> PurgeResult:
    """Say what a purge would delete, without deleting anything."""
    day = first_day(before_month)
    engine = DuckEngine()
    try:
        removed: Counter[str] = Counter()
        for part in _touched(state, day):
            removed[part.table] += _count(engine, folder, part, day)
    finally:
        engine.close()
    return PurgeResult(before_month, dict(removed), _months(state, day))


def _touched(state: Manifest, day: int) -> list[Part]:
    """Return the parts that lose lines; descriptions (events, prevention) speak of no person and stay whole."""
    dated = (part for part in state.parts() if part.data and part.first is not None and part.first < day)
    return [part for part in dated if TABLES[part.table].replaces != "file"]


def _count(engine: DuckEngine, folder: Path, part: Part, day: int) -> int:
    table = TABLES[part.table]
    source = quoted(folder / str(part.data))
    ((count,),) = engine.fetch(f"SELECT COUNT(*) FROM read_parquet({source}) WHERE {_before(table, day)}")
    return int(count)


def _before(table: Table, day: int) -> str:
    return f"{table.day} < {day_range(table, day, day)[0]}"


def _months(state: Manifest, day: int) -> tuple[str, ...]:
    """Return the months that a purge freezes: from the end of the former purge, or from the first line."""
    first = min((part.first for part in _touched(state, day) if part.first is not None), default=day)
    if first < day and state.purged_before is not None:
        first = state.purged_before
    return tuple(period.label for period in periods_between(first, day - 1, "month")) if first < day else ()


@dataclass(slots=True)
class Purging:
    """The making of a purge; ``written`` are its new files."""

    folder: Path
    state: Manifest
    written: list[Path]

    def run(self, before_month: str, freeze: Freeze | None, at: str) -> Manifest:
        """Return the state without the lines of earlier months, its new files written."""
        day = first_day(before_month)
        touched = _touched(self.state, day)
        months = _months(self.state, day)
        frozen = self._freeze(freeze, months, day - 1)
        imports = self._cut({part.file for part in touched}, day)
        settled = settle(self.folder, self.state, imports, {part.table for part in touched})
        self.written += [self.folder / name for name in set(settled.dead.values()) - set(self.state.dead.values())]
        return self._next(settled, frozen, months, day, at)

    def undo(self) -> None:
        """Remove what was written."""
        for path in self.written:
            remove(path)

    def _next(self, settled: Settled, frozen: Mapping[str, str], months: Sequence[str], day: int, at: str) -> Manifest:
        return next_state(
            self.state,
            at,
            imports=settled.imports,
            dead=settled.dead,
            purged_before=max(day, self.state.purged_before or day),
            frozen_months=tuple(sorted({*self.state.frozen_months, *months})),
            frozen={**self.state.frozen, **frozen},
        )

    def _freeze(self, freeze: Freeze | None, months: Sequence[str], last: int) -> dict[str, str]:
        found = {}
        for name, rows in freeze(parse_period(months[0]).first, last).items() if freeze and months else ():
            file = f"{FOLDER}/{token()}.json.gz"
            self.written.append(self.folder / file)
            write_rows(self.folder / file, rows)
            found[f"{months[-1]}/{name}"] = file
        return found

    def _cut(self, files: set[int], day: int) -> tuple[Import, ...]:
        engine = DuckEngine()
        try:
            return tuple(
                replace(
                    one,
                    parts=tuple(
                        self._part(engine, one, part, day) if part.file in files else part for part in one.parts
                    ),
                )
                for one in self.state.imports
            )
        finally:
            engine.close()

    def _part(self, engine: DuckEngine, one: Import, part: Part, day: int) -> Part:
        """Write the lines that stay under a new name."""
        table = TABLES[part.table]
        kept = (
            f"FROM ({selected(self.folder, table, part, one.schemas[part.table])}) AS p WHERE NOT {_before(table, day)}"
        )
        ((lines, first, last),) = engine.fetch(f"SELECT COUNT(*), MIN({table.day}), MAX({table.day}) {kept}")
        name = f"imports/{one.number:06d}-{part.file:06d}-{part.table}-{token()}.parquet" if lines else None
        if name:
            self.written.append(self.folder / name)
            write_query(engine, f"SELECT file, line, {', '.join(one.schemas[part.table])} {kept}", self.folder / name)
        unit = day_unit(table)
        return replace(
            part,
            data=name,
            lines=int(lines),
            first=int(first) // unit if lines else None,
            last=int(last) // unit if lines else None,
            account=_without_days(part.account, day),
            covered_from=day if lines and int(last) // unit >= day else None,
        )


def _without_days(account: Mapping[str, Any], day: int) -> dict[str, Any]:
    aside = {text: count for text, count in account["aside_days"].items() if int(text) >= day}
    return dict(account) | {"aside_days": aside}
