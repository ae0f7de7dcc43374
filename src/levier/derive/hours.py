"""Opening hours and closures: when each site is open, day by day (contract §3, rules 4 and 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from levier.derive.intervals import Interval, clock, length, union
from levier.engine.base import Engine, raw_name
from levier.periods import weekday
from levier.tables.columns import WEEKDAYS

DESK, LINE = "accueil", "telephone"


@dataclass(frozen=True, slots=True)
class Opening:
    """A line of the poster: a weekday, two clock times, the days between which it is in force."""

    weekday: int
    time_from: int
    time_to: int
    valid_from: int | None
    valid_to: int | None
    audience: str
    site: str | None

    def in_force(self, day: int) -> bool:
        """Tell whether the line holds on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(slots=True)
class Hours:
    """The opening hours of a centre."""

    openings: Sequence[Opening]
    closures: Sequence[tuple[int, int, str | None]]
    _open: dict[tuple[int, str | None, str], list[Interval]] = field(default_factory=dict)
    _weeks: dict[tuple[tuple[Opening, ...], str | None], int] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Tell whether any hours were given."""
        return bool(self.openings)

    @property
    def sites(self) -> list[str | None]:
        """Return the sites that the desk hours name; one unnamed site when they name none."""
        named = sorted({opening.site for opening in self.openings if opening.site is not None})
        return list(named) or [None]

    @property
    def line_audience(self) -> str:
        """Return whose hours bound telephone calls: the line's if any row names it, else the desk's."""
        return LINE if any(opening.audience == LINE for opening in self.openings) else DESK

    def closed(self, day: int, site: str | None) -> bool:
        """Tell whether a closure of this site, or of every site, holds the day."""
        return any(first <= day <= last and where in (None, site) for first, last, where in self.closures)

    def weekly(self, day: int, site: str | None) -> int:
        """Return the weekly total of the desk hours in force that day, in seconds, closures not taken off."""
        force = tuple(one for one in self._of(site, DESK) if one.in_force(day))
        key = (force, site)
        if key not in self._weeks:
            self._weeks[key] = sum(length(_day_intervals(force, rank)) for rank in range(7))
        return self._weeks[key]

    def intervals(self, day: int, site: str | None, audience: str = DESK) -> list[Interval]:
        """Return when the site is open that day, closures taken off."""
        key = (day, site, audience)
        if key not in self._open:
            self._open[key] = [] if self.closed(day, site) else self._uncut(day, site, audience)
        return self._open[key]

    def anywhere(self, day: int, audience: str = DESK) -> list[Interval]:
        """Return when one site at least is open that day."""
        return union(pair for site in self.sites for pair in self.intervals(day, site, audience))

    def of_room(self, day: int, site: str | None) -> list[Interval]:
        """Return when a room can be used: the hours of its site, those of every site when it names none."""
        return self.anywhere(day) if site is None else self.intervals(day, site)

    def shut(self, day: int, site: str | None) -> bool:
        """Tell whether closures hold the whole day for a room of this site (of every site when it names none)."""
        return all(self.closed(day, one) for one in (self.sites if site is None else [site]))

    def _of(self, site: str | None, audience: str) -> list[Opening]:
        return [one for one in self.openings if one.audience == audience and one.site in (None, site)]

    def _uncut(self, day: int, site: str | None, audience: str) -> list[Interval]:
        return _day_intervals([one for one in self._of(site, audience) if one.in_force(day)], weekday(day))


def _day_intervals(openings: Sequence[Opening], rank: int) -> list[Interval]:
    """Return what these lines open on a weekday, what crossed midnight from the weekday before included."""
    today = [clock(one.time_from, one.time_to)[0] for one in openings if one.weekday == rank]
    night = [clock(one.time_from, one.time_to)[1] for one in openings if one.weekday == (rank - 1) % 7]
    return union((*today, *night))


def read_hours(engine: Engine) -> Hours:
    """Read the poster and the closures that an engine holds."""
    rows = engine.fetch(
        "SELECT weekday, time_from, time_to, valid_from, valid_to, COALESCE(audience, 'accueil'), site "
        f"FROM {raw_name('opening_hours')} ORDER BY file, line"
    )
    openings = [Opening(WEEKDAYS.index(name), *rest) for name, *rest in rows]
    closures = engine.fetch(f"SELECT first_day, last_day, site FROM {raw_name('closures')} ORDER BY file, line")
    return Hours(openings, [(first, last, site) for first, last, site in closures])
