"""Where each expected export stands: the last day covered, and whether the next one is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from django.utils import timezone

from levier.i18n import gettext as library_words
from levier.tables import TABLES, Table
from levier.web.centres.models import Centre
from levier.web.imports.models import Imported

# What one exports anew; the other tables (rooms, hours…) are given when they change.
MONTH, YEAR = 31, 366
YEARLY = ("ledger", "balances", "service_accounts", "town_charges")
LASTING = ("rooms", "standard_week", "absences", "opening_hours", "closures", "events", "typed_measures")
IRREGULAR = ("prevention_actions", "imaging_prescriptions", "lump_sums")
GRACE = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """A table: its last import and day covered, how often it comes (days), and how many days it is late."""

    table: str
    label: str
    imported: date
    covered: date | None
    rhythm: int | None
    late: int

    @property
    def due(self) -> date | None:
        """Return the day by which the next export was to come."""
        return None if self.rhythm is None else (self.covered or self.imported) + timedelta(self.rhythm + GRACE)


def standings(centre: Centre, imports: Iterable[Imported] | None = None, today: date | None = None) -> list[Standing]:
    """Return where each table that a centre once imported stands, the latest first.

    Args:
        imports: its imports, when they were read already.
        today: by default the day of the server.
    """
    if imports is None:
        imports = Imported.objects.filter(centre=centre).defer("accounts", "problems")
    listed = sorted(imports, key=lambda one: one.number)
    today = today or _today(centre, listed)
    by_table: dict[str, list[Imported]] = {}
    for one in listed:
        for name in _tables(one):
            by_table.setdefault(name, []).append(one)
    found = [_standing(TABLES[name], imports, today) for name, imports in by_table.items() if name in TABLES]
    return sorted(found, key=lambda one: (-one.late, one.label))


def _today(centre: Centre, imports: Iterable[Imported]) -> date:
    """Return today; for a fictitious centre, whose files are of another year, the last day that they speak of."""
    today = timezone.localdate()
    if not centre.fictitious:
        return today
    known = [date.fromisoformat(last) for one in imports for _first, last in one.spans.values()]
    return min(max(known, default=today), today)


def _tables(one: Imported) -> Iterable[str]:
    return {*one.spans, *one.effects}


def _standing(table: Table, imports: list[Imported], today: date) -> Standing:
    ends = [date.fromisoformat(one.spans[table.name][1]) for one in imports if table.name in one.spans]
    covered = min(_month_end(max(ends)) if table.monthly else max(ends), today) if ends else None
    rhythm = _rhythm(table, ends)
    one = Standing(table.name, library_words(table.label), timezone.localdate(imports[-1].at), covered, rhythm, 0)
    late = (today - one.due).days if one.due else 0
    return Standing(one.table, one.label, one.imported, covered, rhythm, max(0, late))


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(32)).replace(day=1) - timedelta(1)


def _rhythm(table: Table, ends: list[date]) -> int | None:
    """Return how many days usually pass between two exports: as they came, else a month (a year for accounts)."""
    if table.name in (*LASTING, *IRREGULAR):
        return None
    if table.name in YEARLY:
        return YEAR
    steps = [(after - before).days for before, after in pairwise(ends) if after > before]
    return max(7, min(round(median(steps)), 2 * MONTH)) if len(steps) > 1 else MONTH
