"""The people and the rooms of a fictitious centre: practitioners, standard week, absences."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from levier.demo.days import DAYS, WEEKDAY_OF, day_of
from levier.demo.nomenclature import DENTIST, GENERAL, MIDWIFE, NURSE, RADIOLOGY, SPECIALISTS, Specialty
from levier.demo.opening import Opening
from levier.demo.plan import CentrePlan

HALVES = tuple((weekday, half) for weekday in range(5) for half in (0, 1))
SATURDAY = (5, 0)
PREFIX = {"dentaire": "F", "imagerie": "I", "infirmier": "S"}
ROOM_TYPE = {"C": "cabinet", "F": "fauteuil", "I": "imagerie", "S": "infirmier", "U": "cabinet"}


@dataclass(frozen=True, slots=True)
class Practitioner:
    """A fictitious practitioner: a number, a specialty, the days of the contract."""

    key: str
    specialty: Specialty
    first: int = 0
    last: int = DAYS - 1


@dataclass(frozen=True, slots=True)
class Session:
    """A half-day of the standard week in a room, from a day to a day; ``start`` and ``end`` in minutes."""

    room: str
    weekday: int
    start: int
    end: int
    practitioner: Practitioner
    first: int
    last: int

    @property
    def slots(self) -> range:
        """Return the starts of the appointments that the half-day can hold."""
        return range(
            self.start, self.end - self.practitioner.specialty.minutes + 1, self.practitioner.specialty.minutes
        )


@dataclass(frozen=True, slots=True)
class Absence:
    """Days away; ``sudden`` ones are known in the morning, the centre then cancels the appointments."""

    practitioner: Practitioner
    first: int
    last: int
    reason: str
    sudden: bool


@dataclass(slots=True)
class Team:
    """Everything that is scheduled in a centre."""

    practitioners: list[Practitioner]
    rooms: list[str]
    sessions: list[Session]
    absences: list[Absence]
    events: list[tuple[int, str, str]]
    by_weekday: list[list[Session]]
    away: dict[str, dict[int, bool]]

    def of_day(self, day: int) -> list[Session]:
        """Return the sessions of the standard week in force on a day."""
        return [s for s in self.by_weekday[WEEKDAY_OF[day]] if s.first <= day <= s.last]


def team_of(plan: CentrePlan, opening: Opening, copies: int) -> Team:
    """Hire the team of a centre, ``copies`` times as large, and place it in rooms."""
    rng = plan.rng("equipe")
    practitioners = _hire(plan, copies, rng)
    builder = _Week(plan, opening, rng)
    for practitioner in practitioners:
        builder.place(practitioner)
    builder.add_lever_sessions(practitioners)
    events = builder.depart(practitioners)
    sessions = builder.sessions
    absences = [absence for person in practitioners for absence in _absences(person, rng)]
    by_weekday = [[s for s in sessions if s.weekday == weekday] for weekday in range(7)]
    return Team(practitioners, builder.rooms, sessions, absences, events, by_weekday, _away(absences))


def _hire(plan: CentrePlan, copies: int, rng: Random) -> list[Practitioner]:
    specialties = _specialties(plan, rng) * copies
    ordered = sorted(specialties, key=lambda specialty: specialty.service)
    return [Practitioner(f"P{rank:02d}", specialty) for rank, specialty in enumerate(ordered, 1)]


def _specialties(plan: CentrePlan, rng: Random) -> list[Specialty]:
    dentists = max(1, round(plan.size * 0.2)) if "dentaire" in plan.services else 0
    midwives = 1 if plan.size >= 8 and rng.random() < 0.6 else 0
    medical = plan.size - dentists - midwives
    general = max(1, round(medical * (0.35 + 0.2 * rng.random())))
    wheel = [specialty for specialty in SPECIALISTS for _ in range(specialty.frequency)]
    chosen = [wheel[int(rng.random() * len(wheel))] for _ in range(medical - general)]
    found = [GENERAL] * general + chosen + [MIDWIFE] * midwives + [DENTIST] * dentists
    found += [RADIOLOGY] * (1 + (plan.size >= 15)) if "imagerie" in plan.services else []
    return found + ([NURSE] * (1 + plan.size // 10) if "infirmier" in plan.services else [])


_WEEKLY = {"medical": (1, 3), "dentaire": (2, 4), "imagerie": (3, 4), "infirmier": (3, 4)}


class _Week:
    """Places half-days in free rooms; rooms are added so that the centre's occupancy is the one planned."""

    def __init__(self, plan: CentrePlan, opening: Opening, rng: Random) -> None:
        self.plan, self.opening, self.rng = plan, opening, rng
        self.sessions: list[Session] = []
        self.rooms: list[str] = []
        self.taken: set[tuple[str, int, int]] = set()

    def place(self, practitioner: Practitioner) -> None:
        """Give a practitioner the half-days of a week."""
        low, high = _WEEKLY[practitioner.specialty.service]
        busy: set[tuple[int, int]] = set()
        for _ in range(low + int(self.rng.random() * (high - low + 1))):
            half = self._half(busy)
            busy.add(half)
            self._add(practitioner, half, practitioner.first, practitioner.last)

    def _half(self, busy: set[tuple[int, int]]) -> tuple[int, int]:
        halves = [half for half in HALVES if half not in busy]
        if self.opening.saturday_from == 0 and self.rng.random() < 0.07 and SATURDAY not in busy:
            return SATURDAY
        return halves[int(self.rng.random() * len(halves))]

    def _add(self, practitioner: Practitioner, half: tuple[int, int], first: int, last: int) -> None:
        weekday, part = half
        room = self._room(PREFIX.get(practitioner.specialty.service, "C"), half)
        hours = self.opening.week[weekday]
        begin, end = hours[0][0], hours[-1][1]
        start, stop = (begin + 30, 750) if part == 0 else (840, end - 30)
        self.taken.add((room, weekday, part))
        self.sessions.append(Session(room, weekday, start, min(stop, end), practitioner, first, last))

    def _room(self, prefix: str, half: tuple[int, int]) -> str:
        """Return a free room; a new one is opened while the rooms there are fuller than the habit of the centre."""
        mine = [room for room in self.rooms if room[0] == prefix]
        used = sum(1 for room, _, _ in self.taken if room[0] == prefix)
        free = [room for room in mine if (room, *half) not in self.taken]
        wanted = self.plan.habits.occupancy if prefix == "C" else 0.75
        if free and used + 1 <= wanted * 10 * len(mine):
            return free[int(self.rng.random() * len(free))]
        room = f"{prefix}{len(mine) + 1}"
        self.rooms.append(room)
        return room

    def add_lever_sessions(self, practitioners: list[Practitioner]) -> None:
        """Lever 3: half-days added in the free rooms from its activation, or lost where it had no effect."""
        choice = self.plan.choice(3)
        medical = [session for session in self.sessions if session.room[0] == "C"]
        if choice.positive and choice.since is not None:
            doctors = [person for person in practitioners if person.specialty.service == "medical"]
            number = max(2, round(len(medical) * (0.2 + 0.2 * choice.strength)))
            self._extend(doctors, number, choice.since, choice.ramp)
        elif choice.since is not None:
            lost = max(1, round(len(medical) * 0.12))
            for session in medical[-lost:]:
                self._close(session, choice.since + 20)

    def _extend(self, doctors: list[Practitioner], number: int, since: int, ramp: int) -> None:
        halves = [*HALVES, SATURDAY] if self.opening.week[5] else list(HALVES)
        for rank in range(number):
            doctor = doctors[rank % len(doctors)]
            busy = {(s.weekday, int(s.start > 800)) for s in self.sessions if s.practitioner is doctor}
            free = [half for half in halves if half not in busy and self._has_room(half)]
            if free:
                half = free[int(self.rng.random() * len(free))]
                self._add_in_free_room(doctor, half, since + ramp * rank // number)

    def _has_room(self, half: tuple[int, int]) -> bool:
        return any(room[0] == "C" and (room, *half) not in self.taken for room in self.rooms)

    def _add_in_free_room(self, doctor: Practitioner, half: tuple[int, int], first: int) -> None:
        room = next(room for room in self.rooms if room[0] == "C" and (room, *half) not in self.taken)
        hours = self.opening.week[half[0]]
        start, stop = (hours[0][0] + 30, 750) if half[1] == 0 else (840, hours[-1][1] - 30)
        self.taken.add((room, *half))
        self.sessions.append(Session(room, half[0], start, stop, doctor, first, doctor.last))

    def _close(self, session: Session, last: int) -> None:
        place = self.sessions.index(session)
        self.sessions[place] = _until(session, last)

    def depart(self, practitioners: list[Practitioner]) -> list[tuple[int, str, str]]:
        """Make a doctor of a larger centre leave, replaced after some weeks; return the events."""
        doctors = [p for p in practitioners if p.specialty.service == "medical"]
        if len(doctors) < 5 or self.rng.random() < 0.5:
            return []
        leaver = doctors[int(self.rng.random() * len(doctors))]
        day = day_of("2025-01-06") + int(self.rng.random() * 60)
        heir = Practitioner(f"P{len(practitioners) + 1:02d}", leaver.specialty, day + 42)
        for session in [s for s in self.sessions if s.practitioner is leaver and s.first < day]:
            self._close(session, day)
            self.sessions.append(_from(session, heir))
        practitioners.append(heir)
        said = f"Départ d'un praticien ({leaver.specialty.name}), remplacé six semaines plus tard"
        return [(day, said, leaver.specialty.service)]


def _until(session: Session, last: int) -> Session:
    return Session(session.room, session.weekday, session.start, session.end, session.practitioner, session.first, last)


def _from(session: Session, heir: Practitioner) -> Session:
    return Session(session.room, session.weekday, session.start, session.end, heir, heir.first, session.last)


def _absences(person: Practitioner, rng: Random) -> list[Absence]:
    found = []
    for year in ("2024", "2025"):
        summer = day_of(f"{year}-07-08") + 7 * int(rng.random() * 6)
        found.append(Absence(person, summer, summer + 13 + 7 * int(rng.random() * 2), "congés", False))
        winter = day_of(f"{year}-02-05") + 7 * int(rng.random() * 5)
        found.append(Absence(person, winter, winter + 6, "congés", False))
        for _ in range(int(rng.random() * 4)):
            sick = day_of(f"{year}-01-02") + int(rng.random() * 360)
            found.append(Absence(person, sick, sick + int(rng.random() * 2), "maladie", True))
    return [absence for absence in found if absence.last < DAYS]


def _away(absences: list[Absence]) -> dict[str, dict[int, bool]]:
    """Return, by practitioner, the days away, with whether it was sudden."""
    found: dict[str, dict[int, bool]] = {}
    for absence in absences:
        days = found.setdefault(absence.practitioner.key, {})
        for day in range(absence.first, absence.last + 1):
            days[day] = days.get(day, True) and absence.sudden
    return found
