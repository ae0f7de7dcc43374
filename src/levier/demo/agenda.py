"""The diary of a fictitious centre: who books, who is reminded, who comes."""

from __future__ import annotations

from collections.abc import Callable
from math import log

from levier.demo.courses import REMINDED, Courses
from levier.demo.days import SEASON
from levier.demo.dialect import Dialect
from levier.demo.people import Session, Team
from levier.demo.plan import CentrePlan
from levier.demo.sheets import Sheet

Visit = Callable[[int, Session, int], None]
_BANDS = ((0, 0.35), (2, 0.6), (7, 0.85), (14, 1.05), (30, 1.25), (400, 1.45))
DELAY_FACTOR = [next(factor for limit, factor in _BANDS if delay <= limit) for delay in range(400)]
"""What the delay of booking does to the risk of not coming."""

FIRST_VISIT = 1.3
BOOKED_BY = ("telephone", "telephone", "web", "web", "guichet")
REMINDERS = ("sms", "sms", "sms", "sms", "sms", "sms", "appel", "courriel")


class Agenda:
    """Books the appointments of a centre, day after day, and tells ``visit`` each honoured one."""

    def __init__(self, plan: CentrePlan, team: Team, courses: Courses, way: Dialect, thin: float) -> None:
        self.plan, self.team, self.courses, self.way = plan, team, courses, way
        self.rnd = plan.rng("agenda").random
        self.thin = thin
        self.population = max(60, int(len(team.sessions) * 130 * max(thin, 0.05)))
        self.known = bytearray(rank % 10 < 7 for rank in range(self.population))
        self.number = 0
        self.with_lever = self.without_lever = 0.0
        self.exposed = 0
        self.labels: dict[str, str] = {}

    def run_day(self, day: int, sheet: Sheet, visit: Visit) -> list[Session]:
        """Write the appointments of a day; return the sessions that were held."""
        held = []
        for session in self.team.of_day(day):
            sudden = self.team.away.get(session.practitioner.key, {}).get(day)
            if sudden is None:
                held.append(session)
            if sudden is not False:
                self._run_session(day, session, sheet, visit, cancelled=sudden is True)
        return held

    def _run_session(self, day: int, session: Session, sheet: Sheet, visit: Visit, cancelled: bool) -> None:
        rnd, fill = self.rnd, self._fill(day, session.practitioner.specialty.service)
        for start in session.slots:
            if rnd() < fill:
                self._book(day, start, session, sheet, visit, cancelled)

    def _fill(self, day: int, service: str) -> float:
        if service == "dentaire":
            return self.courses.dental_fill[day] * self.thin
        if service == "imagerie":
            return self.courses.imaging_fill[day] * self.thin
        return min(0.98, self.plan.habits.fill * SEASON[day]) * self.thin

    # One long function on purpose: it runs once per appointment, half a million times for the region.
    def _book(self, day: int, start: int, session: Session, sheet: Sheet, visit: Visit, cancelled: bool) -> None:
        rnd, way = self.rnd, self.way
        practitioner = session.practitioner
        specialty = practitioner.specialty
        patient = int(self.population * rnd() ** 1.5)
        status, cancelled_at, cancelled_by, reminder = "honore", "", "", "aucun"
        walk_in = rnd() < specialty.walk_in * self.plan.habits.walk_in
        lead = 0 if walk_in else min(int(-log(1.0 - rnd()) * specialty.lead), 190)
        if cancelled and not lead:
            return
        self.number += 1
        new = not self.known[patient]
        if walk_in:
            booked = f"{way.day[day]} {way.clock[max(start - 20, 480)]}"
            channel = "guichet"
        else:
            minute = 500 + int(rnd() * 580)
            booked = f"{way.day[day - lead]} {way.clock[minute if lead else min(minute, start - 15)]}"
            channel = BOOKED_BY[int(rnd() * 5)]
            draw = rnd()
            risk = self.courses.no_show[day] * specialty.no_show * DELAY_FACTOR[lead] * (FIRST_VISIT if new else 1.0)
            if lead >= 2:
                coverage, usual = self.courses.reminders[day], self.courses.reminders_without
                if coverage > usual:
                    self.exposed += 1
                    self.with_lever += risk * (1 - (1 - REMINDED) * coverage)
                    self.without_lever += risk * (1 - (1 - REMINDED) * usual)
                if rnd() < coverage:
                    reminder = REMINDERS[int(rnd() * 8)]
                    risk *= REMINDED
            elif self.courses.reminders[day] > self.courses.reminders_without:
                self.exposed += 1
                self.with_lever += risk
                self.without_lever += risk
            if cancelled:
                status, cancelled_by, cancelled_at = "annule", "centre", f"{way.day[day]} {way.clock[485]}"
            elif draw < 0.02:
                status, cancelled_by = "annule", "centre"
                cancelled_at = f"{way.day[day - min(lead, 3)]} {way.clock[1085 if lead else start - 5]}"
            elif draw < 0.10 and lead:
                hours = min(1 + int(-log(1.0 - rnd()) * 50), lead * 24 - 18)
                at = day * 1440 + start - 60 * max(hours, 1)
                status, cancelled_by = "annule", "patient"
                cancelled_at = f"{way.day[at // 1440]} {way.clock[at % 1440]}"
            elif draw < 0.12 and lead:
                status = "reporte"
            elif draw < 0.135:
                status = "absent_excuse"
            elif rnd() < risk:
                status = "non_venu" if rnd() > 0.05 else "arrive_trop_tard"
            elif draw > 0.995:
                status = "parti_sans_etre_vu"
        shown = status
        if status not in ("annule", "reporte") and rnd() > self.plan.habits.marked:
            shown = way.unmarked
        row = (
            f"{specialty.service};{self._label(specialty.name)};{practitioner.key};{session.room};{100000 + patient};"
            f"{booked};{way.day[day]} {way.clock[start]};{way.day[day]} {way.clock[start + specialty.minutes]};"
        )
        rest = (
            f"{shown};{cancelled_at};{cancelled_by};{way.yes if walk_in else way.no};{way.yes if new else way.no};"
            f"{channel};{reminder}"
        )
        sheet.add(f"RV{self.number:06d};{row}{rest}")
        if rnd() < 0.003:
            self._double(row, channel, sheet)
        if status == "honore":
            self.known[patient] = 1
            visit(day, session, patient)

    def _double(self, row: str, channel: str, sheet: Sheet) -> None:
        """Write the same patient at the same hour a second time, as desks do by mistake."""
        self.number += 1
        no = self.way.no
        sheet.add(f"RV{self.number:06d};{row}{self.way.unmarked};;;{no};{no};{channel};aucun")

    def _label(self, specialty: str) -> str:
        """Return the specialty as this centre spells it."""
        if specialty not in self.labels:
            self.labels[specialty] = specialty.upper() if self.way.capitals else specialty
        return self.labels[specialty]

    def true_effect(self) -> float:
        """Return the exact mean change of the risk of not coming since the activation of lever 1, in points."""
        return 100 * (self.with_lever - self.without_lever) / self.exposed if self.exposed else 0.0
