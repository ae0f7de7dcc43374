"""Lines of the period = lines counted + lines left out, for every indicator that counts lines, on any centre."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import centres, crowded_centre

from levier.catalogue.definition import Indicator
from levier.catalogue.indicators import indicators
from levier.centre import Centre
from levier.derive import create_raw, derive, derive_days
from levier.engine.base import open_engine, raw_name
from levier.explain import CANCELLING, FUTURE, explain
from levier.figures.figure import Figure
from levier.holding import Holding
from levier.lines import COUNTED, line_rows
from levier.measures.facts import FACTS
from levier.measures.language import Ratio
from levier.measuring import Asked, measure_period
from levier.periods import Period, period_of, to_date
from levier.reference import Rows
from levier.tables import TABLES
from levier.tables.rows import Account

POPULATIONS = [one for one in indicators().values() if one.population is not None]


def held(name: str, rows: Rows, centre: Centre, first: int, last: int) -> Holding:
    engine = open_engine(name)
    create_raw(engine)
    accounts = []
    for rank, table in enumerate(TABLES.values()):
        lines = rows.get(table.name, [])
        engine.insert(
            raw_name(table), [(rank, n + 2, *(row.get(c) for c in table.names)) for n, row in enumerate(lines)]
        )
        spans = (first, last) if lines else (None, None)
        accounts.append(Account(f"{table.file}.csv", table.name, "csv", kept=len(lines), first=spans[0], last=spans[1]))
    derive(engine, centre)
    derive_days(engine, first, last)
    return Holding(centre, engine, accounts)


def check(holding: Holding, about: Indicator, period: Period, as_of: int, by: tuple[str, ...] = ()) -> None:
    asked = Asked(as_of=to_date(as_of), by=by, names=(about.name,))
    for figure in measure_period(holding, asked, period):
        if len(figure.slice) == len(by):
            check_one(holding, about, period, figure, as_of)


def check_one(holding: Holding, about: Indicator, period: Period, figure: Figure, as_of: int) -> None:
    (tally,) = explain(holding, about, period, figure, as_of).tallies
    left = Counter(dict(tally.left_out))
    assert len(left) == len(tally.left_out), about.name
    assert tally.read == tally.counted + sum(left.values()), about.name
    assert all(number > 0 for number in left.values())
    first = about.bases[0]
    if figure.basis == first.name and isinstance(first.formula, Ratio) and figure.units[1] == "lines":
        assert figure.denominator == tally.counted, about.name
    lines = list(line_rows(holding, about, period, figure))
    if about.population is not None and FACTS[about.population.fact].source is not None:
        fates = Counter(line[4] for line in lines)
        # A cancelling line is counted on its own, less one.
        assert fates.pop(COUNTED, 0) == tally.counted + left.pop(CANCELLING, 0), about.name
        if FACTS[about.population.fact].sign is None:
            assert fates == left, about.name
        assert all((line[4] == FUTURE) <= (line[3] > as_of) for line in lines)


@pytest.mark.parametrize("name", ["sqlite", "duckdb"])
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    drawn=centres("appointments", "acts", "calls", "invoices", "payer_flows", "opening_hours", "imaging_prescriptions")
)
def test_lines_are_counted_or_left_out_for_one_reason(name: str, drawn: Any) -> None:
    rows, centre, first, last = drawn
    holding = held(name, rows, centre, first - 1, last + 1)
    for about in POPULATIONS:
        for as_of in (first, last + 400):
            check(holding, about, period_of(first, "month"), as_of)
    holding.engine.close()


@pytest.mark.parametrize("name", ["sqlite", "duckdb"])
@pytest.mark.parametrize("seed", range(3))
def test_where_lines_meet_and_slice_by_slice(name: str, seed: int) -> None:
    rows, centre, first, last = crowded_centre(seed)
    holding = held(name, rows, centre, first - 1, last + 1)
    for about in POPULATIONS:
        check(holding, about, period_of(first, "month"), last + 30)
        check(holding, about, period_of(first, "year"), last)
        if about.population is not None:
            by = next((dim for dim in ("service", "payer_type", "site") if FACTS[about.population.fact].has(dim)), None)
            if by:
                check(holding, about, period_of(first, "month"), last + 400, (by,))
    holding.engine.close()
