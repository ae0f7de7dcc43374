"""A store as a source of figures: totals kept by the hash of what they were made from, purged months frozen.

Lines are read, loaded and derived only when some total is not kept. The key of a total is the text of its query,
the state of the store's lines, the conventions and the version of the program: another state has another key.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from levier import __version__
from levier.catalogue.indicators import indicators
from levier.derive import derive, derive_days
from levier.engine.base import Engine, open_engine
from levier.explain import explained_measures
from levier.figures.calendar import OPEN, WEEKLY
from levier.figures.constant import quantity_of
from levier.figures.conventions import counted_by
from levier.figures.needs import all_measures
from levier.figures.source import EngineSource, Rows
from levier.holding import Holding, Options
from levier.measures.cube import Cube, DistinctCounts, by_fact
from levier.measures.facts import FACTS, Fact
from levier.measures.language import Formula, Measure, Median, measures_of
from levier.periods import Period, periods_between
from levier.problems import Problems
from levier.readers import person_hash
from levier.store import Store
from levier.tables import TABLES
from levier.tables.rows import Account

INDEX = "index"
DISTINCT_GRAINS = ("month", "quarter", "year")
DAY_FACTS = ("calendar", "room_days", "sessions")
BLOCKING_CONTROLS = ("valeurs_a_associer", "rejets_seuls")
# Made from tables that have no day: a purge leaves their lines.
NEVER_PURGED = ("calendar", "lump_sums", "service_accounts", "town_charges")


class Past(Protocol):
    """What purges left of the lines that they erased."""

    def purges(self) -> list[Period]:
        """Return what each purge froze, in order."""

    def frozen(self, name: str, purge: Period | None = None) -> Rows:
        """Return the rows frozen under this name by one purge, or by every purge."""

    def purged_before(self) -> int | None:
        """Return the first day whose lines may still be there, ``None`` without a purge."""


class LateEngine:
    """An engine that loads and derives the current lines the first time that anything is asked of it."""

    def __init__(self, store: Store, name: str | None, days: Callable[[], tuple[int, int]]) -> None:
        self._store = store
        self._wanted = name
        self._days = days
        self._made: Engine | None = None

    @property
    def name(self) -> str:
        """Return the name of the engine."""
        return self._engine.name

    @property
    def _engine(self) -> Engine:
        if self._made is None:
            self._made = open_engine(self._wanted)
            self._store.load(self._made)
            derive(self._made, self._store.centre)
            derive_days(self._made, *self._days())
        return self._made

    @property
    def started(self) -> bool:
        """Tell whether the lines were loaded."""
        return self._made is not None

    def create(self, table: str, columns: Mapping[str, str]) -> None:
        """Make an empty table, in place of the one of that name."""
        self._engine.create(table, columns)

    def insert(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Append rows, in the order of the columns."""
        self._engine.insert(table, rows)

    def run(self, sql: str) -> None:
        """Execute one statement."""
        self._engine.run(sql)

    def fetch(self, sql: str) -> Rows:
        """Return every row of a query."""
        return self._engine.fetch(sql)

    def close(self) -> None:
        """Give back files and memory."""
        if self._made is not None:
            self._made.close()


@dataclass(slots=True)
class StoreHolding(Holding):
    """The current lines of a store."""

    store: Store | None = None

    def cover(self, first: int, last: int) -> None:
        """Widen the days of the calendar; it is made only if the lines are loaded."""
        if not self._days[0] <= first <= last <= self._days[1]:
            known = self._days if self._days[0] <= self._days[1] else (first, last)
            self._days = (min(first, known[0]), max(last, known[1]))
            if isinstance(self.engine, LateEngine) and self.engine.started:
                derive_days(self.engine, *self._days)
            self._forget()

    def practitioner(self, name: str) -> str:
        """Return what stands for a practitioner in the lines of the store: hashed with its key."""
        return person_hash(self.store.secret, "practitioner", name) if self.store else ""

    def days(self) -> tuple[int, int]:
        """Return the days that the calendar covers."""
        return self._days


DEFAULTS = Options()


def hold_store(folder: Path, options: Options = DEFAULTS) -> StoreHolding:
    """Return the current lines of a store, loaded only if a total asks for it.

    Raises:
        Refused: not a store, of a newer format, or its key is missing or another one.
    """
    store = Store.open(folder).snapshot()
    store.centre = options.applied(store.centre)
    holding = StoreHolding(store.centre, _Nothing(), [], Problems(), store.last_import_day(), store=store)
    engine = LateEngine(store, options.engine, holding.days)
    holding.engine = engine
    holding.accounts = store.accounts()
    holding._source = StoreSource(store.centre, engine, holding.accounts, store=store, calendar_days=holding.days)
    holding.accounts = [*holding.accounts, *holding._source.frozen_accounts]
    holding._source.accounts = holding.accounts
    return holding


class _Nothing:
    """The place of an engine that is not made yet."""

    name = "none"

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@dataclass
class StoreSource(EngineSource):
    """Totals of a store: kept ones, those made from its lines, and those frozen at a purge."""

    store: Store | None = None
    calendar_days: Callable[[], tuple[int, int]] = field(default=lambda: (0, -1))

    def __post_init__(self) -> None:
        self.keep = self._kept

    @property
    def _store(self) -> Store:
        if self.store is None:
            raise TypeError("a store source has a store")
        return self.store

    @property
    def past(self) -> Past:
        """Return what purges froze."""
        return self._store

    @cached_property
    def _state(self) -> str:
        centre = self.centre
        said = (dict(centre.conventions), dict(centre.account_roles), dict(centre.sections), centre.rejections.own)
        return f"{__version__} {self._store.state_key()} {said!r}"

    def _kept(self, sql: str, make: Callable[[], Rows]) -> Rows:
        days = self.calendar_days() if any(f" {name}" in sql for name in DAY_FACTS) else ()
        return self._store.cubes().cached(f"{self._state} {days} {sql}", make)

    @cached_property
    def frozen_totals(self) -> list[tuple[Period, Frozen]]:
        """Return each frozen total, with the purge that froze it."""
        return [
            (purge, Frozen(*json.loads(str(row[0]))))
            for purge in self.past.purges()
            for row in self.past.frozen(INDEX, purge)
        ]

    @cached_property
    def frozen_accounts(self) -> list[Account]:
        """Return the accounts of the lines that were purged: their days stay covered."""
        rows = self.past.frozen("accounts")
        return [
            Account(
                file,
                table,
                "fige",
                kept=kept,
                read=kept,
                first=first,
                last=last,
                aside_days={int(d): n for d, n in aside},
                controls=dict(more[0]) if more else {},
            )
            for file, table, kept, first, last, aside, *more in rows
        ]

    def cube(self, fact: Fact, dims: tuple[str, ...], measures: Sequence[Measure]) -> Cube:
        """Return these measures by day × dims; purged months give those that were frozen (see :meth:`lost`)."""
        cube = EngineSource.cube(self, fact, dims, measures)
        for purge, one in self.frozen_totals:
            if (one.kind, one.fact, tuple(one.dims)) == ("cube", fact.name, dims):
                # Tables that a purge leaves whole (rooms, hours, lump sums) are frozen too: never counted twice.
                rows = {key: row for key, row in cube.rows.items() if not (key[0] in purge and key[1] in purge)}
                cube = replace(cube, rows=rows).merge(_projected(one, self.past.frozen(one.name, purge), cube))
        return cube

    def distinct(
        self, fact: Fact, dims: tuple[str, ...], measures: Sequence[Measure], periods: Sequence[Period], last_day: int
    ) -> DistinctCounts:
        """Return exact distinct counts; a period partly purged has none."""
        counts = EngineSource.distinct(self, fact, dims, measures, periods, last_day)
        purged = self.past.purged_before()
        if purged is None:
            return counts
        known = {key: values for key, values in counts.rows.items() if key[0] >= purged}
        for purge, one in self.frozen_totals:
            if (one.kind, one.fact, tuple(one.dims)) == ("distinct", fact.name, dims):
                cube = Cube(fact.name, dims, counts.measures)
                known |= _projected(one, self.past.frozen(one.name, purge), cube).rows
        unknown = {(one.first, one.last) for one in periods if one.first < purged <= one.last}
        return replace(counts, rows=known, unknown=frozenset(unknown))

    def lost(self, formula: Formula, dims: tuple[str, ...], period: Period) -> bool:
        """Tell whether a purge inside the period kept other totals than those asked for.

        Frozen totals stay those of the definition, the conventions and the dimensions of the day of the purge: they
        are never mixed with others, nor taken for 0.
        """
        more = (formula.dimension,) if isinstance(formula, Median) else ()
        asked = [one for one in measures_of(formula) if one.fact not in NEVER_PURGED]
        purges = [one for one in self.past.purges() if one.first <= period.last and period.first <= one.last]
        return any(not self._was_frozen(purge, one, dims, more) for purge in purges for one in asked)

    def _was_frozen(self, purge: Period, measure: Measure, dims: tuple[str, ...], more: tuple[str, ...]) -> bool:
        then: dict[str, int | str] = dict(self.past.frozen("conventions", purge))
        if any(self.centre.conventions[name] != then.get(name) for name in counted_by([measure])):
            return False
        fact, kind = FACTS[measure.fact], "distinct" if measure.kind == "distinct" else "cube"
        inside = kind == "cube" and not more and set(dims) <= set(fact.dims)
        cut = list(fact.dims if inside else dict.fromkeys((*dims, *more)))
        return any(
            when == purge and (one.kind, one.fact, one.dims) == (kind, fact.name, cut) and measure.key in one.measures
            for when, one in self.frozen_totals
        )

    def days(self, table: str) -> dict[int, int]:
        """Return the lines of a table by day, those that were purged included."""
        found = dict(EngineSource.days(self, table)) | dict(self.past.frozen(f"days:{table}"))
        return dict(sorted(found.items()))

    def teams(self, dims: tuple[str, ...]) -> Rows:
        """Return each (practitioner, day, dimensions) that has or had a line."""
        frozen = self.past.frozen("teams")
        places = [("site", "service", "specialty").index(dim) + 2 for dim in dims]
        return EngineSource.teams(self, dims) + [(row[0], row[1], *(row[place] for place in places)) for row in frozen]

    def agents(self) -> Rows:
        """Return each (person, job, day) of the staff, now and before the purges."""
        return EngineSource.agents(self) + self.past.frozen("agents")


@dataclass(frozen=True, slots=True)
class Frozen:
    """What one frozen total is: its kind, derived table, dimensions and measures, and the name of its rows."""

    kind: str
    fact: str
    dims: list[str]
    measures: list[str]
    name: str


def _projected(one: Frozen, rows: Rows, like: Cube) -> Cube:
    """Return frozen rows with the measures asked for; those that were not frozen are lost, and 0 stands for them."""
    width = 2 + len(one.dims)
    known = {name: width + place for place, name in enumerate(one.measures)}
    places = [known.get(name) for name in like.measures]
    made = {tuple(row[:width]): tuple(0 if place is None else row[place] for place in places) for row in rows}
    return Cube(like.fact, like.dims, like.measures, made)


def freeze(folder: Path, first: int, last: int) -> dict[str, Rows]:
    """Return the totals to keep when the lines from ``first`` to ``last`` are purged: every measure of the catalogue.

    Cubes by day with their base dimensions and each narrow one, exact distinct counts of whole months, quarters and
    years, the days that had lines, who made up the teams (pseudonymous), and the days covered by files.
    """
    holding = hold_store(folder)
    holding.cover(first, last)
    source = EngineSource(holding.centre, holding.engine, holding.accounts)
    known = indicators().values()
    quantities = [quantity_of(one.amounts_of_acts) for one in known if one.amounts_of_acts is not None]
    read = (m for one in known for m in (*all_measures(one), *explained_measures(one)))
    groups = by_fact([*read, *quantities, WEEKLY, OPEN])
    kept: dict[str, Rows] = {INDEX: [], "conventions": list(holding.centre.conventions.items())}
    for name, measures in groups.items():
        _freeze_fact(kept, source, FACTS[name], measures, first, last)
    for table in TABLES.values():
        days = [(day, lines) for day, lines in source.days(table.name).items() if first <= day <= last]
        kept[f"days:{table.name}"] = list(days)
    who = source.teams(("site", "service", "specialty"))
    kept["teams"] = [row for row in who if first <= row[1] <= last]
    kept["agents"] = [row for row in source.agents() if first <= row[2] <= last]
    kept["accounts"] = [_frozen_account(one, first, last) for one in holding.accounts if _inside(one, first, last)]
    holding.engine.close()
    return kept


def _inside(account: Account, first: int, last: int) -> bool:
    return account.first is not None and account.last is not None and account.first <= last and first <= account.last


def _frozen_account(account: Account, first: int, last: int) -> tuple[Any, ...]:
    begin, end = max(account.first or first, first), min(account.last or last, last)
    aside = [[day, count] for day, count in account.aside_days.items() if first <= day <= last]
    # What keeps a figure from being said outlives the lines.
    controls = {name: account.controls[name] for name in BLOCKING_CONTROLS if account.controls.get(name)}
    return (account.file, account.table, account.kept, begin, end, aside, controls)


def _freeze_fact(
    kept: dict[str, Rows], source: EngineSource, fact: Fact, measures: Sequence[Measure], first: int, last: int
) -> None:
    additive = [one for one in measures if one.kind != "distinct"]
    counted = [one for one in measures if one.kind == "distinct"]
    for dims in (fact.dims, *((dim,) for dim in fact.narrow)) if additive else ():
        cube = source.cube(fact, dims, additive)
        rows = [(*key, *values) for key, values in cube.rows.items() if first <= key[0] and key[1] <= last]
        _add(
            kept, Frozen("cube", fact.name, list(dims), list(cube.measures), f"cube:{fact.name}:{','.join(dims)}"), rows
        )
    for dims in ((), *((dim,) for dim in fact.dims)) if counted else ():
        periods = [one for grain in DISTINCT_GRAINS for one in periods_between(first, last, grain) if one.last <= last]
        found = source.distinct(fact, dims, counted, [one for one in periods if one.first >= first], last)
        rows = [(*key, *values) for key, values in found.rows.items()]
        _add(
            kept,
            Frozen("distinct", fact.name, list(dims), list(found.measures), f"distinct:{fact.name}:{','.join(dims)}"),
            rows,
        )


def _add(kept: dict[str, Rows], one: Frozen, rows: Rows) -> None:
    kept[one.name] = rows
    kept[INDEX].append((json.dumps([one.kind, one.fact, one.dims, one.measures, one.name], ensure_ascii=False),))
