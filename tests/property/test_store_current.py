"""The rule of current lines, judged by a model that replays the imports one after the other in plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levier.engine.base import open_engine, raw_columns, raw_name
from levier.store.current import Given, covers, find_dead
from levier.tables import TABLES


@dataclass(frozen=True)
class Line:
    """A line of the model: where it stands, its key (``None`` without), its day or year, its source."""

    file: int
    line: int
    key: tuple[Any, ...] | None
    day: int
    source: str


@dataclass(frozen=True)
class Arrival:
    """An import of the model: its files, each with its lines; every file of it comes from one source."""

    source: str
    amend: bool
    files: tuple[tuple[tuple[Any, int], ...], ...]


def replay(table: str, arrivals: list[Arrival]) -> set[tuple[int, int]]:
    """Return the (file, line) that are current: each file in turn takes things away, then adds its own."""
    replaces = TABLES[table].replaces
    current: list[Line] = []
    file = 0
    for arrival in arrivals:
        before = {(one.file, one.line) for one in current}
        for lines in arrival.files:
            new = [Line(file, rank, key, day, arrival.source) for rank, (key, day) in enumerate(lines)]
            file += 1
            if not new:
                continue
            new_keys = {one.key for one in new if one.key is not None}
            first, last = min(one.day for one in new), max(one.day for one in new)
            years = {one.day for one in new}

            def stays(one: Line) -> bool:
                if one.key is not None and one.key in new_keys:  # noqa: B023
                    return False
                if arrival.amend:  # noqa: B023
                    return True
                if replaces == "file":
                    return one.source != arrival.source  # noqa: B023
                if table == "ledger":
                    return not first <= one.day <= last  # noqa: B023
                if replaces == "exercise":
                    return one.day not in years  # noqa: B023
                if table == "lump_sums":
                    return True
                if one.source != arrival.source or not first <= one.day <= last:  # noqa: B023
                    return True
                return one.key is not None and (one.file, one.line) not in before  # noqa: B023

            current = [one for one in current if stays(one)] + new
    return {(one.file, one.line) for one in current}


def insert(engine: Any, table: str, arrivals: list[Arrival]) -> list[Given]:
    about = TABLES[table]
    engine.create(raw_name(table), raw_columns(about))
    parts, rows, file = [], [], 0
    for number, arrival in enumerate(arrivals, 1):
        for lines in arrival.files:
            days = [day for _key, day in lines]
            ground = covers(about, min(days), max(days), days) if lines else ()
            parts.append(Given(file, file, number, arrival.source, arrival.amend, ground))
            rows += [(file, rank, *typed_row(table, key, day)) for rank, (key, day) in enumerate(lines)]
            file += 1
    engine.insert(raw_name(table), rows)
    return parts


def typed_row(table: str, key: Any, day: int) -> list[Any]:
    values: dict[str, Any] = {
        "appointments": lambda: {"id": key and key[0], "start_at": day * 86_400 + 50_000},
        "calls": lambda: {"start_at": day * 86_400 + 80_000},
        "payer_flows": lambda: flow(key, day),
        "staffing": lambda: {"person": key and key[0], "month": day, "job": "medecin"},
        "rooms": lambda: {"id": "C1"},
        "ledger": lambda: {"date": day, "account": "6066"},
        "lab_sampling": lambda: {"month": day},
        "lump_sums": lambda: {"for_period": str(day), "scheme": "teulade"},
        "balances": lambda: {"exercise": day, "account": "6066"},
    }[table]()
    return [values.get(name) for name in TABLES[table].names]


def flow(key: Any, day: int) -> dict[str, Any]:
    values = {"invoice": "F", "payer_type": "AMO", "attempt": day % 2 or None, "sent_on": day}
    return values | ({"id": key[0]} if key[0] != "day" else {})


def keys_of(table: str, key: Any, day: int) -> Any:
    if table == "appointments":
        return key
    if table == "payer_flows":
        return key or ("day", day)
    if table == "staffing":
        return key and (key[0], day)
    if table in ("lab_sampling", "lump_sums"):
        return ("day", day)
    return None


def arrivals_of(table: str) -> st.SearchStrategy[list[Arrival]]:
    keyed = table in ("appointments", "payer_flows", "staffing", "lab_sampling", "lump_sums")
    key = st.one_of(st.none(), st.tuples(st.sampled_from("abcdef"))) if keyed else st.none()
    line = st.tuples(key, st.integers(100, 108)).map(lambda one: (keys_of(table, *one), one[1]))
    file = st.lists(line, max_size=5).map(distinct_keys).map(tuple)
    return st.lists(
        st.builds(
            Arrival,
            source=st.sampled_from(["agenda", "copie"]),
            amend=st.booleans() if keyed else st.just(False),
            files=st.lists(file, min_size=1, max_size=2).map(tuple),
        ).map(amend_needs_keys),
        max_size=5,
    )


def distinct_keys(lines: list[Any]) -> list[Any]:
    """Keep the first line of each key: a key met twice in one file is another rule."""
    seen: set[Any] = set()
    return [one for one in lines if one[0] is None or not (one[0] in seen or seen.add(one[0]))]  # type: ignore[func-returns-value]


def amend_needs_keys(one: Arrival) -> Arrival:
    without = any(key is None for file in one.files for key, _day in file)
    return Arrival(one.source, one.amend and not without, one.files)


@pytest.mark.parametrize(
    "table",
    [
        *("appointments", "calls", "payer_flows", "staffing", "rooms"),
        *("balances", "ledger", "lab_sampling", "lump_sums"),
    ],
)
@pytest.mark.parametrize("engine_name", ["duckdb", "sqlite"])
def test_current_lines_are_those_of_a_replay(engine_name: str, table: str) -> None:
    engine = open_engine(engine_name)

    @settings(max_examples=60, deadline=None)
    @given(arrivals_of(table))
    def check(arrivals: list[Arrival]) -> None:
        find_dead(engine, TABLES[table], insert(engine, table, arrivals))
        dead = set(engine.fetch("SELECT file, line FROM dead_lines"))
        every = set(engine.fetch(f"SELECT file, line FROM {raw_name(table)}"))
        assert every - dead == replay(table, arrivals)

    check()
    engine.close()
