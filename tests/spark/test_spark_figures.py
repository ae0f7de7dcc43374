"""The figures of the same centres on every engine: equal to the last field, and equal totals on any centre."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import centres

from levier import reference
from levier.catalogue.indicators import indicators
from levier.centre import Centre
from levier.cli import main
from levier.demo import CODES, write_region
from levier.derive import create_raw, derive
from levier.engine.base import open_engine, raw_name
from levier.engine.spark import SparkEngine
from levier.figures.needs import all_measures
from levier.holding import Holding, Options
from levier.measures.cube import by_fact
from levier.measures.facts import FACTS
from levier.measuring import Asked, measure
from levier.national.centre import hold_derived
from levier.national.centres import National
from levier.national.layout import DAILY
from levier.national.opening import derive_all, open_together
from levier.national.write import write_derived
from levier.opening import open_centres
from levier.periods import periods_between
from levier.tables import TABLES

ASKED = Asked(every="year", first="2025", last="2025", as_of=date(2025, 12, 31))
MEASURES = by_fact(measure for one in indicators().values() for measure in all_measures(one))
# Few and never shrunk: an example is three centres, and forty queries on Spark.
FEW = settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four centres of the demonstration, small (``python -m bench.spark`` compares the 28)."""
    folder = tmp_path_factory.mktemp("region") / "region"
    write_region(folder, seed=2013, scale=0.02, centres=CODES[::7], workers=1)
    return folder


@pytest.fixture(scope="session")
def derived(region: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("derived")
    assert len(derive_all([region], Options(engine="duckdb"), folder, lambda _one: None)) == 4
    return folder


@pytest.fixture(scope="session")
def expected(region: Path) -> list[dict[str, Any]]:
    """The figures of each centre read and measured alone, on DuckDB."""
    return shown(open_centres(region, Options(engine="duckdb")))


def shown(holdings: Iterator[Holding]) -> list[dict[str, Any]]:
    found = []
    for holding in holdings:
        found += [one.as_json() for one in measure(holding, ASKED)]
        holding.engine.close()
    return found


@contextmanager
def lent(engine: SparkEngine, *paths: Path) -> Iterator[Iterator[Holding]]:
    with open_together(paths, ASKED, session=engine.session) as found:
        yield found


def test_centres_give_the_same_figures(classic: SparkEngine, derived: Path, expected: list[dict[str, Any]]) -> None:
    assert {one["centre"] for one in expected} == {"A01", "A08", "A15", "A22"}
    with lent(classic, derived) as found:
        ours = shown(found)
    assert ours == expected


def test_the_command_through_connect(
    classic: SparkEngine, address: str, region: Path, expected: list[dict[str, Any]], tmp_path: Path, capfd: Any
) -> None:
    # Files, not derived tables: the command derives, and the result alone is on the standard output.
    words = ["--every", "year", "--from", "2025", "--to", "2025", "--as-of", "2025-12-31"]
    code = main(["measure", str(region), *words, "--format", "json", "--quiet", "--engine", f"spark={address}"])
    printed = capfd.readouterr()
    assert (code, printed.err) == (1, "")
    assert json.loads(printed.out) == json.loads(json.dumps(expected))


@st.composite
def several(draw: st.DrawFn) -> list[tuple[reference.Rows, Centre, int, int]]:
    """Some centres under the same conventions, the second of which may have others."""
    found = [draw(centres()) for _rank in range(3)]
    shared = found[0][1]
    named = [replace(one[1] if rank == 1 else shared, name=f"N{rank}") for rank, one in enumerate(found)]
    return [(rows, centre, first, last) for (rows, _c, first, last), centre in zip(found, named, strict=True)]


@FEW
@given(drawn=several())
def test_totals_are_those_of_the_reference(classic: SparkEngine, tmp_path_factory: Any, drawn: Any) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    for rows, centre, first, last in drawn:
        write_drawn(rows, centre, first, last, folder)
    engine = SparkEngine(classic.session, lent=True)
    national = National(engine)
    national.read([folder.as_posix()])
    for name in DAILY:
        days = [day for (day,) in engine.fetch(f"SELECT DISTINCT day FROM derived_{name}")]
        national.ask({limit for day in days for limit in (day, day + 1)}, ())
    facts = {centre.name: reference.derive(rows, centre, first, last) for rows, centre, first, last in drawn}
    periods = {centre.name: list(periods_between(first, last, "month")) for _rows, centre, first, last in drawn}
    national.ask((), {(one.first, one.last) for found in periods.values() for one in found})
    sources = [hold_derived(national, told, Options()).source() for told in national.centres]
    for fact_name, measures in MEASURES.items():
        fact, additive = FACTS[fact_name], [one for one in measures if one.kind != "distinct"]
        counted = [one for one in measures if one.kind == "distinct"]
        for source in sources:
            centre, made = source.centre, facts[source.centre.name][fact_name]
            for dims in (fact.dims, *((narrow,) for narrow in fact.narrow)) if additive else ():
                assert source.cube(fact, dims, additive) == reference.cube(made, fact, dims, additive, centre)
            if counted:
                months = periods[centre.name]
                theirs = reference.distinct_counts(
                    made, fact, fact.dims, counted, centre, months, drawn_last(drawn, centre)
                )
                assert source.distinct(fact, fact.dims, counted, months, drawn_last(drawn, centre)) == theirs
    engine.close()


def drawn_last(drawn: Any, centre: Centre) -> int:
    return next(last for _rows, one, _first, last in drawn if one.name == centre.name)


def write_drawn(rows: reference.Rows, centre: Centre, first: int, last: int, folder: Path) -> None:
    engine = open_engine("duckdb")
    create_raw(engine)
    for table in TABLES.values():
        lines = rows.get(table.name, [])
        engine.insert(raw_name(table), [(0, n, *(row.get(c) for c in table.names)) for n, row in enumerate(lines)])
    derive(engine, centre)
    write_derived(Holding(centre, engine, []), folder, (first, last))
    engine.close()
