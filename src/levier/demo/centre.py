"""One fictitious centre: its life day after day, and the files that it hands over."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from levier.demo import accounts, office, premises
from levier.demo.agenda import Agenda
from levier.demo.billing import Billing
from levier.demo.courses import courses_of
from levier.demo.days import DAYS, HOLIDAYS, MONTH_OF, MONTHS
from levier.demo.dialect import DOCTOLIB, WORKBOOK, Dialect, dialect_of, software_of
from levier.demo.doctolib import DoctolibFile
from levier.demo.effects import Effect, effects_of
from levier.demo.grid import Grid
from levier.demo.opening import opening_of
from levier.demo.people import ROOM_TYPE, Session, Team, team_of
from levier.demo.plan import EXPORTS, GRID, MIXED, CentrePlan
from levier.demo.settings import settings_of
from levier.demo.sheets import Anomaly, Sheet, Sink, TextFile, write_table
from levier.demo.spoil import plan_defects
from levier.demo.tally import Tally
from levier.demo.telephone import Telephone
from levier.demo.typed import Life, fill_office, fill_whole, richness
from levier.demo.workbook import Workbook

BIG = ("appointments", "acts", "invoices", "payer_flows", "patient_debts", "calls", "sessions")
IN_WORKBOOK = ("appointments", "acts", "invoices", "payer_flows", "patient_debts")
MIXED_FILES = ("appointments", "acts")


@dataclass(frozen=True, slots=True)
class CentreResult:
    """What was written for a centre: files with their lines of data, defects put on purpose, true effects."""

    code: str
    kind: str
    files: dict[str, int]
    anomalies: tuple[Anomaly, ...]
    effects: tuple[Effect, ...]


class Desk:
    """Opens the sinks of the big tables of a centre, and closes them."""

    def __init__(self, folder: Path, plan: CentrePlan, way: Dialect, scale: float) -> None:
        self.folder, self.plan, self.way = folder, plan, way
        self.tally = Tally(way)
        self.files: list[TextFile] = []
        self.doctolib: DoctolibFile | None = None
        self.book: Workbook | None = None
        self.software = software_of(plan) if scale <= 10 else ""
        self.sheets = {table: Sheet(self._sinks(table)) for table in BIG}
        plan_defects(plan, self.files)

    def _sinks(self, table: str) -> Iterator[Sink]:
        if self.plan.kind != EXPORTS and table != "sessions":
            yield getattr(self.tally, table)
        written = {EXPORTS: BIG, MIXED: MIXED_FILES, GRID: ()}[self.plan.kind]
        if table not in written or (table == "sessions" and not records_sessions(self.plan)):
            return
        if table == "appointments" and self.software == DOCTOLIB:
            self.doctolib = DoctolibFile(self.folder, self.way)
            yield self.doctolib
        elif table in IN_WORKBOOK and self.software == WORKBOOK:
            self.book = self.book or Workbook(self.folder)
            yield self.book.sheet(table)
        else:
            self.files.append(TextFile(self.folder, table, self.way, _missing(self.plan, table)))
            yield self.files[-1]

    def close(self) -> dict[str, int]:
        """Close everything; return the lines of data by file."""
        for sheet in self.sheets.values():
            sheet.flush()
        for file in self.files:
            file.close()
        found = {file.name: file.line - 2 for file in self.files}
        if self.doctolib:
            self.doctolib.close()
            found[self.doctolib.name] = self.doctolib.written
        if self.book:
            self.book.close()
            found[self.book.name] = sum(self.sheets[table].lines for table in IN_WORKBOOK)
        return found


def records_sessions(plan: CentrePlan) -> bool:
    """Tell whether a centre records the half-days really held; the others keep a standard week and absences."""
    return plan.kind == EXPORTS and plan.rank % 2 == 0


def _missing(plan: CentrePlan, table: str) -> tuple[str, ...]:
    """Return the columns that the centre's software does not export."""
    if table == "appointments" and plan.rank % 5 == 3:
        return ("canal", "rappel")
    if table == "calls" and plan.rank % 3 == 0:
        return ("decroche_par", "appelant")
    return ("nomenclature",) if table == "acts" and plan.rank % 6 == 1 else ()


def write_centre(folder: Path, plan: CentrePlan, scale: float) -> CentreResult:
    """Live two years in a centre and write its files in ``folder``, which must exist.

    ``scale`` above 1 hires as many teams, below 1 it empties the diaries.
    """
    copies = max(1, math.ceil(scale))
    way = dialect_of(plan)
    desk = Desk(folder, plan, way, scale)
    life, agenda, billing = live(plan, desk, copies, scale / copies)
    files = desk.close()
    for name, lines in _small_files(folder, life, way, desk.tally):
        files[name] = lines
    (folder / "centre.toml").write_text(settings_of(plan), encoding="utf-8", newline="\n")
    found = tuple(sorted((one for file in desk.files for one in file.found), key=lambda one: (one.file, one.line)))
    effects = tuple(effects_of(plan, life.team, life.opening, agenda.true_effect(), billing.technical_effect()))
    return CentreResult(plan.code, plan.kind, dict(sorted(files.items())), found, effects)


def live(plan: CentrePlan, desk: Desk, copies: int, thin: float) -> tuple[Life, Agenda, Billing]:
    """Live the two years of a centre day after day; the lines go to the desk's sheets.

    ``copies`` teams are hired, and the diaries are filled ``thin`` times as much as usual.
    """
    courses, opening, way = courses_of(plan), opening_of(plan), desk.way
    team = team_of(plan, opening, copies)
    agenda = Agenda(plan, team, courses, way, thin)
    billing = Billing(plan, courses, way, desk.sheets)
    weekly = sum(len(session.slots) for session in team.sessions) * thin
    telephone = Telephone(plan, opening, courses, way, weekly / 5)
    held = _Held(desk, team)
    for day in range(DAYS):
        if opening.hours(day):
            held.add(day, agenda.run_day(day, desk.sheets["appointments"], billing.bill))
            telephone.run_day(day, desk.sheets["calls"])
            for sheet in desk.sheets.values():
                sheet.breathe()
    posts = office.posts_of(plan, team)
    purchases = office.purchases_of(plan, courses, billing.revenue)
    sums, lab = office.lump_sums_of(plan, copies), office.lab_months(plan, thin, copies)
    return Life(plan, opening, team, held.minutes, billing.revenue, posts, purchases, sums, lab, thin), agenda, billing


class _Held:
    """Writes the half-days of each day and sums the minutes held by kind of room and month."""

    def __init__(self, desk: Desk, team: Team) -> None:
        self.sheet, self.way, self.team, self.number = desk.sheets["sessions"], desk.way, team, 0
        self.minutes = {kind: [0] * 24 for kind in ROOM_TYPE.values()}

    def add(self, day: int, held: list[Session]) -> None:
        """Write the sessions of a day, those not held included."""
        month = MONTH_OF[day]
        for session in self.team.of_day(day):
            self.number += 1
            present = session in held
            if present:
                self.minutes[ROOM_TYPE[session.room[0]]][month] += session.end - session.start
            self.sheet.add(premises.session_row(self.number, day, session, present, self.way))


def _small_files(folder: Path, life: Life, way: Dialect, tally: Tally) -> Iterator[tuple[str, int]]:
    """Write the small tables that the centre hands over; yield (file, lines)."""
    plan = life.plan
    tables = _described(life, way)
    if plan.kind == EXPORTS:
        tables |= _kept(life, way)
    elif plan.kind == MIXED:
        tables |= {"typed_measures": lambda: iter(_typed(life, way, tally, fill_office))}
    else:
        tables |= {"typed_measures": lambda: iter(_typed(life, way, tally, fill_whole))}
    for table, rows in tables.items():
        lines = list(rows())
        if lines:
            write_table(folder, table, way, lines)
            yield f"{premises.file_of(table)}.csv", len(lines)
    if plan.kind == EXPORTS and not plan.is_town:
        moves = accounts.movements(life.revenue, life.purchases, life.posts, life.sums, True)
        yield from accounts.write_ledgers(folder, moves, "cp1252" if plan.rank % 2 else "utf-8")


Rows = Callable[[], Iterator[str]]


def _described(life: Life, way: Dialect) -> dict[str, Rows]:
    plan, found = life.plan, dict[str, Rows]()
    found["opening_hours"] = lambda: premises.opening_rows(life.opening, way)
    found["staffing"] = lambda: office.staffing_rows(plan, life.team, way)
    if plan.kind == GRID and richness(plan) == 0:
        return found
    forgotten = sorted(HOLIDAYS)[plan.rank % 11] if plan.rank % 9 == 4 else None
    found["closures"] = lambda: premises.closure_rows(life.opening, way, forgotten)
    found["rooms"] = lambda: premises.room_rows(life.team, way, plan.rank % 4 == 1)
    if not records_sessions(plan):
        found["standard_week"] = lambda: premises.week_rows(life.team, way)
        found["absences"] = lambda: premises.absence_rows(life.team, way)
    if plan.kind != GRID:
        events = office.events_of(plan, life.team)
        found["events"] = lambda: (f"{way.day[day]};{said};{service}" for day, said, service in events)
    return found


def _kept(life: Life, way: Dialect) -> dict[str, Rows]:
    """Return the tables of the back office that a centre with exports hands over."""
    plan, money, day = life.plan, way.money, way.day
    found: dict[str, Rows] = {
        "purchases": lambda: office.purchase_rows(life.purchases, way),
        "lump_sums": lambda: office.lump_sum_rows(life.sums, way),
        "prevention_actions": lambda: (
            f"{day[d]};{theme};{people};{spent};{payer};{money[cents] if cents else ''}"
            for d, theme, people, spent, payer, cents in office.prevention_of(plan)
        ),
    }
    if "prelevements" in plan.services:
        found["lab_sampling"] = lambda: (f"{MONTHS[m]};{n};par_dossier;{money[cents]}" for m, n, cents in life.lab)
    if "imagerie" in plan.services:
        found["imaging_prescriptions"] = lambda: (
            f"{day[d]};{who};{family};{way.yes if here else way.no};{way.yes if able else way.no}"
            for d, who, family, here, able in office.prescriptions_of(plan, life.team, life.thin)
        )
    if plan.is_town:
        found |= _town_books(life, way)
    if plan.is_town or plan.rank % 2:
        found["service_accounts"] = lambda: _service_accounts(life, way)
    return found


def _town_books(life: Life, way: Dialect) -> dict[str, Rows]:
    moves = accounts.movements(life.revenue, life.purchases, life.posts, life.sums, True)
    return {
        "balances": lambda: accounts.balance_rows(moves, way),
        "town_charges": lambda: (
            f"{year};{nature};{way.money[cents]};{source};{trust}"
            for year, nature, cents, source, trust in accounts.town_charges(life.plan)
        ),
    }


def _service_accounts(life: Life, way: Dialect) -> Iterator[str]:
    for service in ("dentaire", "imagerie"):
        if service in life.plan.services:
            lines = accounts.service_account(service, life.revenue, life.purchases, life.posts)
            yield from (f"{year};{name};{line};{way.money[cents]};{base}" for year, name, line, cents, base in lines)


def _typed(life: Life, way: Dialect, tally: Tally, fill: Callable[[Grid, Life], None]) -> list[str]:
    grid = Grid(life.plan, tally, way)
    fill(grid, life)
    return grid.rows
