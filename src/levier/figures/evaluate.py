"""Formulas evaluated on sums: exact fractions, a division of our own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from levier.centre import Centre
from levier.figures.figure import Slice
from levier.figures.source import Source
from levier.figures.sums import PeriodIndex, Sums, sum_cube
from levier.figures.terms import evaluate, rows_that_say
from levier.figures.typed import Found, TypedValues, disagreements
from levier.i18n import sentence as _
from levier.measures.cube import Cube, DistinctCounts
from levier.measures.facts import FACTS
from levier.measures.language import (
    Combination,
    Formula,
    Largest,
    Measure,
    Median,
    Optional,
    Ratio,
    Term,
    Total,
    Typed,
    measures_of,
)
from levier.periods import Period, period_of, to_date, to_day

DISTINCT_GRAINS = ("month", "quarter", "year")


@dataclass(slots=True)
class Value:
    """A quantity, the typed rows it came from, and what must be said of it; ``refused``: why it divides nothing."""

    number: Fraction
    typed: list[Found] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    partial: bool = False
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A formula's outcome: ``value`` is ``None`` when it cannot be computed; ``partial`` says that something lacks."""

    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    typed: tuple[Found, ...] = ()
    notes: tuple[str, ...] = ()
    partial: bool = False


def months_before(day: int, months: int) -> int:
    """Return the day so many months earlier (the last of the month when it does not exist)."""
    value = to_date(day)
    rank = value.year * 12 + value.month - 1 - months
    first = date(rank // 12, rank % 12 + 1, 1)
    return min(to_day(first) + value.day - 1, period_of(to_day(first), "month").last)


def last_day(measure: Measure, centre: Centre, as_of: int) -> int:
    """Return the last day whose rows count for a measure: ``as_of``, or earlier when rows must be old."""
    age = measure.older_than
    if age is None:
        return as_of
    if isinstance(age, str) and age.endswith("_mois"):
        return months_before(as_of, centre.number(age))
    return as_of - (age if isinstance(age, int) else centre.number(age))


@dataclass(slots=True)
class Evaluator:
    """Evaluate terms for the asked periods and slices of one centre."""

    source: Source
    periods: Sequence[Period]
    dims: tuple[str, ...]
    as_of: int
    measures: dict[str, list[Measure]]
    typed: TypedValues
    _index: PeriodIndex = field(init=False)
    _cubes: dict[tuple[str, tuple[str, ...]], Cube] = field(default_factory=dict)
    _sums: dict[tuple[str, int], Sums] = field(default_factory=dict)
    _distinct: dict[str, DistinctCounts] = field(default_factory=dict)
    _histograms: dict[tuple[str, str], dict[tuple[int, tuple[Any, ...]], dict[int, int]]] = field(default_factory=dict)
    _months: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._index = PeriodIndex(self.periods)

    def cut(self, measure: Measure) -> int:
        """Return the last day whose rows count for this measure: ``as_of``, or earlier when rows must be old."""
        return last_day(measure, self.source.centre, self.as_of)

    def term(self, term: Term, rank: int, slice_: Slice, *, samples: bool = False) -> Value | None:
        """Return a term over one period and slice, ``None`` when something it needs was not supplied."""
        if isinstance(term, Measure):
            number = self._measure(term, rank, slice_)
            return None if number is None else Value(number)
        if isinstance(term, Typed):
            found = self.typed.find(term, self.periods[rank], slice_, samples=samples)
            return None if found is None else Value(found.value, [found], found.notes)
        if isinstance(term, Optional):
            return self.term(term.term, rank, slice_, samples=samples) or Value(Fraction(), notes=(_(term.left_out),))
        if isinstance(term, Combination):
            return self._combination(term, rank, slice_, samples)
        if isinstance(term, Largest):
            values = [self.term(part, rank, slice_, samples=samples) for part in term.terms]
            return max((one for one in values if one is not None), key=lambda one: one.number, default=None)
        return evaluate(self, term, rank, slice_, samples)

    @staticmethod
    def value(number: Fraction) -> Value:
        """Return a quantity about which nothing is to be said."""
        return Value(number)

    def formula(self, formula: Formula, rank: int, slice_: Slice) -> Result | None:
        """Return a formula over one period and slice, ``None`` when something it needs was not supplied."""
        if isinstance(formula, Median):
            middle = self._median(formula, rank, slice_)
            return None if middle is None else Result(middle, None, middle)
        if isinstance(formula, Total):
            whole = self.term(formula.term, rank, slice_)
            return None if whole is None else _result(whole)
        for samples in (False, True):
            over, under = (
                self.term(part, rank, slice_, samples=samples) for part in (formula.numerator, formula.denominator)
            )
            if over is not None and under is not None and (not samples or _same_samples(formula, over, under)):
                return _ratio(over, under)
        return None

    def slices(self, measure: Measure) -> set[tuple[Any, ...]]:
        """Return the slices in which a measure is not 0 in one of the periods."""
        if measure.kind == "distinct":
            counts = self._distinct_of(measure.fact)
            place = counts.measures.index(measure.key)
            return {key[2:] for key, row in counts.rows.items() if row[place]}
        sums = self._sums_of(measure.fact, self.as_of)
        place = sums.measures[measure.key]
        return {slice_ for (_rank, slice_), totals in sums.totals.items() if totals[place]}

    def has_rows(self, fact: str, rank: int) -> bool:
        """Tell whether a derived table has a row inside the period."""
        return any(where == rank for where, _slice in self._sums_of(fact, self.as_of).totals)

    def uncut(self, measure: Measure, rank: int, slice_: Slice) -> int:
        """Return a total that counts rows after ``as_of`` too."""
        return self._sums_of(measure.fact, 10**9).value(measure.key, rank, values_of(slice_))

    def _combination(self, term: Combination, rank: int, slice_: Slice, samples: bool) -> Value | None:
        whole = Value(Fraction())
        for sign, part in term.parts:
            value = self.term(part, rank, slice_, samples=samples)
            if value is None:
                return None
            whole.number += sign * value.number
            whole.typed += value.typed
            whole.notes += value.notes
            whole.partial = whole.partial or value.partial
        return whole

    def _measure(self, measure: Measure, rank: int, slice_: Slice) -> Fraction | None:
        if measure.kind == "distinct":
            return self._distinct_count(measure, rank, slice_)
        sums = self._sums_of(measure.fact, self.cut(measure))
        total = sums.value(measure.key, rank, values_of(slice_), last=measure.state == "last_month")
        number = Fraction(total, measure.scale)
        if measure.state != "mean_of_months":
            return number
        months = self.months_supplied(measure.fact, rank)
        return number / months if months else None

    def months_supplied(self, fact: str, rank: int) -> int:
        """Return how many months of the period have a line of a monthly table, up to ``as_of``."""
        if fact not in self._months:
            source = FACTS[fact].source
            days = self.source.days(source) if source else {}
            self._months[fact] = sorted({period_of(day, "month").first for day in days})
        period = self.periods[rank]
        return sum(period.first <= month <= min(period.last, self.as_of) for month in self._months[fact])

    def keys_counted(self, measure: Measure, key: str, rank: int, slice_: Slice) -> set[Any]:
        """Return the values of one more dimension for which a measure is not 0."""
        cube = self._cube(measure.fact, (key,))
        sums = sum_cube(cube, self._index, (*self.dims, key), self.cut(measure))
        place, wanted = sums.measures[measure.key], values_of(slice_)
        found = sums.totals.items()
        return {values[-1] for (at, values), totals in found if at == rank and values[:-1] == wanted and totals[place]}

    def state_of_last(self, measure: Measure, rows: Measure, rank: int, slice_: Slice) -> Fraction:
        """Return a state at the end of the last span of the period that ``rows`` counts something in."""
        cube = rows_that_say(self._cube(measure.fact, ()), rows)
        sums = sum_cube(cube, self._index, self.dims, self.cut(measure))
        return Fraction(sums.value(measure.key, rank, values_of(slice_), last=True), measure.scale)

    def _sums_of(self, fact: str, cut: int) -> Sums:
        if (fact, cut) not in self._sums:
            self._sums[fact, cut] = sum_cube(self._cube(fact, ()), self._index, self.dims, cut)
        return self._sums[fact, cut]

    def _cube(self, fact: str, more: tuple[str, ...]) -> Cube:
        """Return the base cube when the asked dimensions are in it, else the cube of these dimensions."""
        about = FACTS[fact]
        inside = not more and all(dim in about.dims for dim in self.dims)
        dims = about.dims if inside else tuple(dict.fromkeys((*self.dims, *more)))
        if (fact, dims) not in self._cubes:
            measures = _additive(self.measures.get(fact, []))
            self._cubes[fact, dims] = self.source.cube(about, dims, measures)
        return self._cubes[fact, dims]

    def _distinct_count(self, measure: Measure, rank: int, slice_: Slice) -> Fraction | None:
        period = self.periods[rank]
        if period.grain not in DISTINCT_GRAINS:
            return None
        counts = self._distinct_of(measure.fact)
        if (period.first, period.last) in counts.unknown:
            return None
        row = counts.rows.get((period.first, period.last, *values_of(slice_)))
        return Fraction(row[counts.measures.index(measure.key)]) if row else Fraction()

    def _distinct_of(self, fact: str) -> DistinctCounts:
        if fact not in self._distinct:
            measures = [one for one in self.measures[fact] if one.kind == "distinct"]
            grains = [period for period in self.periods if period.grain in DISTINCT_GRAINS]
            self._distinct[fact] = self.source.distinct(FACTS[fact], self.dims, measures, grains, self.as_of)
        return self._distinct[fact]

    def _median(self, formula: Median, rank: int, slice_: Slice) -> Fraction | None:
        counts = self._histogram(formula).get((rank, values_of(slice_)), {})
        return median(counts)

    def _histogram(self, formula: Median) -> dict[tuple[int, tuple[Any, ...]], dict[int, int]]:
        key = (formula.measure.key, formula.dimension)
        if key not in self._histograms:
            cube = self._cube(formula.measure.fact, (formula.dimension,))
            sums = sum_cube(cube, self._index, (*self.dims, formula.dimension), self.as_of)
            place = sums.measures[formula.measure.key]
            found: dict[tuple[int, tuple[Any, ...]], dict[int, int]] = defaultdict(dict)
            for (rank, slice_), totals in sums.totals.items():
                if slice_[-1] is not None and totals[place]:
                    found[rank, slice_[:-1]][slice_[-1]] = totals[place]
            self._histograms[key] = found
        return self._histograms[key]


def _result(whole: Value) -> Result:
    return Result(whole.number, None, whole.number, tuple(whole.typed), whole.notes, whole.partial)


def _ratio(over: Value, under: Value) -> Result:
    """Divide, unless what was typed above and below does not speak of the same services or payers."""
    typed = (*over.typed, *under.typed)
    said = (*disagreements(typed), *over.refused, *under.refused)
    value = over.number / under.number if under.number and not said else None
    notes = (*over.notes, *under.notes, *said)
    return Result(over.number, under.number, value, typed, notes, over.partial or under.partial)


def _same_samples(formula: Ratio, over: Value, under: Value) -> bool:
    """Tell whether everything was counted over the same samples: nothing else may be divided."""
    return not measures_of(formula) and len({one.samples for one in (*over.typed, *under.typed)}) == 1


def _additive(measures: Sequence[Measure]) -> list[Measure]:
    return [one for one in measures if one.kind != "distinct"]


def values_of(slice_: Slice) -> tuple[Any, ...]:
    """Return the values of a slice, in the order of its dimensions."""
    return tuple(value for _dim, value in slice_)


def median(counts: dict[int, int]) -> Fraction | None:
    """Return the exact median of whole numbers given with their counts (mean of the two middle ones).

    >>> median({1: 2, 4: 2})
    Fraction(5, 2)
    """
    total = sum(counts.values())
    if not total:
        return None
    return Fraction(_at(counts, (total - 1) // 2) + _at(counts, total // 2), 2)


def _at(counts: dict[int, int], place: int) -> int:
    for value in sorted(counts):
        place -= counts[value]
        if place < 0:
            return value
    raise IndexError(place)
