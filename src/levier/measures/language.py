"""The small closed language of measures, and of formulas on measures.

A measure counts or sums the rows of one derived table (:mod:`levier.measures.facts`) under a condition.
Conditions are two-valued: a comparison with an unknown value is false, and its negation true; every engine
and the plain Python reference follow that rule. A formula combines measures of several tables.

>>> honoured = count("appointments", (col("status") == "honore") & (col("walk_in") == 0))
>>> print(honoured)
count(appointments where (status = 'honore' and walk_in = 0))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from levier.once import once

Value = int | str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A convention of the centre (``appel_court_s``), known when the measure is compiled."""

    name: str

    def __str__(self) -> str:
        return f"${self.name}"


class Condition:
    """What a row must satisfy; conditions combine with ``&``, ``|`` and ``~``."""

    __slots__ = ()

    def __and__(self, other: Condition) -> Condition:
        return And((*_parts(And, self), *_parts(And, other)))

    def __or__(self, other: Condition) -> Condition:
        return Or((*_parts(Or, self), *_parts(Or, other)))

    def __invert__(self) -> Condition:
        return self.part if isinstance(self, Not) else Not(self)


def _parts(family: type[And] | type[Or], condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, family) else (condition,)


@dataclass(frozen=True, slots=True)
class Compare(Condition):
    """``column operator value``; operators are ``=  <>  <  <=  >  >=``."""

    column: str
    operator: str
    value: Value | Parameter

    def __str__(self) -> str:
        shown = f"'{self.value}'" if isinstance(self.value, str) else str(self.value)
        return f"{self.column} {self.operator} {shown}"


@dataclass(frozen=True, slots=True)
class Among(Condition):
    """The column holds one of these values."""

    column: str
    values: tuple[Value, ...]

    def __str__(self) -> str:
        return f"{self.column} in ({', '.join(repr(value) for value in self.values)})"


@dataclass(frozen=True, slots=True)
class Known(Condition):
    """The column is not empty."""

    column: str

    def __str__(self) -> str:
        return f"{self.column} known"


@dataclass(frozen=True, slots=True)
class Setting(Condition):
    """A convention of the centre has this value: true or false for all rows alike."""

    name: str
    value: Value

    def __str__(self) -> str:
        return f"${self.name} = '{self.value}'"


@dataclass(frozen=True, slots=True)
class And(Condition):
    """Every part holds (true when there is none)."""

    parts: tuple[Condition, ...]

    def __str__(self) -> str:
        return f"({' and '.join(map(str, self.parts))})" if self.parts else "always"


@dataclass(frozen=True, slots=True)
class Or(Condition):
    """One part holds (false when there is none)."""

    parts: tuple[Condition, ...]

    def __str__(self) -> str:
        return f"({' or '.join(map(str, self.parts))})"


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """The part does not hold."""

    part: Condition

    def __str__(self) -> str:
        return f"not {self.part}"


ALWAYS: Condition = And(())


class col:
    """A column of a derived table, to be compared.

    >>> print(col("wait_s") < Parameter("appel_court_s"))
    wait_s < $appel_court_s
    """

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, name: str) -> None:
        self.name = name

    def __eq__(self, value: Value | Parameter) -> Condition:  # type: ignore[override]
        return Compare(self.name, "=", value)

    def __ne__(self, value: Value | Parameter) -> Condition:  # type: ignore[override]
        return Compare(self.name, "<>", value)

    def __lt__(self, value: Value | Parameter) -> Condition:
        return Compare(self.name, "<", value)

    def __le__(self, value: Value | Parameter) -> Condition:
        return Compare(self.name, "<=", value)

    def __gt__(self, value: Value | Parameter) -> Condition:
        return Compare(self.name, ">", value)

    def __ge__(self, value: Value | Parameter) -> Condition:
        return Compare(self.name, ">=", value)

    def among(self, *values: Value) -> Condition:
        """Hold when the column has one of these values."""
        return Among(self.name, values)

    def known(self) -> Condition:
        """Hold when the column is not empty."""
        return Known(self.name)


SCALES = {"euros": 100, "hours": 3_600, "fte": 1_000_000_000, "decimal": 1_000_000_000}


class Term:
    """A quantity that formulas combine: measures, typed measures, their sums and differences."""

    __slots__ = ()

    def inside(self) -> tuple[Term, ...]:
        """Return the terms that a term of :mod:`levier.measures.terms` is made of."""
        return ()

    def __add__(self, other: Term) -> Term:
        return Combination((*_signed(self, 1), *_signed(other, 1)))

    def __sub__(self, other: Term) -> Term:
        return Combination((*_signed(self, 1), *_signed(other, -1)))


def _signed(term: Term, sign: int) -> tuple[tuple[int, Term], ...]:
    if isinstance(term, Combination):
        return tuple((sign * inner, part) for inner, part in term.parts)
    return ((sign, term),)


@dataclass(frozen=True, slots=True)
class Measure(Term):
    """An additive quantity per day: ``kind`` of the rows of ``fact`` under ``where``.

    ``kind`` is ``count`` (a negative line cancels one where the table has a sign), ``rows`` (physical lines, whatever
    their sign), ``sum`` of ``column``, or ``distinct`` values of ``column`` (exact, at the declared
    grains only). ``unit`` gives the scale of stored integers. ``state`` is ``None`` for a flow,
    ``mean_of_months`` or ``last_month`` for what is true of a month (contract §3 rule 10). ``older_than`` names
    the convention (days) or gives the months that a row must be old at ``as_of``.
    """

    fact: str
    kind: str
    where: Condition = ALWAYS
    column: str | None = None
    unit: str = "lines"
    state: str | None = None
    older_than: str | int | None = None

    def __str__(self) -> str:
        what = f"{self.column} of {self.fact}" if self.column else self.fact
        return f"{self.kind}({what} where {self.where})"

    @property
    def key(self) -> str:
        """Return what identifies the measure in a cube: age and state are applied to the cube, not stored."""
        return _key(self)

    @property
    def scale(self) -> int:
        """Return by how much the stored integer is divided to be in the unit."""
        return SCALES.get(self.unit, 1)

    def where_also(self, condition: Condition) -> Measure:
        """Return the same measure under one more condition."""
        return Measure(
            self.fact, self.kind, self.where & condition, self.column, self.unit, self.state, self.older_than
        )


@once
def _key(measure: Measure) -> str:
    return str(measure)


@dataclass(frozen=True, slots=True)
class Typed(Term):
    """A measure that a person typed, by its name in the grid, restricted to some keys."""

    name: str
    keys: tuple[tuple[str, str], ...] = ()
    state: str | None = None

    def __str__(self) -> str:
        keys = ", ".join(f"{key}={value}" for key, value in self.keys)
        return f"typed({self.name}{' where ' + keys if keys else ''})"


@dataclass(frozen=True, slots=True)
class Combination(Term):
    """A sum of signed terms."""

    parts: tuple[tuple[int, Term], ...]

    def __str__(self) -> str:
        return " ".join(f"{'+' if sign > 0 else '-'} {part}" for sign, part in self.parts)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Numerator over denominator; the division is ours, never an engine's."""

    numerator: Term
    denominator: Term


@dataclass(frozen=True, slots=True)
class Total:
    """A quantity by itself: its denominator is ``None``."""

    term: Term


@dataclass(frozen=True, slots=True)
class Median:
    """The exact median of a whole number carried by a narrow dimension."""

    measure: Measure
    dimension: str


Formula = Ratio | Total | Median


def count(fact: str, where: Condition = ALWAYS, **more: Any) -> Measure:
    """Count the rows of a derived table; a negative line cancels one where the table has a sign."""
    return Measure(fact, "count", where, **more)


def rows(fact: str, where: Condition = ALWAYS, **more: Any) -> Measure:
    """Count the physical lines of a derived table, whatever their sign."""
    return Measure(fact, "rows", where, **more)


def total(fact: str, column: str, unit: str, where: Condition = ALWAYS, **more: Any) -> Measure:
    """Sum a column of a derived table."""
    return Measure(fact, "sum", where, column, unit, **more)


def distinct(fact: str, column: str, where: Condition = ALWAYS) -> Measure:
    """Count distinct values of a column, exactly, at the declared grains (month, quarter, year)."""
    return Measure(fact, "distinct", where, column)


def typed(name: str, state: str | None = None, **keys: str) -> Typed:
    """Take a typed measure; ``keys`` are those of the grid (service, payer_type, job, family)."""
    return Typed(name, tuple(sorted(keys.items())), state)


@dataclass(frozen=True, slots=True)
class Optional(Term):
    """A term that counts when it was supplied and is said to be left out when it was not."""

    term: Term
    left_out: str


def optional(term: Term, left_out: str) -> Optional:
    """Make a term optional; ``left_out`` is the French sentence shown when it was not supplied."""
    return Optional(term, left_out)


@dataclass(frozen=True, slots=True)
class Largest(Term):
    """The largest of the terms that were supplied; unknown when none was."""

    terms: tuple[Term, ...]


def largest(*terms: Term) -> Largest:
    """Take the largest of several ways to know one quantity (a headcount, or full-time equivalents)."""
    return Largest(terms)


@once
def measures_of(term: Term | Formula) -> tuple[Measure, ...]:
    """Return the measures that a term or a formula speaks of, in order."""
    if isinstance(term, Measure):
        return (term,)
    return tuple(measure for part in _inside(term) for measure in measures_of(part))


@once
def typed_of(term: Term | Formula) -> tuple[Typed, ...]:
    """Return the typed measures that a term or a formula speaks of, in order."""
    if isinstance(term, Typed):
        return (term,)
    return tuple(found for part in _inside(term) for found in typed_of(part))


def _inside(term: Term | Formula) -> tuple[Term, ...]:
    """Return the terms that a term or a formula is made of."""
    if isinstance(term, Combination):
        return tuple(part for _sign, part in term.parts)
    if isinstance(term, Largest):
        return term.terms
    if isinstance(term, Optional | Total):
        return (term.term,)
    if isinstance(term, Ratio):
        return (term.numerator, term.denominator)
    if isinstance(term, Median):
        return (term.measure,)
    return term.inside()
