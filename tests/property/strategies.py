"""Whole small centres as typed rows, with the values that break definitions.

Every column of every table of the contract is drawn by its kind from a few values, so that lines meet: same
patient and start, same practitioner at the same hour, spellings of one specialty, intervals that end at
midnight, before they start, or cross a month. Values are those of the storage (:mod:`levier.tables.columns`).
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from hypothesis import strategies as st

from levier.centre import Centre, read_centre
from levier.measures.language import Condition, Parameter, Setting, col
from levier.periods import DAY_SECONDS, period_of, to_date, weekday
from levier.reference import Rows
from levier.tables import TABLES, Column, Kind, Table
from levier.tables.columns import WEEKDAYS

# 1 January 1970 + 19 780 is 27 February 2024 (leap year); 20 085 is 28 December 2024 (change of year and ISO week).
STARTS = (19_780, 20_085, 20_094, 20_176)
MINUTE, HOUR = 60, 3_600
CLOCKS = (0, 8 * HOUR, 9 * HOUR, 9 * HOUR + 15 * MINUTE, 22 * HOUR)
ENDS = (0, 2 * HOUR, 9 * HOUR, 12 * HOUR, 18 * HOUR, DAY_SECONDS)
ALL_SITES = (None, "A", "B")
SITES: tuple[tuple[str | None, ...], ...] = ((None,), (None,), ("A",), ALL_SITES)
LENGTHS = (0, 1, 6, 13)
# Tables of which a centre has few lines: more of them would close it, or open it day and night.
FEW = {"closures": 3, "absences": 4, "opening_hours": 14, "rooms": 6, "standard_week": 24, "sessions": 8}
CENTRES = (
    "",
    "conventions = { delai_annulation_h = 0 }",
    'conventions = { delai_annulation_h = 48, annulation_tardive = "non_venue" }',
    'regime_comptable = "M57"\n[comptes]\nforfaits = ["7481"]\nsubvention_equilibre = ["7488"]\n'
    'sections = { "SEC 1" = "dentaire", "imagerie" = "medical" }',
)
TEXTS = {
    "specialty": ("Médecine générale", "medecine generale", "MEDECINE GENERALE", "Gynécologie", "gynecologie"),
    "payer": ("CPAM 92", "Cpam 92", "Mutuelle de l'Été", "MUTUELLE DE L'ETE"),
    "rejection_family": ("droits", "Droits", "référence", "reference"),
    "section": ("dentaire", "Dentaire", "imagerie", "SEC 1", "siège"),
    "account": ("60", "6066", "641", "70", "7061", "709", "74", "7481", "7488", "757", "120", "120", "512"),
    "room": ("C1", "C2", "F1"),
    "code": ("C", "G", "APC", "C2", "HBMD042", "HBMD460", "HBLD634", "HBDD001", "DEQP003", "ZZZ"),
    "entry": ("1", "1", "2"),
    "journal": ("VT", "VT", "OD"),
    "invoice": ("F1", "F2"),
    "practitioner": ("p1", "p1", "p2"),
    "patient": ("a", "a", "b"),
    "measure": ("rdv_honores",),
}
# Choices that meet others more often than the rest.
LIKELY = {"status": ("annule", "annule", "honore", "rejete", "rejete"), "cancelled_by": ("patient",)}
REST = ("1", "2", "10", "A")
WHOLES = (0, 1, 1, 2, 3, 4, 5, 90)
AMOUNTS = (-3_000, -1, 0, 1, 2_100, 3_000, 123_456_789)
DECIMALS = (-1_000_000_000, 0, 1, 500_000_000, 1_000_000_000, 3_333_333_333)
# Columns drawn as a distance from another: reversed, empty, across midnight and across a month among them.
DISTANCES: dict[str, tuple[str, tuple[int, ...]]] = {
    "end_at": ("start_at", (-900, 0, 1, 900, 900, 3_600, 4 * HOUR, 3 * HOUR, DAY_SECONDS, 4 * DAY_SECONDS)),
    "booked_at": ("start_at", tuple(-days * DAY_SECONDS for days in (-1, 0, 1, 2, 3, 7, 8, 14, 15, 30, 31, 400))),
    "cancelled_at": ("start_at", (HOUR, 0, -1, -2 * HOUR, -24 * HOUR + 1, -24 * HOUR, -48 * HOUR)),
    "decided_on": ("sent_on", (-1, 0, 0, 1, 7)),
    "last_day": ("first_day", (-1, 0, 0, 1)),
}


@st.composite
def centres(draw: st.DrawFn, *tables: str, most: int = 5) -> tuple[Rows, Centre, int, int]:
    """Draw (typed rows by table, centre, first day, last day); only these ``tables`` have rows, all by default.

    ``most`` is the number of lines of a table that is not exceeded. Days of the rows are around first and last.
    """
    first = draw(st.sampled_from(STARTS))
    last = first + draw(st.sampled_from(LENGTHS))
    days = draw(st.lists(st.sampled_from(_days(first, last)), min_size=1, max_size=4, unique=True))
    sites = draw(st.sampled_from(SITES))
    names = tables or tuple(TABLES)
    rows = {name: draw(st.lists(lines(TABLES[name], days, sites), max_size=most)) for name in names}
    return rows, read_centre(draw(st.sampled_from(CENTRES))), first, last


def crowded_centre(seed: int, *tables: str, most: int = 60) -> tuple[Rows, Centre, int, int]:
    """Make a centre where lines meet much more often than Hypothesis lets them: the same one for the same seed."""
    pick = Random(seed)
    first = pick.choice(STARTS)
    last = first + pick.choice(LENGTHS)
    days, sites = pick.sample(_days(first, last), 3), pick.choice(SITES)
    rows = {
        name: [_line(TABLES[name], days, sites, pick) for _ in range(pick.randrange(FEW.get(name, most)))]
        for name in tables or TABLES
    }
    return rows, read_centre(pick.choice(CENTRES)), first, last


def _line(table: Table, days: Sequence[int], sites: Sequence[str | None], pick: Random) -> dict[str, Any]:
    return _placed({column.name: pick.choice(pool(table, column, days, sites)) for column in table.columns})


def _days(first: int, last: int) -> list[int]:
    month = period_of(first, "month")
    return sorted({first - 1, first, (first + last) // 2, last, last + 1, month.last, month.last + 1})


def lines(table: Table, days: Sequence[int], sites: Sequence[str | None] = ALL_SITES) -> st.SearchStrategy[Any]:
    """Draw one line of a table; ``days`` are those on which things happen."""
    cells = {column.name: st.sampled_from(pool(table, column, days, sites)) for column in table.columns}
    return st.fixed_dictionaries(cells).map(_placed)


def _placed(line: dict[str, Any]) -> dict[str, Any]:
    far = {name: base for name, (base, _) in DISTANCES.items() if line.get(name) is not None}
    return line | {name: line[base] + line[name] for name, base in far.items()}


def pool(table: Table, column: Column, days: Sequence[int], sites: Sequence[str | None]) -> tuple[Any, ...]:
    """Return the values that a column may take, empty among them where the contract keeps the line."""
    if column.name == "site":
        return tuple(sites)
    known = tuple(_known(table, column, days))
    # An amount of a ledger left empty beside the other is 0 once read.
    if column.required and (not column.empty_kept or table.name == "ledger"):
        return known
    return (*[None] * 2 * len(known), *known) if column.name in SELDOM else (None, *known, *known)


SELDOM = {"valid_from", "valid_to", "reserved"}


def _known(table: Table, column: Column, days: Sequence[int]) -> Any:
    if column.name in DISTANCES:
        return DISTANCES[column.name][1]
    if (table.name, column.name) == ("rooms", "id"):
        return TEXTS["room"]
    if column.name == "weekday":
        return [WEEKDAYS[weekday(day + before)] for day in days for before in (0, 0, -1)]
    if column.kind is Kind.CHOICE:
        return (*column.choices, *(one for one in LIKELY.get(column.name, ()) if one in column.choices))
    return _stored(column, days)


def _stored(column: Column, days: Sequence[int]) -> Any:
    match column.kind:
        case Kind.DATE:
            return days
        case Kind.MOMENT:
            return [day * DAY_SECONDS + clock for day in days for clock in CLOCKS]
        case Kind.CLOCK:
            return ENDS if column.name == "time_to" else CLOCKS
        case Kind.MONTH:
            return sorted({period_of(day, "month").first for day in days})
        case Kind.YEAR:
            return sorted({to_date(day).year for day in days})
        case Kind.PERIOD:
            return sorted({period_of(day, grain).label for day in days for grain in ("month", "year")})
        case _:
            pools = {Kind.AMOUNT: AMOUNTS, Kind.DECIMAL: DECIMALS, Kind.WHOLE: WHOLES, Kind.FLAG: (0, 1, 1)}
            return pools.get(column.kind) or TEXTS.get(column.name, REST)


def conditions(columns: dict[str, tuple[Any, ...]]) -> st.SearchStrategy[Condition]:
    """Draw conditions on columns, given the values that each may be compared to."""
    names = st.sampled_from(sorted(columns))
    leaves = names.flatmap(lambda name: _leaf(name, st.sampled_from(columns[name])))
    settings = st.builds(Setting, st.just("annulation_tardive"), st.sampled_from(("excusee", "non_venue")))
    return st.recursive(
        st.one_of(leaves, leaves, settings),
        lambda parts: st.one_of(
            st.builds(lambda one: ~one, parts),
            st.builds(lambda one, other: one & other, parts, parts),
            st.builds(lambda one, other: one | other, parts, parts),
        ),
        max_leaves=5,
    )


def _leaf(name: str, asked: st.SearchStrategy[Any]) -> st.SearchStrategy[Condition]:
    column = col(name)
    return st.one_of(
        st.just(column.known()),
        asked.map(lambda value: column == value),
        asked.map(lambda value: column != value),
        asked.map(lambda value: column < value if isinstance(value, int) else column == value),
        asked.map(lambda value: column >= value if isinstance(value, int) else column != value),
        st.lists(asked, min_size=1, max_size=3, unique=True).map(lambda values: column.among(*values)),
        st.just(column < Parameter("appel_court_s")) if name.endswith("_s") else st.just(~column.known()),
    )
