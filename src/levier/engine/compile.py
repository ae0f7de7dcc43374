"""Measures to plain SQL: the same string for every engine.

No date function, regular expression, division or engine dialect; integers and short texts only. A comparison with
an empty column is made false explicitly, so that a negation means the same in SQL and in the reference.
"""

from __future__ import annotations

from collections.abc import Sequence

from levier.centre import Centre
from levier.measures.facts import FACTS, Fact
from levier.measures.language import (
    ALWAYS,
    Among,
    And,
    Compare,
    Condition,
    Known,
    Measure,
    Not,
    Or,
    Parameter,
    Setting,
    Value,
)

TRUE, FALSE = "1 = 1", "1 = 0"


def literal(value: Value) -> str:
    """Return a value as SQL writes it.

    >>> literal("l'été")
    "'l''été'"
    """
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def condition_sql(condition: Condition, fact: Fact, centre: Centre) -> str:
    """Return the SQL of a condition on the rows of a derived table, conventions of the centre put in place.

    >>> from levier.measures.language import col
    >>> condition_sql(~(col("wait_s") < 5), FACTS["calls"], Centre())
    'NOT ((wait_s IS NOT NULL AND wait_s < 5))'
    """
    if isinstance(condition, Compare):
        value = centre.convention(condition.value.name) if isinstance(condition.value, Parameter) else condition.value
        return _guarded(condition.column, f"{condition.column} {condition.operator} {literal(value)}", fact)
    if isinstance(condition, Among):
        values = ", ".join(literal(value) for value in condition.values)
        return _guarded(condition.column, f"{condition.column} IN ({values})", fact)
    if isinstance(condition, Known):
        return f"{condition.column} IS NOT NULL"
    if isinstance(condition, Setting):
        return TRUE if centre.convention(condition.name) == condition.value else FALSE
    if isinstance(condition, Not):
        return f"NOT ({condition_sql(condition.part, fact, centre)})"
    return _joined(condition, fact, centre)


NEVER: Condition = Or(())


def folded(condition: Condition, centre: Centre) -> Condition:
    """Return the same condition with the conventions of the centre put in place and what they decide left out.

    >>> from levier.measures.language import col
    >>> late = (col("late_cancel") == 1) & Setting("annulation_tardive", "non_venue")
    >>> print(folded((col("status") == "annule") & ~late, Centre()))
    status = 'annule'
    """
    if isinstance(condition, Setting):
        return ALWAYS if centre.convention(condition.name) == condition.value else NEVER
    if isinstance(condition, Not):
        part = folded(condition.part, centre)
        opposite = {ALWAYS: NEVER, NEVER: ALWAYS}
        return opposite[part] if part in opposite else Not(part)
    if isinstance(condition, And | Or):
        return _joined_parts(condition, [folded(part, centre) for part in condition.parts])
    return condition


def _joined_parts(condition: And | Or, parts: list[Condition]) -> Condition:
    neutral, decisive = (ALWAYS, NEVER) if isinstance(condition, And) else (NEVER, ALWAYS)
    if decisive in parts:
        return decisive
    kept = tuple(part for part in parts if part != neutral)
    return kept[0] if len(kept) == 1 else type(condition)(kept)


def _guarded(column: str, test: str, fact: Fact) -> str:
    return f"({column} IS NOT NULL AND {test})" if column in fact.nullable else test


def _joined(condition: Condition, fact: Fact, centre: Centre) -> str:
    if not isinstance(condition, And | Or):
        raise TypeError(f"not a condition of the language: {condition!r}")
    word, alone = (" AND ", TRUE) if isinstance(condition, And) else (" OR ", FALSE)
    parts = [condition_sql(part, fact, centre) for part in condition.parts]
    return f"({word.join(parts)})" if parts else alone


def measure_sql(measure: Measure, centre: Centre) -> str:
    """Return the aggregate of one additive measure (count, rows or sum)."""
    fact = FACTS[measure.fact]
    signs = {"sum": measure.column, "count": fact.sign or "1", "rows": "1"}
    what = signs[measure.kind]
    where = condition_sql(folded(measure.where, centre), fact, centre)
    if where == TRUE and what == "1":
        return "COUNT(*)"
    return f"SUM(CASE WHEN {where} THEN {what} ELSE 0 END)"


def cube_sql(fact: Fact, dims: Sequence[str], measures: Sequence[Measure], centre: Centre) -> str:
    """Return the query of a cube: day, last, dimensions, then one total per measure.

    >>> from levier.measures.language import count
    >>> print(cube_sql(FACTS["calls"], ("site",), [count("calls")], Centre()))
    SELECT day, last, site, COUNT(*) AS m0 FROM calls GROUP BY day, last, site
    """
    keys = ", ".join(("day", "last", *dims))
    totals = ", ".join(f"{measure_sql(measure, centre)} AS m{rank}" for rank, measure in enumerate(measures))
    return f"SELECT {keys}, {totals} FROM {fact.name} GROUP BY {keys}"


def distinct_sql(
    fact: Fact, dims: Sequence[str], measures: Sequence[Measure], centre: Centre, spans: str, last_day: int
) -> str:
    """Return the query of exact distinct counts by period (table ``spans``: first_day, last_day) and dimensions."""
    keys = ", ".join(("first_day", "last_day", *dims))
    tests = [condition_sql(folded(measure.where, centre), fact, centre) for measure in measures]
    counts = ", ".join(
        f"COUNT(DISTINCT CASE WHEN {test} THEN {measure.column} END) AS m{rank}"
        for rank, (test, measure) in enumerate(zip(tests, measures, strict=True))
    )
    joined = f"{fact.name} JOIN {spans} ON day >= first_day AND last <= last_day"
    return f"SELECT {keys}, {counts} FROM {joined} WHERE day <= {last_day} GROUP BY {keys}"
