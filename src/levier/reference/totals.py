"""What a condition, a measure and a distinct count mean, row by row."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from levier.centre import Centre
from levier.measures.cube import Cube, DistinctCounts
from levier.measures.facts import Fact
from levier.measures.language import Among, And, Compare, Condition, Known, Measure, Not, Or, Parameter, Setting
from levier.periods import Period
from levier.reference.rows import Row

OPERATORS: dict[str, Any] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def holds(condition: Condition, row: Row, centre: Centre) -> bool:
    """Tell whether a row satisfies a condition; a comparison with an unknown value is false, its negation true."""
    match condition:
        case Compare(column, sign, value):
            asked = centre.convention(value.name) if isinstance(value, Parameter) else value
            return row[column] is not None and bool(OPERATORS[sign](row[column], asked))
        case Among(column, values):
            return row[column] is not None and row[column] in values
        case Known(column):
            return row[column] is not None
        case Setting(name, value):
            return centre.convention(name) == value
        case And(parts):
            return all(holds(part, row, centre) for part in parts)
        case Or(parts):
            return any(holds(part, row, centre) for part in parts)
        case Not(part):
            return not holds(part, row, centre)
    raise TypeError(f"not a condition: {condition!r}")


def cube(
    fact_rows: Iterable[Row], fact: Fact, dims: Sequence[str], measures: Sequence[Measure], centre: Centre
) -> Cube:
    """Return the totals of counts and sums by day × ``dims``."""
    groups = _groups(fact_rows, ("day", "last", *dims))
    totals = [(*key, *(_total(measure, fact, rows, centre) for measure in measures)) for key, rows in groups.items()]
    return Cube.from_rows(fact.name, dims, measures, totals)


def _groups(rows: Iterable[Row], names: Sequence[str]) -> dict[tuple[Any, ...], list[Row]]:
    groups = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in names)].append(row)
    return groups


def _total(measure: Measure, fact: Fact, rows: list[Row], centre: Centre) -> int:
    kept = [row for row in rows if holds(measure.where, row, centre)]
    if measure.kind == "count":
        return sum(row[fact.sign] if fact.sign else 1 for row in kept)
    if measure.kind == "rows":
        return len(kept)
    if measure.kind == "sum":
        return sum(row[str(measure.column)] or 0 for row in kept)
    raise ValueError(f"not additive: {measure}")


def distinct_counts(
    fact_rows: Iterable[Row],
    fact: Fact,
    dims: Sequence[str],
    measures: Sequence[Measure],
    centre: Centre,
    periods: Sequence[Period],
    last_day: int,
) -> DistinctCounts:
    """Return exact distinct counts by period × ``dims``; rows after ``last_day`` are left out, rows of zeros too."""
    rows = [row for row in fact_rows if row["day"] <= last_day]
    counts = DistinctCounts(fact.name, tuple(dims), tuple(measure.key for measure in measures))
    for period in periods:
        inside = [row for row in rows if period.first <= row["day"] and row["last"] <= period.last]
        for key, group in _groups(inside, dims).items():
            values = tuple(_distinct(measure, group, centre) for measure in measures)
            if any(values):
                counts.rows[period.first, period.last, *key] = values
    return counts


def _distinct(measure: Measure, rows: list[Row], centre: Centre) -> int:
    name = str(measure.column)
    return len({row[name] for row in rows if row[name] is not None and holds(measure.where, row, centre)})
