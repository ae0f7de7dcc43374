"""The lines behind a figure: each with what became of it (contract §3, two clicks from a figure to its lines)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from levier.catalogue.definition import Indicator, Population
from levier.engine.base import raw_name
from levier.engine.compile import condition_sql, literal
from levier.explain import FUTURE, any_of
from levier.figures.figure import Slice
from levier.holding import Holding
from levier.measures.facts import FACTS, Fact
from levier.measures.language import Ratio, measures_of
from levier.periods import Period
from levier.tables import TABLES

COUNTED = "compté"


def line_rows(holding: Holding, indicator: Indicator, period: Period, slice_: Slice, as_of: int) -> Iterator[list[Any]]:
    """Yield each line of the period: file, line, identifier, day, what became of it, in the numerator or not.

    Only indicators that count lines have them; the identifier is the one of the centre's own software.
    """
    population = indicator.population
    if population is None or FACTS[population.fact].source is None:
        return
    fact = FACTS[population.fact]
    table = TABLES[str(fact.source)]
    identifier = next((f"r.{name}" for name in ("id", "invoice") if name in table.names), "NULL")
    names = {rank: account.file for rank, account in enumerate(holding.accounts)}
    query = (
        f"SELECT f.file, f.line, {identifier}, f.day, {_fate_sql(holding, population, fact, as_of)}, "
        f"{_hit_sql(holding, indicator, fact)} FROM {fact.name} f "
        f"JOIN {raw_name(table)} r ON r.file = f.file AND r.line = f.line "
        f"WHERE f.day >= {period.first} AND f.last <= {period.last}{_slice_sql(slice_)} ORDER BY f.file, f.line"
    )
    for file, line, known, day, fate, hit in holding.engine.fetch(query):
        yield [names.get(file, ""), line, known, day, fate, hit if fate == COUNTED else None]


def _fate_sql(holding: Holding, population: Population, fact: Fact, as_of: int) -> str:
    tests = [(condition_sql(one.where, fact, holding.centre), one.reason) for one in population.exclusions]
    tests.insert(population.undated, (f"day > {as_of}", FUTURE))
    cases = " ".join(f"WHEN {_qualified(test, fact)} THEN {literal(reason)}" for test, reason in tests)
    return f"CASE {cases} ELSE '{COUNTED}' END"


def _hit_sql(holding: Holding, indicator: Indicator, fact: Fact) -> str:
    formula = indicator.bases[0].formula
    measures = (
        [one for one in measures_of(formula.numerator) if one.fact == fact.name] if isinstance(formula, Ratio) else []
    )
    if not measures:
        return "NULL"
    return f"CASE WHEN {_qualified(condition_sql(any_of(measures), fact, holding.centre), fact)} THEN 1 ELSE 0 END"


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
