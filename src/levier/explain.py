"""How a figure was made: definition, conventions, files, lines counted, lines left out by reason.

For an indicator that counts lines: lines of the period = denominator + lines left out (tested on every indicator). A
negative line cancels one: both are then left out, under one reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from levier.catalogue.definition import Basis, Indicator, Population
from levier.engine.compile import cube_sql
from levier.figures.evaluate import Evaluator
from levier.figures.figure import Figure, Slice, shown_slice
from levier.figures.needs import facts_of, is_typed, needs_of
from levier.figures.typed import TypedValues
from levier.holding import Holding
from levier.i18n import _
from levier.measures.cube import by_fact
from levier.measures.facts import FACTS
from levier.measures.language import ALWAYS, Condition, Measure, Ratio, count, measures_of, rows
from levier.periods import Period
from levier.text import fold

FUTURE, CANCELLING, TOO_YOUNG = "à venir", "annulation et ligne annulée", "trop récent"
OUTSIDE = "hors du champ de l'indicateur"


@dataclass(frozen=True, slots=True)
class Tally:
    """The lines of one derived table in the period: read = counted + left out, reason by reason in order."""

    fact: str
    read: int
    counted: int
    left_out: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that ``levier explain`` says of a figure."""

    indicator: Indicator
    figure: Figure
    tallies: tuple[Tally, ...]
    files: tuple[str, ...]
    sql: tuple[str, ...]
    conventions: dict[str, int | str] = field(default_factory=dict)


def explain(holding: Holding, indicator: Indicator, period: Period, figure: Figure, as_of: int) -> Explanation:
    """Return how a figure was made, from the lines of a holding."""
    tallies = () if _was_typed(indicator, figure) else tuple(_tallies(holding, indicator, figure, as_of))
    tables = {FACTS[one.fact].source for one in tallies} | _tables(indicator)
    files = tuple(_files(holding, tables, period))
    return Explanation(indicator, figure, tallies, files, tuple(_sql(holding, indicator)), figure.conventions)


def _tables(indicator: Indicator) -> set[str]:
    tables = {table for basis in indicator.bases for need in needs_of(basis) for table in need}
    return tables | ({"typed_measures"} if any(map(is_typed, indicator.bases)) else set())


def _files(holding: Holding, tables: set[str | None], period: Period) -> Iterator[str]:
    for account in holding.accounts:
        inside = (
            account.first is None
            or account.last is None
            or (account.first <= period.last and period.first <= account.last)
        )
        if account.table in tables and account.kept and inside:
            yield _("{file}{sheet} ({kept} lignes gardées, {aside} mises de côté)").format(
                file=account.file,
                sheet=f" [{account.sheet}]" if account.sheet else "",
                kept=account.kept,
                aside=account.set_aside,
            )


def _sql(holding: Holding, indicator: Indicator) -> Iterator[str]:
    for fact, measures in by_fact(_formula_measures(indicator)).items():
        kept = [one for one in measures if one.kind != "distinct"]
        if kept:
            yield cube_sql(FACTS[fact], FACTS[fact].dims, kept, holding.centre)


def _formula_measures(indicator: Indicator) -> list[Measure]:
    return [measure for basis in indicator.bases for measure in measures_of(basis.formula)]


def _was_typed(indicator: Indicator, figure: Figure) -> bool:
    """Tell whether the figure comes from the grid: no line made it."""
    return any(is_typed(basis) and basis.name == figure.basis for basis in indicator.bases)


def _tallies(holding: Holding, indicator: Indicator, figure: Figure, as_of: int) -> Iterator[Tally]:
    if indicator.population is not None:
        yield _population_tally(holding, indicator, indicator.population, figure.period, figure.slice, as_of)
        return
    basis = next((one for one in indicator.bases if one.name == figure.basis), indicator.bases[0])
    for fact in facts_of(basis):
        yield _plain_tally(holding, basis, fact, figure.period, figure.slice, as_of)


class _Counts:
    """Numbers of lines of one derived table in one period and slice."""

    def __init__(
        self, holding: Holding, measures: Sequence[Measure], period: Period, slice_: Slice, as_of: int
    ) -> None:
        dims = tuple(dim for dim, _value in slice_)
        self._slice = slice_
        self._evaluator = Evaluator(holding.source(), [period], dims, as_of, by_fact(measures), TypedValues([]))

    def known(self, measure: Measure) -> int:
        """Return the lines not after ``as_of`` (nor younger than the measure asks)."""
        value = self._evaluator.term(measure, 0, self._slice)
        return 0 if value is None else int(value.number)

    def all(self, measure: Measure) -> int:
        """Return the lines, those to come included."""
        return self._evaluator.uncut(measure, 0, self._slice)

    def to_come(self, measure: Measure) -> int:
        """Return the lines after ``as_of``."""
        return self.all(measure) - self.known(rows(measure.fact, measure.where))


@dataclass(frozen=True, slots=True)
class _Measures:
    """What is counted to explain a population: each reason, every line, the lines that are due, those that count."""

    reasons: tuple[Measure, ...]
    everything: Measure
    due: Measure
    counted: Measure
    signed: Measure

    @classmethod
    def of(cls, population: Population) -> _Measures:
        """Return the measures of a population."""
        fact = population.fact
        reasons = tuple(rows(fact, population.reason(rank)) for rank in range(len(population.exclusions)))
        kept = population.where
        return cls(reasons, rows(fact), rows(fact, _undated(population)), rows(fact, kept), count(fact, kept))

    def all(self) -> list[Measure]:
        """Return every measure."""
        return [*self.reasons, self.everything, self.due, self.counted, self.signed]


def explained_measures(indicator: Indicator) -> list[Measure]:
    """Return the measures that explain an indicator, so that its counts outlive its lines."""
    if indicator.population is not None:
        return _Measures.of(indicator.population).all()
    pairs = [(basis, fact) for basis in indicator.bases for fact in facts_of(basis)]
    return [measure for basis, fact in pairs for measure in (rows(fact), rows(fact, used(basis, fact)))]


def used(basis: Basis, fact: str) -> Condition:
    """Return the condition of the rows of a derived table that one measure at least of a basis uses."""
    measures = [one for one in measures_of(basis.formula) if one.fact == fact]
    return ALWAYS if any(one.where == ALWAYS for one in measures) else any_of(measures)


def _population_tally(
    holding: Holding, indicator: Indicator, population: Population, period: Period, slice_: Slice, as_of: int
) -> Tally:
    asked = _Measures.of(population)
    counts = _Counts(holding, asked.all(), period, slice_, as_of)
    left = [
        (one.reason, counts.all(measure) if rank < population.undated else counts.known(measure))
        for rank, (one, measure) in enumerate(zip(population.exclusions, asked.reasons, strict=True))
    ]
    left.insert(population.undated, (FUTURE, counts.to_come(asked.due)))
    signed, kept = counts.known(asked.signed), counts.known(aged(indicator, asked.signed))
    left += [(TOO_YOUNG, signed - kept), (CANCELLING, counts.known(asked.counted) - signed)]
    return Tally(population.fact, counts.all(asked.everything), kept, tuple(pair for pair in left if pair[1]))


def _undated(population: Population) -> Condition:
    kept = ALWAYS
    for exclusion in population.exclusions[: population.undated]:
        kept = kept & ~exclusion.where
    return kept


def aged(indicator: Indicator, signed: Measure) -> Measure:
    """Return the counted lines with the age that the denominator asks for, if it asks for one."""
    formula = indicator.bases[0].formula
    ages = [one.older_than for one in measures_of(formula.denominator)] if isinstance(formula, Ratio) else []
    age = next((one for one in ages if one is not None), None)
    return replace(signed, older_than=age)


def _plain_tally(holding: Holding, basis: Basis, fact: str, period: Period, slice_: Slice, as_of: int) -> Tally:
    """Return the lines that one measure at least uses, the others being outside the definition."""
    everything, kept = rows(fact), rows(fact, used(basis, fact))
    inside = tuple(pair for pair in slice_ if FACTS[fact].has(pair[0]))
    counts = _Counts(holding, [everything, kept], period, inside, as_of)
    outside = counts.known(everything) - counts.known(kept)
    left = ((FUTURE, counts.to_come(everything)), (OUTSIDE, outside))
    return Tally(fact, counts.all(everything), counts.known(kept), tuple(pair for pair in left if pair[1]))


def any_of(measures: Sequence[Measure]) -> Condition:
    """Return the condition of the rows that one measure at least uses."""
    return reduce(lambda whole, one: whole | one.where, measures[1:], measures[0].where)


def find_slice(figures: Sequence[Figure], wanted: dict[str, str]) -> Figure | None:
    """Return the figure of the slice whose values are those asked for, without case or accents."""
    cut = (one for one in figures if len(one.slice) == len(wanted))
    return next((one for one in cut if all(_same(v, wanted[dim]) for dim, v in shown_slice(one.slice).items())), None)


def _same(value: Any, wanted: str) -> bool:
    return wanted == "" if value is None else fold(str(value)) == fold(wanted)
