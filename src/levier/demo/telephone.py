"""The telephone of a fictitious centre: peaks in the morning, lost calls, some outside hours."""

from __future__ import annotations

from math import log

from levier.demo.courses import Courses
from levier.demo.days import WEEKDAY_OF
from levier.demo.dialect import Dialect
from levier.demo.opening import Opening
from levier.demo.plan import CentrePlan
from levier.demo.sheets import Sheet

_WEIGHTS = ((525, 6), (540, 30), (570, 26), (600, 18), (630, 14), (660, 11), (690, 10), (735, 3), (810, 15), (840, 14),
            (870, 11), (900, 10), (930, 9), (960, 9), (990, 8), (1020, 7), (1065, 3), (1110, 2))  # fmt: skip
HALF_HOURS = tuple(minute for minute, weight in _WEIGHTS for _ in range(weight))
PEAK = frozenset((540, 570, 810))
MONDAY = (1.45, 1.0, 0.9, 0.95, 0.9, 0.35, 0.0)


class Telephone:
    """Writes the calls of a centre; numbers are those that the regulator keeps for fiction (06 39 98)."""

    def __init__(self, plan: CentrePlan, opening: Opening, courses: Courses, way: Dialect, slots: float) -> None:
        self.opening, self.courses, self.way = opening, courses, way
        self.rnd = plan.rng("appels").random
        self.daily = slots * (0.3 + 0.25 * self.rnd())
        self.robot = self.rnd() < 0.2
        self.outgoing = 0.05 + 0.08 * self.rnd()
        self.seconds = [f":{second:02d}" for second in range(60)]

    def run_day(self, day: int, sheet: Sheet) -> None:
        """Write the calls of an open day."""
        if not self.opening.hours(day):
            return
        expected = self.daily * MONDAY[WEEKDAY_OF[day]]
        number = int(expected * (0.85 + 0.3 * self.rnd()))
        sheet.waiting.extend(sorted(self._call(day) for _ in range(number)))

    def _call(self, day: int) -> str:
        rnd = self.rnd
        half = HALF_HOURS[int(rnd() * len(HALF_HOURS))]
        clock = self.way.clock[half + int(rnd() * 30)]
        start = f"{self.way.day[day]} {clock if len(clock) > 5 else clock + self._seconds(clock)}"
        caller = f"063998{int(rnd() * 9000):04d}"
        if rnd() < self.outgoing:
            return f"{start};secretariat;sortant;{self.way.yes};humain;;{30 + int(rnd() * 200)};{caller}"
        wait = int(-log(1.0 - rnd()) * (55 if half in PEAK else 25))
        chance = self.courses.answered[day] * (0.92 if half in PEAK else 1.045)
        if 540 <= half < 1050 and not 720 <= half < 810 and rnd() < chance:
            by = "robot" if self.robot and rnd() < 0.06 else "humain"
            talk = 20 + int(-log(1.0 - rnd()) * 110)
            return f"{start};secretariat;entrant;{self.way.yes};{by};{wait};{talk};{caller}"
        return f"{start};secretariat;entrant;{self.way.no};;{wait};;{caller}"

    def _seconds(self, clock: str) -> str:
        return "" if "h" in clock else self.seconds[int(self.rnd() * 60)]
