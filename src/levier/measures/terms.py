"""Rarer terms of formulas: what must be there, what is said, what ``centre.toml`` states by the year."""

from __future__ import annotations

from dataclasses import dataclass

from levier.measures.language import Measure, Term, Typed


@dataclass(frozen=True, slots=True)
class Given(Term):
    """A term that exists only when ``rows`` counts something in the period: no row is *not known*, never zero.

    A state of the last month is that of the last span that ``rows`` speaks of.
    """

    term: Term
    rows: Measure

    def inside(self) -> tuple[Term, ...]:
        """Return the term and what shows that it was given."""
        return (self.term, self.rows)


@dataclass(frozen=True, slots=True)
class Said(Term):
    """A term beside which a sentence is said when ``count`` is not zero; ``{n}`` is that number."""

    term: Term
    count: Measure
    sentence: str

    def inside(self) -> tuple[Term, ...]:
        """Return the term and the number that is said."""
        return (self.term, self.count)


@dataclass(frozen=True, slots=True)
class SumOfKnown(Term):
    """The sum of the parts that were supplied, of which ``least`` at least; ``{names}`` says which were not.

    ``partial`` makes the figure partial when one is missing.
    """

    parts: tuple[tuple[str, Term], ...]
    left_out: str
    least: int = 1
    partial: bool = False

    def inside(self) -> tuple[Term, ...]:
        """Return the parts."""
        return tuple(part for _name, part in self.parts)


@dataclass(frozen=True, slots=True)
class WholeOf(Term):
    """What a person typed as the whole of which ``part`` counts lines: typed alike along ``keys``, and not smaller."""

    term: Typed
    part: Measure
    keys: tuple[str, ...]

    def inside(self) -> tuple[Term, ...]:
        """Return the whole and its part."""
        return (self.term, self.part)


@dataclass(frozen=True, slots=True)
class YearlyCost(Term):
    """Yearly costs of ``centre.toml``, one twelfth for each month of the period that has begun at ``as_of``."""


@dataclass(frozen=True, slots=True)
class MissingMonths(Term):
    """The months of the period, begun at ``as_of``, of which a monthly table says nothing."""

    fact: str


def given(term: Term, rows: Measure) -> Given:
    """Make a term exist only in periods where ``rows`` counts something."""
    return Given(term, rows)


def said(term: Term, count: Measure, sentence: str) -> Said:
    """Say a French sentence (with ``{n}``) beside a term when ``count`` is not zero."""
    return Said(term, count, sentence)


def sum_of_known(parts: dict[str, Term], left_out: str, least: int = 1, *, partial: bool = False) -> SumOfKnown:
    """Add the parts that were supplied; ``left_out`` (French, with ``{names}``) names the others."""
    return SumOfKnown(tuple(parts.items()), left_out, least, partial)


def whole_of(term: Typed, part: Measure, *keys: str) -> WholeOf:
    """Take a typed whole for the lines of ``part``; nothing is said when it was typed for some of ``keys`` only."""
    return WholeOf(term, part, keys)


def yearly_cost() -> YearlyCost:
    """Take ``[couts_tiers_payant]``; unknown when the centre states none, or over less than a month."""
    return YearlyCost()


def missing_months(fact: str) -> MissingMonths:
    """Count the months of the period that a monthly table lacks."""
    return MissingMonths(fact)
