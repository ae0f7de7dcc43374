"""Whole small centres as typed rows, with the values that break definitions.

Every column of every table of the contract is drawn by its kind from a few values, so that lines meet: same
patient and start, same practitioner at the same hour, spellings of one specialty, intervals that end at
midnight, before they start, or cross a month. Values are those of the storage (:mod:`levier.tables.columns`).
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from levier.centre import Centre, read_centre
from levier.measures.language import Condition, Parameter, Setting, col
from levier.periods import DAY_SECONDS, period_of, to_date
from levier.reference import Rows
from levier.tables import TABLES, Column, Kind, Table

# 1 January 1970 + 19 780 is 27 February 2024 (leap year); 20 085 is 28 December 2024 (change of year and ISO week).
STARTS = (19_780, 20_085, 20_094, 20_176)
CLOCKS = (0, 7_200, 28_800, 32_400, 33_300, 43_200, 79_200, 86_399)
ENDS = (*CLOCKS, DAY_SECONDS)
SITES = (None, "A", "B")
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
    "account": ("60", "6066", "603", "641", "70", "7061", "709", "74", "7481", "7488", "757", "120", "512"),
    "room": ("C1", "C2", "F1", "I1"),
    "code": ("C", "G", "APC", "C2", "HBMD042", "HBMD460", "HBLD634", "HBDD001", "DEQP003", "ZZZ"),
    "journal": ("VT", "OD"),
    "invoice": ("F1", "F2"),
    "measure": ("rdv_honores",),
}
IDS = {"rooms": TEXTS["room"]}
REST = ("1", "2", "10", "A")
WHOLES = (0, 1, 2, 3, 4, 5, 6, 90)
AMOUNTS = (-3_000, -1, 0, 1, 2_100, 3_000, 123_456_789)
DECIMALS = (-1_000_000_000, 0, 1, 500_000_000, 1_000_000_000, 3_333_333_333)


@st.composite
def centres(draw: st.DrawFn, *tables: str, most: int = 5) -> tuple[Rows, Centre, int, int]:
    """Draw (typed rows by table, centre, first day, last day); only these ``tables`` have rows, all by default.

    ``most`` is the number of lines of a table that is not exceeded. Days of the rows are around first and last.
    """
    first = draw(st.sampled_from(STARTS))
    last = first + draw(st.sampled_from((0, 1, 6, 13)))
    sites = draw(st.sampled_from(((None,), (None,), SITES, ("A",))))
    names = tables or tuple(TABLES)
    rows = {name: draw(st.lists(lines(TABLES[name], first, last, sites), max_size=most)) for name in names}
    return rows, read_centre(draw(st.sampled_from(CENTRES))), first, last


def lines(table: Table, first: int, last: int, sites: tuple[str | None, ...] = SITES) -> st.SearchStrategy[Any]:
    """Draw one line of a table, whose days are around ``first`` and ``last``."""
    return st.fixed_dictionaries({column.name: cell(table, column, first, last, sites) for column in table.columns})


def cell(
    table: Table, column: Column, first: int, last: int, sites: tuple[str | None, ...] = SITES
) -> st.SearchStrategy[Any]:
    """Draw a value of a column, empty where the contract keeps the line."""
    if column.name == "site":
        return st.sampled_from(sites)
    known = st.sampled_from(IDS.get(table.name, REST) if column.name == "id" else tuple(_pool(column, first, last)))
    return known if column.required and not column.empty_kept else st.one_of(st.none(), known, known)


def _pool(column: Column, first: int, last: int) -> Any:
    days = _days(first, last)
    match column.kind:
        case Kind.CHOICE:
            return column.choices
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
            pools = {Kind.AMOUNT: AMOUNTS, Kind.DECIMAL: DECIMALS, Kind.WHOLE: WHOLES, Kind.FLAG: (0, 1)}
            return pools.get(column.kind) or TEXTS.get(column.name, REST)


def _days(first: int, last: int) -> list[int]:
    month = period_of(first, "month")
    return sorted({first - 1, first, first + 1, (first + last) // 2, last, last + 1, month.last, month.last + 1})


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
