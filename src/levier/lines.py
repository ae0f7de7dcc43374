"""The lines behind a figure: each with what became of it (contract §3, two clicks from a figure to its lines)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from levier.catalogue.definition import Basis, Indicator, Population
from levier.engine.base import raw_name
from levier.engine.compile import condition_sql, literal
from levier.explain import FUTURE, OUTSIDE, TOO_YOUNG, aged, any_of, used
from levier.figures.evaluate import last_day
from levier.figures.figure import Figure, Slice
from levier.figures.needs import facts_of, is_typed
from levier.holding import Holding
from levier.measures.facts import FACTS, Fact
from levier.measures.language import Condition, Ratio, count, measures_of
from levier.periods import Period
from levier.tables import TABLES

COUNTED = "compté"


def line_rows(holding: Holding, indicator: Indicator, period: Period, figure: Figure) -> Iterator[list[Any]]:
    """Yield each line of the period: file, line, identifier, day, what became of it, in the numerator or not.

    Figures that come from the grid, and tables that are computed (rooms, opening hours), have none; the identifier is
    the one of the centre's own software.
    """
    if indicator.population is not None:
        fates = [(FACTS[indicator.population.fact], _fate_sql(holding, indicator, indicator.population, figure.as_of))]
    else:
        basis = next((one for one in indicator.bases if one.name == figure.basis), indicator.bases[0])
        fates = (
            []
            if is_typed(basis)
            else [(FACTS[fact], _used_sql(holding, basis, fact, figure.as_of)) for fact in facts_of(basis)]
        )
    names = {rank: account.file for rank, account in enumerate(holding.accounts)}
    for fact, fate_sql in fates:
        if fact.source is not None:
            query = _query(fact, fate_sql, _hit_sql(holding, indicator, fact), period, figure.slice)
            for file, line, known, day, fate, hit in holding.engine.fetch(query):
                yield [names.get(file, ""), line, known, day, fate, hit if fate == COUNTED else None]


def _query(fact: Fact, fate: str, hit: str, period: Period, slice_: Slice) -> str:
    table = TABLES[str(fact.source)]
    identifier = next((f"r.{name}" for name in ("id", "invoice") if name in table.names), "NULL")
    inside = tuple(pair for pair in slice_ if fact.has(pair[0]))
    return (
        f"SELECT f.file, f.line, {identifier}, f.day, {fate}, {hit} FROM {fact.name} f "
        f"JOIN {raw_name(table)} r ON r.file = f.file AND r.line = f.line "
        f"WHERE f.day >= {period.first} AND f.last <= {period.last}{_slice_sql(inside)} ORDER BY f.file, f.line"
    )


def _fate_sql(holding: Holding, indicator: Indicator, population: Population, as_of: int) -> str:
    fact = FACTS[population.fact]
    tests = [(_sql(one.where, fact, holding), one.reason) for one in population.exclusions]
    tests.insert(population.undated, (f"f.day > {as_of}", FUTURE))
    cut = last_day(aged(indicator, count(population.fact)), holding.centre, as_of)
    return _cases([*tests, (f"f.day > {cut}", TOO_YOUNG)])


def _used_sql(holding: Holding, basis: Basis, fact: str, as_of: int) -> str:
    """Return what became of a line of an amount: used by one of its terms, or outside of them all."""
    kept = _sql(used(basis, fact), FACTS[fact], holding)
    return _cases([(f"f.day > {as_of}", FUTURE), (f"NOT ({kept})", OUTSIDE)])


def _cases(tests: list[tuple[str, str]]) -> str:
    return f"CASE {' '.join(f'WHEN {test} THEN {literal(reason)}' for test, reason in tests)} ELSE '{COUNTED}' END"


def _hit_sql(holding: Holding, indicator: Indicator, fact: Fact) -> str:
    formula = indicator.bases[0].formula
    measures = (
        [one for one in measures_of(formula.numerator) if one.fact == fact.name] if isinstance(formula, Ratio) else []
    )
    if not measures or indicator.population is None:
        return "NULL"
    return f"CASE WHEN {_sql(any_of(measures), fact, holding)} THEN 1 ELSE 0 END"


def _sql(condition: Condition, fact: Fact, holding: Holding) -> str:
    return _qualified(condition_sql(condition, fact, holding.centre), fact)


def _qualified(test: str, fact: Fact) -> str:
    """Prefix the columns of a condition with the derived table's alias, outside of quoted texts."""
    columns = "|".join(sorted((*fact.columns, "day", "last", *fact.dims), key=len, reverse=True))
    parts = re.split(r"('(?:[^']|'')*')", test)
    return "".join(
        part if part.startswith("'") else re.sub(rf"(?<![\w.])({columns})(?!\w)", r"f.\1", part) for part in parts
    )


def _slice_sql(slice_: Slice) -> str:
    tests = [f"f.{dim} IS NULL" if value is None else f"f.{dim} = {literal(value)}" for dim, value in slice_]
    return "".join(f" AND {test}" for test in tests)
