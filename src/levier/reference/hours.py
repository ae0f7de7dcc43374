"""Opening hours minus closures, by site (contract §3 rules 4 and 5)."""

from __future__ import annotations

from dataclasses import dataclass

from levier.measures.facts import CALENDAR, CALLS
from levier.periods import DAY_SECONDS, weekday
from levier.reference.intervals import Interval, by_weekday, length, union
from levier.reference.rows import Row, Rows, day_of, fact_row, hour_of, in_force
from levier.tables.columns import WEEKDAYS


@dataclass(frozen=True, slots=True)
class Hours:
    """The opening hours and closures of a centre."""

    lines: list[Row]
    closures: list[Row]

    @property
    def sites(self) -> list[str | None]:
        """Return the sites that the hours name, or one site without a name."""
        return sorted({line["site"] for line in self.lines if line["site"] is not None}) or [None]

    def week(self, day: int, site: str | None, audience: str = "accueil") -> list[list[Interval]]:
        """Return the intervals of each weekday, Monday first, for the lines in force that day."""
        found: list[list[Interval]] = [[] for _ in WEEKDAYS]
        for line in self.lines:
            if (line["audience"] or "accueil") == audience and line["site"] in (None, site) and in_force(line, day):
                for index, span in weekly(line):
                    found[index].append(span)
        return [union(spans) for spans in found]

    def closed(self, day: int, site: str | None) -> bool:
        """Tell whether a closure of the site, or of every site, holds the day."""
        return any(
            line["site"] in (None, site) and line["first_day"] <= day <= line["last_day"] for line in self.closures
        )

    def open(self, day: int, site: str | None, audience: str = "accueil") -> list[Interval]:
        """Return when a site is open that day, closures taken off."""
        return [] if self.closed(day, site) else self.week(day, site, audience)[weekday(day)]

    def of_room(self, site: str | None) -> list[str | None]:
        """Return the sites whose hours a room follows: its own, else all those of the centre."""
        return self.sites if site is None else [site]

    def open_somewhere(self, day: int, sites: list[str | None], audience: str = "accueil") -> list[Interval]:
        """Return when one of the sites at least is open that day."""
        return union(span for site in sites for span in self.open(day, site, audience))


def weekly(line: Row) -> list[tuple[int, Interval]]:
    """Return the (weekday, interval) parts of a line of opening hours or of the standard week."""
    return by_weekday(WEEKDAYS.index(line["weekday"]), line["time_from"], line["time_to"])


def calendar(hours: Hours, first: int, last: int) -> list[Row]:
    """Return one row per day and site; none without opening hours."""
    return [
        fact_row(
            CALENDAR,
            {"site": site},
            day,
            weekly_s=sum(length(spans) for spans in hours.week(day, site)),
            open_s=length(hours.open(day, site)),
        )
        for day in range(first, last + 1)
        for site in (hours.sites if hours.lines else [])
    ]


def calls(rows: Rows, hours: Hours) -> list[Row]:
    """Return one row per call."""
    return [
        fact_row(
            CALLS,
            line,
            day_of(line["start_at"]),
            direction=line["direction"] or "entrant",
            answered=line["answered"],
            answered_by=line["answered_by"] or "humain",
            wait_s=line["wait_s"],
            in_hours=int(_in_hours(line["start_at"], hours)),
            weekday=WEEKDAYS[weekday(day_of(line["start_at"]))],
            hour=hour_of(line["start_at"]),
        )
        for line in rows["calls"]
    ]


def _in_hours(moment: int, hours: Hours) -> bool:
    if not hours.lines:
        return True
    audience = "telephone" if any(line["audience"] == "telephone" for line in hours.lines) else "accueil"
    spans = hours.open_somewhere(day_of(moment), hours.sites, audience)
    return any(start <= moment % DAY_SECONDS < end for start, end in spans)
