"""Past booked appointments whose outcome nobody noted: the complement of ``outcome_known_rate``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from levier.catalogue.appointments import UNMARKED
from levier.catalogue.indicators.outcome_known_rate import INDICATOR, POPULATION
from levier.disclosure import shared
from levier.engine.base import raw_name
from levier.engine.compile import condition_sql
from levier.holding import Holding
from levier.i18n import _, ngettext
from levier.measures.facts import APPOINTMENTS
from levier.measuring import Asked, measure_period
from levier.periods import DAY_SECONDS, Period, parse_period, period_of, to_date
from levier.worklists.model import Group, Row, WorkList, oldest, placed, whole

DAYS = 31


@dataclass(frozen=True, slots=True)
class Unmarked(Row):
    """An appointment to mark: ``start`` in seconds; service and specialty only where the team is not small."""

    start: int
    service: str | None
    specialty: str | None


def unmarked(holding: Holding, as_of: int, days: int | None = DAYS) -> WorkList[Unmarked]:
    """Return the past booked appointments to mark, the oldest first, grouped by week.

    Args:
        holding: a centre; lines of a store are loaded when they are asked for.
        as_of: the last day number looked at.
        days: how many days are looked at, that of ``as_of`` included; ``None`` for all of them.

    >>> from levier.holding import hold_texts
    >>> text = "id;debut;statut\\nR1;06/01/2025 09:00;\\nR2;06/01/2025 10:00;honore\\n"
    >>> found = unmarked(hold_texts({"rendez_vous": text}), parse_period("2025-01-10").first)
    >>> found.sentence, found.groups[0].labels
    ('1 rendez-vous non pointé, le plus ancien a 4 jours', ('semaine du 06/01/2025',))
    """
    found = _fetch(holding, None if days is None else as_of - days + 1, as_of)
    public = _Public(holding, min(one[4] for one in found), as_of) if found else None
    rows = tuple(_row(holding, one, as_of, public) for one in found)
    return WorkList("unmarked", as_of, _weeks(rows), rows, None, len(rows), _sentence(rows))


def _fetch(holding: Holding, first: int | None, last: int) -> Sequence[tuple[Any, ...]]:
    test = condition_sql(POPULATION.where & UNMARKED, APPOINTMENTS, holding.centre)
    since = "" if first is None else f" AND day >= {first}"
    return holding.engine.fetch(
        "SELECT f.file, f.line, r.id, r.start_at, f.day, f.service, f.specialty "
        f"FROM (SELECT * FROM {APPOINTMENTS.name} WHERE {test} AND day <= {last}{since}) f "
        f"JOIN {raw_name('appointments')} r ON r.file = f.file AND r.line = f.line "
        "ORDER BY r.start_at, CASE WHEN r.id IS NULL THEN 1 ELSE 0 END, r.id, f.file, f.line"
    )


class _Public:
    """The services and specialties whose team is not small over the days of a list (house §4.6)."""

    def __init__(self, holding: Holding, first: int, last: int) -> None:
        self._holding, self._period = holding, _sample(first, last)
        self.services = self._cut("service")
        self.specialties = self._cut("service", "specialty")

    def _cut(self, *dims: str) -> set[tuple[Any, ...]]:
        asked = Asked(as_of=to_date(self._period.last), by=dims, names=(INDICATOR.name,))
        figures = measure_period(self._holding, asked, self._period)
        least = self._holding.centre.number("equipe_reduite")
        return {tuple(value for _dim, value in one.slice) for one in shared(figures, least)}


def _sample(first: int, last: int) -> Period:
    return parse_period(f"{to_date(first).isoformat()}/{to_date(last).isoformat()}")


def _row(holding: Holding, found: tuple[Any, ...], as_of: int, public: _Public | None) -> Unmarked:
    file, line, known, start, day, service, specialty = found
    number = placed(known, holding.accounts[file].file, line)
    if public is None or (service, specialty) not in public.specialties:
        specialty = None
    if public is None or (service,) not in public.services:
        service = None
    reason = _("issue non notée")
    remedy = _("Notez l'issue dans l'agenda : honoré, non venu, arrivé trop tard, excusé, annulé ou reporté.")
    shown = specialty if service else None
    return Unmarked(number, file, line, day, as_of - day, None, reason, remedy, start, service, shown)


def _weeks(rows: Sequence[Unmarked]) -> tuple[Group, ...]:
    found: dict[int, list[Unmarked]] = {}
    for row in rows:
        found.setdefault(period_of(row.start // DAY_SECONDS, "week").first, []).append(row)
    return tuple(_week(monday, mine) for monday, mine in sorted(found.items()))


def _week(monday: int, rows: Sequence[Unmarked]) -> Group:
    label = _("semaine du {day}").format(day=to_date(monday).strftime("%d/%m/%Y"))
    return Group((label,), len(rows), 0, max(row.age for row in rows), rows[0].remedy)


def _sentence(rows: Sequence[Unmarked]) -> str:
    if not rows:
        return _("Aucun rendez-vous à pointer.")
    count = len(rows)
    what = ngettext("{n} rendez-vous non pointé", "{n} rendez-vous non pointés", count).format(n=whole(count))
    return _("{what}, le plus ancien a {days}").format(what=what, days=oldest(rows))
